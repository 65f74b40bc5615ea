package release

import (
	"fmt"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Spacing of a floor nobody has measured, in metres.
const (
	guessedAisle = 3.0 // between aisle centre lines
	guessedEnd   = 1.0 // from the last bin to the cross-aisle
)

// Floor makes sure that every bin can be walked to. A warehouse without a floor plan gets one guessed from its bins; a
// bin beside the floor plan is taken to stand at its nearest point. Both are told, for the metres are then estimates.
func Floor(l layout.Layout, bins map[picking.LocationID]Bin) (layout.Layout, map[picking.LocationID]Bin, []string) {
	var notes []string
	if l.Validate() != nil {
		l = guess(bins)
		notes = append(notes, "The warehouse has no floor plan: aisles are taken to be 3 m apart and metres are estimates.")
	}
	off := 0
	standing := make(map[picking.LocationID]Bin, len(bins))
	for id, b := range bins {
		if l.CheckBin("", b.Bin) != nil {
			off++
			b.Bin = nearest(l, b.Bin)
		}
		standing[id] = b
	}
	if off > 0 {
		notes = append(notes, fmt.Sprintf("%d bins lie beside the floor plan and are taken to stand at its edge.", off))
	}
	return l, standing, notes
}

// guess is one block of aisles that holds all bins, the depot at its first corner.
func guess(bins map[picking.LocationID]Bin) layout.Layout {
	last, low, high := 0, 0.0, 0.0
	for _, b := range bins {
		last, low, high = max(last, min(b.Aisle, layout.MaxAisles-1)), min(low, b.Y), max(high, b.Y)
	}
	l := layout.Layout{CrossY: []float64{max(low-guessedEnd, -layout.MaxCoord), min(high+guessedEnd, layout.MaxCoord)}}
	for a := range last + 1 {
		l.AislesX = append(l.AislesX, float64(a)*guessedAisle)
	}
	l.Depot.Y = l.CrossY[0]
	return l
}

func nearest(l layout.Layout, b layout.Bin) layout.Bin {
	b.Aisle = min(max(b.Aisle, 0), len(l.AislesX)-1)
	b.Y = min(max(b.Y, l.CrossY[0]), l.CrossY[len(l.CrossY)-1])
	return b
}
