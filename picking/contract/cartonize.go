package contract

// Support is the share of its base, in percent, by which a unit must rest on the carton's floor or on the tops of units
// exactly below it. As it is more than half, the middle of a unit never hangs over.
const Support = 75

// CartonRequest is what `pickpack cartonize` reads: units to be put into cartons. Lengths are in millimetres, weights
// in grams.
type CartonRequest struct {
	Boxes         []Box   `json:"boxes"`
	Items         []Ware  `json:"items"`
	BudgetMS      float64 `json:"budget_ms"`                // time for the search; 0: none beyond the first packing
	MaxIterations int64   `json:"max_iterations,omitempty"` // loads tried, instead of the budget: a repeatable run
	Seed          uint64  `json:"seed,omitempty"`
}

// Box is a kind of carton. Inner is x, y and z, z being upwards; cartons are not turned.
type Box struct {
	ID        string  `json:"id"`
	Inner     []int   `json:"inner"`
	Tare      int     `json:"tare"`
	MaxWeight *int    `json:"max_weight"` // tare included; null: any weight
	Cost      float64 `json:"cost"`
	Available *int    `json:"available"` // null: any number
}

// Ware is a quantity of one item, a box-shaped thing. An id may come again with the same sides, weight and heights.
type Ware struct {
	ID          string `json:"id"`
	Dims        []int  `json:"dims"`
	Weight      int    `json:"weight"`
	Qty         int    `json:"qty"`
	MayBeHeight []bool `json:"may_be_height,omitempty"` // which of Dims may stand upright; none given: all
}

// CartonResult is the packing: every unit in a carton or among the unpacked with the reason.
type CartonResult struct {
	Cartons  []Carton   `json:"cartons"`
	Unpacked []Unpacked `json:"unpacked"`
}

// Carton is one box with what is in it, in an order in which it can be filled.
type Carton struct {
	Box        string      `json:"box"`
	Weight     int         `json:"weight"` // tare included
	Placements []Placement `json:"placements"`
}

// Placement is one unit: its corner nearest to the carton's origin, and its sides along x, y and z.
type Placement struct {
	Item string `json:"item"`
	At   [3]int `json:"at"`
	Dims [3]int `json:"dims"`
}

// Unpacked is a quantity that no carton holds, and why.
type Unpacked struct {
	Item   string `json:"item"`
	Qty    int    `json:"qty"`
	Reason string `json:"reason"`
}
