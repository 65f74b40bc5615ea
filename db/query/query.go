// Package query holds the statements too long to read inside a method, one file per method of db.Store.
package query

import _ "embed"

// PickStock lists where else a task's item lies, for a short.
//
//go:embed pick_stock.sql
var PickStock string

// PickPast loads what an undo looks at, as JSON.
//
//go:embed pick_past.sql
var PickPast string

// Returns lists the cancelled orders whose goods are to be put back.
//
//go:embed returns.sql
var Returns string

// StopShares takes a cancelled order out of batch tasks.
//
//go:embed stop_shares.sql
var StopShares string

// StopLists sends on the pickers of a cancelled order.
//
//go:embed stop_lists.sql
var StopLists string

// SortState loads what picking/wall decides on, as JSON, with what the scan stands for and its receipt if it has one.
//
//go:embed sort_state.sql
var SortState string

// WallWork lists the totes that hold picked goods, for the put wall.
//
//go:embed wall_work.sql
var WallWork string

// Shipment loads everything that an order's documents say, as JSON.
//
//go:embed shipment.sql
var Shipment string

// Leaving loads what is in cartons that leave the house, as JSON.
//
//go:embed leaving.sql
var Leaving string

// PackHome lists the orders at the packing stations.
//
//go:embed pack_home.sql
var PackHome string

// BackState loads what is to be put back of a cancelled order, as JSON.
//
//go:embed back_state.sql
var BackState string

// PickRest loads what is left of a list, for a device to keep, as JSON.
//
//go:embed pick_rest.sql
var PickRest string
