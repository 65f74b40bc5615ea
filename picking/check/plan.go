package check

import (
	"errors"
	"fmt"
	"math"

	"pickpack/picking/contract"
)

// view is a request and its plan with the names looked up. Rules read it and report.
type view struct {
	req       *contract.PlanRequest
	res       *contract.PlanResult
	orders    map[string]*contract.Order
	locations map[string]*contract.Location
	unplanned map[string]string
	byZone    bool
	passed    bool // carts with whole orders go from zone to zone
	wrong     []error
}

// most is how many faults are reported.
const most = 20

func (v *view) fault(format string, args ...any) {
	if len(v.wrong) < most {
		v.wrong = append(v.wrong, fmt.Errorf("check: "+format, args...))
	}
}

// Plan says what is wrong with a plan for a request, nil if nothing is. The request must be valid.
func Plan(req *contract.PlanRequest, res *contract.PlanResult) error {
	v := newView(req, res)
	for _, rule := range []func(*view){known, served, capacity, zones, priorities, sequences, distances, bounds, reasons} {
		rule(v)
		if len(v.wrong) > 0 {
			return errors.Join(v.wrong...)
		}
	}
	return nil
}

func newView(req *contract.PlanRequest, res *contract.PlanResult) *view {
	v := &view{req: req, res: res, orders: map[string]*contract.Order{}, locations: map[string]*contract.Location{},
		unplanned: map[string]string{}}
	for i := range req.Orders {
		v.orders[req.Orders[i].ID] = &req.Orders[i]
	}
	for i := range req.Locations {
		v.locations[req.Locations[i].ID] = &req.Locations[i]
	}
	v.byZone = req.Method == contract.Zone ||
		req.Method == contract.Wave && req.Release != nil && req.Release.Then == contract.Zone
	v.passed = v.byZone && req.Zoning == contract.Sequential
	return v
}

// near compares two lengths that were added in different orders.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*(1+math.Abs(a)+math.Abs(b)) }

// known: every order and location a plan speaks of is in the request.
func known(v *view) {
	for i, w := range v.res.Batches {
		for _, id := range w.Orders {
			if v.orders[id] == nil {
				v.fault("batch %d serves unknown order %q", i, id)
			}
		}
		for _, id := range w.Sequence {
			if v.locations[id] == nil {
				v.fault("batch %d visits unknown location %q", i, id)
			}
		}
	}
	for _, u := range v.res.Unplanned {
		if v.orders[u.Order] == nil {
			v.fault("unknown order %q is unplanned", u.Order)
		}
	}
}
