// Package scale reads what a scale says: reports of USB scales and lines of serial ones. It decides nothing about the
// weight; static/js/scaleread.js is its twin for a scale at the browser, and both are tested with the same examples
// (testdata/readings.json).
//
// # What scales say
//
//	USB     HID Point of Sale Usage Tables 1.02, page 0x8D: a report of status, unit, power of ten and weight
//	SICS    Mettler Toledo: "S S     100.00 g"; asked by "SI"; stable S, moving D, over +, under -
//	8217    Toledo: STX 01.234 CR; asked by "W"; without unit, kilograms; STX ? and a byte of bits if there is no weight
//	lines   A&D, CAS, Ohaus and many more: "ST,GS,+  1.234kg"; stable ST, moving US, over OL
//	bare    "  1.234 kg" again and again, with a "?" behind it while it moves, or nothing that says so
//
// # Why
//
// Only a weight that the scale itself calls stable is used. Where it says nothing of that, the same weight three times in a
// row is stable. A reading that is not understood is no weight: a wrong unit is a thousandfold mistake on a label.
package scale
