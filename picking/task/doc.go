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
// Touches: short (from item) gives up what is not there and serves it from another bin if one has it; skip (from bin, or
// item with an empty hand) puts the task last; undo (anywhere before done) reverses the last accepted step.
//
// # Why
//
// The cursor (step, task, counted, bin proven) lives on the pick list, one row, whose version fences every step: a replay
// or a second device sees another version and must look again. Goods move in the ledger when the tote is scanned, because
// only then both ends of the move are proven; until then Counted says what is in the hand, and survives a crash.
// Quantities count up from zero, one scan at a time, so no scan can confirm what was not seen.
package task
