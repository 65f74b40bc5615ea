package layout

import (
	"fmt"
	"math"

	"pickpack/picking"
)

// Limits of what is taken as a warehouse; beyond them the input is a mistake.
const (
	MaxAisles = 10_000
	MaxCross  = 64
	MaxCoord  = 1e9 // in any unit of length
)

// Point is a place on the floor, in the layout's unit of length.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Layout is a parallel-aisle warehouse. AislesX and CrossY ascend strictly; Depot lies on a cross-aisle.
type Layout struct {
	AislesX []float64 `json:"aisles_x"`
	CrossY  []float64 `json:"cross_aisles_y"`
	Depot   Point     `json:"depot"`
}

// Bin is a place goods are picked from: an aisle by its index in AislesX and a height in it.
type Bin struct {
	Aisle int     `json:"aisle"`
	Y     float64 `json:"y"`
}

// Validate names the first field that cannot be walked on; nil means every other method may be called.
func (l Layout) Validate() error {
	if err := ascending("layout.aisles_x", l.AislesX, 1, MaxAisles); err != nil {
		return err
	}
	if err := ascending("layout.cross_aisles_y", l.CrossY, 2, MaxCross); err != nil {
		return err
	}
	if !finite(l.Depot.X) {
		return picking.FieldError("layout.depot.x", "%v is not a length", l.Depot.X)
	}
	if !finite(l.Depot.Y) {
		return picking.FieldError("layout.depot.y", "%v is not a length", l.Depot.Y)
	}
	if l.DepotCross() < 0 {
		return picking.FieldError("layout.depot.y", "%v is on no cross-aisle", l.Depot.Y)
	}
	return nil
}

func ascending(field string, v []float64, least, most int) error {
	if len(v) < least {
		return picking.FieldError(field, "at least %d needed, %d given", least, len(v))
	}
	if len(v) > most {
		return picking.FieldError(field, "at most %d are taken, %d given", most, len(v))
	}
	for i, x := range v {
		if !finite(x) {
			return picking.FieldError(fmt.Sprintf("%s[%d]", field, i), "%v is not a length", x)
		}
		if i > 0 && x <= v[i-1] {
			return picking.FieldError(fmt.Sprintf("%s[%d]", field, i), "%v does not ascend after %v", x, v[i-1])
		}
	}
	return nil
}

func finite(x float64) bool { return math.Abs(x) <= MaxCoord } // false for NaN as well

// CheckBin says why a bin is not on this floor; field is the sender's name for the bin and may be empty.
func (l Layout) CheckBin(field string, b Bin) error {
	if field != "" {
		field += "."
	}
	if b.Aisle < 0 || b.Aisle >= len(l.AislesX) {
		return picking.FieldError(field+"aisle", "%d is no aisle: there are %d, counted from 0", b.Aisle, len(l.AislesX))
	}
	low, high := l.CrossY[0], l.CrossY[len(l.CrossY)-1]
	if !(b.Y >= low && b.Y <= high) {
		return picking.FieldError(field+"y", "%v is outside the aisle, which runs from %v to %v", b.Y, low, high)
	}
	return nil
}

// DepotCross is the index of the cross-aisle the depot stands on, -1 if it stands on none.
func (l Layout) DepotCross() int {
	for c, y := range l.CrossY {
		if math.Abs(y-l.Depot.Y) <= 1e-9*(1+math.Abs(y)) {
			return c
		}
	}
	return -1
}

// Block is the index of the block a height lies in: block b is between cross-aisles b and b+1. A height on a
// cross-aisle belongs to the block below it, on the lowest to block 0.
func (l Layout) Block(y float64) int {
	for b := 1; b < len(l.CrossY); b++ {
		if y <= l.CrossY[b] {
			return b - 1
		}
	}
	return len(l.CrossY) - 2
}
