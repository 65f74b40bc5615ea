// Package wall decides what happens while a tote is emptied at the put wall: which order a scanned piece is for, whether
// the scanned slot is the right one, what an undo gives back. It is not the packing of an order (picking/pack) and not
// the walk that filled the tote (picking/task). It stores nothing; the store loads a State and writes the Effects.
//
// # The worker's story
//
// A batch tote holds the sum of many orders. Take a piece, scan it (a case code counts its pieces): the screen names the
// order and its slot, the count goes up, and when the order has all it can get from this tote the screen asks for the
// slot. Scanning the slot earlier puts what is in the hand. An order keeps the slot it has; an order without one takes
// whichever free slot is scanned.
//
// A zone tote holds goods of one order only, one of several totes it waits for. Nothing is counted again: scan the slot
// and the whole tote is in it.
//
//	item ──item──▶ item (more wanted) ──slot──▶ item …
//	  └───item (all that is wanted)──▶ slot ──slot──▶ item … ──last piece──▶ done
//
// Any step is reversed by Undo, as compensating moves, until the order is being packed.
//
// # Why
//
// The system chooses the order, not the person: the order that this tote brings nearest to complete comes first, so
// slots empty as soon as they can and the wall does not fill with half orders. The choice is a total order over the
// shares, so the same scan always has the same answer.
package wall
