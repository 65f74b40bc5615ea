// Package check proves that a plan is feasible and that it says the truth about its cost. It shares nothing with the
// solvers but the geometry: it looks at the request and at the answer, replays every walk bin by bin, adds every load
// again, and names what is wrong. A rule is a file.
//
// # Why
//
// A solver that checks itself with its own sums repeats its own mistakes. Everything here is written a second time, the
// plain way, and every plan in tests, fuzz runs, benchmarks and on the floor goes through it.
package check
