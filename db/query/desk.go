package query

import "embed"

// OrderHistory is everything that happened to an order.
//
//go:embed order_history.sql
var OrderHistory string

// FreeOrders takes released orders' work back.
//
//go:embed free_orders.sql
var FreeOrders string

// Verify holds a file for each invariant: its first line names it and says it, the rest finds what breaks it.
//
//go:embed verify/*.sql
var Verify embed.FS

// ListHistory is what happened to a pick list.
//
//go:embed list_history.sql
var ListHistory string
