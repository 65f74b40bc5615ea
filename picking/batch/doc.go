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
//   - shift.go, trade.go: a move each. What a walk becomes longer by is guessed stretch by stretch (guess.go); as an order
//     never shortens the walk it joins, what orders save by leaving is a bound on a move's gain. Most moves need no tour.
//   - anneal.go: moves at random, worse ones accepted while the search is warm. Tours are remembered by order set (memo.go).
//     fit.go: a move that is looked for instead. divide.go: threads that share the annealing of a large problem.
//   - few.go: up to twelve orders, exactly.
//   - master.go, pricing.go, bound.go: a proven lower bound by column generation (Gademann and van de Velde 2005), with
//     cuts (cut.go). whole.go: up to twenty orders exactly, with that bound's help.
//   - round.go: solutions rounded out of the bound's linear programme, from which annealing starts again.
//
// # Why
//
// Annealing beat descent with kicks at every budget tried: millions of moves a second leave little for cleverness to win,
// as long as a move that cannot gain costs a few nanoseconds. Trades of one order for two pay because carts are full to the
// last unit, which leaves shifts and trades of one for one nothing to do, most of all with many small orders. Where a batch
// holds two or three orders the linear programme is nearly whole and rounding it is worth more than any search; where it
// holds ten, the search wins and the programme is worth its bound.
//
// With a thousand orders there are a few thousand moves for each, and what counts is that few of them are tried in vain.
// Counting the stretches that a move adds, as this search did before, tells little of the moves that matter, those that
// neither win nor lose much: the guess and the tours' difference correlate by 0.6 there on one block and by 0.5 on two.
// With the cost of each stretch by its widest gap they do by 0.9 and 0.8. So guesses may choose: of the trades that are
// looked for and found, two in three are accepted, and one second finds on one block what took eight, on two blocks what
// took two to four.
//
// The bound costs a search over all batches that fit. It is exact, and still quick, because tours only grow with orders,
// because the orders that cannot take part are struck off a whole subtree early, and because low ratios are proven
// first: whenever it has to stop, what is proven so far is a bound.
//
// ladder_test.go measures all this on problems with the published parameters of Henn and Wäscher (2012) and Muter and
// Öncan (2015); see TestLadder and TestLadderBound for the commands.
package batch
