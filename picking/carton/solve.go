package carton

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"
)

// Limits bounds a search: Iterations, the loads tried, if above 0, else Budget. The same seed and iterations give the
// same solution.
type Limits struct {
	Budget     time.Duration
	Iterations int64
	Seed       uint64
}

// Report is what a search says of itself. Bound is a number of cartons that no packing is below.
type Report struct {
	Bound int
	Loads int64
}

// Pack packs the units of a valid problem (see Validate). It ends as soon as the answer is known to be the best, else with
// its limits or its context. Without a budget it is the first packing found.
func Pack(ctx context.Context, p *Problem, l Limits) (Solution, Report) {
	c := newClock(ctx, time.Now(), l)
	s := newSolver(p, c, l.Seed)
	var out Solution
	var r Report
	if from := s.sortOut(&out); from.units > 0 {
		var done packing
		done, r.Bound = s.pack(from)
		s.write(&done, &out)
	}
	r.Loads = c.loads
	return out, r
}

// pack finds a packing and a bound on its cartons.
func (s *solver) pack(from *pool) (packing, int) {
	if len(s.boxes) == 1 && s.boxes[0].available == 1 {
		return s.single(from), 1
	}
	best, proven := s.one(from)
	if proven {
		return best, 1
	}
	units := from.all()
	bound := s.atLeast(units)
	if best.cartons == nil {
		best = s.several(units, bound)
	}
	return best, bound
}

// single fills the only box there is.
func (s *solver) single(from *pool) packing {
	f, _, _ := s.fill(0, from, taste{loads: math.MaxInt64 / 2, effort: fineEffort})
	s.move(from, f.units, -1)
	return packing{[]filled{f}, from}
}

// sortOut takes out the units that fit no box.
func (s *solver) sortOut(out *Solution) *pool {
	from := s.newPool()
	for k := range s.kinds {
		why := s.never(k)
		if why == "" {
			s.move(from, []need{{int32(k), s.kinds[k].qty}}, 1)
			continue
		}
		for _, i := range s.kinds[k].items {
			out.Left = append(out.Left, Left{i, int(s.p.Items[i].Qty), why})
		}
	}
	return from
}

// never says why no carton will hold a unit of a kind, "" if one may.
func (s *solver) never(k int) string {
	kind := s.kinds[k]
	kind.weight = 0
	if len(s.boxes) == 0 {
		return "there are no boxes"
	}
	roomy := false
	for i := range s.boxes {
		if s.boxes[i].takes(&s.kinds[k]) {
			return ""
		}
		roomy = roomy || s.boxes[i].takes(&kind)
	}
	if roomy {
		return fmt.Sprintf("it weighs %d g, more than a box with room for it may carry", s.kinds[k].weight)
	}
	d := s.p.Items[kind.items[0]].Sides
	return fmt.Sprintf("no box has room for %d × %d × %d mm in a way that it may lie", d[0], d[1], d[2])
}

// write says a packing in the problem's terms.
func (s *solver) write(p *packing, out *Solution) {
	given := make([]int, len(s.kinds)) // units of each kind given out
	for i := range p.cartons {
		out.Cartons = append(out.Cartons, s.carton(&p.cartons[i], given))
	}
	for _, u := range p.left.all() {
		for k := int(u.kind); u.count > 0; u.count-- {
			item := s.itemOf(k, given[k])
			given[k]++
			if m := len(out.Left); m > 0 && out.Left[m-1].Item == item {
				out.Left[m-1].Qty++
				continue
			}
			out.Left = append(out.Left, Left{item, 1, "the boxes available are full"})
		}
	}
}

// itemOf is the item that the n-th unit of a kind belongs to.
func (s *solver) itemOf(k, n int) int {
	for _, i := range s.kinds[k].items {
		if n -= int(s.p.Items[i].Qty); n < 0 {
			return i
		}
	}
	panic("carton: more units than there are")
}

// carton takes parts apart into units.
func (s *solver) carton(f *filled, given []int) Carton {
	c := Carton{Box: s.boxes[f.box].index}
	for _, p := range f.parts {
		n := p.units()
		for z := range n[2] {
			for y := range n[1] {
				for x := range n[0] {
					at := p.at.plus(vec{x * p.unit[0], y * p.unit[1], z * p.unit[2]})
					c.Placements = append(c.Placements, Placement{s.itemOf(int(p.kind), given[p.kind]), at.size(), p.unit.size()})
					given[p.kind]++
				}
			}
		}
	}
	slices.SortStableFunc(c.Placements, func(a, b Placement) int {
		return cmp.Or(cmp.Compare(a.At[2], b.At[2]), cmp.Compare(a.At[1], b.At[1]), cmp.Compare(a.At[0], b.At[0]))
	})
	return c
}
