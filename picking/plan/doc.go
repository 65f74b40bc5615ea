// Package plan turns open orders into walks: which orders go now, which share a walk, and in what sequence each walk
// visits its bins. It joins packages wave, zone, batch and route and has every plan proven by package check. It stores
// nothing and reserves nothing: the caller takes a snapshot, plans without locks, and reconciles when it saves.
//
// # From request to plan
//
//	valid request → orders that can go (lines, size, wave) → groups by priority and zone → batches → walks → proof
//
// An order that is not planned is listed with the reason in words. Orders of different priorities never share a walk
// and the walks of a higher priority come first, so an urgent order never waits for a full cart of others.
//
// Discrete is one order a walk. Batch and cluster are the same for the feet and differ in the hands: the caller sums
// lines by bin, or keeps a tote per order and puts slots among the capacities. Zone plans each zone by itself and counts
// the room where parts of orders meet again; slots and totes count in full in every zone, other loads in proportion to
// the quantity picked there. Wave chooses by cut-off, carrier, priority and room and then does one of the others.
//
// # Why
//
// The baselines are computed with every plan because "how much is saved" is the first question asked of it. The proof
// is made every time because it costs little against a cart sent on a wrong walk.
package plan
