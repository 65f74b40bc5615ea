package carton

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pickpack/picking"
	"pickpack/picking/check"
	"pickpack/picking/contract"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRequest draws a problem of a few kinds in boxes of sides 3 to 12.
func drawRequest(t *rapid.T) contract.CartonRequest {
	side := func(label string, least, most int) []int {
		return rapid.SliceOfN(rapid.IntRange(least, most), 3, 3).Draw(t, label)
	}
	r := contract.CartonRequest{MaxIterations: int64(rapid.IntRange(1, 200).Draw(t, "iterations")), Seed: rapid.Uint64Range(0, 9).Draw(t, "seed")}
	for i := range rapid.IntRange(1, 3).Draw(t, "boxes") {
		b := contract.Box{ID: string(rune('A' + i)), Inner: side("inner", 3, 12), Tare: 1, Cost: float64(rapid.IntRange(0, 2).Draw(t, "cost"))}
		if rapid.Bool().Draw(t, "weighed") {
			b.MaxWeight = number(rapid.IntRange(1, 60).Draw(t, "max weight"))
		}
		if rapid.IntRange(0, 3).Draw(t, "limited") == 0 {
			b.Available = number(rapid.IntRange(0, 3).Draw(t, "available"))
		}
		r.Boxes = append(r.Boxes, b)
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "items") {
		w := contract.Ware{ID: string(rune('a' + i)), Dims: side("dims", 1, 8), Weight: rapid.IntRange(0, 9).Draw(t, "weight"), Qty: rapid.IntRange(1, 12).Draw(t, "qty")}
		if rapid.Bool().Draw(t, "heights") {
			w.MayBeHeight = []bool{rapid.Bool().Draw(t, "h0"), rapid.Bool().Draw(t, "h1"), true}
		}
		r.Items = append(r.Items, w)
	}
	return r
}

// measured is what packings are compared by.
func measured(p *Problem, s Solution) (r rank) {
	for _, l := range s.Left {
		d := p.Items[l.Item].Sides
		r.left += int64(l.Qty) * d.vec().volume()
	}
	for _, c := range s.Cartons {
		r.cost += p.Boxes[c.Box].Cost
		r.volume += p.Boxes[c.Box].Inner.vec().volume()
	}
	r.count = len(s.Cartons)
	return r
}

func TestEveryPackingPassesTheCheckAndIsNotWorseThanFirstFit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRequest(t)
		res, _, err := Answer(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		if err := check.Cartons(&r, &res); err != nil {
			t.Fatal(err)
		}
		p := ProblemOf(&r)
		got, report := Pack(context.Background(), p, Limits{Iterations: r.MaxIterations, Seed: r.Seed})
		if plain := measured(p, FirstFit(p)); plain.better(measured(p, got)) {
			t.Fatalf("%+v, first fit %+v", measured(p, got), plain)
		}
		if len(got.Cartons) < report.Bound && !limited(p) {
			t.Fatalf("%d cartons, bound %d", len(got.Cartons), report.Bound)
		}
	})
}

func limited(p *Problem) bool {
	return slices.ContainsFunc(p.Boxes, func(b Box) bool { return b.Available != Unlimited })
}

// Which way round an item's sides are given, and in which order items come, makes no difference.
func TestPackingsDoNotDependOnTheWayOfGiving(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRequest(t)
		p := ProblemOf(&r)
		q := &Problem{Boxes: p.Boxes, Items: slices.Clone(p.Items)}
		for i, it := range p.Items {
			by := rapid.Permutation([]int{0, 1, 2}).Draw(t, "sides")
			for a := range 3 {
				q.Items[i].Sides[a], q.Items[i].Upright[a] = it.Sides[by[a]], it.Upright[by[a]]
			}
		}
		slices.Reverse(q.Items)
		l := Limits{Iterations: 100, Seed: 1}
		a, _ := Pack(context.Background(), p, l)
		b, _ := Pack(context.Background(), q, l)
		if diff := cmp.Diff(measured(p, a), measured(q, b), cmp.AllowUnexported(rank{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPackIsRepeatable(t *testing.T) {
	t.Parallel()
	p := loads(5, 3, 2)
	l := Limits{Iterations: 300, Seed: 7}
	a, ra := Pack(context.Background(), p, l)
	b, rb := Pack(context.Background(), p, l)
	if diff := cmp.Diff(a, b); diff != "" || ra != rb {
		t.Error(diff, ra, rb)
	}
}

// loads is a problem of so many kinds of units for any number of equal boxes.
func loads(kinds int, seed uint64, qty picking.Qty) *Problem {
	rnd := rand.New(rand.NewPCG(seed, 5))
	p := &Problem{Boxes: []Box{{Inner: Size{300, 200, 150}, MaxWeight: Unlimited, Available: Unlimited}}}
	side := func() picking.Millimetres { return 20 + picking.Millimetres(rnd.IntN(70)) }
	for range kinds {
		p.Items = append(p.Items, Item{Sides: Size{side(), side(), side()}, Weight: 1, Qty: qty, Upright: [3]bool{true, true, true}})
	}
	return p
}

func TestPackEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	start := time.Now()
	s, _ := Pack(ctx, loads(20, 1, 20), Limits{Budget: time.Hour})
	if len(s.Cartons) == 0 || len(s.Left) > 0 || time.Since(start) > 20*time.Second {
		t.Error(len(s.Cartons), s.Left, time.Since(start))
	}
}

// A hundred thousand equal units are packed by repeating one load.
func TestManyEqualUnits(t *testing.T) {
	t.Parallel()
	p := &Problem{Boxes: []Box{{Inner: Size{230, 300, 240}, MaxWeight: 15_000, Available: Unlimited}},
		Items: []Item{{Sides: Size{21, 29, 8}, Weight: 3, Qty: 100_000, Upright: [3]bool{true, true, true}}}}
	s, r := Pack(context.Background(), p, Limits{Iterations: 50})
	units := 0
	for _, c := range s.Cartons {
		units += len(c.Placements)
	}
	if units != 100_000 || len(s.Cartons) > r.Bound+1 || r.Loads > 1000 {
		t.Error(units, len(s.Cartons), r)
	}
}

func TestPack(t *testing.T) {
	t.Parallel()
	all := [3]bool{true, true, true}
	cube := func(a picking.Millimetres, available int, cost float64) Box {
		return Box{Inner: Size{a, a, a}, MaxWeight: Unlimited, Available: available, Cost: cost}
	}
	tests := map[string]struct {
		p       Problem
		cartons int
		cost    float64
		volume  int64
		left    int64 // volume
	}{
		"nothing":                  {Problem{}, 0, 0, 0, 0},
		"one in the smaller box":   {Problem{[]Box{cube(9, Unlimited, 1), cube(5, Unlimited, 1)}, []Item{{Sides: Size{5, 5, 5}, Qty: 1, Upright: all}}}, 1, 1, 125, 0},
		"one in the cheaper box":   {Problem{[]Box{cube(9, Unlimited, 1), cube(5, Unlimited, 2)}, []Item{{Sides: Size{5, 5, 5}, Qty: 1, Upright: all}}}, 1, 1, 729, 0},
		"fewer cartons cost more":  {Problem{[]Box{cube(9, Unlimited, 9), cube(5, Unlimited, 1)}, []Item{{Sides: Size{4, 4, 4}, Qty: 2, Upright: all}}}, 1, 9, 729, 0},
		"a full box":               {Problem{[]Box{cube(4, Unlimited, 1)}, []Item{{Sides: Size{2, 2, 1}, Qty: 16, Upright: all}}}, 1, 1, 64, 0},
		"turned":                   {Problem{[]Box{{Inner: Size{1, 2, 9}, MaxWeight: Unlimited, Available: 1}}, []Item{{Sides: Size{9, 1, 2}, Qty: 1, Upright: all}}}, 1, 0, 18, 0},
		"not to be turned":         {Problem{[]Box{{Inner: Size{1, 2, 9}, MaxWeight: Unlimited, Available: 1}}, []Item{{Sides: Size{9, 1, 2}, Qty: 1, Upright: [3]bool{false, true, true}}}}, 0, 0, 0, 18},
		"too few boxes":            {Problem{[]Box{cube(4, 1, 1)}, []Item{{Sides: Size{4, 4, 1}, Qty: 3, Upright: all}, {Sides: Size{4, 4, 3}, Qty: 1, Upright: all}}}, 1, 1, 64, 32},
		"the large box for one":    {Problem{[]Box{cube(6, 1, 1), cube(4, Unlimited, 1)}, []Item{{Sides: Size{4, 4, 2}, Qty: 2, Upright: all}, {Sides: Size{6, 6, 5}, Qty: 1, Upright: all}}}, 2, 2, 216 + 64, 0},
		"weight":                   {Problem{[]Box{{Inner: Size{9, 9, 9}, Tare: 1, MaxWeight: 7, Available: Unlimited}}, []Item{{Sides: Size{1, 1, 1}, Weight: 2, Qty: 7, Upright: all}}}, 3, 0, 3 * 729, 0},
		"more than half each":      {Problem{[]Box{cube(10, Unlimited, 0)}, []Item{{Sides: Size{6, 6, 6}, Qty: 4, Upright: all}}}, 4, 0, 4000, 0},
		"five around a hole":       {Problem{[]Box{{Inner: Size{5, 5, 1}, MaxWeight: Unlimited, Available: Unlimited}}, []Item{{Sides: Size{3, 2, 1}, Qty: 4, Upright: [3]bool{false, false, true}}}}, 1, 0, 25, 0},
		"a limited box must serve": {Problem{[]Box{cube(4, 1, 0), cube(2, 9, 0)}, []Item{{Sides: Size{2, 2, 2}, Qty: 9, Upright: all}}}, 2, 0, 72, 0},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := Pack(context.Background(), &tc.p, Limits{Iterations: 500})
			if diff := cmp.Diff(rank{tc.left, tc.cartons, tc.cost, tc.volume}, measured(&tc.p, s), cmp.AllowUnexported(rank{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}
