package route

import (
	"maps"
	"slices"
)

// returning enters each aisle from the depot's cross-aisle, goes to its farthest pick and comes back; cross-aisles
// farther away are not used.
func returning(w *walker, blocks []block) {
	aisles := map[float64][]stop{}
	for _, b := range blocks {
		for _, s := range b.strips {
			aisles[s.x] = append(aisles[s.x], s.stops...)
		}
	}
	for _, x := range slices.Sorted(maps.Keys(aisles)) {
		w.turn(strip{x: x}, aisles[x])
	}
}
