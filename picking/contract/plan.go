package contract

import "pickpack/picking/layout"

// Methods of picking that a plan can be made for.
const (
	Discrete = "discrete" // one order a walk
	Batch    = "batch"    // a total per bin, sorted afterwards
	Cluster  = "cluster"  // a tote per order on the cart
	Zone     = "zone"     // each zone its own walks, consolidated before packing
	Wave     = "wave"     // choose the orders first, then one of the others
)

// Ways of picking by zone.
const (
	Parallel   = "parallel"   // zones work side by side; parts of an order come together at the put wall
	Sequential = "sequential" // pick-and-pass: a cart with whole orders goes from zone to zone
)

// PlanRequest is what `pickpack plan` reads: orders to be put into walks. Lengths are in the layout's unit.
type PlanRequest struct {
	Layout        layout.Layout      `json:"layout"`
	Locations     []Location         `json:"locations"`
	Orders        []Order            `json:"orders"`
	Capacity      map[string]float64 `json:"capacity"` // of one walk, by dimension
	Method        string             `json:"method"`
	Routing       string             `json:"routing"`                  // a route.Method; exact if empty
	BudgetMS      float64            `json:"budget_ms"`                // time for the whole plan; 0: no search beyond savings
	MaxIterations int64              `json:"max_iterations,omitempty"` // instead of the budget: a repeatable run
	Threads       int                `json:"threads,omitempty"`
	Seed          uint64             `json:"seed,omitempty"`
	Release       *Release           `json:"release,omitempty"` // what a wave may take
	Explain       bool               `json:"explain,omitempty"` // say of each order why it is where it is
	Zones         int                `json:"zones,omitempty"`   // picked by zone: cut the floor into so many of even work; 0: each location's own
	Zoning        string             `json:"zoning,omitempty"`  // picked by zone: Parallel (or empty) or Sequential
}

// Location is a bin by the sender's name for it.
type Location struct {
	ID    string  `json:"id"`
	Aisle int     `json:"aisle"`
	Y     float64 `json:"y"`
	Zone  string  `json:"zone,omitempty"`
}

// Bin is where the location is.
func (l Location) Bin() layout.Bin { return layout.Bin{Aisle: l.Aisle, Y: l.Y} }

// Order is one customer order: its lines, what it takes of the cart, and how urgent it is. A higher Priority goes
// first; orders of different priorities never share a walk.
type Order struct {
	ID       string             `json:"id"`
	Lines    []Line             `json:"lines"`
	Load     map[string]float64 `json:"load"`
	Priority int                `json:"priority,omitempty"`
	Due      string             `json:"due,omitempty"` // cut-off, RFC 3339
	Carrier  string             `json:"carrier,omitempty"`
}

// Line is a quantity from one location.
type Line struct {
	Location string `json:"location"`
	Qty      int    `json:"qty"`
}

// Release says which orders a wave takes; what is zero or empty does not limit it.
type Release struct {
	Until     string             `json:"until,omitempty"` // orders due later wait, RFC 3339
	Carriers  []string           `json:"carriers,omitempty"`
	MaxOrders int                `json:"max_orders,omitempty"`
	Capacity  map[string]float64 `json:"capacity,omitempty"` // of the wave as a whole
	Then      string             `json:"then,omitempty"`     // method for the chosen orders; batch if empty
}

// PlanResult is the plan: every order in its walk or unplanned with the reason.
type PlanResult struct {
	Distance   float64     `json:"distance"`
	Batches    []Walk      `json:"batches"`
	Baseline   Baseline    `json:"baseline"`
	LowerBound *float64    `json:"lower_bound"` // no plan of these walks is shorter; null if none was proven
	Unplanned  []Unplanned `json:"unplanned"`
	// Consolidation is what a zone plan needs where orders come together again.
	Consolidation *Consolidation `json:"consolidation,omitempty"`
	Reasons       []Reason       `json:"reasons,omitempty"` // walk by walk, in the order of its orders, if asked for
	ElapsedMS     float64        `json:"elapsed_ms"`        // 0 in a repeatable run, whose output is the same to the byte
	Iterations    int64          `json:"iterations"`
}

// Walk is one tour of one picker: the orders it serves (in a zone: their part there) and its locations in walking
// order, each once.
type Walk struct {
	Orders   []string `json:"orders"`
	Zone     *string  `json:"zone"`
	Cart     int      `json:"cart,omitempty"` // pick-and-pass: the walks of one cart have its number, from 1
	Sequence []string `json:"sequence"`
	Distance float64  `json:"distance"`
}

// Baseline is what the same orders walk under simpler rules, priorities kept apart.
type Baseline struct {
	DiscreteSShape float64 `json:"discrete_s_shape"`
	FCFSSShape     float64 `json:"fcfs_s_shape"`
	FCFSExact      float64 `json:"fcfs_exact"`
	SavingsExact   float64 `json:"savings_exact"`
}

// Unplanned is an order left out and why.
type Unplanned struct {
	Order  string `json:"order"`
	Reason string `json:"reason"`
}

// Consolidation counts what comes together from several zones, and how evenly the zones work.
type Consolidation struct {
	Orders  int     `json:"orders"`  // picked in more than one zone
	Slots   int     `json:"slots"`   // of the put wall: most of them open at once when walks start in the order of the plan; 0 if carts are passed on
	Balance float64 `json:"balance"` // busiest zone's walking over the mean
	Lines   float64 `json:"lines"`   // busiest zone's order lines over the mean
	// Passes is how often a cart is handed over, Places how many orders wait at most before each zone, by its name.
	Passes int            `json:"passes,omitempty"`
	Places map[string]int `json:"places,omitempty"`
}

// Reason is why an order is in its walk: what it would walk by itself, what it adds to its walk, and what it would add to
// the next best walk that has room for it. Picked by zone, an order has a reason for each of its parts.
type Reason struct {
	Order     string  `json:"order"`
	Batch     int     `json:"batch"`      // index of its walk
	Alone     float64 `json:"alone"`      // its own tour
	Adds      float64 `json:"adds"`       // its walk would be so much shorter without it
	Other     int     `json:"other"`      // the next best walk it fits in, -1 if there is none
	OtherAdds float64 `json:"other_adds"` // its length with the order less its length without it
}
