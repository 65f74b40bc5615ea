package sample

import (
	"fmt"
	"math/rand/v2"

	"pickpack/picking/contract"
	"pickpack/picking/layout"
)

// Request is the problem in the form of the plan contract, without a budget: loads and capacity in units.
func (h Henn) Request() contract.PlanRequest {
	r := contract.PlanRequest{Layout: h.Layout(), Method: contract.Batch, Routing: "exact", Seed: h.Seed,
		Capacity: map[string]float64{"units": float64(h.Capacity)}}
	for i, b := range h.Bins() {
		r.Locations = append(r.Locations, contract.Location{ID: fmt.Sprint("L", i), Aisle: b.Aisle, Y: b.Y})
	}
	for i, o := range h.Draw() {
		order := contract.Order{ID: fmt.Sprint("O", i), Load: map[string]float64{"units": o.Load}}
		for _, b := range o.Bins {
			order.Lines = append(order.Lines, contract.Line{Location: r.Locations[b].ID, Qty: 1})
		}
		r.Orders = append(r.Orders, order)
	}
	return r
}

// Large is a day's orders of a wholesaler's floor: 24 aisles 4 apart in two blocks, 65 heights each, three zones of
// eight aisles; an order has 1 to 9 lines, five on average, more of them towards the first aisles; a cart takes 12
// orders and 60 units.
type Large struct {
	Orders int
	Seed   uint64
}

// Request is the problem in the form of the plan contract, without a budget.
func (l Large) Request() contract.PlanRequest {
	rnd := rand.New(rand.NewPCG(l.Seed, 0x6c61726765))
	r := contract.PlanRequest{Layout: layout.Layout{CrossY: []float64{0, 50, 100}}, Method: contract.Cluster,
		Capacity: map[string]float64{"slots": 12, "units": 60}}
	for a := range 24 {
		r.Layout.AislesX = append(r.Layout.AislesX, float64(4*a))
		for y := range 65 {
			r.Locations = append(r.Locations, contract.Location{ID: fmt.Sprintf("%02d-%02d", a, y), Aisle: a, Y: 1.5 + 1.5*float64(y),
				Zone: string(rune('A' + a/8))})
		}
	}
	for i := range l.Orders {
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
