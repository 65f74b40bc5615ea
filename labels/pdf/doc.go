// Package pdf writes pages of lines, boxes, text and symbols as PDF: black on white, fonts embedded, barcodes as vector
// rectangles so that every printer draws them at its own sharpest.
//
// It lays nothing out: labels hands it finished lines of text and places for symbols, in millimetres from the upper left
// corner of the page.
//
// # Why the same input gives the same bytes
//
// A reprint must be the label that was printed before, and stored documents are compared by hash. So there is no clock
// here: the dates inside the file are fixed, and objects are written in sorted order.
package pdf
