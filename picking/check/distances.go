package check

import "pickpack/picking/layout"

// distances: a walk is as long as its sequence replayed on the floor by shortest legs, and the plan as long as its
// walks. A rule of thumb may walk farther than its sequence needs, never less.
func distances(v *view) {
	exact := v.req.Routing == "" || v.req.Routing == "exact"
	sum := 0.0
	for i, w := range v.res.Batches {
		bins := make([]layout.Bin, len(w.Sequence))
		for k, id := range w.Sequence {
			bins[k] = v.locations[id].Bin()
		}
		walked := v.req.Layout.TourLength(bins)
		if exact && !near(walked, w.Distance) || walked > w.Distance && !near(walked, w.Distance) {
			v.fault("batch %d says %g, its sequence walks %g", i, w.Distance, walked)
		}
		sum += w.Distance
	}
	if !near(sum, v.res.Distance) {
		v.fault("the plan says %g, its batches add to %g", v.res.Distance, sum)
	}
}
