// Package png draws label pages as a picture of black and white dots, one bit each, at the resolution of a print head:
// for printers that take pictures, for previews on a screen, and for eyes that read no ZPL.
//
// It lays nothing out: labels hands it finished lines of text and places for symbols in millimetres. Pages stand below
// each other, as they leave a roll. The file says how many dots make a metre, so that "100 %" prints true to size.
package png
