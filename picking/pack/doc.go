// Package pack decides what happens at a packing station: whether an order may be packed now, what a scan means, which
// box to take, whether the weight is believable, when a carton may be closed and when it may leave.
//
// It is not where picked goods are sorted to their orders (picking/wall), and it knows no paper: labels draws what was
// decided here.
//
// # The packer's story
//
// A tote comes off the conveyor. The packer scans it, or its wall slot, or an order number: Begin says whether that order
// may be packed, and why not. From then on every piece is scanned out of the tote into the open carton:
//
//	scan an item     one unit (a case: N) moves tote → carton          → the same, until nothing is left
//	scan a lot/serial the same, when the item alone does not tell which → the same
//	scan a box       the carton is packed into another box             → the same
//	scan CARTON-2    scans go into that carton, CARTON-NEW opens one   → the same
//	scan an item that lies in another open carton, twice: it moves     → the same
//	scan UNDO        the last of these goes back                       → the same
//	anything else    refused in words; nothing changes                 → the same
//	close            weight and box are judged; carton n is labelled   → the next carton, or the order is packed
//
// A labelled carton leaves by a scan at the door, a pickup order's when its customer stands at the counter:
//
//	open → labelled → left
//	  └────────┴──▶ void   its order was cancelled: its goods lie in a tote again (unpack.go), and go back to their bins
//	           └──▶ void   opened again: its goods lie in a new carton of its number, its label is refused at the door
//
// # Why
//
// A unit is proven three times over: the code names the item, the item must lie in a tote or slot of this order, and the
// order must still want it. The ledger says where it lies, so a lot need not be scanned where only one lot lies there,
// and must be where two do. A piece that was never picked cannot be packed, whatever the packer scans.
//
// The open carton is a place of the ledger like any other. What is in it can therefore be re-added from the moves, and
// taking back a scan is a move in the other direction.
//
// Weight is a second witness, not a judge: scales drift and item weights are typed by people. A weight far off stops the
// packer once, says which item's count would explain it, and lets a reason overrule it; the reason is in the order's
// history.
//
// A box is suggested by placing the goods in it (plan.go, picking/carton), by a search that counts its steps and not the
// time: the same order always shows the same picture, and while a carton is filled the picture stands. Where sides are not
// known the box is guessed by volume, and the screen says so.
//
// What things weigh is learned from every carton that is closed (learn.go): master data is wrong by a third where somebody
// typed it in a hurry, and a check against wrong figures is switched off within a week. Until an item is known from three
// cartons the typed weight counts with 2.5 %, afterwards what was learned with three deviations. The master data are
// changed by nobody but a person.
package pack
