package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/sample"
	"pickpack/picking/wave"
)

// BenchWaveCmd measures waves.
type BenchWaveCmd struct {
	ladder
	File    []string      `help:"Pools in the form of 'pickpack wave', with their optimum if it is known, instead of generated ones." type:"existingfile" placeholder:"FILE"`
	Budget  time.Duration `default:"10s" help:"Time for each wave."`
	Threads int           `default:"2" help:"Searches side by side."`
	Seeds   int           `default:"1" help:"Generated pools of each kind: 10 kinds."`
}

// Run prints the units for each aisle visited, how far that is from what is proven that no wave exceeds, and how much
// more it is than aisles taken greedily bring, the simple rule of --against baseline. Every wave has passed the check.
func (c *BenchWaveCmd) Run(ctx context.Context) error {
	c.start("units/aisle", true)
	for _, f := range c.File {
		err := problems(f, func(j judged, r contract.WaveRequest) error { return c.measure(ctx, filepath.Base(f), j, r, 0) })
		if err != nil {
			return err
		}
	}
	if len(c.File) == 0 {
		pools := sample.WavePools()
		for _, p := range pools {
			for seed := range c.Seeds {
				p.Seed = uint64(seed)
				j := judged{Name: fmt.Sprintf("%s-%d", p.Name, seed)}
				if err := c.measure(ctx, p.Name, j, p.Draw(), len(pools)*c.Seeds); err != nil {
					return err
				}
			}
		}
	}
	return c.print(os.Stdout)
}

// measure finds one wave.
func (c *BenchWaveCmd) measure(ctx context.Context, set string, j judged, r contract.WaveRequest, all int) error {
	r.BudgetMS, r.MaxIterations = 0, 0
	greedy, err := wave.Answer(ctx, r)
	if err != nil {
		return err
	}
	r.BudgetMS, r.Threads = float64(c.Budget.Milliseconds()), c.Threads
	begun := time.Now()
	res, err := wave.Answer(ctx, r)
	if err != nil {
		return err
	}
	x := rung{Set: set, Name: j.Name, Value: res.Objective, Bound: j.Optimum, Baseline: greedy.Objective, Took: time.Since(begun)}
	if x.Bound == 0 {
		x.Bound = res.UpperBound
	}
	x.Also = []aside{{"orders", float64(len(r.Orders)), "%.0f"}, {"aisles", float64(len(r.Aisles)), "%.0f"},
		{"visited", float64(len(res.Aisles)), "%.0f"}, {"units", float64(res.Units), "%.0f"}, {"of greedy", res.Objective / greedy.Objective, "%.4f"}}
	c.add(x, all)
	return check.Wave(&r, &res)
}
