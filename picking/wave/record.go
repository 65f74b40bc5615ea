package wave

import "slices"

// record is the best wave met. It is brought up to date by what changed since it last was: a new best wave is much like
// the one before.
type record struct {
	open, taken   []bool
	units, aisles int
	changed       []int32 // orders, and ^aisles, in which the search may have left it
	all           bool    // they are too many to be listed
}

// clone is the same wave as the record of another search.
func (r *record) clone() record {
	return record{open: slices.Clone(r.open), taken: slices.Clone(r.taken), units: r.units, aisles: r.aisles}
}

func (r *record) ratio() float64 {
	if r.aisles == 0 {
		return 0
	}
	return float64(r.units) / float64(r.aisles)
}

// better says whether so many units from so many aisles are a wave and a better one.
func (r *record) better(p *Pool, units, aisles int) bool {
	if units < p.Min || units == 0 {
		return false
	}
	now, best := float64(units)*float64(r.aisles), float64(r.units)*float64(aisles)
	return r.units == 0 || now > best || now == best && units > r.units
}

// left notes changes.
func (r *record) left(changes []int32) {
	if r.changed = append(r.changed, changes...); len(r.changed) > len(r.taken)+len(r.open) {
		r.all, r.changed = true, r.changed[:0]
	}
}

// write makes s the record.
func (r *record) write(s *state) {
	if r.all {
		copy(r.open, s.open)
		copy(r.taken, s.taken)
	}
	for _, x := range r.changed {
		if x < 0 {
			r.open[^x] = s.open[^x]
		} else {
			r.taken[x] = s.taken[x]
		}
	}
	r.units, r.aisles = s.units, len(s.opened)
	r.all, r.changed = false, r.changed[:0]
}

// commit makes the changes of the state for good.
func (t *trail) commit() {
	t.best.left(t.s.log)
	t.s.commit()
}

// note records the present wave if it is allowed and better than any before: without aisles that nobody needs and, if it
// is above Max, without what is too much. The search itself goes on from the wave as it is.
func (t *trail) note() {
	s := t.s
	if t.pause--; t.pause > 0 || !t.best.better(s.p, min(s.units, s.p.Max), len(s.opened)) {
		return
	}
	if s.units > s.p.Max {
		s.trim()
	}
	s.prune()
	t.best.left(s.log)
	if t.best.better(s.p, s.units, len(s.opened)) {
		t.best.write(s)
		t.best.left(s.log)
	} else {
		t.pause = 64
	}
	s.undo(0)
}

// restore goes back to the record.
func (t *trail) restore() {
	s := t.s
	for k := len(s.opened) - 1; k >= 0; k-- {
		if a := int(s.opened[k]); !t.best.open[a] {
			s.closeAisle(a)
		}
	}
	for _, o := range s.rank {
		if s.taken[o] && !t.best.taken[o] {
			s.drop(o)
		}
	}
	for a, in := range t.best.open {
		if in && !s.open[a] {
			s.openAisle(a)
		}
	}
	for _, o := range s.rank {
		if t.best.taken[o] && !s.taken[o] {
			s.take(o)
		}
	}
	s.commit()
	t.best.all, t.best.changed = false, t.best.changed[:0]
}
