// Package route finds the walk of one picker: from the depot through a set of bins and back. It is exact for every
// parallel-aisle layout with two or more cross-aisles and knows the rules of thumb that floors use, as baselines and as
// modes a person can follow without a device. It does not decide who picks what; package batch does.
//
// # The idea
//
// In a parallel-aisle warehouse a shortest tour has few shapes. Inside one stretch of aisle the picker either walks it
// through, comes in from the lower end and turns, comes in from the upper end and turns, or does both and leaves the
// largest gap between two picks unwalked. So a tour is a choice per stretch plus edges along the cross-aisles, and a
// choice is a tour exactly if every crossing has an even number of edges and all of it hangs together. Going through
// the columns from left to right, all the past matters only through the current column: which crossings are touched,
// evenly or oddly, and which belong together. Two cross-aisles have six such states, three have 24, and a dynamic
// programme over them is exact. The worked case is in twocross.go.
//
//   - Two cross-aisles: Ratliff and Rosenthal, Operations Research 31 (1983). twocross.go, states as five numbers.
//   - Three: Roodbergen and de Koster, EJOR 133 (2001). Any number: Pansart, Catusse and Cambazard, Computers &
//     Operations Research 100 (2018). table.go and frontier.go, states found by exploring.
//   - Rules of thumb for several blocks: Roodbergen and de Koster, IJPR 39 (2001). heuristic.go.
//   - A guess at what a stretch adds to a walk, for who compares many walks that differ in little: rough.go.
//
// # Why
//
// Batching asks for the length of a million tours a second and for the walk of a few of them. So Ground lays every
// place out as a bit, orders are bit sets, their union is an OR, and Length keeps its states in a handful of floats and
// allocates nothing, while Tour runs the general programme with a memory of its steps. Columns without picks are left
// out: a walk through an empty aisle can be moved sideways for free in one direction until it meets a used one.
// Walking a stretch twice is kept as a choice for general layouts: with a single aisle, or with empty aisles left out,
// it can be the only way to a far block.
package route
