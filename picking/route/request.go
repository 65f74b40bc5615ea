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

// Pick is a bin to visit, by the name the sender knows it by, or one of several bins that would all do.
type Pick struct {
	ID           string       `json:"id"`
	Aisle        int          `json:"aisle"`
	Y            float64      `json:"y"`
	Alternatives []layout.Bin `json:"alternatives,omitempty"`
}

// Result is the tour: its length in the layout's unit and all picks in walking order. Bins says where the picks that
// had alternatives are served.
type Result struct {
	Distance float64               `json:"distance"`
	Sequence []string              `json:"sequence"`
	Method   Method                `json:"method"`
	Bins     map[string]layout.Bin `json:"bins,omitempty"`
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
		for k, b := range p.Alternatives {
			if err := r.Layout.CheckBin(fmt.Sprintf("%s.alternatives[%d]", field, k), b); err != nil {
				return err
			}
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
	var bins []layout.Bin
	options := make([][]int, len(r.Picks))
	for i, p := range r.Picks {
		for _, b := range append([]layout.Bin{{Aisle: p.Aisle, Y: p.Y}}, p.Alternatives...) {
			options[i] = append(options[i], len(bins))
			bins = append(bins, b)
		}
	}
	g, err := NewGround(r.Layout, bins)
	if err != nil {
		return Result{}, err
	}
	s := NewSolver(g)
	return r.describe(s, s.Choose(r.Method, options), bins), nil
}

// describe routes the chosen bins, one for each pick, and names them.
func (r Request) describe(s *Solver, chosen []int, bins []layout.Bin) Result {
	length, order := s.Sequence(r.Method, chosen)
	res := Result{Distance: length, Sequence: []string{}, Method: r.Method}
	pick := make(map[int]int, len(chosen))
	for i, b := range chosen {
		pick[b] = i
	}
	for _, b := range order {
		p := r.Picks[pick[b]]
		res.Sequence = append(res.Sequence, p.ID)
		if len(p.Alternatives) > 0 {
			if res.Bins == nil {
				res.Bins = map[string]layout.Bin{}
			}
			res.Bins[p.ID] = bins[b]
		}
	}
	return res
}
