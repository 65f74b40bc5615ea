package task

import (
	"math"
	"slices"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Floor is what a decision needs that moves work to other bins: the floor plan, the rest of the walks it touches, and who
// else waits for the goods of the current bin. Only loaded where goods are missing.
type Floor struct {
	Layout     layout.Layout      `json:"layout"`
	Quarantine picking.LocationID `json:"quarantine"` // where damaged goods are put
	Walks      []Walk             `json:"walks"`      // of this list and of the siblings' lists
	Siblings   []Sibling          `json:"siblings"`   // most urgent first
}

// Walk is what is left of a list, in walking order.
type Walk struct {
	List    picking.ListID `json:"list"`
	Version int            `json:"version"`
	Wave    picking.WaveID `json:"wave"`
	Zone    string         `json:"zone"` // it may not leave this zone; empty: it may go anywhere
	Task    picking.TaskID `json:"task"` // at its cursor
	Stops   []Stop         `json:"stops"`
}

// Stop is an open task with the place of its bin.
type Stop struct {
	Task
	Y float64 `json:"y"`
}

// Sibling is a task that is to take the same goods from the same bin and has not been begun.
type Sibling struct {
	List picking.ListID `json:"list"`
	Task picking.TaskID `json:"task"`

	Shares []Share `json:"shares"` // of a batch task, the line served first first
}

func (s Stop) place() layout.Bin   { return layout.Bin{Aisle: s.Aisle, Y: s.Y} }
func (s Source) place() layout.Bin { return layout.Bin{Aisle: s.Aisle, Y: s.Y} }

// known says that distances can be told.
func (f *Floor) known(bins ...layout.Bin) bool {
	if f.Layout.Validate() != nil {
		return false
	}
	return !slices.ContainsFunc(bins, func(b layout.Bin) bool { return f.Layout.CheckBin("", b) != nil })
}

// walk is the rest of a list's walk; one without stops if there is none.
func (f *Floor) walk(l picking.ListID) *Walk {
	for i := range f.Walks {
		w := &f.Walks[i]
		if w.List != l {
			continue
		}
		// the cursor's task may have a high number: it was skipped before, or an undo went back to it
		if k := slices.IndexFunc(w.Stops, func(s Stop) bool { return s.ID == w.Task }); k > 0 {
			at := w.Stops[k]
			w.Stops = slices.Insert(slices.Delete(w.Stops, k, k+1), 0, at)
		}
		return w
	}
	f.Walks = append(f.Walks, Walk{List: l})
	return &f.Walks[len(f.Walks)-1]
}

// detour is how far a walk becomes longer by a bin and before which stop it is visited then. The stop at the cursor is
// where the walk starts. Beside a stop at the same place it costs nothing; on a floor without a plan the end is as good as
// any other place.
func (f *Floor) detour(w *Walk, src Source) (at int, metres float64) {
	for i := len(w.Stops) - 1; i >= 0; i-- {
		if w.Stops[i].Location == src.Location {
			return i + 1, 0
		}
	}
	bins := []layout.Bin{src.place()}
	for _, s := range w.Stops {
		bins = append(bins, s.place())
	}
	n := len(w.Stops)
	if n == 0 || !f.known(bins...) {
		return n, 0
	}
	b, l := bins[0], f.Layout
	first := 0
	if w.Stops[0].ID == w.Task {
		first = 1
	}
	metres = math.Inf(1)
	for i := first; i < n; i++ {
		next := w.Stops[i].place()
		before := l.FromDepot // of the first stop: the walk has not begun
		if i > 0 {
			prev := w.Stops[i-1].place()
			before = func(x layout.Bin) float64 { return l.Distance(prev, x) }
		}
		if d := before(b) + l.Distance(b, next) - before(next); d < metres {
			at, metres = i, d
		}
	}
	last := w.Stops[n-1].place()
	if d := l.Distance(last, b) + l.FromDepot(b) - l.FromDepot(last); d < metres {
		at, metres = n, d
	}
	return at, metres
}

// insert puts a stop before the one at index at and makes room in the numbering of what follows.
func (w *Walk) insert(at int, s Stop, e *picking.Effects) {
	if at >= len(w.Stops) {
		s.Seq = w.highest() + 1
		w.Stops = append(w.Stops, s)
		return
	}
	s.Seq = w.Stops[at].Seq
	e.Shifts = append(e.Shifts, picking.Shift{List: w.List, Seq: s.Seq, Room: 1})
	for i := range w.Stops {
		if w.Stops[i].Seq >= s.Seq {
			w.Stops[i].Seq++
		}
	}
	w.Stops = slices.Insert(w.Stops, at, s)
}

func (w *Walk) highest() (n int) {
	for _, s := range w.Stops {
		n = max(n, s.Seq)
	}
	return n
}
