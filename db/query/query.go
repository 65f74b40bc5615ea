// Package query holds the statements too long to read inside a method, one file per method of db.Store.
package query

import _ "embed"

// PickState loads what picking/task decides on, as JSON, with the receipt of the scan if it has one.
//
//go:embed pick_state.sql
var PickState string

// PickStock lists where else a task's item lies, for a short.
//
//go:embed pick_stock.sql
var PickStock string

// SortState loads what picking/wall decides on, as JSON, with what the scan stands for and its receipt if it has one.
//
//go:embed sort_state.sql
var SortState string

// WallWork lists the totes that hold picked goods, for the put wall.
//
//go:embed wall_work.sql
var WallWork string
