// Package zpl writes label pages in Zebra's printer language: text in the printer's own font where it can show it, as a
// picture where it cannot, boxes, Code 128 as the printer's own barcode and every other symbol as a picture.
//
// It lays nothing out: labels hands it finished lines of text and places for symbols in millimetres, and they become
// dots here. It neither talks to printers nor reads ZPL; a carrier's ready label must not pass through it.
//
// # Why text cannot break out
//
// Order text comes from strangers: a customer whose street is "^XZ~JR" wants to reset the printer. Everything a field
// says is written with hexadecimal escapes for all but plain letters, digits and a few signs, so no byte of it can be a
// caret, a tilde or an escape. And a text takes six commands whether it is plain, foreign or empty, so that the number
// of carets and tildes of a label depends on its form alone and can be checked against it.
//
// # Why some text is a picture
//
// What a printer's resident font holds beyond Latin-1 depends on its model, firmware and options, and a missing letter
// prints as nothing at all. So anything beyond Latin-1, and the backslash, which means something inside text blocks, is
// drawn here and sent as dots.
//
// Dimensions: GS1 wants modules of at least 0.495 mm for logistic labels, which is four dots at 203 dpi and six at 300.
package zpl
