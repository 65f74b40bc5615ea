package plan

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"pickpack/picking"
	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// Most that one plan takes.
const (
	MaxOrders     = 200_000
	MaxLocations  = 500_000
	MaxDims       = 16
	MaxBudgetMS   = 24 * 3600 * 1000
	MaxThreads    = 256
	MaxZones      = 64
	MaxIterations = 1_000_000_000_000
)

var methods = []string{contract.Discrete, contract.Batch, contract.Cluster, contract.Zone, contract.Wave}

// Validate names the first field of a request that cannot be planned with.
func Validate(r *contract.PlanRequest) error {
	for _, check := range []func(*contract.PlanRequest) error{checkSettings, checkCapacity, checkLocations, checkOrders} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

func checkSettings(r *contract.PlanRequest) error {
	if err := r.Layout.Validate(); err != nil {
		return err
	}
	if !slices.Contains(methods, r.Method) {
		return picking.FieldError("method", "unknown %q: one of %v", r.Method, methods)
	}
	if err := route.Method(r.Routing).Check("routing", r.Layout); err != nil {
		return err
	}
	if !(r.BudgetMS >= 0 && r.BudgetMS <= MaxBudgetMS) {
		return picking.FieldError("budget_ms", "%v is not between 0 and %d", r.BudgetMS, MaxBudgetMS)
	}
	if r.MaxIterations < 0 || r.MaxIterations > MaxIterations {
		return picking.FieldError("max_iterations", "%d is not between 0 and %d", r.MaxIterations, int64(MaxIterations))
	}
	if r.Threads < 0 || r.Threads > MaxThreads {
		return picking.FieldError("threads", "%d is not between 0 and %d", r.Threads, MaxThreads)
	}
	if r.Zones < 0 || r.Zones > MaxZones {
		return picking.FieldError("zones", "%d is not between 0 and %d", r.Zones, MaxZones)
	}
	if r.Zoning != "" && r.Zoning != contract.Parallel && r.Zoning != contract.Sequential {
		return picking.FieldError("zoning", "unknown %q: one of %v", r.Zoning, []string{contract.Parallel, contract.Sequential})
	}
	if r.Release == nil {
		return nil
	}
	return checkRelease(r.Release)
}

func checkRelease(w *contract.Release) error {
	if _, err := when(w.Until); err != nil {
		return picking.FieldError("release.until", "%q is no time like 2026-03-02T16:00:00Z", w.Until)
	}
	if w.MaxOrders < 0 {
		return picking.FieldError("release.max_orders", "%d is negative", w.MaxOrders)
	}
	if w.Then != "" && (w.Then == contract.Wave || !slices.Contains(methods, w.Then)) {
		return picking.FieldError("release.then", "unknown %q: one of %v", w.Then, methods[:4])
	}
	return amounts("release.capacity", w.Capacity, true)
}

func when(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339, s)
}

func checkCapacity(r *contract.PlanRequest) error {
	if len(r.Capacity) == 0 && r.Method != contract.Discrete {
		return picking.FieldError("capacity", "at least one dimension is needed")
	}
	if len(r.Capacity) > MaxDims {
		return picking.FieldError("capacity", "%d dimensions, at most %d are taken", len(r.Capacity), MaxDims)
	}
	return amounts("capacity", r.Capacity, true)
}

// amounts checks a load or capacity.
func amounts(field string, m map[string]float64, positive bool) error {
	if len(m) == 0 {
		return nil
	}
	if len(m) == 1 { // the usual case, without sorting
		for d, v := range m {
			return amount(field, d, v, positive)
		}
	}
	for _, d := range slices.Sorted(maps.Keys(m)) {
		if err := amount(field, d, m[d], positive); err != nil {
			return err
		}
	}
	return nil
}

func amount(field, dim string, v float64, positive bool) error {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0) || v > 1e15:
		return picking.FieldError(field+"."+dim, "%v is not an amount", v)
	case v < 0:
		return picking.FieldError(field+"."+dim, "%v is negative", v)
	case v == 0 && positive:
		return picking.FieldError(field+"."+dim, "must be above 0")
	}
	return nil
}

func checkLocations(r *contract.PlanRequest) error {
	if len(r.Locations) > MaxLocations {
		return picking.FieldError("locations", "%d are more than the %d one plan takes", len(r.Locations), MaxLocations)
	}
	seen := make(map[string]int, len(r.Locations))
	for i, l := range r.Locations {
		if l.ID == "" {
			return picking.FieldError(fmt.Sprintf("locations[%d].id", i), "missing")
		}
		if before, twice := seen[l.ID]; twice {
			return picking.FieldError(fmt.Sprintf("locations[%d].id", i), "%q is the id of locations[%d] too", l.ID, before)
		}
		seen[l.ID] = i
		if r.Layout.CheckBin("", l.Bin()) != nil {
			return r.Layout.CheckBin(fmt.Sprintf("locations[%d]", i), l.Bin())
		}
	}
	return nil
}

func checkOrders(r *contract.PlanRequest) error {
	if len(r.Orders) > MaxOrders {
		return picking.FieldError("orders", "%d are more than the %d one plan takes", len(r.Orders), MaxOrders)
	}
	locations := make(map[string]*contract.Location, len(r.Locations))
	for i := range r.Locations {
		locations[r.Locations[i].ID] = &r.Locations[i]
	}
	seen := make(map[string]int, len(r.Orders))
	for i := range r.Orders {
		o := &r.Orders[i]
		if o.ID == "" {
			return picking.FieldError(fmt.Sprintf("orders[%d].id", i), "missing")
		}
		if before, twice := seen[o.ID]; twice {
			return picking.FieldError(fmt.Sprintf("orders[%d].id", i), "%q is the id of orders[%d] too", o.ID, before)
		}
		seen[o.ID] = i
		if err := checkOrder(r, i, locations); err != nil {
			return err
		}
	}
	return nil
}

func checkOrder(r *contract.PlanRequest, i int, locations map[string]*contract.Location) error {
	o := &r.Orders[i]
	zones := r.Zones == 0 && (r.Method == contract.Zone || r.Method == contract.Wave && r.Release != nil && r.Release.Then == contract.Zone)
	for j, line := range o.Lines {
		at, known := locations[line.Location]
		field := ""
		if !known || line.Qty < 1 || line.Qty > 1e9 || zones && at.Zone == "" {
			field = fmt.Sprintf("orders[%d].lines[%d]", i, j)
		}
		switch {
		case !known:
			return picking.FieldError(field+".location", "unknown %q", line.Location)
		case line.Qty < 1:
			return picking.FieldError(field+".qty", "%d is less than 1", line.Qty)
		case line.Qty > 1e9:
			return picking.FieldError(field+".qty", "%d is more than 1000000000", line.Qty)
		case zones && at.Zone == "":
			return picking.FieldError(field+".location", "%q has no zone", line.Location)
		}
	}
	for _, v := range o.Load {
		if !(v >= 0 && v <= 1e15) {
			return amounts(fmt.Sprintf("orders[%d].load", i), o.Load, false)
		}
	}
	if o.Due != "" && r.Method == contract.Wave {
		if _, err := when(o.Due); err != nil {
			return picking.FieldError(fmt.Sprintf("orders[%d].due", i), "%q is no time like 2026-03-02T16:00:00Z", o.Due)
		}
	}
	return nil
}
