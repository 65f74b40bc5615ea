package check

import (
	"errors"

	"pickpack/picking/contract"
)

// Wave says what is wrong with a wave: orders and aisles of the request, each once; all orders served from those
// aisles; units within the limits; the objective what it is and no upper bound below it. A wave without orders must say why.
func Wave(req *contract.WaveRequest, res *contract.WaveResult) error {
	v := &view{}
	if len(res.Orders) == 0 {
		if res.Reason == "" || len(res.Aisles) > 0 || res.Units != 0 || res.Objective != 0 {
			v.fault("a wave without orders is not said to be one")
		}
		return errors.Join(v.wrong...)
	}
	units := 0
	need := sum(v, "order", req.Orders, res.Orders, &units)
	have := sum(v, "aisle", req.Aisles, res.Aisles, new(int))
	for item, n := range need {
		if n > have[item] {
			v.fault("item %q: %d wanted, %d in the aisles", item, n, have[item])
		}
	}
	if units != res.Units || units < req.MinUnits || req.MaxUnits > 0 && units > req.MaxUnits {
		v.fault("%d units, %d said, %d to %d allowed", units, res.Units, req.MinUnits, req.MaxUnits)
	}
	if !near(res.Objective*float64(len(res.Aisles)), float64(units)) {
		v.fault("objective %g is not %d units for each of %d aisles", res.Objective, units, len(res.Aisles))
	}
	if res.UpperBound != 0 && res.UpperBound < res.Objective && !near(res.UpperBound, res.Objective) {
		v.fault("objective %g is above the bound %g", res.Objective, res.UpperBound)
	}
	return errors.Join(v.wrong...)
}

// sum adds the items of chosen bundles.
func sum(v *view, kind string, all []contract.Bundle, chosen []string, units *int) map[string]int {
	byID := make(map[string]*contract.Bundle, len(all))
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	total := map[string]int{}
	for _, id := range chosen {
		b := byID[id]
		if b == nil {
			v.fault("%s %q is unknown or chosen twice", kind, id)
			continue
		}
		delete(byID, id)
		for item, n := range b.Items {
			total[item] += n
			*units += n
		}
	}
	return total
}
