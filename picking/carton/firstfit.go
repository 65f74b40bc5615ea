package carton

import (
	"cmp"
	"slices"
)

// FirstFit is the rule of thumb that packings are measured against: the largest unit first, into the first carton with a
// place for it, there as low, as far back and as far left as it goes, the sides as they fit first; else into a new carton
// of the largest box that takes it. Its time grows with the square of the units.
func FirstFit(p *Problem) Solution {
	s := newSolver(p, nil, 0)
	var out Solution
	done := s.firstFit(s.sortOut(&out))
	s.write(&done, &out)
	return out
}

func (s *solver) firstFit(from *pool) packing {
	done := packing{left: from}
	free := s.free(nil)
	var open []*opened
	for _, u := range from.all() {
		for range u.count {
			if i := slices.IndexFunc(open, func(o *opened) bool { return o.put(s, u.kind) }); i < 0 && !s.open(&open, free, u.kind) {
				break
			}
			s.move(from, []need{{u.kind, 1}}, -1)
		}
	}
	for _, o := range open {
		done.cartons = append(done.cartons, o.filled)
	}
	return done
}

// opened is a carton with the places where a unit may go next: beside, behind and on top of those in it.
type opened struct {
	filled
	weight int64 // that it still may take
	places []vec
}

// open begins a new carton with a unit.
func (s *solver) open(all *[]*opened, free []int, kind int32) bool {
	best := -1
	for b := range s.boxes {
		if x := &s.boxes[b]; free[b] > 0 && x.takes(&s.kinds[kind]) && (best < 0 || x.volume > s.boxes[best].volume) {
			best = b
		}
	}
	if best < 0 {
		return false
	}
	free[best]--
	o := &opened{filled{box: best}, s.boxes[best].weight, []vec{{}}}
	*all = append(*all, o)
	return o.put(s, kind)
}

func (o *opened) put(s *solver, kind int32) bool {
	k, inner := &s.kinds[kind], s.boxes[o.box].inner
	if k.weight > o.weight {
		return false
	}
	for i, at := range o.places {
		for _, t := range k.turns {
			p := part{at, t, t, kind}
			if !at.plus(t).within(inner) || o.meets(&p) || at[2] > 0 && !supported(p, o.parts) {
				continue
			}
			o.parts = append(o.parts, p)
			o.weight -= k.weight
			o.count(kind)
			o.places = append(slices.Delete(o.places, i, i+1), at.plus(vec{t[0], 0, 0}), at.plus(vec{0, t[1], 0}), at.plus(vec{0, 0, t[2]}))
			slices.SortFunc(o.places, func(a, b vec) int {
				return cmp.Or(cmp.Compare(a[2], b[2]), cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0]))
			})
			return true
		}
	}
	return false
}

func (o *opened) meets(p *part) bool {
	s := space{lo: p.at, hi: p.at.plus(p.size)}
	return slices.ContainsFunc(o.parts, func(q part) bool { return s.meets(q.at, q.at.plus(q.size)) })
}

func (o *opened) count(kind int32) {
	if n := len(o.units); n > 0 && o.units[n-1].kind == kind {
		o.units[n-1].count++
		return
	}
	o.units = append(o.units, need{kind, 1})
}
