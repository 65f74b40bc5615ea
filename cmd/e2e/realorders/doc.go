// Package realorders turns a public list of real orders into files that can be imported, with a warehouse made around
// them. It is for tests and soak runs only.
//
// The list is CSV without a header, a row for each line of an order:
//
//	order, quantity, item, width, length, depth (mm), weight (g)
//
// as in tests/data/items.csv of github.com/dvdoug/BoxPacker (MIT): 4,288 orders, 22,760 lines, 164 items. The rows of an
// order follow each other; some orders want an item twice, on two lines, and stay so.
//
// What the list does not say is made up, the same on every run: SKUs (RO-001, …) in the order of appearance, names, GTINs
// of a prefix for examples, a case of ten for every second item; one bin for an item and one more for every 400 units
// wanted of it; stock of all that is wanted and a few more; customers, services and cut-offs.
package realorders
