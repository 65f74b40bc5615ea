package route

import (
	"fmt"
	"math/bits"
	"slices"

	"pickpack/picking/layout"
)

// Ground is a floor with every bin that a tour may have to visit, laid out for solvers: each stretch of aisle between
// two cross-aisles owns whole 64-bit words, one bit a place, lowest place first. It is immutable and may be shared.
type Ground struct {
	lay    layout.Layout
	cols   []column
	words  int
	y      []float64 // of each bit
	spotOf []int32   // bit of each bin
	depot  int       // cross-aisle of the depot
	table  *table    // nil beyond MaxExact cross-aisles
}

// column is an aisle that has bins, or the depot's own place between aisles.
type column struct {
	x     float64
	depot bool
	nodes int // word of the bins lying exactly on cross-aisles (bit c: cross-aisle c), -1 for none
	segs  []segment
}

// segment is the inside of one aisle in one block.
type segment struct {
	block     int
	low, high float64 // its two cross-aisles
	from, to  int     // its words
}

// Set is a set of places on one Ground: what one tour has to visit.
type Set []uint64

// MaxExact is the greatest number of cross-aisles that exact tours are computed for.
const MaxExact = 7

// NewGround checks layout and bins and lays them out. Bin i is spoken of by its index; bins at the same height of the
// same aisle share a place.
func NewGround(l layout.Layout, bins []layout.Bin) (*Ground, error) {
	if err := l.Validate(); err != nil {
		return nil, err
	}
	for i, b := range bins {
		if err := l.CheckBin(fmt.Sprintf("bins[%d]", i), b); err != nil {
			return nil, err
		}
	}
	g := &Ground{lay: l, depot: l.DepotCross(), spotOf: make([]int32, len(bins))}
	g.place(bins)
	g.addDepot()
	if n := len(l.CrossY); n <= MaxExact {
		g.table = newTable(n)
	}
	return g, nil
}

// place walks the bins by aisle and height and gives each a bit.
func (g *Ground) place(bins []layout.Bin) {
	order := make([]int, len(bins))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if c := bins[a].Aisle - bins[b].Aisle; c != 0 {
			return c
		}
		return compare(bins[a].Y, bins[b].Y)
	})
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && bins[order[j]].Aisle == bins[order[i]].Aisle {
			j++
		}
		g.placeAisle(bins, order[i:j])
		i = j
	}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// placeAisle adds the column of one aisle; order names its bins, lowest first.
func (g *Ground) placeAisle(bins []layout.Bin, order []int) {
	col := column{x: g.lay.AislesX[bins[order[0]].Aisle], nodes: -1}
	bit, last := -1, 0.0
	for _, i := range order {
		y := bins[i].Y
		if c := slices.Index(g.lay.CrossY, y); c >= 0 {
			if col.nodes < 0 {
				col.nodes = g.grow()
			}
			g.y[col.nodes<<6|c], g.spotOf[i] = y, int32(col.nodes<<6|c)
			continue
		}
		block := g.lay.Block(y)
		n := len(col.segs)
		fresh := n == 0 || col.segs[n-1].block != block
		switch {
		case fresh:
			w := g.grow()
			col.segs = append(col.segs, segment{block, g.lay.CrossY[block], g.lay.CrossY[block+1], w, w + 1})
			bit = w << 6
		case y == last:
		case bit&63 == 63:
			bit = g.grow() << 6
			col.segs[n-1].to = bit>>6 + 1
		default:
			bit++
		}
		last = y
		g.y[bit], g.spotOf[i] = y, int32(bit)
	}
	g.cols = append(g.cols, col)
}

// grow adds a word and returns its index. Bins come lowest first and nodes lie between segments, so the words of a
// segment follow one another.
func (g *Ground) grow() int {
	g.words++
	g.y = append(g.y, make([]float64, 64)...)
	return g.words - 1
}

func (g *Ground) addDepot() {
	x := g.lay.Depot.X
	i, found := slices.BinarySearchFunc(g.cols, x, func(c column, x float64) int { return compare(c.x, x) })
	if found {
		g.cols[i].depot = true
		return
	}
	g.cols = slices.Insert(g.cols, i, column{x: x, depot: true, nodes: -1})
}

// NewSet is an empty set.
func (g *Ground) NewSet() Set { return make(Set, g.words) }

// Words is the length of a Set. The places of a stretch of aisle fill words of their own.
func (g *Ground) Words() int { return g.words }

// Spot is the place of a bin: bins with the same Spot are picked standing still. Spots ascend by aisle and height.
func (g *Ground) Spot(bin int) int { return int(g.spotOf[bin]) }

// Add puts a bin's place into the set.
func (g *Ground) Add(s Set, bin int) { spot := g.spotOf[bin]; s[spot>>6] |= 1 << (spot & 63) }

// SetOf is the set of the given bins.
func (g *Ground) SetOf(bins ...int) Set {
	s := g.NewSet()
	for _, b := range bins {
		g.Add(s, b)
	}
	return s
}

// Layout is the floor underneath.
func (g *Ground) Layout() layout.Layout { return g.lay }

// Union puts a ∪ b into s; all three belong to one Ground.
func (s Set) Union(a, b Set) {
	b = b[:len(a)]
	s = s[:len(a)]
	for i, w := range a {
		s[i] = w | b[i]
	}
}

// Len counts the places.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Empty says that nothing has to be visited.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}
