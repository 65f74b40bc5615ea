// Package wave decides which orders go out to the floor now. Release chooses by cut-off, carrier, priority and the
// room of the wave, and says of each order left out why. Best chooses orders and aisles together so that many units
// are picked for each aisle that has to be visited. Neither batches nor routes.
//
// # A small case
//
// Aisle P holds five of S, aisle Q one of T and three of U. One order wants two of S, one three of S and one of T, one
// three of U. From P alone five units go if the second order wanted no T; as it is, two. From both aisles all three
// orders go: nine units for two aisles, 4.5 each, against 3 from Q alone.
//
// # The search
//
//   - greedy.go: opens one aisle after the other, each time the one that holds most of what is still wanted.
//   - bound.go: prices on what orders take; they prove what no wave exceeds and say which aisles are promising.
//   - anneal.go, move.go: aisles are exchanged, opened and closed and orders forced in; worse waves are accepted while
//     the search is warm. Orders fill up what a move sets free; only those are looked at that have to do with it.
//   - trim.go: where orders are small beside Max, the search takes more than that and sorts the sum out at the end.
//
// # Why
//
// The ratio is not searched for itself. With rho the best ratio known, any wave with units - rho*aisles above 0 is
// better (Dinkelbach 1967), and that difference says at once what an aisle must bring to be worth its visit.
//
// Mostly it is Min that binds: the richest aisles alone have the best ratio, but not units enough, and each further
// aisle brings less. So units missing to Min have a price, and the price follows the search: it rises while the search
// is below Min and falls while it is above, so that it keeps crossing the line where the best waves lie.
//
// A step costs as much as it changes and not as much as the pool is large: a rejected one is taken back from a log. That
// was worth more than any cleverness in choosing steps. Filling is the dear part, so a step that even the most that could
// be filled does not save is rejected before: twice as many steps where aisles hold hundreds of items.
package wave
