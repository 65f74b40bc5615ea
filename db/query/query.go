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
