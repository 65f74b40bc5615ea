// Package manual is a carrier without a computer of its own: the house's van, a courier with a pad of numbers, a carrier
// whose parcels are announced by other means. The label is ours; its number is typed by a person or is the next of a
// range.
//
// # Why there is a book
//
// Nobody outside can be asked which number a carton got, so it is written down: a Book gives each key one number, for
// good. The first to write wins, so two packers, or one who was interrupted, get the same number for the same carton, and
// a number that was drawn and never used leaves a gap, which is harmless.
package manual
