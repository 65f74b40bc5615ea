package task

import (
	"cmp"
	"slices"

	"pickpack/picking"
)

// BackLast is what an undo needs to know of a step of putting back. Its receipt keeps it; Free and Taken are loaded.
type BackLast struct {
	Scan  string             `json:"scan,omitempty"`
	Kind  string             `json:"kind"`           // back, or undo
	At    picking.LocationID `json:"at"`             // the bin proven from then on
	Good  *Good              `json:"good,omitempty"` // what was brought into it; nil: only the bin was proven
	Free  picking.Qty        `json:"free,omitempty"`
	Taken bool               `json:"taken,omitempty"` // somebody else uses the tote or slot that it came out of
}

// move is how the units of a good get into their bin.
func (g Good) move() picking.Move {
	return picking.Move{Item: g.Item, Lot: g.Lot, From: g.From, To: g.To, Qty: g.Qty, Cause: "back"}
}

// BackUndo takes the last step back: what was put into a bin is in its tote again.
func BackUndo(s BackState) BackOutcome {
	no := func(why picking.Text) BackOutcome {
		return BackOutcome{Message: notNow(why), Prompt: BackPromptFor(s)}
	}
	if s.Last == nil {
		return no("There is nothing to undo here.")
	}
	o := BackOutcome{Message: ok("Undone", ""), Undone: s.Last.Scan, Last: &BackLast{Kind: "undo"}}
	g := s.Last.Good
	switch {
	case g == nil:
	case s.Last.Free < g.Qty:
		return no(picking.Say("They are promised to somebody at %s by now.", g.Bin))
	case s.Last.Taken:
		return no(picking.Say("%s is in use again.", g.Place))
	default:
		m := g.move()
		m.From, m.To, m.Cause = m.To, m.From, "undo"
		o.Move, o.Message.Title, o.Message.Detail = &m, picking.Say("%d out of %s again", g.Qty, g.Bin), picking.Name(g.Name)
		s.Goods = g.among(s.Goods)
	}
	s.At = 0
	if s.Before != nil {
		s.At = s.Before.At
	}
	s.Last, s.Before = s.Before, nil
	o.Prompt = BackPromptFor(s)
	return o
}

// among adds the good to those that wait, in their order.
func (g Good) among(goods []Good) []Good {
	goods = slices.Clone(goods)
	for i := range goods {
		if x := &goods[i]; x.From == g.From && x.To == g.To && x.Item == g.Item && x.Lot == g.Lot {
			x.Qty += g.Qty
			return goods
		}
	}
	goods = append(goods, g)
	slices.SortStableFunc(goods, func(a, b Good) int {
		return cmp.Or(cmp.Compare(a.Bin, b.Bin), cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Lot, b.Lot))
	})
	return goods
}
