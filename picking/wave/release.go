package wave

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Candidate is an order that could be released.
type Candidate struct {
	Due      time.Time // zero: no cut-off
	Carrier  string
	Priority int // higher goes first
	Load     []float64
}

// Limits is what a wave may take. Zero values do not limit.
type Limits struct {
	Until     time.Time
	Carriers  []string
	MaxOrders int
	Capacity  []float64 // by dimension, +Inf for no limit; every load has as many
	Names     []string  // of the dimensions, for the reasons
}

// Left is an order that waits, by index, and why, in words for a supervisor.
type Left struct {
	Order  int
	Reason string
}

// Release takes orders by priority, then by cut-off (those without one last), then as they came, as long as there is
// room; a smaller order may still go where a larger one does not fit. Chosen indices ascend.
func Release(orders []Candidate, l Limits) (chosen []int, left []Left) {
	rank := make([]int, len(orders))
	for i := range rank {
		rank[i] = i
	}
	slices.SortStableFunc(rank, func(a, b int) int { return before(orders[a], orders[b]) })
	taken := make([]float64, len(l.Capacity))
	for _, i := range rank {
		if why := l.refuse(orders[i], len(chosen), taken); why != "" {
			left = append(left, Left{i, why})
			continue
		}
		chosen = append(chosen, i)
		for d := range taken {
			taken[d] += orders[i].Load[d]
		}
	}
	slices.Sort(chosen)
	slices.SortFunc(left, func(a, b Left) int { return a.Order - b.Order })
	return chosen, left
}

func before(a, b Candidate) int {
	switch {
	case a.Priority != b.Priority:
		return cmp.Compare(b.Priority, a.Priority)
	case a.Due.IsZero() != b.Due.IsZero():
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return a.Due.Compare(b.Due)
}

// refuse says why an order cannot join a wave that holds count orders and the load taken; empty: it can.
func (l Limits) refuse(c Candidate, count int, taken []float64) string {
	if !l.Until.IsZero() && (c.Due.IsZero() || c.Due.After(l.Until)) {
		if c.Due.IsZero() {
			return fmt.Sprintf("it has no cut-off and this wave is for those until %s", clock(l.Until))
		}
		return fmt.Sprintf("its cut-off %s is after this wave's %s", clock(c.Due), clock(l.Until))
	}
	if len(l.Carriers) > 0 && !slices.Contains(l.Carriers, c.Carrier) {
		return fmt.Sprintf("carrier %q is not in this wave", c.Carrier)
	}
	if l.MaxOrders > 0 && count >= l.MaxOrders {
		return fmt.Sprintf("the wave is full: %d orders of higher priority or earlier cut-off", count)
	}
	for d, room := range l.Capacity {
		if taken[d]+c.Load[d] > room*(1+1e-9)+1e-9 {
			return fmt.Sprintf("%s %g do not fit: %g of the wave's %g are taken", l.Names[d], c.Load[d], taken[d], room)
		}
	}
	return ""
}

func clock(t time.Time) string { return t.Format("2006-01-02 15:04 MST") }
