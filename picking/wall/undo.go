package wall

import (
	"slices"

	"pickpack/picking"
)

// Undo reverses the latest step that is not yet reversed: a put comes back into the hand, a count goes down again.
func Undo(s State) Outcome {
	if len(s.Past) == 0 {
		return s.refuse(notAllowed("Nothing to undo", "", s.want()))
	}
	l := s.Past[0]
	if o, _ := s.order(l.Order); l.Put > 0 && o.Packing {
		return s.refuse(notAllowed("Too late to undo", picking.Say("Order %s is already being packed.", o.Number), s.want()))
	}
	if s.Cursor.Step == Done && s.Tote.Reused {
		return s.refuse(notAllowed("Too late to undo", picking.Say("Tote %s is in use again.", s.Tote.Code), "Scan the next tote."))
	}
	e := picking.Effects{Undone: l.Scan}
	next := s.back(l)
	if l.Put > 0 {
		e.Moves = reversed(l.Moves)
		if s.Whole == 0 {
			e.Shares = []picking.ShareChange{{Task: l.Cursor.Task, Line: l.Cursor.Line, Put: -l.Put}}
			e.Lines = []picking.LineChange{{Line: l.Cursor.Line, Picked: -l.Put}}
		}
	}
	if s.Cursor.Step == Done {
		e.Totes = []picking.ToteChange{{Slot: s.Tote.Slot, Tote: s.Tote.ID, State: "dropped", At: s.Tote.At}}
	}
	e.Sort = next.change(0, 0)
	if l.Took {
		e.Sort = next.change(-l.Order, l.Slot)
	}
	return Outcome{Message: undone(s, l), Prompt: next.Prompt(), Effects: e}
}

// back is the state one step earlier.
func (s State) back(l Past) State {
	next := s
	if l.Put > 0 {
		next = s.after(&Past{Moves: negated(l.Moves), Order: l.Order, Slot: l.Slot, Put: -l.Put})
		next.Shares = slices.Clone(s.Shares)
		for i := range next.Shares {
			if h := &next.Shares[i]; h.Task == l.Cursor.Task && h.Line == l.Cursor.Line {
				h.Left += l.Put
			}
		}
	}
	if l.Took {
		next.release(l)
	}
	next.Cursor, next.Past, next.Version = l.Cursor, s.Past[1:], s.Version+1
	return next
}

// release frees the slot again that a put took. The slices are already copies.
func (s State) release(l Past) {
	for i := range s.Orders {
		if s.Orders[i].ID == l.Order {
			s.Orders[i].Slot = 0
		}
	}
	for i := range s.Slots {
		if s.Slots[i].ID == l.Slot {
			s.Slots[i].Order, s.Slots[i].Number = 0, ""
		}
	}
}

func negated(moves []picking.Move) []picking.Move {
	out := slices.Clone(moves)
	for i := range out {
		out[i].Qty = -out[i].Qty
	}
	return out
}

func reversed(moves []picking.Move) []picking.Move {
	out := make([]picking.Move, len(moves))
	for i, m := range moves {
		m.From, m.To, m.Cause = m.To, m.From, "undo"
		out[i] = m
	}
	return out
}

func undone(s State, l Past) picking.Message {
	m := picking.Message{Verdict: picking.OK, Title: "Undone"}
	switch {
	case l.Put > 0 && s.Whole != 0:
		m.Detail = picking.Say("Take everything of this tote (%d) back out of slot %s.", l.Put, s.slotCode(l.Slot))
	case l.Put > 0:
		m.Detail = picking.Say("Take %d back out of slot %s.", l.Put, s.slotCode(l.Slot))
	default:
		m.Detail = "The last scan no longer counts."
	}
	return m
}
