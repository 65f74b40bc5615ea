// Package batch decides which orders share a walk, so that all walks together are short and no cart is overfull. Each
// candidate batch is measured by the tour a picker would really walk (package route). It knows nothing of zones,
// priorities or waves: its caller hands it orders that may be mixed.
//
// # A small case
//
// One aisle of length 10, the depot at its foot, a cart for five units. Orders A (3 units, at height 1), B (2, at 5),
// C (1, at 1), D (5, at 5). Alone they walk 2 + 10 + 2 + 10 = 24. Joining A and C saves 2, A and B saves 2, B and C
// saves 2; D is a full cart. Only one of the first two can be had, as A, B and C make six units: 22 is the least.
//
// # The ladder
//
//   - discrete.go, firstcome.go: one order a walk; first come, first served. What is saved is said against them.
//   - savings.go: join the two batches that save most, again and again (Clarke and Wright 1964).
//   - shift.go, swap.go, trade.go: a move each. What an order saves by leaving its batch is kept; as an order never
//     shortens the walk it joins, that is a bound on a move's gain, and with a guess at what joining costs (state.go) most
//     moves need no tour at all.
//   - anneal.go: moves at random, worse ones accepted while the search is warm. Tours are remembered by order set. fit.go:
//     a move that is looked for instead. divide.go: threads that share the annealing of a large problem.
//   - few.go: up to twelve orders, exactly.
//   - master.go, pricing.go, bound.go: a proven lower bound by column generation (Gademann and van de Velde 2005), with
//     cuts (cut.go). whole.go: up to twenty orders exactly, with that bound's help.
//   - round.go: solutions rounded out of the bound's linear programme, from which annealing starts again.
//
// # Why
//
// Annealing beat descent with kicks at every budget tried: thirteen million moves a second leave little for cleverness
// to win, as long as a move that cannot gain costs a few nanoseconds. Trades were the one move that paid: carts full to
// the last unit leave shifts and swaps nothing to do, most of all with many small orders. Where a batch holds two or
// three orders the linear programme is nearly whole and rounding it is worth more than any search; where it holds ten,
// the search wins and the programme is worth its bound.
//
// With a thousand orders there are a few thousand moves for each. There nearly all the time went into measuring, after
// every accepted move, what each order of both batches would save by leaving: measured when it is asked for, and refused by
// a guess before that, a move in twenty is measured. Once moves are cheap, most are refused, so some are looked for: a
// looked-for swap is accepted about twenty times as often as a random one, and costs about as much more.
//
// The bound costs a search over all batches that fit. It is exact, and still quick, because tours only grow with orders,
// because the orders that cannot take part are struck off a whole subtree early, and because low ratios are proven
// first: whenever it has to stop, what is proven so far is a bound.
//
// ladder_test.go measures all this on problems with the published parameters of Henn and Wäscher (2012) and Muter and
// Öncan (2015); see TestLadder and TestLadderBound for the commands.
package batch
