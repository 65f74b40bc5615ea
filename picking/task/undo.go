package task

import "pickpack/picking"

// Past is what is there now of what the step to be undone had changed. Only loaded for an undo.
type Past struct {
	Task  *Task       `json:"task"`  // the step's task
	Next  *Task       `json:"next"`  // the open task that follows it, once what the step added is gone
	Added []Added     `json:"added"` // the tasks that the step made
	Free  picking.Qty `json:"free"`  // of its goods, in the bin it was planned for
	Aside picking.Qty `json:"aside"` // of its goods, in quarantine
	Ended string      `json:"ended"` // why a walk that has ended is not taken up again; empty: it may be
}

// Added is a task that a step made, with what order lines get of it.
type Added struct {
	Task
	Shares []Share `json:"shares"`
}

func undoable(kind string) bool {
	switch kind {
	case "cart", "bind", "bin", "switch", "item", "serial", "put", "skip", "short", "damaged", "full", "left", "ask", "drop":
		return true
	}
	return false
}

// Undo reverses the last accepted step as a step of its own: the ledger gets a compensating move, the receipt of the
// undone step is marked, nothing is erased. What the step asked others to do (count a bin, name a barcode) is asked no more.
func Undo(s State) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if why := final(s); why != "" {
		return refused(s, notNow(why))
	}
	last := *s.Last
	e := picking.Effects{Undone: last.Scan}
	title := reverse(&s, last, &e)
	o := accepted(s, ok(title, "Undone."), e, Last{Kind: "undo"})
	o.Prompt.CanUndo = s.Before != nil && undoable(s.Before.Kind)
	return o
}

// final says why the last step cannot be undone; nothing if it can.
func final(s State) picking.Text {
	if s.Last == nil {
		return "There is nothing to undo here."
	}
	last, p := s.Last, s.Past
	switch last.Kind {
	case "hand":
		return "The cart changed hands here. Scan your colleague's badge and the cart to give it back."
	case "cancel":
		return "An order of this list was cancelled here. What was before stays as it is."
	case "switch":
		if p.Free < last.Task.Left() {
			return picking.Say("What was planned at %s is promised to somebody else by now.", last.Task.Bin)
		}
	case "short":
		if p.Free < last.Missing || last.Missing == 0 {
			return picking.Say("What lies at %s is promised to somebody else by now, or was counted.", last.Task.Bin)
		}
	case "damaged":
		if p.Aside < last.Qty {
			return "They are not in quarantine any more."
		}
	case "drop":
		return p.ended()
	}
	if !undoable(last.Kind) {
		return "There is nothing to undo here."
	}
	return ""
}

// reverse takes the step back and answers what the eye reads first.
func reverse(s *State, last Last, e *picking.Effects) picking.Text {
	l := &s.List
	switch last.Kind {
	case "cart":
		l.State, l.Cart, l.CartCode, l.Step = Assigned, 0, "", StepCart
	case "bind":
		undoBind(s, last, e)
	case "bin":
		l.Step, l.At = StepBin, last.At
	case "switch":
		undoSwitch(s, last, e)
		return picking.Say("%s again", last.Task.Bin)
	case "item", "serial":
		undoCount(s, last, e)
		return picking.Say("%d of %d", l.Counted, s.Current.Left())
	case "put":
		undoPut(s, last, e)
		return picking.Say("%d back in the hand", last.Qty)
	case "skip":
		undoSkip(s, last, e)
	case "short":
		undoShort(s, last, e)
		return picking.Say("%d to find at %s", last.Missing, last.Task.Bin)
	case "damaged":
		undoDamaged(s, last, e)
		return picking.Say("%d back at %s", last.Qty, last.Task.Bin)
	case "full":
		undoFull(s, last, e)
		return picking.Say("%s again", slotTote(l.Totes, last.Task.Slot).Code)
	case "drop":
		undoDrop(s, last, e)
	}
	return "Undone"
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
	if last.Asked {
		s.List.Step = StepSerial
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
	s.standAt(last.At)
}

// undoSkip goes back to the task, wherever a short of somebody else has sent it meanwhile.
func undoSkip(s *State, last Last, e *picking.Effects) {
	t := *s.Past.Task
	t.Seq = last.Seq
	e.Tasks = []picking.TaskChange{t.change()}
	s.Next = s.Current
	s.Current = &t
	s.standAt(last.At)
}

// standAt puts the cursor on the current task, with an empty hand, at the bin that was proven then.
func (s *State) standAt(bin picking.LocationID) {
	l := &s.List
	l.Task, l.Counted, l.At, l.Step = s.Current.ID, 0, bin, StepBin
	if bin == s.Current.Location {
		l.Step = StepItem
	}
}
