// Package release turns orders and stock into a wave that can be worked: pick lists with their totes and their tasks in
// walking order, the reservations they need, and the orders that stay behind with the reason for each. It is one function
// over values, Make; the same call serves the preview and the release.
//
// # The road
//
//	orders, stock ──allocate──▶ picks ──plan──▶ tours ──check──▶ lists, totes, tasks
//
// picking/allocate says which stock serves which line, picking/plan which orders walk together and in which sequence,
// picking/check proves the plan. What is left for this package is the floor's bookkeeping:
//
//   - discrete, cluster and zone lists carry totes that belong to an order each; a zone list only the part of the order that
//     lies in its zone, so an order in three zones fills three totes that meet before packing;
//   - a batch list carries totes that belong to nobody: one task for all that is wanted from a bin, with the shares of the
//     order lines, sorted at the put wall;
//   - goods that do not fit into one tote get the next slot of the cart, filled in walking order.
//
// # Why an order too large for a cart is not refused
//
// A tote is a guess about volume and a picker can stack. An order that is larger than a whole cart counts as a full cart:
// it walks alone and its last tote overflows, which the preview says. Refusing it would leave it on the floor for ever.
package release
