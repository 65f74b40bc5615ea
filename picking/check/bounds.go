package check

// bounds: a proven lower bound is not above the plan.
func bounds(v *view) {
	if b := v.res.LowerBound; b != nil && (*b > v.res.Distance && !near(*b, v.res.Distance) || *b < 0 || *b != *b) {
		v.fault("lower bound %g, plan %g", *b, v.res.Distance)
	}
}
