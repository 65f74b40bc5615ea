package release

import (
	"time"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/layout"
)

// Draft is a wave ready to be written, with all that a page about it says. It is kept as JSON while a supervisor looks at
// it, so it needs nothing of the Input it was made from.
type Draft struct {
	Method    picking.Method
	Orders    []picking.OrderID // released, ascending
	Served    []Served          // the same orders
	Lists     []List
	Reserve   []picking.Reservation // by item, location, lot: the order in which balances are locked
	Shortages []allocate.Shortage   // of released orders and of those left out
	Missing   []Missing             // the shortages of released orders, in words
	Out       []Left
	Total     Total
	Metres    float64  // all lists
	MetresOne float64  // the same orders one at a time, each walked as short as possible
	FirstCome float64  // the same orders as they come until a cart is full, walked in S-shape
	Bound     *float64 // no plan of these walks is shorter; nil if that was not proven
	Notes     []string

	Floor layout.Layout              // as walked: see Floor
	Bins  map[picking.LocationID]Bin // that are walked to
	SKUs  map[picking.ItemID]string  // of what is picked
}

// Served is an order that is released.
type Served struct {
	ID       picking.OrderID
	Number   string
	Priority int
	Cutoff   time.Time
	Units    picking.Qty // wanted when the wave was made: another number later is another order
}

// Missing is what a released order goes without.
type Missing struct {
	Order  picking.OrderID
	Number string
	SKU    string
	Qty    picking.Qty
	Reason string
}

// Total adds up what is released.
type Total struct {
	Orders, Lines int
	Units         picking.Qty
	Volume        int64 // mm³
	Weight        picking.Grams
}

// Left is an order that stays behind.
type Left struct {
	Order  picking.OrderID
	Number string
	Reason string
}

// List is one walk of one picker.
type List struct {
	Zone     string
	Priority int       // the highest of its orders
	Cutoff   time.Time // the earliest of its orders
	Totes    []Tote    // by slot, from 1
	Tasks    []Task    // in walking order
	Metres   float64
	Units    picking.Qty
	Orders   int
	Why      []Why // of each of its orders
}

// Why says what an order costs where it is, in metres of walking. Picked by zone, each part of an order has its own.
type Why struct {
	Order    picking.OrderID
	Alone    float64 // by itself
	Adds     float64 // its list would be so much shorter without it
	Next     int     // the list where it would fit next best, by its place in Draft.Lists; -1: it fits in no other
	NextAdds float64 // to that one
}

// Tote is a slot of the cart; Order is 0 for a batch.
type Tote struct {
	Slot  int
	Order picking.OrderID
}

// Task is one stop for one item: Line is 0 for a batch, which has Shares instead.
type Task struct {
	Location picking.LocationID
	Item     picking.ItemID
	Lot      picking.LotID
	Qty      picking.Qty
	Line     picking.LineID
	Slot     int
	Shares   []picking.Share
}
