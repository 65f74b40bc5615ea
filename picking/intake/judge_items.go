package intake

import (
	"strings"

	"pickpack/picking"
)

func (j *judge) items() {
	j.codes = map[string]string{}
	for _, it := range j.Items {
		known, here := j.known.Items[it.SKU]
		if !j.nameFits(it) || !j.codesFit(it) || !j.trackingFits(it, known) {
			continue
		}
		if !here && len(it.Codes) == 0 && !j.codeFromSKU(&it) {
			continue
		}
		merged := it.over(known)
		switch {
		case !here:
			j.report.New++
		case merged.Item == known.Item && j.codesKnown(it):
			j.report.Same++
			continue
		default:
			j.report.Changed++
		}
		j.accepted.Items = append(j.accepted.Items, merged)
	}
}

// over is the item with what its row does not say taken from what is known.
func (it Item) over(k KnownItem) Item {
	it.ID = k.ID
	if it.Picture == "" {
		it.Picture = k.Picture
	}
	if it.Weight == 0 {
		it.Weight = k.Weight
	}
	if it.Length == 0 {
		it.Length = k.Length
	}
	if it.Width == 0 {
		it.Width = k.Width
	}
	if it.Height == 0 {
		it.Height = k.Height
	}
	if it.Stand == "" {
		it.Stand = k.Stand
	}
	switch {
	case it.Hazard == "":
		it.Hazard = k.Hazard
	case strings.EqualFold(it.Hazard, "none"):
		it.Hazard = ""
	}
	if it.Tracking == "" {
		it.Tracking = k.Tracking
	}
	if it.Tracking == "" {
		it.Tracking = picking.NoTracking
	}
	return it
}

// codeFromSKU gives a new item without any code its SKU to be scanned by; without a code nothing proves it at the shelf.
func (j *judge) codeFromSKU(it *Item) bool {
	code, err := picking.NormalCode(it.SKU)
	if err != nil {
		j.bad(it.Row, "barcode", "", "is empty, and the sku %s cannot be scanned instead", it.SKU)
		return false
	}
	it.Codes = []Code{{code, 1}}
	j.found.note(Problem{Line: it.Row, Field: "barcode", Reason: "is empty: the item is known by its sku alone when scanned"})
	return j.codesFit(*it)
}

func (j *judge) nameFits(it Item) bool {
	l, taken := j.known.Locations[strings.ToUpper(it.SKU)]
	if taken {
		j.bad(it.Row, "sku", it.SKU, "is the code of a location here (%s)", l.Kind)
	}
	return !taken
}

func (j *judge) codesFit(it Item) bool {
	fine := true
	for _, c := range it.Codes {
		if known, ok := j.known.Codes[c.Code]; ok && known.SKU != it.SKU {
			j.bad(it.Row, "barcode", c.Code, "is the barcode of %s already", known.SKU)
			fine = false
		} else if l, ok := j.known.Locations[c.Code]; ok {
			j.bad(it.Row, "barcode", c.Code, "is the code of a location here (%s)", l.Kind)
			fine = false
		} else if sku, ok := j.codes[c.Code]; ok && sku != it.SKU {
			j.bad(it.Row, "barcode", c.Code, "is the code of %s in this file", sku)
			fine = false
		} else {
			j.codes[c.Code] = it.SKU
		}
	}
	return fine
}

func (j *judge) codesKnown(it Item) bool {
	for _, c := range it.Codes {
		if known, ok := j.known.Codes[c.Code]; !ok || known.Qty != c.Qty {
			return false
		}
	}
	return true
}

func (j *judge) trackingFits(it Item, known KnownItem) bool {
	if known.Stocked && it.Tracking != "" && it.Tracking != known.Tracking {
		j.bad(it.Row, "tracking", string(it.Tracking), "cannot change from %s while there is stock of it", known.Tracking)
		return false
	}
	return true
}
