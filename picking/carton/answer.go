package carton

import (
	"context"
	"time"

	"pickpack/picking"
	"pickpack/picking/contract"
)

// Answer reads a request, packs it and says the packing in the request's names.
func Answer(ctx context.Context, r contract.CartonRequest) (contract.CartonResult, Report, error) {
	if err := Validate(&r); err != nil {
		return contract.CartonResult{}, Report{}, err
	}
	found, report := Pack(ctx, ProblemOf(&r), Limits{time.Duration(r.BudgetMS * float64(time.Millisecond)), r.MaxIterations, r.Seed})
	res := contract.CartonResult{Cartons: []contract.Carton{}, Unpacked: []contract.Unpacked{}}
	for _, c := range found.Cartons {
		b := &r.Boxes[c.Box]
		out := contract.Carton{Box: b.ID, Weight: b.Tare, Placements: make([]contract.Placement, len(c.Placements))}
		for i, u := range c.Placements {
			w := &r.Items[u.Item]
			out.Weight += w.Weight
			out.Placements[i] = contract.Placement{Item: w.ID, At: ints(u.At), Dims: ints(u.Sides)}
		}
		res.Cartons = append(res.Cartons, out)
	}
	for _, l := range found.Left {
		res.Unpacked = append(res.Unpacked, contract.Unpacked{Item: r.Items[l.Item].ID, Qty: l.Qty, Reason: l.Reason})
	}
	return res, report, nil
}

func ints(s Size) [3]int { return [3]int{int(s[0]), int(s[1]), int(s[2])} }

// ProblemOf is a valid request in types of the package.
func ProblemOf(r *contract.CartonRequest) *Problem {
	p := &Problem{}
	number := func(n *int) int {
		if n == nil {
			return Unlimited
		}
		return *n
	}
	for _, b := range r.Boxes {
		p.Boxes = append(p.Boxes, Box{Inner: sizeOf(b.Inner), Tare: picking.Grams(b.Tare), MaxWeight: picking.Grams(number(b.MaxWeight)),
			Cost: b.Cost, Available: number(b.Available)})
	}
	for _, w := range r.Items {
		it := Item{Sides: sizeOf(w.Dims), Weight: picking.Grams(w.Weight), Qty: picking.Qty(w.Qty), Upright: [3]bool{true, true, true}}
		copy(it.Upright[:], w.MayBeHeight)
		p.Items = append(p.Items, it)
	}
	return p
}

func sizeOf(s []int) Size {
	return Size{picking.Millimetres(s[0]), picking.Millimetres(s[1]), picking.Millimetres(s[2])}
}
