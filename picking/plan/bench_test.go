package plan

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"pickpack/picking/contract"
	"pickpack/picking/layout"
)

// floor is 24 aisles in two blocks, 1,560 faces in three zones, and orders of about five lines each.
func floor(orders int) Request {
	rnd := rand.New(rand.NewPCG(7, 7))
	r := Request{Layout: layout.Layout{CrossY: []float64{0, 50, 100}}, Method: contract.Cluster,
		Capacity: map[string]float64{"slots": 12, "units": 60}}
	for a := range 24 {
		r.Layout.AislesX = append(r.Layout.AislesX, float64(4*a))
		for y := range 65 {
			r.Locations = append(r.Locations, contract.Location{ID: fmt.Sprintf("%02d-%02d", a, y), Aisle: a, Y: 1.5 + 1.5*float64(y),
				Zone: string(rune('A' + a/8))})
		}
	}
	for i := range orders {
		o := contract.Order{ID: fmt.Sprint(i), Load: map[string]float64{"slots": 1}}
		for range 1 + rnd.IntN(9) {
			at := int(float64(len(r.Locations)) * rnd.Float64() * rnd.Float64())
			o.Lines = append(o.Lines, contract.Line{Location: r.Locations[at].ID, Qty: 1})
			o.Load["units"]++
		}
		r.Orders = append(r.Orders, o)
	}
	return r
}

// BenchmarkMake is a plan without search: baselines, savings, exact walks, proof.
func BenchmarkMake(b *testing.B) {
	for _, method := range []string{contract.Cluster, contract.Zone} {
		for _, n := range []int{300, 1000, 4000} {
			r := floor(n)
			r.Method = method
			b.Run(fmt.Sprintf("%s/orders=%d", method, n), func(b *testing.B) {
				for b.Loop() {
					if _, err := Make(context.Background(), r); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
