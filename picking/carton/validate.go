package carton

import (
	"fmt"
	"slices"

	"pickpack/picking"
	"pickpack/picking/contract"
)

// Most that one request takes.
const (
	MaxBoxes       = 1000      // kinds of cartons
	MaxItems       = 100_000   // lines
	MaxUnits       = 1_000_000 // in all
	MaxMillimetres = 100_000
	MaxGrams       = 1_000_000_000
	MaxCost        = 1e12
	MaxBudgetMS    = 24 * 3600 * 1000
)

// Validate says what is wrong with a request, naming the field.
func Validate(r *contract.CartonRequest) error {
	switch {
	case !(r.BudgetMS >= 0 && r.BudgetMS <= MaxBudgetMS):
		return picking.FieldError("budget_ms", "%v is not between 0 and %d", r.BudgetMS, MaxBudgetMS)
	case r.MaxIterations < 0:
		return picking.FieldError("max_iterations", "%d is negative", r.MaxIterations)
	case len(r.Boxes) == 0 && len(r.Items) > 0:
		return picking.FieldError("boxes", "there are none to pack into")
	case len(r.Boxes) > MaxBoxes:
		return picking.FieldError("boxes", "%d are more than the %d of one request", len(r.Boxes), MaxBoxes)
	case len(r.Items) > MaxItems:
		return picking.FieldError("items", "%d are more than the %d of one request", len(r.Items), MaxItems)
	}
	if err := checkBoxes(r.Boxes); err != nil {
		return err
	}
	return checkItems(r.Items)
}

func checkBoxes(boxes []contract.Box) error {
	seen := map[string]int{}
	for i, b := range boxes {
		at := fmt.Sprintf("boxes[%d].", i)
		if b.ID == "" {
			return picking.FieldError(at+"id", "missing")
		}
		if before, twice := seen[b.ID]; twice {
			return picking.FieldError(at+"id", "%q is the id of boxes[%d] too", b.ID, before)
		}
		seen[b.ID] = i
		if err := sides(at+"inner", b.Inner); err != nil {
			return err
		}
		switch {
		case b.Tare < 0 || b.Tare > MaxGrams:
			return picking.FieldError(at+"tare", "%d is not between 0 and %d", b.Tare, MaxGrams)
		case b.MaxWeight != nil && (*b.MaxWeight < 0 || *b.MaxWeight > MaxGrams):
			return picking.FieldError(at+"max_weight", "%d is not between 0 and %d", *b.MaxWeight, MaxGrams)
		case !(b.Cost >= 0 && b.Cost <= MaxCost):
			return picking.FieldError(at+"cost", "%v is not between 0 and %g", b.Cost, float64(MaxCost))
		case b.Available != nil && *b.Available < 0:
			return picking.FieldError(at+"available", "%d is negative", *b.Available)
		}
	}
	return nil
}

func checkItems(items []contract.Ware) error {
	units := 0
	first := map[string]int{}
	for i := range items {
		w := &items[i]
		at := fmt.Sprintf("items[%d].", i)
		if w.ID == "" {
			return picking.FieldError(at+"id", "missing")
		}
		if err := sides(at+"dims", w.Dims); err != nil {
			return err
		}
		switch n := len(w.MayBeHeight); {
		case w.MayBeHeight != nil && n != 3:
			return picking.FieldError(at+"may_be_height", "%d values, three expected", n)
		case n == 3 && !slices.Contains(w.MayBeHeight, true):
			return picking.FieldError(at+"may_be_height", "no side may stand upright")
		case w.Weight < 0 || w.Weight > MaxGrams:
			return picking.FieldError(at+"weight", "%d is not between 0 and %d", w.Weight, MaxGrams)
		case w.Qty < 1:
			return picking.FieldError(at+"qty", "%d is less than 1", w.Qty)
		case w.Qty > MaxUnits-units:
			return picking.FieldError(at+"qty", "with %d there are more than the %d units of one request", w.Qty, MaxUnits)
		}
		units += w.Qty
		before, again := first[w.ID]
		if !again {
			first[w.ID] = i
		} else if b := &items[before]; b.Weight != w.Weight || !slices.Equal(b.Dims, w.Dims) || !slices.Equal(b.MayBeHeight, w.MayBeHeight) {
			return picking.FieldError(at+"id", "%q is the id of items[%d], which is another thing", w.ID, before)
		}
	}
	return nil
}

// sides checks the three lengths of a thing.
func sides(field string, s []int) error {
	if len(s) != 3 {
		return picking.FieldError(field, "%d lengths, three expected", len(s))
	}
	for a, x := range s {
		if x < 1 || x > MaxMillimetres {
			return picking.FieldError(fmt.Sprintf("%s[%d]", field, a), "%d is not between 1 and %d", x, MaxMillimetres)
		}
	}
	return nil
}
