package query

import _ "embed"

// OrderHistory is everything that happened to an order.
//
//go:embed order_history.sql
var OrderHistory string
