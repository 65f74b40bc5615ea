package check

// sequences: a walk visits exactly the locations of its orders' lines, in a zone plan those of its zone, each once.
func sequences(v *view) {
	for i, w := range v.res.Batches {
		want := map[string]bool{}
		for _, id := range w.Orders {
			for _, l := range v.orders[id].Lines {
				if !v.byZone || v.locations[l.Location].Zone == zoneOf(w) {
					want[l.Location] = true
				}
			}
		}
		for _, id := range w.Sequence {
			if !want[id] {
				v.fault("batch %d visits %q without need or twice", i, id)
			}
			delete(want, id)
		}
		for id := range want {
			v.fault("batch %d does not visit %q", i, id)
			break
		}
	}
}
