// Package carrier is what the house needs of those who move its parcels: rates, a label for a parcel, and after that a
// void, the parcel's whereabouts and a manifest. Its bodies are the packages below it:
//
//	manual    our own label with a number that is typed or drawn from a range: a house's van, a carrier without a system
//	sandbox   a carrier that exists only here, complete and deterministic, with failures on request
//	easypost  the HTTP API of EasyPost
//	karrio    the HTTP API of a Karrio server
//
// All of them pass one conformance suite, carriertest. The package stores nothing and decides nothing: which service a
// parcel takes is picking/ship's, and what was bought for which carton is db's to know.
//
// # A label is bought once
//
//	Buy(key) ──▶ a label                          store it
//	    │
//	    ├─▶ Refused, Denied   nothing was bought   a person mends the address, the parcel or the account
//	    ├─▶ Busy, Down        nothing was bought   the same Buy again, later
//	    └─▶ Unsure            perhaps it was       wait Can().Settle, then Find(key):
//	                                                 a label    it was; store it
//	                                                 NotFound   it was not; Buy(key) again
//
// The key is ours, one for each carton and attempt to have it labelled, and goes to the carrier as its reference. Buying
// twice with a key answers the first label again. A key whose label was voided buys nothing any more.
//
// # Why
//
//   - Unsure is a result of its own because a time-out after the request has left tells nothing. Whoever takes it for a
//     failure and tries again pays twice, and the second label goes on the neighbour's box.
//   - An answer that cannot be read, a connection that ends early and a server's own error (5xx) are Unsure when something
//     was to be bought, and Down when something was only asked.
//   - A carrier's own label passes through untouched, byte for byte: its barcodes are certified as they are.
//   - Settle is there because a purchase may still be under way when its caller has given up. Asking too early finds
//     nothing, and NotFound must be a promise.
//   - What a body cannot do it declares (Can), so that no screen offers it.
package carrier
