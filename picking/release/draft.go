package release

import (
	"time"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/layout"
)

// Draft is a wave ready to be written.
type Draft struct {
	Orders    []picking.OrderID // released, ascending
	Lists     []List
	Reserve   []picking.Reservation // by item, location, lot: the order in which balances are locked
	Shortages []allocate.Shortage   // of released orders and of those left out
	Out       []Left
	Total     Total
	Metres    float64  // all lists
	MetresOne float64  // the same orders one at a time, each walked as short as possible
	Bound     *float64 // no plan of these walks is shorter; nil if that was not proven
	Notes     []string

	Floor layout.Layout // as walked: see Floor
	Bins  map[picking.LocationID]Bin
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
