// Package remote calls a carrier over HTTP and says of each failure whether something may have happened all the same. It
// knows no carrier's words; easypost and karrio do.
//
// # What counts as what
//
//	nothing was sent (no address, no connection, too late)      Down
//	sent, then: no answer, an unreadable one, 5xx, 408          Unsure if something was to be changed, else Down
//	429                                                         Busy, with the time to wait
//	401, 402, 403, a redirect                                   Denied
//	404                                                         None
//	other 4xx                                                   Refused, in the carrier's words
//
// # Why
//
//   - The address comes from an administrator's form, so it is held on a short lead: https alone, no redirects, and no
//     connection to addresses inside the house unless the account says that its server stands there. Addresses are
//     checked when the connection is made, after the name was resolved, so that a name that resolves to another address
//     the second time gains nothing. Link-local addresses, where clouds keep their credentials, are never called.
//   - Labels are fetched from other hosts than the API's. Those are listed, and get no credentials.
//   - No header makes a request look repeatable: net/http itself sends a POST that bears an Idempotency-Key a second time
//     when a connection breaks.
//   - What carriers answer is shown to packers: one line, cut short, without our key should it be in there.
package remote
