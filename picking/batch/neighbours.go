package batch

import (
	"cmp"
	"math"
	"slices"
)

// neighbours lists, for each order, the orders it may be worth walking with, the most alike first: all others up to all
// orders, else about want of them. Two orders are alike if they share stretches of aisle that few others visit, and visit
// little besides: the weight of what they share over the weight of what either visits (Jaccard), a stretch weighing the
// logarithm of how rare it is.
//
// Candidates come from the rarest stretches of an order, and from a stretch that many visit only those nearest in the
// orders' own order, so time and space grow with the orders, not with their pairs.
func neighbours(p *Problem, all, want int) [][]int {
	n := len(p.orders)
	near := make([][]int, n)
	if n <= all {
		for i := range near {
			for j := range n {
				if j != i {
					near[i] = append(near[i], j)
				}
			}
		}
		return near
	}
	a := newAffinity(p)
	for i := range near {
		near[i] = a.nearest(i, want)
	}
	return near
}

// poolOf is how many candidates there are for each neighbour wanted.
const poolOf = 4

// affinity knows how alike orders are.
type affinity struct {
	p       *Problem
	holders [][]int   // orders by word
	weight  []float64 // of each word
	total   []float64 // of each order
	seen    []int     // 1 + the order for which another was last a candidate
	words   []int32
	likes   []like
}

type like struct {
	order int
	share float64
}

func newAffinity(p *Problem) *affinity {
	words := p.Ground.Words()
	a := &affinity{p: p, holders: make([][]int, words), weight: make([]float64, words), total: make([]float64, p.Len()), seen: make([]int, p.Len())}
	for i := range p.orders {
		for _, c := range p.orders[i].cells {
			a.holders[c.word] = append(a.holders[c.word], i)
		}
	}
	for w, h := range a.holders {
		a.weight[w] = math.Log(float64(p.Len())/float64(max(1, len(h)))) + 0.01
	}
	for i := range p.orders {
		for _, c := range p.orders[i].cells {
			a.total[i] += a.weight[c.word]
		}
	}
	return a
}

// nearest are the orders most alike order i.
func (a *affinity) nearest(i, want int) []int {
	a.words, a.likes = a.words[:0], a.likes[:0]
	for _, c := range a.p.orders[i].cells {
		a.words = append(a.words, c.word)
	}
	slices.SortFunc(a.words, func(v, w int32) int {
		return cmp.Or(cmp.Compare(len(a.holders[v]), len(a.holders[w])), cmp.Compare(v, w))
	})
	a.seen[i] = i + 1
	for _, w := range a.words {
		a.meet(i, a.holders[w], poolOf*want)
		if len(a.likes) >= poolOf*want {
			break
		}
	}
	slices.SortFunc(a.likes, func(x, y like) int { return cmp.Or(cmp.Compare(y.share, x.share), cmp.Compare(x.order, y.order)) })
	var near []int
	for _, l := range a.likes[:min(want, len(a.likes))] {
		near = append(near, l.order)
	}
	return near
}

// meet makes holders candidates, at most so many, those nearest to i.
func (a *affinity) meet(i int, holders []int, most int) {
	at, _ := slices.BinarySearch(holders, i)
	from := max(0, min(at-most/2, len(holders)-most))
	for _, j := range holders[from:min(len(holders), from+most)] {
		if a.seen[j] == i+1 {
			continue
		}
		a.seen[j] = i + 1
		shared := a.shared(i, j)
		a.likes = append(a.likes, like{j, shared / (a.total[i] + a.total[j] - shared)})
	}
}

// shared is the weight of the words that two orders have in common.
func (a *affinity) shared(i, j int) (sum float64) {
	x, y := a.p.orders[i].cells, a.p.orders[j].cells
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0].word < y[0].word:
			x = x[1:]
		case x[0].word > y[0].word:
			y = y[1:]
		default:
			sum += a.weight[x[0].word]
			x, y = x[1:], y[1:]
		}
	}
	return sum
}
