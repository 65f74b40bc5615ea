package wave

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"pickpack/picking"
	"pickpack/picking/contract"
)

// Most that one wave takes.
const (
	MaxBundles  = 500_000 // orders, and aisles
	MaxQty      = 1_000_000_000
	MaxBudgetMS = 24 * 3600 * 1000
	MaxThreads  = 256
)

// Answer reads a request, finds a wave and says it in the request's names.
func Answer(ctx context.Context, r contract.WaveRequest) (contract.WaveResult, error) {
	if err := validate(&r); err != nil {
		return contract.WaveResult{}, err
	}
	p := poolOf(&r)
	c := Best(ctx, p, Effort{time.Duration(r.BudgetMS * float64(time.Millisecond)), r.MaxIterations, r.Seed, r.Threads})
	res := contract.WaveResult{Orders: []string{}, Aisles: []string{}, Units: c.Units, Objective: c.Objective, UpperBound: c.Bound}
	for _, o := range c.Orders {
		res.Orders = append(res.Orders, r.Orders[o].ID)
	}
	for _, a := range c.Aisles {
		res.Aisles = append(res.Aisles, r.Aisles[a].ID)
	}
	if c.Units == 0 {
		res.Reason = c.reason(&r)
	}
	return res, nil
}

// reason says that there is no wave, or that none was found.
func (c *Choice) reason(r *contract.WaveRequest) string {
	units := fmt.Sprintf("at least %d units", max(r.MinUnits, 1))
	if r.MaxUnits > 0 {
		units = fmt.Sprintf("%d to %d units", max(r.MinUnits, 1), r.MaxUnits)
	}
	if c.Bound == 0 {
		return fmt.Sprintf("no wave of %s can be served from what the aisles hold", units)
	}
	return fmt.Sprintf("no wave of %s was found in what the aisles hold", units)
}

func validate(r *contract.WaveRequest) error {
	switch {
	case r.MinUnits < 0:
		return picking.FieldError("min_units", "%d is negative", r.MinUnits)
	case r.MaxUnits < 0:
		return picking.FieldError("max_units", "%d is negative", r.MaxUnits)
	case r.MaxUnits > 0 && r.MaxUnits < r.MinUnits:
		return picking.FieldError("max_units", "%d is below min_units %d", r.MaxUnits, r.MinUnits)
	case !(r.BudgetMS >= 0 && r.BudgetMS <= MaxBudgetMS):
		return picking.FieldError("budget_ms", "%v is not between 0 and %d", r.BudgetMS, MaxBudgetMS)
	case r.MaxIterations < 0:
		return picking.FieldError("max_iterations", "%d is negative", r.MaxIterations)
	case r.Threads < 0 || r.Threads > MaxThreads:
		return picking.FieldError("threads", "%d is not between 0 and %d", r.Threads, MaxThreads)
	}
	if err := bundles("orders", r.Orders); err != nil {
		return err
	}
	return bundles("aisles", r.Aisles)
}

func bundles(field string, list []contract.Bundle) error {
	if len(list) > MaxBundles {
		return picking.FieldError(field, "%d are more than the %d one wave takes", len(list), MaxBundles)
	}
	seen := make(map[string]int, len(list))
	for i, b := range list {
		at := fmt.Sprintf("%s[%d]", field, i)
		if b.ID == "" {
			return picking.FieldError(at+".id", "missing")
		}
		if before, twice := seen[b.ID]; twice {
			return picking.FieldError(at+".id", "%q is the id of %s[%d] too", b.ID, field, before)
		}
		seen[b.ID] = i
		for _, item := range slices.Sorted(maps.Keys(b.Items)) {
			if q := b.Items[item]; q < 0 || q > MaxQty {
				return picking.FieldError(at+".items."+item, "%d is not between 0 and %d", q, MaxQty)
			}
		}
	}
	return nil
}

// poolOf turns items into numbers, in the order of their first mention; orders and aisles keep their places.
func poolOf(r *contract.WaveRequest) Pool {
	p := Pool{Min: r.MinUnits, Max: r.MaxUnits}
	if p.Max == 0 {
		p.Max = math.MaxInt
	}
	number := map[string]int{}
	stocks := func(list []contract.Bundle) []Stock {
		out := make([]Stock, len(list))
		for i, b := range list {
			for _, item := range slices.Sorted(maps.Keys(b.Items)) {
				if b.Items[item] == 0 {
					continue
				}
				n, known := number[item]
				if !known {
					n = len(number)
					number[item] = n
				}
				out[i] = append(out[i], struct{ Item, Qty int }{n, b.Items[item]})
			}
		}
		return out
	}
	p.Orders, p.Aisles = stocks(r.Orders), stocks(r.Aisles)
	p.Items = len(number)
	return p
}
