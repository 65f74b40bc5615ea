package route

import (
	"fmt"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Request is one tour to be found, as `pickpack route` reads it.
type Request struct {
	Layout layout.Layout `json:"layout"`
	Picks  []Pick        `json:"picks"`
	Method Method        `json:"method"`
}

// Pick is a bin to visit, by the name the sender knows it by.
type Pick struct {
	ID    string  `json:"id"`
	Aisle int     `json:"aisle"`
	Y     float64 `json:"y"`
}

// Result is the tour: its length in the layout's unit and all picks in walking order.
type Result struct {
	Distance float64  `json:"distance"`
	Sequence []string `json:"sequence"`
	Method   Method   `json:"method"`
}

// Validate names the first field at fault.
func (r Request) Validate() error {
	if err := r.Layout.Validate(); err != nil {
		return err
	}
	if err := r.Method.Check("method", r.Layout); err != nil {
		return err
	}
	seen := make(map[string]int, len(r.Picks))
	for i, p := range r.Picks {
		field := fmt.Sprintf("picks[%d]", i)
		if p.ID == "" {
			return picking.FieldError(field+".id", "missing")
		}
		if before, twice := seen[p.ID]; twice {
			return picking.FieldError(field+".id", "%q is the id of picks[%d] too", p.ID, before)
		}
		seen[p.ID] = i
		if err := r.Layout.CheckBin(field, layout.Bin{Aisle: p.Aisle, Y: p.Y}); err != nil {
			return err
		}
	}
	return nil
}

// Solve answers the request.
func (r Request) Solve() (Result, error) {
	if err := r.Validate(); err != nil {
		return Result{}, err
	}
	if r.Method == "" {
		r.Method = Exact
	}
	bins := make([]layout.Bin, len(r.Picks))
	for i, p := range r.Picks {
		bins[i] = layout.Bin{Aisle: p.Aisle, Y: p.Y}
	}
	length, order, err := Solve(r.Layout, bins, r.Method)
	if err != nil {
		return Result{}, err
	}
	res := Result{Distance: length, Sequence: make([]string, len(order)), Method: r.Method}
	for i, b := range order {
		res.Sequence[i] = r.Picks[b].ID
	}
	return res, nil
}
