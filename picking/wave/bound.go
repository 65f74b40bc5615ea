package wave

import (
	"cmp"
	"math"
	"slices"
)

// bound proves what no wave can exceed (Lagrangian relaxation, Held and Karp 1971, of the fact that what an order takes
// of an item must come out of some aisle visited).
//
// Say each unit of each order line has a price. An order is then worth its units less their prices, or nothing; an aisle
// is worth what it gets for its units, each sold to the lines that pay best. Whatever the prices, k aisles and what they
// serve are together worth no more than all orders and the k best aisles: that bounds the units of any wave of k aisles,
// for each k at once, and min(Max, units) / k bounds the ratio. Prices fall where more is offered than taken and rise
// where it is the other way round, and so does the bound fall.
//
// Prices that have settled say more than that: what an aisle is worth, see scout.
type bound struct {
	g      *ground
	first  []int32     // of an order, its first line
	price  []float64   // of a unit of each line
	lines  [][]lineRef // of each item, those that pay best first
	holds  [][]supply  // of each item, the least first
	even   []bool      // every aisle with the item has as much as is wanted
	worth  []float64   // of each aisle
	best   []int32     // aisles, the worthiest first
	units  []float64   // least bound on the units of k aisles
	change []float64   // by line: taken less offered
	chosen []bool      // aisles of the focus

	focus   int // number of aisles for which prices are being settled
	scout   []float64
	scouted float64
	stride  float64
	stuck   int
}

type lineRef struct {
	line int32
	qty  int32
}

type supply struct {
	aisle int32
	qty   int32
}

func newBound(g *ground) *bound {
	b := &bound{g: g, first: make([]int32, len(g.orders)), lines: make([][]lineRef, g.p.Items), holds: make([][]supply, g.p.Items),
		even: make([]bool, g.p.Items), worth: make([]float64, len(g.aisles)), scout: make([]float64, len(g.aisles)),
		units: make([]float64, len(g.aisles)+1), chosen: make([]bool, len(g.aisles)), stride: 1, scouted: math.Inf(1)}
	for _, o := range g.rank {
		b.first[o] = int32(len(b.price))
		for _, x := range g.orders[o] {
			b.lines[x.item] = append(b.lines[x.item], lineRef{int32(len(b.price)), x.qty})
			b.price = append(b.price, 1)
		}
	}
	for a, stock := range g.aisles {
		b.best = append(b.best, int32(a))
		for _, x := range stock {
			b.holds[x.item] = append(b.holds[x.item], supply{int32(a), x.qty})
		}
	}
	for item, holds := range b.holds {
		slices.SortFunc(holds, func(a, b supply) int { return int(a.qty - b.qty) })
		b.even[item] = len(holds) == 0 || int(holds[0].qty) == g.want[item]
	}
	for k := range b.units {
		b.units[k] = math.Inf(1)
	}
	b.change = make([]float64, len(b.price))
	b.value()
	copy(b.scout, b.worth)
	return b
}

// value says what orders and aisles are worth at the present prices and lowers the bounds. It returns the worth of the
// orders.
func (b *bound) value() float64 {
	clear(b.worth)
	for item, holds := range b.holds {
		b.sell(item, holds)
	}
	slices.SortFunc(b.best, func(x, y int32) int { return cmp.Compare(b.worth[y], b.worth[x]) })
	all := 0.0
	for _, o := range b.g.rank {
		all += max(0, b.surplus(o))
	}
	sum := all
	for k, a := range b.best {
		sum += b.worth[a]
		b.units[k+1] = min(b.units[k+1], sum)
	}
	return all
}

// surplus is an order's units less their prices.
func (b *bound) surplus(o int32) float64 {
	left := float64(b.g.size[o])
	for k, x := range b.g.orders[o] {
		left -= float64(x.qty) * b.price[int(b.first[o])+k]
	}
	return left
}

// sell adds to the worth of the aisles what they get for an item.
func (b *bound) sell(item int, holds []supply) {
	buyers := b.lines[item]
	if len(buyers) == 0 {
		return
	}
	if !b.even[item] {
		b.arrange(buyers)
	}
	sold, got, next := int32(0), 0.0, 0
	for _, h := range holds {
		for next < len(buyers) && sold+buyers[next].qty <= h.qty {
			sold += buyers[next].qty
			got += float64(buyers[next].qty) * b.price[buyers[next].line]
			next++
		}
		worth := got
		if next < len(buyers) {
			worth += float64(h.qty-sold) * b.price[buyers[next].line]
		}
		b.worth[h.aisle] += worth
	}
}

// arrange puts those that pay best first; prices change little from time to time, so insertion is quick.
func (b *bound) arrange(buyers []lineRef) {
	for i := 1; i < len(buyers); i++ {
		x := buyers[i]
		k := i
		for ; k > 0 && b.price[buyers[k-1].line] < b.price[x.line]; k-- {
			buyers[k] = buyers[k-1]
		}
		buyers[k] = x
	}
}

// ratio is what no wave exceeds, and the number of aisles that could reach it: of those that could reach Min, the one with
// the best bound; 0 if there is none.
func (b *bound) ratio() (ratio float64, aisles int) {
	p := b.g.p
	for k := 1; k < len(b.units); k++ {
		u := min(math.Floor(b.units[k]+1e-6), float64(p.Max))
		if u >= float64(max(1, p.Min)) && u > ratio*float64(k) {
			ratio, aisles = u/float64(k), k
		}
	}
	return ratio, aisles
}

// improve moves the prices once, so that the bound of the number of aisles that stands in the way may fall to what is of
// no use: the best ratio known, or less than Min. False: there is nothing left to do.
func (b *bound) improve(best float64) bool {
	ratio, k := b.ratio()
	if k == 0 || ratio <= best+1e-9 {
		return false
	}
	if k != b.focus {
		b.focus, b.stuck, b.scouted = k, 0, math.Inf(1)
		b.stride = max(b.stride, 0.5)
	}
	before := b.units[k]
	now := b.value()
	clear(b.chosen)
	for _, a := range b.best[:k] {
		now += b.worth[a]
		b.chosen[a] = true
	}
	if now < b.scouted {
		b.scouted = now
		copy(b.scout, b.worth)
	}
	if b.units[k] < 0.9999*before {
		b.stuck = 0
	} else if b.stuck++; b.stuck >= 8 {
		b.stuck = 0
		b.stride *= 0.7
	}
	b.step(now - min(max(best*float64(k), float64(b.g.p.Min)-1), 0.999*now))
	return b.stride > 1e-3
}

// scouts are the aisles that hold anything wanted, the worthiest first at the prices that bounded the units most.
func (b *bound) scouts() []int32 {
	var all []int32
	for a, stock := range b.g.aisles {
		if len(stock) > 0 {
			all = append(all, int32(a))
		}
	}
	slices.SortStableFunc(all, func(x, y int32) int { return cmp.Compare(b.scout[y], b.scout[x]) })
	return all
}

// step moves prices against what is offered beyond what is taken.
func (b *bound) step(gap float64) {
	for _, o := range b.g.rank {
		takes := b.surplus(o) > 0
		for k, x := range b.g.orders[o] {
			l := int(b.first[o]) + k
			b.change[l] = 0
			if takes {
				b.change[l] = float64(x.qty)
			}
		}
	}
	for item, holds := range b.holds {
		b.offer(b.lines[item], holds)
	}
	norm := 0.0
	for l, c := range b.change {
		if c < 0 && b.price[l] == 0 {
			b.change[l] = 0
			continue
		}
		norm += c * c
	}
	if norm == 0 {
		return
	}
	by := b.stride * gap / norm
	for l, c := range b.change {
		if c != 0 {
			b.price[l] = max(0, b.price[l]+by*c)
		}
	}
}

// offer takes from the lines of an item what the chosen aisles sell them.
func (b *bound) offer(buyers []lineRef, holds []supply) {
	for _, h := range holds {
		if !b.chosen[h.aisle] {
			continue
		}
		left := h.qty
		for _, l := range buyers {
			if left <= 0 {
				break
			}
			b.change[l.line] -= float64(min(left, l.qty))
			left -= l.qty
		}
	}
}
