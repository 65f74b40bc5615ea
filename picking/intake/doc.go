// Package intake is what may enter the house: the rules for items, locations, counted stock and orders that come from
// other systems, and the reading of their CSV files. It stores nothing. The store looks up what a file speaks of
// (File.Wanted), asks File.Judge what may be taken, and takes that.
//
//	bytes ── Parse ──▶ File (typed rows, bad rows) ── Judge(Known) ──▶ Report + Accepted ── store
//
// The JSON API uses the same road: it fills an Order by hand and calls Order.Clean, then File.Judge.
//
// # Every bad row is told
//
// A file with one wrong row is the normal case, so a row's trouble is a Problem (line, column, value, a sentence), not
// an error; an error means that nothing can be made of the file at all. Half an order is worse than none: one bad row
// spoils every row of its order, and a row that cannot even be read spoils the orders beside it, because it may be
// theirs.
//
// # Why so strict
//
// Spreadsheets change data on the way: 4006381333931 becomes 4.00638E+12, 03/04 one of two days, "Łódź" mojibake.
// Nothing here guesses. A number is digits, a day is unmistakable, a text is wholly UTF-8 or wholly Windows-1252, and
// what could be read in two ways is refused with the two readings. Headers alone are read generously, since shops
// export them under many names; the columns that were not understood are listed in the report.
//
// # Why a default cut-off is no part of an order's identity
//
// An order is known by its source and its number there; sent again with the same content it is already here, with
// another content it is a conflict. The content is what was sent: a cut-off that we filled in differs from day to day,
// so Order.Hash sees it as absent.
package intake
