// Package layout is the geometry of a parallel-aisle warehouse: aisles, cross-aisles, bins, the depot and the shortest
// walk between any two of them. It knows nothing of stock, orders or routes.
//
// # The floor
//
// Aisles run along y at the places AislesX, cross-aisles along x at the heights CrossY; the first and the last
// cross-aisle bound the aisles. A picker reaches both sides of an aisle from its centre line, so a bin is an aisle and
// a height. The depot stands on a cross-aisle, at an aisle or between two.
//
//	y=31 ──┬───────┬──  cross-aisle 1
//	       │   a   │        a: aisle 1, y=21
//	       │       ●
//	 y=0 ──D───────┴──  cross-aisle 0, the depot D at x=0
//	      x=0     x=3
//
// From D to a: 3 along the cross-aisle, 21 up the aisle: 24. From a to a bin at aisle 0, y=25: up to 31 (10), across
// (3), down to 25 (6): 19, less than the 49 by way of the lower cross-aisle.
//
// # Why no graph
//
// Between two bins of different aisles a walk uses exactly one cross-aisle or climbs an aisle between two of them; the
// shortest is |dx| plus the shorter detour to a cross-aisle, so distances need no search and no matrix.
package layout
