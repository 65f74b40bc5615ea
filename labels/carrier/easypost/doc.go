// Package easypost buys labels from many carriers through the HTTP API of EasyPost, version 2, as its public
// documentation describes it.
//
// # Why a label is bought once
//
// EasyPost has no idempotency key, but a shipment of its own kind: it is created (which costs nothing), and then bought
// by its identifier, which fails with SHIPMENT.POSTAGE.EXISTS the second time. Our key is the shipment's reference, by
// which it is found again. So Buy looks first, creates only what is not there, and buys what it found.
//
// Two who look at the same moment would both create. Within a process one waits for the other; between processes it is
// the caller's lease that keeps them apart (package db), which is longer than a call may take.
//
// # Why
//
//   - A service is bought by "carrier/service", as in USPS/Priority: rates and their identifiers are of one shipment, and
//     rates are asked for long before the parcel is closed. Of two accounts with one carrier the cheaper offer counts.
//   - Ounces and inches are rounded up to the tenth: a parcel declared too light is billed again, with a fine.
//   - The newer of the two signatures of a webhook covers its time and is held to the window; the older one covers the
//     body alone, and then only the event's identifier keeps it from being told twice.
package easypost
