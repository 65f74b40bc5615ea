package pack

import (
	"fmt"
	"testing"

	"pickpack/picking"
)

// shelf is an order of n units, each in so many kinds of sizes, and boxes of many sizes.
func shelf(n, kinds int) State {
	s := teaOrder()
	s.Cartons, s.Lines, s.Boxes = nil, nil, nil
	for i := range kinds {
		side := func(step, most int) picking.Millimetres { return picking.Millimetres(20 + (i+1)*step%most) }
		s.Lines = append(s.Lines, Line{ID: picking.LineID(i + 1), No: i + 1, Item: picking.ItemID(i + 1), Name: fmt.Sprint("item ", i),
			Picked: picking.Qty((n + i) / kinds), Length: side(71, 190), Width: side(53, 130), Height: side(37, 100), Weight: 150})
	}
	for i, d := range [][3]picking.Millimetres{{180, 120, 80}, {250, 180, 100}, {320, 230, 120}, {400, 300, 150}, {400, 300, 300}, {600, 400, 300}} {
		s.Boxes = append(s.Boxes, Box{Code: fmt.Sprint("B", i), Length: d[0], Width: d[1], Height: d[2], Tare: 100, MaxWeight: 30000})
	}
	return s
}

// BenchmarkPlanFor is the part of a scan's answer that the picture of the box takes: at most 20 ms, whatever box the packer
// has chosen.
func BenchmarkPlanFor(b *testing.B) {
	for _, n := range []int{20, 60, 120} {
		for _, kinds := range []int{1, 6, n} {
			for _, box := range []string{"as suggested", "B3", "B1"} {
				b.Run(fmt.Sprintf("units=%d/kinds=%d/box=%s", n, kinds, box), func(b *testing.B) {
					s := shelf(n, kinds)
					if box[0] == 'B' {
						s.Cartons = []Carton{{ID: 1, N: 1, State: CartonOpen, Box: box}}
					}
					for b.Loop() {
						PlanFor(s)
					}
				})
			}
		}
	}
}
