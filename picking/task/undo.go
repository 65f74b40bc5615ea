package task

import (
	"fmt"

	"pickpack/picking"
)

func undoable(kind string) bool {
	switch kind {
	case "cart", "bind", "bin", "switch", "item", "serial", "put", "skip":
		return true
	}
	return false
}

// Undo reverses the last accepted step as a step of its own: the ledger gets a compensating move, the receipt of the
// undone step is marked, nothing is erased.
func Undo(s State) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if s.Last == nil || !undoable(s.Last.Kind) || s.List.Step == StepDone {
		return refused(s, notNow("There is nothing to undo here. A short is mended by a supervisor."))
	}
	last := *s.Last
	if last.Kind == "switch" && s.Back < last.Task.Left() {
		return refused(s, notNow(fmt.Sprintf("What was planned at %s is promised to somebody else by now.", last.Task.Bin)))
	}
	e := picking.Effects{Undone: last.Scan}
	l := &s.List
	title := "Undone"
	switch last.Kind {
	case "cart":
		l.State, l.Cart, l.CartCode, l.Step = Assigned, 0, "", StepCart
	case "bind":
		undoBind(&s, last, &e)
	case "bin":
		l.Step, l.At = StepBin, last.At
	case "switch":
		undoSwitch(&s, last, &e)
		title = last.Task.Bin + " again"
	case "item", "serial":
		undoCount(&s, last, &e)
		title = fmt.Sprintf("%d of %d", l.Counted, s.Current.Left())
	case "put":
		undoPut(&s, last, &e)
		title = fmt.Sprintf("%d back in the hand", last.Qty)
	case "skip":
		undoSkip(&s, last, &e)
	}
	o := accepted(s, ok(title, "Undone."), e, Last{Kind: "undo"})
	o.Prompt.CanUndo = s.Before != nil && undoable(s.Before.Kind)
	return o
}

func undoBind(s *State, last Last, e *picking.Effects) {
	s.List.Totes = append([]Tote(nil), s.List.Totes...)
	if t := slotTote(s.List.Totes, last.Slot); t != nil {
		t.ID, t.Code, t.State = 0, "", "empty"
	}
	e.Totes = []picking.ToteChange{{Slot: last.Slot, State: "empty"}}
	s.List.Step, s.List.Task = StepTotes, 0
}

func undoCount(s *State, last Last, e *picking.Effects) {
	s.List.Counted -= last.Qty
	s.List.Step = StepItem
	if last.Over > 0 {
		t := *s.Current
		t.Qty -= last.Over
		c := t.change()
		c.Qty = t.Qty
		s.Current = &t
		e.Tasks = []picking.TaskChange{c}
		e.Reserve = []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: -last.Over}}
		e.Lines = []picking.LineChange{{Line: t.Line, Over: -last.Over}}
		if s.List.Counted == t.Left() {
			s.List.Step = StepTote
		}
	}
	if last.Serial != "" {
		e.Serials = []picking.Serial{{Item: s.Current.Item, Serial: last.Serial, Task: s.Current.ID, Line: s.Current.Line, Gone: true}}
	}
}

func undoPut(s *State, last Last, e *picking.Effects) {
	t := *last.Task
	if t.Left() == last.Qty { // the put had finished the task
		s.List.Done--
	}
	if s.Current == nil || s.Current.ID != t.ID {
		s.Next = s.Current
	}
	e.Moves = []picking.Move{{Item: t.Item, Lot: t.Lot, From: last.Tote, To: t.Location, Qty: last.Qty, Cause: "undo", Task: t.ID, Line: t.Line}}
	e.Reserve = []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: last.Qty}}
	if t.Line != 0 {
		e.Lines = []picking.LineChange{{Line: t.Line, Picked: -last.Qty}}
	}
	t.State = Open
	e.Tasks = []picking.TaskChange{t.change()}
	s.Current = &t
	l := &s.List
	l.Task, l.Counted, l.At, l.Step = t.ID, last.Qty, last.At, StepItem
	if t.Left() == last.Qty {
		l.Step = StepTote
	}
}

// undoSwitch takes from the planned place again; the hand is empty, as it was.
func undoSwitch(s *State, last Last, e *picking.Effects) {
	now, t := s.Current, *last.Task
	left := t.Left()
	c := t.change()
	c.Location, c.Lot = t.Location, t.Lot
	e.Tasks = []picking.TaskChange{c}
	e.Reserve = []picking.Reservation{{Location: now.Location, Item: t.Item, Lot: now.Lot, Qty: -left},
		{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: left}}
	s.Current = &t
	l := &s.List
	l.Counted, l.At, l.Step = 0, last.At, StepBin
	if l.At == t.Location {
		l.Step = StepItem
	}
}

func undoSkip(s *State, last Last, e *picking.Effects) {
	t := *last.Task
	t.Seq = last.Seq
	e.Tasks = []picking.TaskChange{t.change()}
	s.Next = s.Current
	s.Current = &t
	l := &s.List
	l.Task, l.Counted, l.At, l.Step = t.ID, 0, last.At, StepBin
	if l.At == t.Location {
		l.Step = StepItem
	}
}
