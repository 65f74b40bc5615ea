package pack

import (
	"slices"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// allowed are the boxes that a carrier of the order takes and that are there. The open carton's own is never missing.
func (s State) allowed() []Box {
	return slices.DeleteFunc(slices.Clone(s.Boxes), func(b Box) bool {
		if c := s.open(); c != nil && c.Box == b.Code {
			return false
		}
		return b.Stock != nil && *b.Stock <= 0 || !s.goesBy(b)
	})
}

// goesBy says whether a carrier that the order may go by takes a box. What the customer collects goes in any.
func (s State) goesBy(b Box) bool {
	if s.Order.Pickup {
		return true
	}
	refuses := func(l ship.Limits) bool { return l.Refusal(b.Code, b.Tare, b.Outer()) != "" }
	if len(s.Order.Limits) > 0 && !slices.ContainsFunc(s.Order.Limits, func(l ship.Limits) bool { return !refuses(l) }) {
		return false
	}
	return len(b.Carriers) == 0 || len(s.Order.Carriers) == 0 ||
		slices.ContainsFunc(b.Carriers, func(c string) bool { return slices.Contains(s.Order.Carriers, c) })
}

// heaviest is the most that any carrier takes.
func (s State) heaviest() (most picking.Grams) {
	for _, l := range s.Order.Limits {
		if most = max(most, l.Weight); l.Weight == 0 {
			return maxWeight
		}
	}
	if most == 0 || s.Order.Pickup {
		return maxWeight
	}
	return most
}
