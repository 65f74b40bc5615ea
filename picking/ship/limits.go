package ship

import (
	"fmt"
	"slices"

	"pickpack/picking"
)

// Limits are what a carrier's service takes. A zero field does not limit.
type Limits struct {
	Weight  picking.Grams       `json:"weight"`
	Longest picking.Millimetres `json:"longest"` // the longest side
	Girth   picking.Millimetres `json:"girth"`   // the longest side and twice each of the others
	Divisor int64               `json:"divisor"` // cubic millimetres that are billed as a gram
	Boxes   []string            `json:"boxes"`   // the warehouse's boxes that it takes; empty: any
}

// Refusal says why the service does not take a parcel, "" if it does.
func (l Limits) Refusal(box string, weight picking.Grams, sides [3]picking.Millimetres) string {
	slices.Sort(sides[:])
	girth := sides[2] + 2*(sides[0]+sides[1])
	switch {
	case l.Weight > 0 && weight > l.Weight:
		return fmt.Sprintf("It weighs %d g; at most %d g are taken.", weight, l.Weight)
	case l.Longest > 0 && sides[2] > l.Longest:
		return fmt.Sprintf("It is %d mm long; at most %d mm are taken.", sides[2], l.Longest)
	case l.Girth > 0 && girth > l.Girth:
		return fmt.Sprintf("Length and girth are %d mm; at most %d mm are taken.", girth, l.Girth)
	case len(l.Boxes) > 0 && box != "" && !slices.Contains(l.Boxes, box):
		return fmt.Sprintf("Box %s is not taken.", box)
	}
	return ""
}
