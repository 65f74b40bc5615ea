package release

import (
	"time"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/layout"
)

// Input is a snapshot of everything a wave is made from. It is read, never changed.
type Input struct {
	Layout   layout.Layout
	Bins     map[picking.LocationID]Bin // every pick face that Stock names
	Items    map[picking.ItemID]Item    // every item that Orders name; a missing one has no size
	Orders   []Order
	Stock    []allocate.Stock
	Method   picking.Method
	Capacity Capacity
	Short    bool          // ship what there is instead of leaving out orders with a shortage
	Zone     string        // take stock of this zone first
	Today    time.Time     // start of the day: lots that expired before are not picked
	Limits   *Limits       // chooses among the orders by itself; nil takes all that can be served
	Budget   time.Duration // for planning; 0 plans without searching
	Threads  int           // for planning; 0 is one
	Seed     uint64
}

// Limits is what a wave may take when it chooses its orders itself: by priority, then cut-off. Zero does not limit.
type Limits struct {
	Until  time.Time
	Orders int
	Units  picking.Qty
}

// Order is an order that wants to be released.
type Order struct {
	ID       picking.OrderID
	Number   string
	Priority int
	Cutoff   time.Time
	Lines    []Line
}

// Line is what is still wanted of an item.
type Line struct {
	ID   picking.LineID
	Item picking.ItemID
	Qty  picking.Qty
}

// Bin is where a pick face stands.
type Bin struct {
	Code string
	Zone string
	layout.Bin
}

// Item is what one unit of an item weighs and fills. Zero: unknown, counts as nothing.
type Item struct {
	SKU    string
	Volume int64 // mm³
	Weight picking.Grams
}

// Capacity is what one walk can bring home. Zero means no limit, except Slots, where it means one.
type Capacity struct {
	Slots  int   // totes on a cart
	Tote   int64 // mm³ that may be planned into one tote
	Weight picking.Grams
	Wall   int // slots of the put wall: orders in a batch
}
