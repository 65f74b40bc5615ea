package wave

import "slices"

// line is units of an item.
type line struct{ item, qty int32 }

// ground is a pool made ready: orders that can never go are left out, and of an item an aisle holds no more than all
// orders want.
type ground struct {
	p        *Pool
	orders   [][]line
	aisles   [][]line
	size     []int     // units of each order
	want     []int     // units of each item over all possible orders
	rank     []int32   // possible orders, the largest first
	place    []int32   // of an order in rank
	byItem   [][]int32 // possible orders with an item, the largest first
	aislesOf [][]int32 // aisles that hold an item
	breadth  float64   // lines of an order on average
	soft     bool      // orders are small beside Max: see state.top
}

func newGround(p *Pool) *ground {
	g := &ground{p: p, size: make([]int, len(p.Orders)), want: make([]int, p.Items), place: make([]int32, len(p.Orders)),
		byItem: make([][]int32, p.Items), aislesOf: make([][]int32, p.Items)}
	g.admit()
	g.orders = lines(p.Orders, nil)
	g.aisles = lines(p.Aisles, g.want)
	for a, stock := range g.aisles {
		for _, x := range stock {
			g.aislesOf[x.item] = append(g.aislesOf[x.item], int32(a))
		}
	}
	largest, all := 0, 0
	for k, o := range g.rank {
		g.place[o] = int32(k)
		all += len(g.orders[o])
		largest = max(largest, g.size[o])
		for _, x := range g.orders[o] {
			g.byItem[x.item] = append(g.byItem[x.item], o)
		}
	}
	g.breadth = float64(all) / float64(max(1, len(g.rank)))
	g.soft = largest <= p.Max/softShare
	return g
}

// softShare is how often the largest order must go into Max for filling beyond it to be trimmed without loss.
const softShare = 20

// admit ranks the orders that can go: not empty, not above Max, and all of it in stock.
func (g *ground) admit() {
	all := make([]int, g.p.Items)
	for _, a := range g.p.Aisles {
		for _, x := range a {
			all[x.Item] += x.Qty
		}
	}
	for i, o := range g.p.Orders {
		possible := len(o) > 0
		for _, x := range o {
			g.size[i] += x.Qty
			possible = possible && x.Qty <= all[x.Item]
		}
		if possible && g.size[i] <= g.p.Max {
			g.rank = append(g.rank, int32(i))
			for _, x := range o {
				g.want[x.Item] += x.Qty
			}
		}
	}
	slices.SortStableFunc(g.rank, func(a, b int32) int { return g.size[b] - g.size[a] })
}

// lines copies stocks side by side, cut to what is wanted of each item if that is given.
func lines(stocks []Stock, want []int) [][]line {
	n := 0
	for _, s := range stocks {
		n += len(s)
	}
	all, out := make([]line, 0, n), make([][]line, len(stocks))
	for i, s := range stocks {
		from := len(all)
		for _, x := range s {
			q := x.Qty
			if want != nil {
				q = min(q, want[x.Item])
			}
			if q > 0 {
				all = append(all, line{int32(x.Item), int32(q)})
			}
		}
		out[i] = all[from:len(all):len(all)]
	}
	return out
}
