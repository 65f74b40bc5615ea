package zone

import (
	"cmp"
	"slices"
)

// Cart is a round that passes the zones in their order: the time it takes in each (0: it passes by) and the totes on it.
type Cart struct {
	Work  []float64 // as many as there are zones
	Totes int
}

// Relay is how carts get from zone to zone.
type Relay struct {
	Places   []int   // before each zone: the most totes that wait at once to be taken over; the first has none
	HandOver int     // how often a cart changes hands
	Wait     float64 // of all carts between zones
	End      float64 // when the last one is done
}

// Pass follows carts through the zones, one cart at a time in each. A zone takes what was handed over first, as it came;
// only if nothing waits it starts the next cart that begins with it. So no zone is idle while it has work, and as few
// totes as that allows stand between zones. Carts start in the order given; time counts from 0.
//
// O(zones · carts · log carts).
func Pass(carts []Cart, zones int) Relay {
	r := Relay{Places: make([]int, max(zones, 0))}
	ready := make([]float64, len(carts)) // when a cart left its zone before
	begun := make([]bool, len(carts))
	for z := range r.Places {
		var came, fresh []int
		for i, c := range carts {
			switch {
			case !(c.Work[z] > 0):
			case begun[i]:
				came = append(came, i)
			default:
				fresh = append(fresh, i)
				begun[i] = true
			}
		}
		slices.SortStableFunc(came, func(a, b int) int { return cmp.Compare(ready[a], ready[b]) })
		r.HandOver += len(came)
		r.work(carts, z, came, fresh, ready)
	}
	for _, t := range ready {
		r.End = max(r.End, t)
	}
	return r
}

// work goes through a zone's carts, those handed over by when they are ready, and sets when each is ready to go on. What
// comes while the zone is busy waits; what comes when it is idle, or just then becomes so, does not.
func (r *Relay) work(carts []Cart, z int, came, fresh []int, ready []float64) {
	now, waiting, seen := 0.0, 0, 0 // came[:seen] are waiting
	for len(came)+len(fresh) > 0 {
		for ; seen < len(came) && ready[came[seen]] < now; seen++ {
			waiting += carts[came[seen]].Totes
			r.Places[z] = max(r.Places[z], waiting)
		}
		var c int
		if seen > 0 || len(came) > 0 && (len(fresh) == 0 || ready[came[0]] == now) {
			c, came = came[0], came[1:]
			if seen > 0 {
				seen--
				waiting -= carts[c].Totes
			}
			now = max(now, ready[c])
			r.Wait += now - ready[c]
		} else {
			c, fresh = fresh[0], fresh[1:]
		}
		now += carts[c].Work[z]
		ready[c] = now
	}
}
