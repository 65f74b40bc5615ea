package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"pickpack/picking/contract"
	"pickpack/picking/plan"
	"pickpack/picking/sample"
)

// BenchPlanCmd measures plans.
type BenchPlanCmd struct {
	ladder
	File    []string      `help:"Problems in the form of 'pickpack plan', with their optimum if it is known, instead of generated ones." type:"existingfile" placeholder:"FILE"`
	Budget  time.Duration `default:"1s" help:"Time for each plan."`
	Threads int           `default:"1"`
	Seeds   int           `default:"2" help:"Generated problems of each kind: 20 kinds."`
	Large   bool          `help:"Instead: 1,000 to 8,000 orders of about five lines, and how the time without a search grows."`
}

// Run prints how long the plans are for what is proven, and against savings and first come, first served, all on exact
// tours. The simple rule of --against baseline is first come, first served, in S-shape. Every plan has passed the check.
func (c *BenchPlanCmd) Run(ctx context.Context) error {
	c.start("length", false)
	var err error
	switch {
	case len(c.File) > 0:
		for _, f := range c.File {
			if err = problems(f, func(j judged, r contract.PlanRequest) error { return c.measure(ctx, filepath.Base(f), j, r, 0) }); err != nil {
				return err
			}
		}
	case c.Large:
		return c.large(ctx)
	default:
		err = c.henn(ctx)
	}
	if err != nil {
		return err
	}
	return c.print(os.Stdout)
}

// henn measures problems with the parameters of Henn and Wäscher (2012): 20 to 100 orders, carts for 30 to 75 articles.
func (c *BenchPlanCmd) henn(ctx context.Context) error {
	for n := 20; n <= 100; n += 20 {
		for capacity := 30; capacity <= 75; capacity += 15 {
			for seed := range c.Seeds {
				h := sample.Henn{Orders: n, Capacity: capacity, ABC: seed%2 == 1, Seed: uint64(seed/2 + 1)}
				if err := c.measure(ctx, fmt.Sprintf("%d orders", n), judged{Name: h.Name()}, h.Request(), 20*c.Seeds); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// measure plans one problem.
func (c *BenchPlanCmd) measure(ctx context.Context, set string, j judged, r contract.PlanRequest, all int) error {
	r.BudgetMS, r.MaxIterations, r.Threads = float64(c.Budget.Milliseconds()), 0, c.Threads
	begun := time.Now()
	res, err := plan.Make(ctx, r)
	if err != nil {
		return err
	}
	x := rung{Set: set, Name: j.Name, Value: res.Distance, Bound: j.Optimum, Baseline: res.Baseline.FCFSSShape, Took: time.Since(begun)}
	if x.Bound == 0 && res.LowerBound != nil {
		x.Bound = *res.LowerBound
	}
	x.Also = []aside{{"of savings", res.Distance / res.Baseline.SavingsExact, "%.4f"}, {"of first come", res.Distance / res.Baseline.FCFSExact, "%.4f"}}
	c.add(x, all)
	return nil
}

// large measures what grows: the time of a plan without search at n and 2n orders, and what a search makes of them.
func (c *BenchPlanCmd) large(ctx context.Context) error {
	before := 0.0
	for n := 500; n <= 8000; n *= 2 {
		r := sample.Large{Orders: n, Seed: 1}.Request()
		begun := time.Now()
		if _, err := plan.Make(ctx, r); err != nil {
			return err
		}
		took := time.Since(begun).Seconds()
		fmt.Printf("%5d orders without search: %s", n, duration(took))
		if before > 0 {
			fmt.Printf(", %.2f × that of half as many", took/before)
		}
		fmt.Println()
		before = took
		if n < 1000 {
			continue
		}
		if err := c.measure(ctx, fmt.Sprintf("%d orders", n), judged{Name: fmt.Sprintf("large-%d", n)}, r, 4); err != nil {
			return err
		}
	}
	return c.print(os.Stdout)
}
