// Package task decides what a scan or a touch does to a pick list. It is the state machine of the picker's walk: pure,
// it sees a State and answers with an Outcome; it stores nothing and knows nothing of screens.
//
// # The walk
//
//	cart ──cart code──▶ totes ──a free tote per slot──▶ bin
//	bin  ──the bin's code──▶ item                            (the same bin again: straight to item)
//	item ──the item, until counted──▶ tote                   (serial-tracked: item ──▶ serial ──▶ item …)
//	item ──the tote, early──▶ item                           (what is in the hand goes in; the rest follows)
//	tote ──the tote's code──▶ bin of the next task, or drop
//	drop ──a station, staging place or put wall──▶ done
//
// # Choices that the plan did not make
//
//	bin, item ──another bin that has the item──▶ confirm ──the same code──▶ item at that bin
//	item ──another lot of the item──▶ confirm ──the same code──▶ item, one counted
//	item, tote ──more than is left, where the item allows it──▶ confirm ──the same code──▶ tote
//	item ──an expired lot, where the item allows it──▶ confirm ──the same code──▶ item, one counted
//	item, tote ──an empty tote, goods in the hand──▶ confirm ──the same code──▶ the slot goes on in that tote
//	item ──a code that nothing has──▶ refused ──the same code──▶ the supervisor is asked which item it is
//	any ──a colleague's badge──▶ confirm ──the cart's code──▶ the colleague's list
//	(on My work) a colleague's cart ──▶ confirm ──the same code──▶ my list
//
// Any other code is judged as a scan of its own, and the choice is gone.
//
// Touches: short (from item) gives up what is not there and serves it from another bin if one has it; skip (from bin, or
// item with an empty hand) puts the task last; undo (anywhere) reverses the last accepted step; type counts by
// a typed number what has been proven by one scan; damaged (from item) puts units into quarantine; digits (bin, tote) stand
// for a label that cannot be read; not empty (tote, when the hand holds the last of the bin) asks for a count; pause lets the
// list wait.
//
// # Why
//
// The cursor (step, task, counted, bin proven) lives on the pick list, one row, whose version fences every step: a replay
// or a second device sees another version and must look again. Goods move in the ledger when the tote is scanned, because
// only then both ends of the move are proven; until then Counted says what is in the hand, and survives a crash.
// A choice waits in the cursor as well (ask): the second scan is judged on what is there then, by the same rules as the
// first, so nothing that was promised to others meanwhile is taken.
//
// Undo goes back step by step to the cart's scan, as long as what a step gave away can be had again: the goods of a short
// may be promised to others, damaged ones gone from quarantine, a dropped tote may be opened. What a step asked of others is
// asked no more; a colleague whose goods a short has moved keeps the new bin, and a label that could not be read is still
// printed. Undo ends where the cart changed hands and where an order was cancelled, and says so.
//
// A short looks further than its own task (short.go): tasks that wait for the same goods are moved at once to a bin that has
// enough, on whosever list, so nobody walks to an empty bin. What no bin has enough of stays, for the count may find it.
//
// A cancelled order leaves the walk at once: its tasks end, its part of a batch task is not picked, and the picker is told at
// the next scan. What is in its tote goes back from where the tote is dropped (back.go); what is in a batch tote is told from
// the others' at the wall, in a slot of its own, after everybody else has been served, and goes back from there.
//
// Quantities count up from zero, one scan at a time, so no scan can confirm what was not seen.
package task
