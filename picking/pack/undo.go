package pack

import (
	"strings"

	"pickpack/picking"
)

// Undo takes back the last accepted scan, as a step of its own: the goods move back to where they came from, the receipt
// of the undone scan is marked, nothing is erased. A closed carton stays closed.
func Undo(s State) Outcome {
	if m := s.mine(); m != nil {
		return s.refuse(*m)
	}
	if !s.undoable(s.Last) {
		return s.refuse(picking.Refuse(picking.NotAllowed, "Nothing to undo", "No scan into this carton is left to take back.", s.need()))
	}
	last := *s.Last
	e := effects(last.Carton, back(last.Moves), -1)
	if last.Kind == "move" {
		e = moved(last.From, last.Carton, back(last.Moves))
	}
	e.Undone, e.Pack.Box = last.Scan, last.Box
	e.Serials = unbound(last.Serials)
	return s.accept(e, Last{Kind: "undo", Carton: last.Carton}, func(next State) picking.Message { return next.undone(last) })
}

func (s State) undoable(l *Last) bool {
	if l == nil {
		return false
	}
	c := s.carton(l.Carton)
	if c == nil || c.State != CartonOpen {
		return false
	}
	switch from := s.carton(l.From); l.Kind {
	case "pack":
		return true
	case "box":
		return l.Box != ""
	case "move":
		return from != nil && from.State == CartonOpen
	}
	return false
}

func (s State) undone(last Last) picking.Message {
	m := picking.Message{Verdict: picking.OK, Title: "Undone", Detail: picking.Say("Box %s again.", last.Box)}
	if len(last.Moves) == 0 {
		return m
	}
	var n picking.Qty
	var to []string
	for _, x := range last.Moves {
		n += x.Qty
		if p := s.place(x.From); p != nil && (len(to) == 0 || to[len(to)-1] != p.Code) {
			to = append(to, p.Code)
		}
	}
	if c := s.carton(last.From); c != nil {
		to = []string{picking.Say("carton %d", c.N).String()}
	}
	m.Detail = picking.Say("%d × %s", n, s.name(last.Moves[0].Item))
	m.Need = picking.Say("Put it back into %s.", strings.Join(to, ", "))
	return m
}

// back are the moves in the other direction.
func back(moves []picking.Move) (out []picking.Move) {
	for _, m := range moves {
		m.From, m.To, m.Cause = m.To, m.From, "undo"
		out = append(out, m)
	}
	return out
}

// unbound takes a serial number of a batch from its line again.
func unbound(bound []picking.Serial) (out []picking.Serial) {
	for _, x := range bound {
		if !x.Gone {
			out = append(out, picking.Serial{Item: x.Item, Serial: x.Serial, Gone: true},
				picking.Serial{Item: x.Item, Serial: x.Serial, Task: x.Task})
		}
	}
	return out
}
