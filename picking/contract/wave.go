package contract

// WaveRequest is what `pickpack wave` reads: orders and aisles of which a wave is to be chosen that picks many units
// for each aisle visited. Quantities are units by item.
type WaveRequest struct {
	Orders        []Bundle `json:"orders"`
	Aisles        []Bundle `json:"aisles"`
	MinUnits      int      `json:"min_units"`
	MaxUnits      int      `json:"max_units"` // 0: no limit
	BudgetMS      float64  `json:"budget_ms"`
	MaxIterations int64    `json:"max_iterations,omitempty"`
	Seed          uint64   `json:"seed,omitempty"`
	Threads       int      `json:"threads,omitempty"` // 0: one
}

// Bundle is quantities of items under an id.
type Bundle struct {
	ID    string         `json:"id"`
	Items map[string]int `json:"items"`
}

// WaveResult is the wave: every order served in full from the aisles. Without orders, Reason says why there is none.
type WaveResult struct {
	Orders     []string `json:"orders"`
	Aisles     []string `json:"aisles"`
	Units      int      `json:"units"`
	Objective  float64  `json:"objective"`             // units for each aisle
	UpperBound float64  `json:"upper_bound,omitempty"` // proven: no wave has a greater objective
	Reason     string   `json:"reason,omitempty"`
}
