package carton

import (
	"cmp"
	"slices"

	"pickpack/picking"
)

// Size is a thing's sides, or a place, along x, y and z; z is upwards.
type Size [3]picking.Millimetres

// Box is a kind of carton. MaxWeight includes the Tare; Unlimited stands for any weight and any number.
type Box struct {
	Inner     Size
	Tare      picking.Grams
	MaxWeight picking.Grams
	Cost      float64
	Available int
}

// Item is a quantity of one box-shaped thing. Upright says which of its sides may stand upright.
type Item struct {
	Sides   Size
	Weight  picking.Grams
	Qty     picking.Qty
	Upright [3]bool
}

// Unlimited is a number of boxes, or a weight, without a limit.
const Unlimited = 1<<31 - 1

// Problem is boxes to choose from and items to be packed. It is not changed.
type Problem struct {
	Boxes []Box
	Items []Item
}

// Placement is one unit of an item in a carton.
type Placement struct {
	Item      int
	At, Sides Size
}

// Carton is a box with what is in it, from the bottom upwards.
type Carton struct {
	Box        int
	Placements []Placement
}

// Left is a quantity of an item that is not packed, and why.
type Left struct {
	Item, Qty int
	Reason    string
}

// Solution is every unit in a carton or left.
type Solution struct {
	Cartons []Carton
	Left    []Left
}

// vec is Size inside the solver.
type vec [3]int32

func (s Size) vec() vec { return vec{int32(s[0]), int32(s[1]), int32(s[2])} }
func (v vec) size() Size {
	return Size{picking.Millimetres(v[0]), picking.Millimetres(v[1]), picking.Millimetres(v[2])}
}
func (v vec) plus(w vec) vec {
	return vec{v[0] + w[0], v[1] + w[1], v[2] + w[2]}
}
func (v vec) minus(w vec) vec {
	return vec{v[0] - w[0], v[1] - w[1], v[2] - w[2]}
}
func (v vec) volume() int64     { return int64(v[0]) * int64(v[1]) * int64(v[2]) }
func (v vec) within(w vec) bool { return v[0] <= w[0] && v[1] <= w[1] && v[2] <= w[2] }

// kind is all units that look alike to a packer: the same ways to turn them and the same weight.
type kind struct {
	turns  []vec // sides along x, y, z of each way that it may lie, each once
	volume int64
	weight int64
	qty    int32
	items  []int // by index into Problem.Items
}

// kindsOf joins the items that look alike, large ones first. Which way round the sender gave the sides is forgotten.
func kindsOf(items []Item) []kind {
	type look struct {
		turns  [6]vec
		weight picking.Grams
	}
	index := map[look]int{}
	var kinds []kind
	for i, it := range items {
		var key look
		turns := turnsOf(it)
		copy(key.turns[:], turns)
		key.weight = it.Weight
		k, known := index[key]
		if !known {
			k = len(kinds)
			index[key] = k
			kinds = append(kinds, kind{turns: turns, volume: turns[0].volume(), weight: int64(it.Weight)})
		}
		kinds[k].qty += int32(it.Qty)
		kinds[k].items = append(kinds[k].items, i)
	}
	slices.SortStableFunc(kinds, func(a, b kind) int {
		return cmp.Or(cmp.Compare(b.volume, a.volume), slices.CompareFunc(a.turns, b.turns, vec.compare),
			cmp.Compare(b.weight, a.weight))
	})
	return kinds
}

// turnsOf lists the ways an item may lie, in ascending order.
func turnsOf(it Item) []vec {
	var turns []vec
	s := it.Sides.vec()
	for up := range 3 {
		if it.Upright[up] {
			a, b := s[(up+1)%3], s[(up+2)%3]
			turns = append(turns, vec{a, b, s[up]}, vec{b, a, s[up]})
		}
	}
	slices.SortFunc(turns, vec.compare)
	return slices.Compact(turns)
}

func (v vec) compare(w vec) int { return slices.Compare(v[:], w[:]) }
