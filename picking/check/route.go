package check

import (
	"errors"

	"pickpack/picking/layout"
)

// Route says what is wrong with one tour: its bins by id, the sequence walked and the distance it claims. An exact tour
// is as long as its sequence replayed by shortest legs, a rule of thumb at least that long.
func Route(l layout.Layout, bins map[string]layout.Bin, sequence []string, distance float64, exact bool) error {
	v := &view{}
	left := make(map[string]bool, len(bins))
	for id := range bins {
		left[id] = true
	}
	walk := make([]layout.Bin, 0, len(sequence))
	for _, id := range sequence {
		if !left[id] {
			v.fault("%q is visited without need or twice", id)
			continue
		}
		delete(left, id)
		walk = append(walk, bins[id])
	}
	for id := range left {
		v.fault("%q is not visited", id)
	}
	walked := l.TourLength(walk)
	if exact && !near(walked, distance) || walked > distance && !near(walked, distance) {
		v.fault("the tour says %g, its sequence walks %g", distance, walked)
	}
	return errors.Join(v.wrong...)
}
