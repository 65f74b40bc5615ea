// Package allocate decides which stock serves which order line. It promises nothing: the caller writes the picks as
// reservations, and what changed meanwhile is its affair. It knows no distances; picking/route finds the walk afterwards.
// What a picker finds short is served elsewhere by picking/task, which knows where the walk passes.
//
// # The rules, in this order
//
//  1. Only pick faces, only stock that is not suspect (a picker found less there and nobody counted since) and, for lots,
//     not expired.
//  2. Lots that expire first leave first (FEFO); stock that does not expire leaves last.
//  3. A preferred zone, when one is asked for, before the others.
//  4. As few bins as possible, for each bin is a stop on somebody's walk.
//  5. Among sets of as many bins, those with the least in them, and of two bins used the smaller one is emptied: an empty
//     bin can be filled with something else, a crumb cannot.
//
// # An example
//
// A line wants 5. Bins hold A 3, B 7, C 6 and D 1 of the item, all without a lot. One bin is enough, B or C; C holds less:
// 5 from C. The next line wants 9: no bin has 9 any more, two do (B and A): A is emptied, 6 come from B.
//
// # Whole orders
//
// Lines are served by order: higher priority first, then earlier cut-off, then lower order number. With Options.Whole an
// order that cannot be served completely gives everything back before the next order is looked at, so a hopeless order
// takes nothing from one that could leave today. Its shortages are still reported.
//
// # Why greedy
//
// Serving all orders jointly would ship a few more units when an item is scarce, and would make the answer depend on
// orders nobody can point at. "The order before yours took the last one" is a reason a person can check.
package allocate
