package sample

import (
	"fmt"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// The demo's floor: zones A, B and C have eight aisles each, an aisle has twelve bays a side, six in either block, and a
// bay three levels. Cross-aisles run before, between and behind the blocks; the depot is at the front, in the middle.
const (
	aislesOfZone = 8
	zones        = 3
	baysOfSide   = 12
	levels       = 3

	aisleGap  = 3.2 // metres between centre lines
	bayWidth  = 1.6
	crossHalf = 1.2 // from a cross-aisle's centre line to the first bay
	blockLong = baysOfSide/2*bayWidth + 2*crossHalf
)

func floor() layout.Layout {
	l := layout.Layout{CrossY: []float64{0, tidy(blockLong), tidy(2 * blockLong)}}
	for i := range aislesOfZone * zones {
		l.AislesX = append(l.AislesX, tidy(float64(i)*aisleGap))
	}
	l.Depot = layout.Point{X: tidy(float64(aislesOfZone*zones-1) / 2 * aisleGap)}
	return l
}

// faces lists the pick faces of a zone. B-12-07-2 is zone B, aisle 12, bay 7, level 2; odd bays are on the left.
func faces(zone string) []picking.Location {
	var out []picking.Location
	first := int(zone[0]-'A') * aislesOfZone
	for aisle := first; aisle < first+aislesOfZone; aisle++ {
		for bay := 1; bay <= 2*baysOfSide; bay++ {
			for level := 1; level <= levels; level++ {
				out = append(out, face(zone, aisle, bay, level))
			}
		}
	}
	return out
}

func face(zone string, aisle, bay, level int) picking.Location {
	place := (bay - 1) / 2
	y := crossHalf + (float64(place)+0.5)*bayWidth
	if place >= baysOfSide/2 {
		y += 2 * crossHalf
	}
	side := "left"
	if bay%2 == 0 {
		side = "right"
	}
	return picking.Location{Code: fmt.Sprintf("%s-%02d-%02d-%d", zone, aisle+1, bay, level), Kind: picking.PickFace,
		Zone: zone, Aisle: aisle, Y: tidy(y), Side: side, Level: level}
}

// fittings are all the places that are no bins: what rolls, what waits, where packing happens, and the virtual ends of
// the ledger.
func fittings() []picking.Location {
	out := []picking.Location{
		{Code: "SUPPLIER", Kind: picking.Supplier}, {Code: "CUSTOMER", Kind: picking.Customer}, {Code: "ADJUST", Kind: picking.Adjusted},
		{Code: "PACK-1", Kind: picking.Station}, {Code: "PACK-2", Kind: picking.Station}, {Code: "WALL-1", Kind: picking.Wall},
	}
	row := func(n int, format string, l picking.Location) {
		for i := range n {
			l.Code = fmt.Sprintf(format, i+1)
			out = append(out, l)
		}
	}
	row(4, "STAGE-%d", picking.Location{Kind: picking.Staging})
	row(8, "CART-%02d", picking.Location{Kind: picking.Cart, Slots: 12})
	row(150, "T-%04d", picking.Location{Kind: picking.Tote})
	row(48, "W1-%02d", picking.Location{Kind: picking.Slot, Zone: "WALL-1"})
	return out
}

// tidy rounds to centimetres, so that sums of tenths look like themselves.
func tidy(m float64) float64 { return float64(int(m*100+0.5)) / 100 }
