// Package carton packs orders into cartons: which boxes to take, what goes into which, and where each unit stands. It is
// geometry and weights; what happens at the packing station is picking/pack.
//
// # A small case
//
// Seven units of 2 × 2 × 1 and one of 4 × 2 × 1 are to go into boxes of 4 × 4 × 2. Together they have a volume of 36, a box
// has 32, so two cartons are the least.
//
//	blocks  rows, walls and grids of equal units: 2 × 2 × 1 times (2, 2, 2) is 4 × 4 × 2 and fills a whole box
//	spaces  a box begins as one free cuboid. A block of 4 × 2 × 2 at its corner leaves 4 × 2 × 2 behind it
//	load    for the free cuboid nearest to a corner take the block that leaves least to waste; again, until none fits
//
// The first carton takes seven units, the long one among them; the eighth goes into a second carton, of the cheapest box
// that holds it.
//
// # How it goes
//
//   - one.go: most orders go into one carton. Boxes are tried from the cheapest up; where a cheaper one neither fails a
//     proof nor is filled at once, it is searched as long as there is time.
//   - several.go: else cartons are filled one after another; a load that can be had again is repeated, not sought.
//   - improve.go: some cartons are emptied and packed anew; contents move to cheaper boxes.
//   - search.go: one box is filled by a beam search over blocks, each step judged by filling the rest greedily (Araya and
//     Riff 2014), with beams of growing width (Zhu and Lim 2012).
//   - block.go, space.go, load.go: blocks (Eley 2002), the maximal spaces they leave (Parreño et al. 2008), the best block
//     for a space: its volume less what no row of sides can use beside it.
//   - support.go: the rule that nothing hangs in the air.
//   - bound.go: a number of cartons that no packing is below.
//   - firstfit.go: the rule of thumb that all is measured against.
//
// # Why
//
// A unit rests by three quarters of its base on what is exactly below it (contract.Support). More than half keeps its
// middle over ground, all of it would forbid the overhang that any packer allows; what the rule costs in fill is less
// than one search differs from another.
//
// The search counts loads, not time, wherever it chooses what to do next, so that an iteration limit repeats a run
// exactly and a budget only says where it stops.
//
// Proofs matter more than search on real orders: nine of ten fit one carton found at once, and most of the others are
// shown to need as many as they get by volume, weight, or sides that are more than half of a box's. The bound measures
// each kind of box in its own way, one by weight, one by its floor, since a mix of boxes has no one narrow place.
package carton
