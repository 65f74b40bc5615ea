package task

import (
	"slices"

	"pickpack/picking"
)

// Taking back what was given up. A short of 2 teapots at B-1 made a task for them at B-3, booked nothing as short, sent a
// colleague's 3 to B-5 and somebody to count B-1. Undone, the task at B-3 ends, its 2 are promised at B-1 again, and nobody
// counts. The colleague keeps B-5: he may be on his way; what of the same list was sent along keeps its new bins too.

// undoShort looks for the missing units in the planned bin again.
func undoShort(s *State, last Last, e *picking.Effects) {
	t := *s.Past.Task
	if last.Task.Left() == last.Missing { // the short had finished the task
		s.List.Done--
	}
	t.Short -= last.Missing
	t.State = Open
	next := s.Past.Next
	for i, a := range s.Past.Added {
		if slices.Contains(last.Kept, i) {
			if next == nil || a.Seq < next.Seq {
				next = &s.Past.Added[i].Task
			}
			continue
		}
		s.drop(a, e)
		e.Reserve = append(e.Reserve, picking.Reservation{Location: a.Location, Item: a.Item, Lot: a.Lot, Qty: -a.Qty})
	}
	e.Reserve = append(e.Reserve, picking.Reservation{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: last.Missing})
	for _, x := range last.Lines {
		e.Lines = append(e.Lines, picking.LineChange{Line: x.Line, Short: -x.Short})
	}
	for _, x := range last.Shares {
		e.Shares = append(e.Shares, picking.ShareChange{Task: x.Task, Line: x.Line, Short: -x.Short})
	}
	e.Tasks = append(e.Tasks, t.change())
	s.Current, s.Next = &t, next
	l := &s.List
	l.Task, l.At, l.Step = t.ID, last.At, StepItem
}

// undoDamaged brings units out of quarantine into their bin.
func undoDamaged(s *State, last Last, e *picking.Effects) {
	t := last.Task
	e.Moves = []picking.Move{{Item: t.Item, Lot: t.Lot, From: last.Tote, To: t.Location, Qty: last.Qty, Cause: "undo"}}
	if last.Missing > 0 {
		undoShort(s, last, e)
	}
}

// undoFull goes on in the tote that was called full.
func undoFull(s *State, last Last, e *picking.Effects) {
	t := *s.Past.Task
	for _, a := range s.Past.Added { // what the new tote was to have of a batch task
		s.drop(a, e)
		for _, x := range a.Shares {
			e.Shares = append(e.Shares, picking.ShareChange{Task: t.ID, Line: x.Line, Qty: x.Qty})
		}
		t.Qty += a.Qty
		t.State = Open
		c := t.change()
		c.Qty = t.Qty
		e.Tasks = append(e.Tasks, c)
		s.List.Done--
	}
	t.Slot = last.Task.Slot
	s.Current, s.List.Task = &t, t.ID
	if n := s.Next; n != nil && n.Slot == last.Slot {
		next := *n
		next.Slot = t.Slot
		s.Next = &next
	}
	e.Totes = []picking.ToteChange{{Slot: last.Slot, State: "gone"}}
	e.Reslot = &picking.Reslot{From: last.Slot, To: t.Slot}
	s.List.Totes = slices.DeleteFunc(slices.Clone(s.List.Totes), func(x Tote) bool { return x.Slot == last.Slot })
}

// drop ends a task that the undone step had made.
func (s *State) drop(a Added, e *picking.Effects) {
	c := a.change()
	c.State = Cancelled
	e.Tasks = append(e.Tasks, c)
	for _, x := range a.Shares {
		e.Shares = append(e.Shares, picking.ShareChange{Task: a.ID, Line: x.Line, Qty: -x.Qty})
	}
	s.List.Tasks--
}

// undoDrop takes the totes onto the cart again.
func undoDrop(s *State, last Last, e *picking.Effects) {
	s.List.Totes = slices.Clone(s.List.Totes)
	for i := range s.List.Totes {
		if t := &s.List.Totes[i]; t.ID != 0 {
			t.State = "filling"
			e.Totes = append(e.Totes, picking.ToteChange{Slot: t.Slot, Tote: t.ID, State: t.State})
		}
	}
	s.List.State, s.List.Step, s.List.At = InProgress, StepDrop, last.At
}

// ended says why the totes of a finished walk stay where they are.
func (p *Past) ended() picking.Text {
	switch p.Ended {
	case "":
		return ""
	case "list":
		return "You have begun another list."
	case "cart":
		return "The cart is on another list by now."
	case "cancelled":
		return "An order of this list was cancelled; its goods go back."
	}
	return "Its totes are being emptied already."
}
