// Package auth says who is asking and whether they may: sign-in by badge and PIN or password, sessions, API keys, the one
// table of roles, CSRF and the slowing down of guesses. It keeps everything in the store, so that any replica serves any
// request, and it knows no screen of the areas.
//
//	badge ──► PIN or password ──► session (cookie) ──► every request: session → user → role table → handler
//	                │ wrong: the next try waits longer (Throttle)
//	API key (Authorization: Bearer) ─────────────────► role "api", /api/ only
//
// # Why
//
// A badge is printed, hung around a neck and photographed: it says who, and proves nothing. The PIN proves, and six
// digits are few, so guesses are slowed down. They are counted by badge, device and address before the PIN is looked at.
// A device on which somebody signed in before is counted by itself alone: strangers who try a picker's badge from
// elsewhere make that badge slow for other strangers, and never lock the picker out of the house's own handhelds.
//
// A session's row names the person by a key, and the one SELECT that loads it joins the person as they are now: taking a
// role away, or a person, works at the next request and needs no list of revoked sessions. The row is written at
// sign-in, with a message for the next page, and else once a minute at most: a scan costs no write for its session.
//
// There is no session before sign-in: a stranger cannot fill the table, and the sign-in form is protected by a CSRF
// cookie of its own.
package auth
