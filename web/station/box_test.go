package station

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// Every unit is drawn once, and none after one that stands before it, but for a ring of three that hide each other.
func TestBackToFront(t *testing.T) {
	t.Parallel()
	slowest, wrong := time.Duration(0), 0
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		s := pack.State{Boxes: pack.Standard()}
		for i := range 1 + r.IntN(12) {
			side := func() picking.Millimetres { return picking.Millimetres(30 + r.IntN(170)) }
			s.Lines = append(s.Lines, pack.Line{ID: picking.LineID(i), Item: picking.ItemID(i), Picked: picking.Qty(1 + r.IntN(9)), Length: side(), Width: side(), Height: side()})
		}
		for _, c := range pack.PlanFor(s).Cartons {
			begun := time.Now()
			order := backToFront(c.Units)
			slowest = max(slowest, time.Since(begun))
			seen := map[int]bool{}
			for n, i := range order {
				seen[i] = true
				for _, j := range order[:n] {
					if a, b := c.Units[i], c.Units[j]; behind(a, b) && !behind(b, a) {
						wrong++
						t.Logf("%d: %v is drawn over %v, which stands before it", seed, a, b)
					}
				}
			}
			if len(seen) != len(c.Units) {
				t.Fatalf("%d of %d units are drawn", len(seen), len(c.Units))
			}
		}
	}
	if wrong > 3 { // rings of three are rare
		t.Errorf("%d units are drawn over one that stands before them", wrong)
	}
	t.Logf("slowest order: %v", slowest)
}

func TestFillingInWords(t *testing.T) {
	t.Parallel()
	unit := func(line picking.LineID, x, y, z, l, w, h picking.Millimetres) pack.Unit {
		u := pack.Unit{Line: line}
		u.At[0], u.At[1], u.At[2], u.Sides[0], u.Sides[1], u.Sides[2] = x, y, z, l, w, h
		return u
	}
	c := pack.Packing{Box: pack.Box{Code: "M", Length: 400, Width: 300, Height: 200}, Units: []pack.Unit{
		unit(1, 0, 0, 0, 100, 100, 90), unit(1, 0, 100, 0, 100, 40, 90), unit(2, 300, 0, 0, 100, 100, 120), unit(2, 0, 200, 0, 100, 100, 120),
		unit(2, 300, 200, 0, 100, 100, 120), unit(3, 0, 0, 90, 100, 100, 50), unit(3, 0, 0, 150, 400, 300, 10)}}
	names := map[picking.LineID]string{1: "Mug", 2: "Pot", 3: "Towel"}
	v := picture(c, names, map[picking.LineID]picking.Qty{1: 2, 2: 3}, 3)
	if d := cmp.Diff([]string{"2 × Mug, on the floor, at the back, 90 mm high", "1 × Pot, on the floor, on the right, 120 mm high", "1 × Pot, on the floor, on the left, 120 mm high",
		"1 × Pot, on the floor, at the front, 120 mm high", "1 × Towel, on top of Mug, at the back, 50 mm high", "1 × Towel, higher up, across the box, 10 mm high"}, v.Steps); d != "" {
		t.Error(d)
	}
	if v.Next != "Towel: on top of Mug, at the back, 50 mm high" {
		t.Error(v.Next)
	}
	count := map[string]int{}
	for _, u := range v.Units {
		count[u.Class]++
	}
	if d := cmp.Diff(map[string]int{"done": 5, "next": 1, "later": 1}, count); d != "" || v.Units[len(v.Units)-1].Class != "later" {
		t.Error(d)
	}
}
