// Package db is the store: it keeps everything and decides nothing. Every use case is load → ask picking → save, atomic;
// the methods of Store are grouped one file per subject, and SQL stands inside the method that runs it, in query/ when it
// is long, or in migrations/ when the database itself has to run it.
//
// # A scan
//
//	pick_state (one call) ─▶ task.Decide (Go, pure) ─▶ scan_apply (one call, only if the version is unchanged)
//
// The head row (pick list, sort at the wall, order at the station) carries a version, the fencing token: scan_apply locks
// the head first and writes nothing if somebody was faster; then the step is decided again on what is there. In the same
// statement it writes the receipt (device, scan id, answer), the ledger moves, balances, counters, totes and audit rows.
// The same scan again finds its receipt and is answered as before; the same id for another scan is a conflict.
//
// # Order of locks
//
// Job → head row (list, sort, order) → tasks → orders → order lines → balances by (item, location, lot). Everything that
// writes keeps to it, so writers wait for each other and never deadlock; what deadlocks or times out all the same is tried
// again (tx.go). A release thinks without locks and checks again under them (wave.go).
//
// # A plan
//
//	AskPlan ─▶ a row of jobs ─▶ PlanJobs claims it (SKIP LOCKED, a lease), snapshots, plans without locks ─▶ a draft
//	the supervisor looks at the draft ─▶ ReleasePlan locks, checks it against what is there now, writes it, or says what changed
//
// The number of claims is the job's fencing token: a worker that was believed dead writes nothing. A wave is the plan that
// was seen, never another one made in silence.
//
// # A carrier's label
//
//	close a carton ─▶ a row of bookings, same transaction ─▶ a courier (cmd) claims it, chooses, writes that down, buys, stores
//	anything lost in between ─▶ the lease ends ─▶ the next courier looks for it by its key at the carrier, and only then buys
//
// The states stand at bookings.go. Without an enabled carrier nothing is asked, and the number is the house's own.
//
// # An order that is cancelled
//
//	its row is locked: a scan, a closing or a hand-over comes before, and is told of, or finds it cancelled
//	walks end (stop.go) ─▶ labels go back, prints stop (recall.go) ─▶ cartons are emptied into totes (unpack.go) ─▶ back.go
//
// # A parcel on its way
//
//	a label is bought ─▶ a row of parcels ─▶ a tracker (cmd) asks its carrier when it is due; a carrier may call first (web/api)
//	both ─▶ TellParcel: news are kept once, and the newest by the carrier's clock is where the parcel is
//
// # Why
//
//   - An order's state is a generated column over its counters. No code sets it, so no two last lines finishing at once can
//     leave it open; picking.Progress.State is the same table in Go, and a test compares them over all small cases.
//   - Audit rows of state changes are written by triggers: no state can change without one.
//   - One move row names both places and a positive quantity: goods cannot appear or vanish. Balances are its running sum,
//     changed in the same statement, with CHECKs on the sum. Verify re-adds them, and everything else that must hold.
//   - What the scan path reads and writes is in SQL functions: planned once per server session, and nothing is prepared by
//     name that a pooler could mix up. They keep one plan for all arguments (plan_cache_mode): left to choose, the server
//     plans some of their statements anew at each call. A statement that joins but three tables costs more to plan than to
//     run, so a request's session is found by a function, too.
//   - pick_state asks one small question after the other and only those that the step needs. As one statement that could
//     answer all it cost more than twice as much: a server sets up every part of a plan before it knows that it is not needed.
//   - A lost answer is never taken for success and never repeated in silence (dial.go, driver.go); the caller asks again
//     with the same id.
package db
