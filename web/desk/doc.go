// Package desk is the supervisor's area: the live board, orders, waves and their release, pick lists, stock, people.
//
// A screen is <main id="screen">, the same in a whole page and as the answer to the page's own script (HX-Request): a live
// page fetches its own address again when web/live says that something changed, and morphs. Everything works without
// script: forms post and redirect, what needs a second thought has a page that asks, and every list is a link away from
// the number that counts it.
//
// # A new wave
//
//	choose (form) ─▶ POST: a planning job ─▶ its page: how the search goes, "stop: keep the best so far"
//	                                           ─▶ the plan: what it saves, each list's tour, why each order is where it is
//	                                           ─▶ POST release: exactly this plan, or what has changed and a new plan
//
// The page of a plan asks for itself twice a second while the plan is made, and is loaded again every two seconds without
// script. Which list is looked at closely stands in the address, on a plan's page and on a wave's.
//
// # Why
//
// Planning takes seconds and may be done by another server, so it is no part of a request: the request leaves a job and
// leads to its page, which survives a reload, a closed lid and a server that ends. What the supervisor has looked at is
// what is released; a wave made anew behind the button could be another one.
package desk
