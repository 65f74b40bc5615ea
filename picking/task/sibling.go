package task

import (
	"fmt"
	"slices"

	"pickpack/picking"
)

// A task that waits for goods of a bin that was found short, and is not begun, is sent elsewhere by the same ranking as
// what was short: to bins that its own walk passes or that are near it, in its zone before others. One bin need not have it
// all. A task for 5 teapots at B-1, with 2 free at B-3 and 2 at B-7:
//
//	the task      ──▶ 1 at B-1: its picker looks for himself, and says short if it is not there
//	a new task    ──▶ 2 at B-3
//	a new task    ──▶ 2 at B-7
//
// With 3 free at B-7 the task itself would have moved to B-3, and B-1 would have been left out of the walk.

// part is units of a sibling that go to one bin.
type part struct {
	src *Source
	n   picking.Qty
}

// moveSibling sends what it can of a task that waits for the doubtful goods to bins that have some.
func moveSibling(s *State, sib Sibling, e *picking.Effects) {
	w := s.Floor.walk(sib.List)
	i := slices.IndexFunc(w.Stops, func(x Stop) bool { return x.ID == sib.Task })
	if i < 0 {
		return
	}
	old := w.Stops[i]
	parts, rest := s.parts(w, old.Left())
	if len(parts) == 0 {
		return
	}
	owed := sib.owed()
	change := old.change()
	if rest == 0 { // the task itself goes to the first bin
		first := parts[0]
		parts = parts[1:]
		_, owed = take(owed, first.n)
		w.Stops = slices.Delete(w.Stops, i, i+1)
		stop := Stop{Task: old.from(*first.src), Y: first.src.Y}
		stop.Qty -= old.Left() - first.n
		at, _ := s.Floor.detour(w, *first.src)
		w.insert(at, stop, e)
		change.Location, change.Lot, change.Qty = stop.Location, stop.Lot, stop.Qty
		s.promise(w, old, first, e)
	} else {
		w.Stops[i].Qty -= old.Left() - rest
		change.Qty = w.Stops[i].Qty
	}
	e.Tasks = append(e.Tasks, change)
	for _, p := range parts {
		owed = s.split(w, old, p, owed, e)
	}
	s.touches(w, e)
}

// owed is what each order line still wants of a batch task, the one served first last.
func (b Sibling) owed() (owed []picking.Share) {
	for _, x := range slices.Backward(b.Shares) {
		if n := x.Qty - x.Put - x.Short; n > 0 {
			owed = append(owed, picking.Share{Line: x.Line, Qty: n})
		}
	}
	return owed
}

// parts divides units among the bins that have some free, in the order of their ranking for a walk; rest is what none has.
func (s *State) parts(w *Walk, units picking.Qty) (parts []part, rest picking.Qty) {
	for _, src := range s.sources(w) {
		if n := min(units, src.Free); n > 0 {
			src.Free -= n
			units -= n
			parts = append(parts, part{src, n})
		}
	}
	return parts, units
}

// split makes a new task of part of one, with its share of a batch. It answers what is still owed then.
func (s *State) split(w *Walk, old Stop, p part, owed []picking.Share, e *picking.Effects) []picking.Share {
	stop := old.at(*p.src, p.n)
	stop.ID = -picking.TaskID(len(e.Adds)) - 1 // told apart until it has an id
	add := picking.TaskAdd{Location: p.src.Location, Item: old.Item, Lot: p.src.Lot, Qty: p.n, Line: old.Line, Slot: old.Slot, Kept: true}
	if w.List == s.List.ID {
		s.List.Tasks++
	} else {
		add.List = w.List
	}
	at, _ := s.Floor.detour(w, *p.src)
	w.insert(at, stop, e)
	if old.Line == 0 {
		add.Shares, owed = take(owed, p.n)
		for _, x := range add.Shares {
			e.Shares = append(e.Shares, picking.ShareChange{Task: old.ID, Line: x.Line, Qty: -x.Qty})
		}
	}
	e.Adds = append(e.Adds, add)
	s.promise(w, old, p, e)
	return owed
}

// promise reserves part of a task where it goes, and no more where it was.
func (s *State) promise(w *Walk, old Stop, p part, e *picking.Effects) {
	e.Reserve = append(e.Reserve, picking.Reservation{Location: old.Location, Item: old.Item, Lot: old.Lot, Qty: -p.n},
		picking.Reservation{Location: p.src.Location, Item: old.Item, Lot: p.src.Lot, Qty: p.n})
	e.Events = append(e.Events, picking.Event{Kind: "pick.moved", List: w.List, Wave: w.Wave,
		Text: fmt.Sprintf("%d of %s from %s instead of %s, which was found short", p.n, old.SKU, old.from(*p.src).place(), old.Task.place())})
}

// touches notes that a list of somebody else changes along.
func (s *State) touches(w *Walk, e *picking.Effects) {
	if w.List == s.List.ID || slices.ContainsFunc(e.Others, func(o picking.OtherList) bool { return o.List == w.List }) {
		return
	}
	e.Others = append(e.Others, picking.OtherList{List: w.List, Version: w.Version})
}

// keptOf are the places, among the tasks that a step adds to its own list, of those that an undo leaves: what was sent
// elsewhere beside what was short stays there.
func keptOf(e picking.Effects) (kept []int) {
	own := 0
	for _, a := range e.Adds {
		if a.List != 0 {
			continue
		}
		if a.Kept {
			kept = append(kept, own)
		}
		own++
	}
	return kept
}
