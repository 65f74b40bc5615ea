package check

// zones: a walk of a zone plan stays in its zone, and other walks have none.
func zones(v *view) {
	for i, w := range v.res.Batches {
		if v.byZone != (w.Zone != nil) {
			v.fault("batch %d: zone %q, picked by zone: %v", i, zoneOf(w), v.byZone)
		}
		if !v.byZone {
			continue
		}
		for _, id := range w.Sequence {
			if z := v.locations[id].Zone; z != zoneOf(w) {
				v.fault("batch %d of zone %q visits %q of zone %q", i, zoneOf(w), id, z)
			}
		}
	}
}
