// Package live tells open pages that the floor has changed, as server-sent events. It says that something changed and
// what sort of thing, never what it is now: the page fetches its part again, by the same route that a reload takes.
//
//	:             a heartbeat, so that a dead connection is noticed
//	event: changed
//	data: orders lists
//
// # Why
//
// Nothing here is needed by any request. Each replica looks at the pulse of a warehouse (a few index look-ups) every
// 400 ms, and only while somebody listens; no notification is sent from the transaction of a scan, which would halve its
// throughput. Whoever connects, for the first time or again after a sleep, is told "changed" at once, so nothing can have
// been missed. A client holds no queue: what it has not been told yet is one set of words, so a slow one costs nothing and
// is dropped when a write takes too long. The address of a page and what it shows stay one thing; swapping pushed HTML
// would need every fragment rendered for every listener and role.
package live
