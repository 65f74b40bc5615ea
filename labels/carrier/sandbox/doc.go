// Package sandbox is a carrier that exists only here. It does everything a real one does, and everything that goes wrong
// with a real one can be asked of it, so that the house can be tried, taught and tested without an account.
//
// It is deterministic: a parcel costs the same and gets the same number each time, and where it is depends on when its
// label was bought and what time it is now, nothing else. So it needs no storage: an instance that was restarted knows
// nothing of the labels bought before and yet answers the same number, label and whereabouts for the same key.
//
// # Failures on request
//
//	buy lost, buy down, rates slow
//
// is a script: the next call of Buy does its work and its answer is lost, the one after that does nothing, and the next
// call of Rates takes long. The steps are ping, rates, buy, find, void, track and manifest; the faults are down, slow,
// lost, busy, denied and refused.
package sandbox
