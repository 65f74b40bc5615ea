// Package carriertest is the suite that every carrier.Carrier passes: what is bought once, what may be tried again, what
// an error promises. A body's own tests hold only what is its own.
//
// The carriers behind an HTTP API are tried against EasyPost and Karrio, servers of ours that answer in the shapes those
// two document, with a sandbox behind them that knows what was truly bought.
package carriertest
