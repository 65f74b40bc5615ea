// Package ship holds what is said of a parcel once it is closed (what a carrier asks for it, where it is, what it
// weighs on the bill) and decides by which of the carriers' services it goes.
//
// It talks to no carrier and knows none by name: labels/carrier fetches the rates, db keeps the rules.
//
// # Why
//
//   - Money is a whole number of the currency's smallest unit. A price read as a float and added up is wrong by the end
//     of the day, and yen have no cents.
//   - Carriers have a hundred words for where a parcel is. A customer and a supervisor need ten, and news that arrive
//     late or twice must not move a parcel backwards.
//   - A choice says why it was made. A packer who takes another service says why as well, so that the rules can be
//     mended where they are overruled every day.
package ship
