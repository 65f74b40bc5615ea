package check

// reasons: if any are given, every order of every walk has one, in their order, and no numbers that cannot be: an order
// adds no less than nothing to a walk and, on exact tours, no more than it walks alone, and elsewhere is another walk.
func reasons(v *view) {
	if len(v.res.Reasons) == 0 {
		return
	}
	exact := v.req.Routing == "" || v.req.Routing == "exact"
	k := 0
	for i, w := range v.res.Batches {
		for _, id := range w.Orders {
			if k == len(v.res.Reasons) {
				v.fault("order %q of batch %d has no reason", id, i)
				return
			}
			r := v.res.Reasons[k]
			k++
			if r.Order != id || r.Batch != i {
				v.fault("reason %d is about order %q of batch %d, not %q of %d", k-1, r.Order, r.Batch, id, i)
			}
			if exact && (r.Adds < -1e-6 || r.Adds > r.Alone && !near(r.Adds, r.Alone)) {
				v.fault("order %q adds %g to batch %d and walks %g alone", id, r.Adds, i, r.Alone)
			}
			if r.Other == i || r.Other < -1 || r.Other >= len(v.res.Batches) {
				v.fault("order %q of batch %d could be in batch %d", id, i, r.Other)
			}
		}
	}
	if k != len(v.res.Reasons) {
		v.fault("%d reasons for %d orders in batches", len(v.res.Reasons), k)
	}
}
