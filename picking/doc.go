// Package picking is the vocabulary of the floor and the room where everything is decided.
//
// The package itself holds the words (Order, Line, Item, Location, PickList, Task, Scan, Verdict, …) and the one Error
// type. The packages below it decide: each takes values, answers with values, stores nothing and talks to nobody.
package picking
