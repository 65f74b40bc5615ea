package release

import (
	"math"

	"pickpack/picking"
	"pickpack/picking/wave"
)

// limit lets package wave choose among the orders that have stock, drops the stops of the others and says why they wait.
func (in *Input) limit(stops map[picking.OrderID][]stop) []Left {
	if in.Limits == nil {
		return nil
	}
	var ready []Order
	var candidates []wave.Candidate
	for _, o := range in.Orders {
		var units picking.Qty
		for _, s := range stops[o.ID] {
			units += s.Qty
		}
		if units > 0 {
			ready = append(ready, o)
			candidates = append(candidates, wave.Candidate{Due: o.Cutoff, Priority: o.Priority, Load: []float64{float64(units)}})
		}
	}
	room := math.Inf(1)
	if in.Limits.Units > 0 {
		room = float64(in.Limits.Units)
	}
	_, waiting := wave.Release(candidates, wave.Limits{Until: in.Limits.Until, MaxOrders: in.Limits.Orders,
		Capacity: []float64{room}, Names: []string{"units"}})
	var left []Left
	for _, w := range waiting {
		delete(stops, ready[w.Order].ID)
		left = append(left, Left{Order: ready[w.Order].ID, Reason: w.Reason})
	}
	return left
}
