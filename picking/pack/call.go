package pack

import "pickpack/picking"

// HoldCode is the text of the printed card that sets an order aside.
const HoldCode = "HOLD"

// SetAside says whether this person may set the open order aside for a supervisor. What is packed stays in its cartons.
func SetAside(s State, reason string) picking.Message {
	if m := s.mine(); m != nil {
		return *m
	}
	return picking.Message{Verdict: picking.OK, Title: picking.Say("Order %s is set aside", s.Order.Number), Detail: picking.Say("Your supervisor is told: %s.", reason),
		Need: "Put its tote and cartons aside. Scan the next tote."}
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

// Missing takes n units of line no, which nobody finds, off an order: they were short after all.
func Missing(s State, no int, n picking.Qty, lost picking.LocationID) Missed {
	refuse := func(title, detail picking.Text) Missed {
		return Missed{Message: picking.Refuse(picking.NotAllowed, title, detail, "Look at the order again.")}
	}
	var l *Line
	for i := range s.Lines {
		if s.Lines[i].No == no {
			l = &s.Lines[i]
		}
	}
	switch {
	case s.Order.State != picking.Picked && s.Order.State != picking.Packing:
		return refuse("Not now", picking.Say("Order %s is not being packed.", s.Order.Number))
	case l == nil || n < 1 || n > l.Left():
		return refuse("Not so many", picking.Say("So many are not left to pack on line %d.", no))
	case l.Tracking == picking.BySerial && n != l.Left():
		return refuse("All or none", picking.Say("%s is known by serial numbers: all %d that are left are missing, or none.", l.Name, l.Left()))
	}
	m := Missed{Line: l.ID, Qty: n, Message: picking.Message{Verdict: picking.OK, Title: "Noted", Detail: picking.Say("%d × %s of order %s do not come.", n, l.Name, s.Order.Number)}}
	need := n
	for _, p := range s.Places {
		for _, g := range p.Goods {
			if take := min(need, g.Qty); g.Item == l.Item && take > 0 {
				m.Moves = append(m.Moves, picking.Move{Item: g.Item, Lot: g.Lot, From: p.ID, To: lost, Qty: take, Cause: "undo", Line: l.ID})
				need -= take
			}
		}
	}
	if need > 0 {
		return refuse("Not in its tote", picking.Say("The books show no such %s in the totes of order %s.", l.Name, s.Order.Number))
	}
	for _, x := range s.Serials {
		if x.Item == l.Item && x.Line == l.ID && x.Carton == 0 {
			m.Serials = append(m.Serials, x.gone())
		}
	}
	return m
}

func (x Serial) gone() picking.Serial {
	return picking.Serial{Item: x.Item, Serial: x.Serial, Gone: true}
}

// Ended says that nothing of an order is left to pack and none of its open cartons holds anything: these go unused.
func Ended(s State) ([]picking.CartonID, bool) {
	full, empty := s.others(0)
	return ids(empty), s.left(0) == 0 && len(full) == 0
}
