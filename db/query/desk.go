package query

import _ "embed"

// OrderHistory is everything that happened to an order.
//
//go:embed order_history.sql
var OrderHistory string

// FreeOrders takes released orders' work back.
//
//go:embed free_orders.sql
var FreeOrders string
