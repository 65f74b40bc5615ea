package pack

import (
	"slices"
	"strings"

	"pickpack/picking"
)

// MissRequest is what of a line nobody finds: Qty units. Of an item known by serial numbers those that are There are scanned,
// and the rest is missing; Qty may be 0 then.
type MissRequest struct {
	No    int         `json:"no"`
	Qty   picking.Qty `json:"qty"`
	There []string    `json:"there,omitempty"`
}

// Missed is the decision on units that were picked and are not there to be packed. Unless the verdict is accepted nothing
// is written.
type Missed struct {
	Message picking.Message
	Line    picking.LineID
	Qty     picking.Qty
	Moves   []picking.Move   // out of the order's places
	Serials []picking.Serial // that are gone
}

// Missing takes units that nobody finds off an order: they were short after all.
func Missing(s State, r MissRequest, lost picking.LocationID) Missed {
	refuse := func(title, detail picking.Text) Missed {
		return Missed{Message: picking.Refuse(picking.NotAllowed, title, detail, "Look at the order again.")}
	}
	i := slices.IndexFunc(s.Lines, func(l Line) bool { return l.No == r.No })
	if s.Order.State != picking.Picked && s.Order.State != picking.Packing {
		return refuse("Not now", picking.Say("Order %s is not being packed.", s.Order.Number))
	}
	var gone []Serial
	if i >= 0 && s.Lines[i].Tracking == picking.BySerial {
		var no *picking.Message
		if r.Qty, gone, no = s.goneSerials(s.Lines[i], r); no != nil {
			return Missed{Message: *no}
		}
	}
	if i < 0 || r.Qty < 1 || r.Qty > s.Lines[i].Left() {
		return refuse("Not so many", picking.Say("So many are not left to pack on line %d.", r.No))
	}
	l := s.Lines[i]
	moves := s.goneMoves(l, r.Qty, gone, lost)
	if moves == nil {
		return refuse("Not in its tote", picking.Say("The books show no such %s in the totes of order %s.", l.Name, s.Order.Number))
	}
	m := Missed{Line: l.ID, Qty: r.Qty, Moves: moves, Message: picking.Message{Verdict: picking.OK, Title: "Noted",
		Detail: picking.Say("%d × %s of order %s do not come.", r.Qty, l.Name, s.Order.Number)}}
	for _, x := range gone {
		m.Serials = append(m.Serials, picking.Serial{Item: x.Item, Serial: x.Serial, Gone: true})
	}
	return m
}

// goneSerials are how many units of a line are missing and which: those that are left to pack and were not scanned. Of a
// batch it is not known which unit came for this order, so none is named.
func (s State) goneSerials(l Line, r MissRequest) (n picking.Qty, gone []Serial, no *picking.Message) {
	refuse := func(title, detail picking.Text) (picking.Qty, []Serial, *picking.Message) {
		m := picking.Refuse(picking.NotAllowed, title, detail, "Scan each unit that is there once.")
		return 0, nil, &m
	}
	var there []string
	for _, code := range r.There {
		i := slices.IndexFunc(s.Serials, func(x Serial) bool {
			return x.Item == l.Item && x.Carton == 0 && (x.Line == l.ID || x.Line == 0) && strings.EqualFold(x.Serial, code)
		})
		if i < 0 {
			return refuse("Not one of these", picking.Say("%.40s is not among the serial numbers of %s that are left to pack.", code, l.Name))
		}
		if !slices.Contains(there, s.Serials[i].Serial) {
			there = append(there, s.Serials[i].Serial)
		}
	}
	if n = l.Left() - picking.Qty(len(there)); n < 1 {
		return refuse("Nothing is missing", picking.Say("All of %s that are left to pack were scanned.", l.Name))
	}
	if r.Qty != 0 && r.Qty != n {
		return refuse("Count again", picking.Say("%d of %s are left to pack and %d were scanned: so %d are missing.", l.Left(), l.Name, len(there), n))
	}
	for _, x := range s.Serials {
		if x.Item == l.Item && x.Line == l.ID && x.Carton == 0 && !slices.Contains(there, x.Serial) {
			gone = append(gone, x)
		}
	}
	if picking.Qty(len(gone)) > n {
		return refuse("Not one of these", picking.Say("What was scanned was picked for another line than %d.", l.No))
	}
	return n, gone, nil
}

// goneMoves take n units of a line out of the order's places, those with a serial number one by one; nil: so many do not lie
// there.
func (s State) goneMoves(l Line, n picking.Qty, gone []Serial, lost picking.LocationID) (moves []picking.Move) {
	for _, p := range s.Places {
		for _, g := range p.Goods {
			for g.Item == l.Item && g.Qty > 0 && n > 0 {
				m := picking.Move{Item: g.Item, Lot: g.Lot, From: p.ID, To: lost, Qty: min(n, g.Qty), Cause: "undo", Line: l.ID}
				if len(gone) > 0 {
					m.Qty, m.Serial, m.Task, gone = 1, gone[0].Serial, gone[0].Task, gone[1:]
				}
				moves = append(moves, m)
				n, g.Qty = n-m.Qty, g.Qty-m.Qty
			}
		}
	}
	if n > 0 {
		return nil
	}
	return moves
}
