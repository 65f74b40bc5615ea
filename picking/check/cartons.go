package check

import (
	"cmp"
	"errors"
	"slices"

	"pickpack/picking/contract"
)

// Cartons says what is wrong with a packing for a valid request: a unit missing, made up or unpacked without a reason; one
// that lies in a way it may not, sticks out, is in another one's place or hangs in the air; a carton empty, too heavy,
// misweighed or not there to be used.
func Cartons(req *contract.CartonRequest, res *contract.CartonResult) error {
	v := &shipment{view{}, map[string]*contract.Box{}, map[string]*contract.Ware{}, map[string]int{}, map[string]int{}}
	for i := range req.Boxes {
		v.boxes[req.Boxes[i].ID] = &req.Boxes[i]
	}
	for i := range req.Items {
		v.wares[req.Items[i].ID] = &req.Items[i]
		v.owed[req.Items[i].ID] += req.Items[i].Qty
	}
	for i := range res.Cartons {
		v.carton(i, &res.Cartons[i])
	}
	for _, u := range res.Unpacked {
		v.unpacked(u)
	}
	for id, n := range v.owed {
		if n != 0 {
			v.fault("item %q: %d units are missing", id, n)
		}
	}
	for id, n := range v.used {
		if b := v.boxes[id]; b.Available != nil && n > *b.Available {
			v.fault("box %q is used %d times, there are %d", id, n, *b.Available)
		}
	}
	return errors.Join(v.wrong...)
}

// shipment is a view of cartons with what is still owed.
type shipment struct {
	view
	boxes map[string]*contract.Box
	wares map[string]*contract.Ware
	owed  map[string]int // units by item
	used  map[string]int // boxes
}

func (v *shipment) unpacked(u contract.Unpacked) {
	if v.wares[u.Item] == nil {
		v.fault("unknown item %q is unpacked", u.Item)
	}
	if u.Reason == "" || u.Qty < 1 {
		v.fault("%d units of item %q are unpacked without a reason", u.Qty, u.Item)
	}
	v.owed[u.Item] -= u.Qty
}

func (v *shipment) carton(i int, c *contract.Carton) {
	b := v.boxes[c.Box]
	if b == nil {
		v.fault("carton %d is an unknown box %q", i, c.Box)
		return
	}
	v.used[c.Box]++
	if len(c.Placements) == 0 {
		v.fault("carton %d is empty", i)
	}
	weight := b.Tare
	units := make([]cuboid, 0, len(c.Placements))
	for k, p := range c.Placements {
		w := v.wares[p.Item]
		if w == nil {
			v.fault("carton %d holds unknown item %q", i, p.Item)
			continue
		}
		v.owed[p.Item]--
		weight += w.Weight
		u := cuboid{k, p.At, p.At}
		for a := range 3 {
			u.hi[a] += p.Dims[a]
			if p.At[a] < 0 || u.hi[a] > b.Inner[a] {
				v.fault("carton %d: unit %d sticks out", i, k)
			}
		}
		if !lies(w, p.Dims) {
			v.fault("carton %d: unit %d of item %q may not lie as %v", i, k, p.Item, p.Dims)
			continue
		}
		units = append(units, u)
	}
	if weight != c.Weight {
		v.fault("carton %d weighs %d, %d is said", i, weight, c.Weight)
	}
	if b.MaxWeight != nil && weight > *b.MaxWeight {
		v.fault("carton %d weighs %d, at most %d is allowed", i, weight, *b.MaxWeight)
	}
	v.overlaps(i, units)
	v.support(i, units)
}

// lies says whether sides are an item's own, turned in a way that is allowed.
func lies(w *contract.Ware, dims [3]int) bool {
	for up := range 3 {
		a, b := w.Dims[(up+1)%3], w.Dims[(up+2)%3]
		if (w.MayBeHeight == nil || w.MayBeHeight[up]) && dims[2] == w.Dims[up] &&
			(dims[0] == a && dims[1] == b || dims[0] == b && dims[1] == a) {
			return true
		}
	}
	return false
}

// cuboid is a unit in its place.
type cuboid struct {
	unit   int
	lo, hi [3]int
}

// common is how long two cuboids lie beside each other along an axis.
func (c *cuboid) common(d *cuboid, axis int) int {
	return min(c.hi[axis], d.hi[axis]) - max(c.lo[axis], d.lo[axis])
}

// overlaps finds units in each other's place. Many are cut in two halves, those on the cut belonging to both.
func (v *shipment) overlaps(carton int, units []cuboid) {
	const few = 24
	if len(units) > few {
		for axis := range 3 {
			cut := middle(units, axis)
			var low, high []cuboid
			for _, u := range units {
				if u.lo[axis] < cut {
					low = append(low, u)
				}
				if u.hi[axis] > cut {
					high = append(high, u)
				}
			}
			if max(len(low), len(high)) <= len(units)*3/4 {
				v.overlaps(carton, low)
				v.overlaps(carton, high)
				return
			}
		}
	}
	for i := range units {
		for j := range units[:i] {
			a, b := &units[i], &units[j]
			if a.common(b, 0) > 0 && a.common(b, 1) > 0 && a.common(b, 2) > 0 {
				v.fault("carton %d: units %d and %d overlap", carton, b.unit, a.unit)
			}
		}
	}
}

// middle is a place along an axis where half of the units have begun.
func middle(units []cuboid, axis int) int {
	starts := make([]int, len(units))
	for i, u := range units {
		starts[i] = u.lo[axis]
	}
	slices.Sort(starts)
	return starts[len(starts)/2]
}

// support: each unit rests on the floor or, by contract.Support percent of its base, on tops exactly below it.
func (v *shipment) support(carton int, units []cuboid) {
	tops := map[int][]cuboid{} // by height, along x
	wide := 0
	for _, u := range units {
		tops[u.hi[2]] = append(tops[u.hi[2]], u)
		wide = max(wide, u.hi[0]-u.lo[0])
	}
	byX := func(a, b cuboid) int { return cmp.Compare(a.lo[0], b.lo[0]) }
	for _, list := range tops {
		slices.SortFunc(list, byX)
	}
	for i := range units {
		u := &units[i]
		if u.lo[2] == 0 {
			continue
		}
		list, area := tops[u.lo[2]], 0
		from, _ := slices.BinarySearchFunc(list, cuboid{lo: [3]int{u.lo[0] - wide}}, byX)
		for k := from; k < len(list) && list[k].lo[0] < u.hi[0]; k++ {
			area += max(0, u.common(&list[k], 0)) * max(0, u.common(&list[k], 1))
		}
		if base := (u.hi[0] - u.lo[0]) * (u.hi[1] - u.lo[1]); area*100 < base*contract.Support {
			v.fault("carton %d: unit %d rests on %d of %d", carton, u.unit, area, base)
		}
	}
}
