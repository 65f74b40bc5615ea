package pack

import (
	"strings"

	"pickpack/picking"
)

// Begin says whether this order may be packed by this person now: OK, or a refusal that says what has to happen first.
// take allows taking over an order that a colleague has open.
func Begin(s State, take bool) picking.Message {
	if m := s.standing(); m != nil {
		return *m
	}
	if s.Order.State == picking.Picked || s.open() == nil {
		if m := s.gathered(); m != nil {
			return *m
		}
	}
	if s.Order.Packer != 0 && s.Order.Packer != s.User && !take {
		return picking.Refuse(picking.NotYours, picking.Say("%s is packing this order", s.Order.PackerName),
			picking.Say("Order %s is open at another station.", s.Order.Number), "Scan it again to take it over.")
	}
	if s.left(0) == 0 {
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Order %s", s.Order.Number), Need: s.need()}
	}
	return picking.Message{Verdict: picking.OK, Title: picking.Say("Order %s", s.Order.Number), Detail: picking.Say("%d unit to pack.|%d units to pack.", s.left(0))}
}

// standing refuses an order whose state does not allow packing.
func (s State) standing() *picking.Message {
	o := s.Order
	no := func(title, detail, need picking.Text) *picking.Message {
		m := picking.Refuse(picking.NotAllowed, title, detail, need)
		return &m
	}
	switch o.State {
	case picking.Picked, picking.Packing:
		if o.Call != "" {
			return no("Set aside", picking.Say("Order %s waits for your supervisor: %s.", o.Number, o.Call), "Leave it where it is. Scan the next tote.")
		}
		return nil
	case picking.Cancelled:
		m := s.cancelled()
		return &m
	case picking.OnHold:
		return no("Order on hold", picking.Say("Order %s is on hold: %s.", o.Number, o.Hold), "Set it aside and tell your supervisor.")
	case picking.Picking:
		need := picking.Text("Wait for the rest, then scan it again.")
		if len(s.Unsort) > 0 {
			need = picking.Say("Sort %s at the put wall.", strings.Join(s.Unsort, ", "))
		}
		return no("Still being picked", picking.Say("Order %s has %d of %d units.", o.Number, o.Picked, o.Units-o.Short), need)
	case picking.Received, picking.Released:
		return no("Not picked yet", picking.Say("Nobody has begun to pick order %s.", o.Number), "Scan a tote that was picked.")
	case picking.Backordered:
		return no("Nothing to pack", picking.Say("None of order %s was in stock.", o.Number), "Scan the next tote.")
	}
	return no("Already packed", picking.Say("Order %s is packed.", o.Number), "Scan the next tote.")
}

// gathered refuses an order whose goods are not all here in one go: on a cart, in batch totes, or in several zones' totes.
func (s State) gathered() *picking.Message {
	var full, zones []string
	var here picking.Qty
	for _, p := range s.Places {
		if p.units() == 0 {
			continue
		}
		if p.Kind == picking.Tote && p.State == "filling" {
			m := picking.Refuse(picking.WrongPlace, picking.Say("Tote %s is still on a cart", p.Code),
				"It was not dropped at a station.", "The picker ends the list by dropping the tote.")
			return &m
		}
		here += p.units()
		full = append(full, p.Code)
		if p.Kind == picking.Tote && p.Method == picking.Zone {
			zones = append(zones, p.Code)
		}
	}
	if here < s.left(0) {
		m := picking.Refuse(picking.WrongPlace, "Not sorted yet", picking.Say("%d of %d units of order %s lie elsewhere%s.",
			s.left(0)-here, s.left(0), s.Order.Number, in(s.Unsort)), "Sort them at the put wall first.")
		return &m
	}
	if len(full) > 1 && len(zones) > 0 {
		m := picking.Refuse(picking.WrongPlace, "Bring it together first", picking.Say("Order %s lies in %s.", s.Order.Number,
			strings.Join(full, ", ")), "Put its totes into one slot of the put wall.")
		return &m
	}
	return nil
}

func in(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return " (" + strings.Join(codes, ", ") + ")"
}

// NoOrder refuses a code that leads to no order at all.
func NoOrder(f picking.Found, code string) picking.Message {
	l := f.Location
	switch {
	case f.Item != nil:
		return picking.Refuse(picking.Narrower, "Scan the tote first", f.Scanned(), "Scan its tote, wall slot or order number.")
	case l == nil:
		m := unknown(code)
		m.Need = "Scan a tote, a wall slot or an order number."
		return *m
	case l.Kind == picking.Tote && l.List != 0:
		return picking.Refuse(picking.WrongPlace, "Not sorted yet", picking.Say("Tote %s was picked for several orders.", l.Code), "Empty it at the put wall first.")
	case l.Kind == picking.Tote || l.Kind == picking.Slot:
		return picking.Refuse(picking.WrongTote, "Nothing to pack", picking.Say("%s holds no order's goods.", l.Code), "Scan the next tote.")
	case l.Kind == picking.Cart:
		return picking.Refuse(picking.Narrower, "Which tote?", f.Scanned(), "Scan one of its totes.")
	}
	return picking.Refuse(picking.WrongPlace, "Not here", f.Scanned(), "Scan a tote, a wall slot or an order number.")
}
