package task

import (
	"fmt"
	"slices"

	"pickpack/picking"
)

// fullTote is an empty tote where the slot's own was wanted: scanned again, it takes the rest of what the slot waits for,
// beside the full one. What is in the hand stays there until the new tote is scanned for it.
func fullTote(s State, scan picking.Scan, full *Tote) Outcome {
	f, task, t := s.Found.Location, s.Current, *s.Current
	if !confirmed(s, scan) {
		return ask(s, scan, picking.Refuse(picking.Confirm, picking.Say("Is %s full?", full.Code), picking.Say("%s is an empty tote.", f.Code),
			picking.Say("Scan %s again to fill it instead.", f.Code).And(picking.Say("If not, put them into %s, slot %d.", full.Code, full.Slot))))
	}
	split := t.Line == 0 && t.Done > 0
	if split && t.Tracking == picking.BySerial {
		return refused(s, notNow(picking.Say("Finish %s in %s, then change the tote.", t.Name, full.Code)))
	}
	slot := 0
	for _, x := range s.List.Totes {
		slot = max(slot, x.Slot)
	}
	slot++
	e := picking.Effects{
		Totes:  []picking.ToteChange{{Slot: slot, Order: full.Order, Tote: f.ID, State: "filling"}},
		Reslot: &picking.Reslot{From: full.Slot, To: slot},
		Events: []picking.Event{{Kind: "tote.full", Order: full.Order, List: s.List.ID, Wave: s.List.Wave,
			Text: fmt.Sprintf("%s is full; %s goes on, slot %d", full.Code, f.Code, slot)}},
	}
	if split {
		t = divide(&s, t, slot, &e)
	}
	t.Slot = slot
	s.Current = &t
	if n := s.Next; n != nil && n.Slot == full.Slot && (n.Line != 0 || n.Done == 0) {
		next := *n
		next.Slot = slot
		s.Next = &next
	}
	s.List.Totes = append(slices.Clone(s.List.Totes), Tote{Slot: slot, ID: f.ID, Code: f.Code, Order: full.Order, Number: full.Number, State: "filling"})
	return accepted(s, ok(picking.Say("%s is slot %d", f.Code, slot), "put them in and scan it"), e, Last{Kind: "full", Task: task, Slot: slot, Tote: f.ID})
}

// divide ends a batch task with what is in the full tote and makes a new one of the rest: the shares of a task are worked
// from one tote. The lines served last wait for the new tote.
func divide(s *State, t Task, slot int, e *picking.Effects) Task {
	rest := t.Left()
	add := picking.TaskAdd{Seq: t.Seq, Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: rest, Slot: slot}
	for _, o := range owedLines(s.Shares, &t, rest) {
		add.Shares = append(add.Shares, picking.Share{Line: o.Line, Qty: o.Qty})
		e.Shares = append(e.Shares, picking.ShareChange{Task: t.ID, Line: o.Line, Qty: -o.Qty})
	}
	t.Qty -= rest
	t.State = Done
	if t.Short > 0 {
		t.State = Shorted
	}
	c := t.change()
	c.Qty = t.Qty
	e.Tasks, e.Adds = []picking.TaskChange{c}, []picking.TaskAdd{add}
	s.List.Done++
	s.List.Tasks++
	s.List.Task = NewTask
	t.ID, t.Qty, t.Done, t.Short, t.State = NewTask, rest, 0, 0, Open
	return t
}
