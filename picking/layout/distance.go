package layout

import "math"

// Distance is the shortest walk between two bins.
func (l Layout) Distance(a, b Bin) float64 {
	if a.Aisle == b.Aisle {
		return math.Abs(a.Y - b.Y)
	}
	return math.Abs(l.AislesX[a.Aisle]-l.AislesX[b.Aisle]) + l.climb(a.Y, b.Y)
}

// FromDepot is the shortest walk between the depot and a bin. The depot is on a cross-aisle already, so the walk is
// along it and then along the aisle.
func (l Layout) FromDepot(b Bin) float64 {
	return math.Abs(l.AislesX[b.Aisle]-l.Depot.X) + math.Abs(b.Y-l.Depot.Y)
}

// climb is the least walk in y from one height to another when a cross-aisle has to be used on the way.
func (l Layout) climb(from, to float64) float64 {
	if from > to {
		from, to = to, from
	}
	best := math.Inf(1)
	for _, c := range l.CrossY {
		best = min(best, math.Abs(from-c)+math.Abs(to-c))
		if c >= to {
			break
		}
	}
	return best
}

// TourLength is the walk from the depot through the bins in the given order and back, each leg the shortest.
func (l Layout) TourLength(bins []Bin) float64 {
	if len(bins) == 0 {
		return 0
	}
	sum := l.FromDepot(bins[0])
	for i := 1; i < len(bins); i++ {
		sum += l.Distance(bins[i-1], bins[i])
	}
	return sum + l.FromDepot(bins[len(bins)-1])
}
