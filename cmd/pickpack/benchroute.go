package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"pickpack/picking"
	"pickpack/picking/layout"
	"pickpack/picking/route"
)

// BenchRouteCmd measures tours.
type BenchRouteCmd struct {
	ladder
	File  []string `help:"Problems in the form of 'pickpack route', with their optimum if it is known, instead of generated ones." type:"existingfile" placeholder:"FILE"`
	Seeds int      `default:"40" help:"Generated problems of each kind."`
}

// Run prints how long exact tours take, how far from the optimum they are, how many times as long the plain programme
// takes, and how much longer the rules of thumb walk. The simple rule of --against baseline is S-shape.
func (c *BenchRouteCmd) Run(context.Context) error {
	c.start("length", false)
	if len(c.File) == 0 {
		c.generated()
		return c.print(os.Stdout)
	}
	for _, f := range c.File {
		err := problems(f, func(j judged, r route.Request) error {
			var bins []layout.Bin
			for _, p := range r.Picks {
				bins = append(bins, layout.Bin{Aisle: p.Aisle, Y: p.Y})
			}
			if len(bins) == 0 {
				return picking.FieldError("picks", "there are none")
			}
			return c.measure(filepath.Base(f), j.Name, r.Layout, bins, j.Optimum, 0)
		})
		if err != nil {
			return err
		}
	}
	return c.print(os.Stdout)
}

// generated measures tours over aisles 5 apart with 45 heights each, in one to five blocks.
func (c *BenchRouteCmd) generated() {
	kinds := []struct{ aisles, cross, picks int }{{10, 2, 15}, {10, 2, 45}, {50, 2, 30}, {10, 3, 15}, {50, 3, 30}, {10, 4, 15}, {10, 6, 15}}
	for _, k := range kinds {
		set := fmt.Sprintf("%d aisles, %d cross-aisles, %d picks", k.aisles, k.cross, k.picks)
		for seed := range c.Seeds {
			rnd := rand.New(rand.NewPCG(uint64(seed), 1))
			l := layout.Layout{}
			for a := range k.aisles {
				l.AislesX = append(l.AislesX, float64(5*a))
			}
			for i := range k.cross {
				l.CrossY = append(l.CrossY, float64(i)*47/float64(k.cross-1))
			}
			bins := make([]layout.Bin, k.picks)
			for i := range bins {
				bins[i] = layout.Bin{Aisle: rnd.IntN(k.aisles), Y: 1.5 + float64(rnd.IntN(45))}
			}
			_ = c.measure(set, fmt.Sprintf("%s, seed %d", set, seed), l, bins, 0, len(kinds)*c.Seeds) // the layout is sound
		}
	}
}

// thumbs are the rules of thumb that exact tours are held against.
var thumbs = []route.Method{route.SShape, route.Return, route.Midpoint, route.LargestGap, route.Combined}

// measure routes one problem; without an optimum the plain programme is the second opinion.
func (c *BenchRouteCmd) measure(set, name string, l layout.Layout, bins []layout.Bin, optimum float64, all int) error {
	g, err := route.NewGround(l, bins)
	if err != nil {
		return err
	}
	if err := route.Exact.Check("method", l); err != nil {
		return err
	}
	every := make([]int, len(bins))
	for i := range every {
		every[i] = i
	}
	places, s := g.SetOf(every...), route.NewSolver(g)
	length := s.Length(places)
	r := rung{Set: set, Name: name, Value: length, Bound: optimum, Baseline: s.LengthBy(route.SShape, places),
		Took: each(10*time.Millisecond, func() { s.Length(places) })}
	plainTook := each(2*time.Millisecond, func() { optimum = route.Plain(g, places) })
	if r.Bound == 0 {
		r.Bound = optimum
	}
	r.Also = []aside{{"plain programme", plainTook.Seconds() / r.Took.Seconds(), "%.0f ×"}}
	for _, m := range thumbs {
		r.Also = append(r.Also, aside{string(m), 100 * (s.LengthBy(m, places)/length - 1), "+%.1f %%"})
	}
	c.add(r, all)
	return nil
}

// each is the time of one call, from as many as fill a while.
func each(while time.Duration, call func()) time.Duration {
	call()
	n, begun := 0, time.Now()
	for time.Since(begun) < while {
		for range 8 { // the clock costs as much as a short tour
			call()
		}
		n += 8
	}
	return time.Since(begun) / time.Duration(n)
}
