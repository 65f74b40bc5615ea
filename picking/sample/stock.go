package sample

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/layout"
)

const (
	itemsOfZone = 400
	scarce      = 3 // items short on purpose
	missing     = 2 // units of each
)

// items draws a zone's items, gives each its class and its barcodes. before is how many items there are already.
func (z aisleful) items(before int, r *rand.Rand) []Item {
	var out []Item
	for i, a := range z.articles(itemsOfZone, r) {
		it := Item{Item: a.Item, Zone: z.zone}
		it.Codes = codes(before+i, a, r)
		out = append(out, it)
	}
	for rank, i := range r.Perm(len(out)) {
		out[i].Class = classOf(rank, len(out))
	}
	return out
}

// classOf makes a tenth of the items fast movers and three tenths middling, as Henn and Wäscher's class-based demand.
func classOf(rank, of int) Class {
	switch {
	case rank < of/10:
		return 'A'
	case rank < of*4/10:
		return 'B'
	}
	return 'C'
}

// codes are an item's barcodes: its GTIN-13; for most a GTIN-14 on the case; for the others, and some more, a second
// GTIN-13 from an earlier print of the package.
func codes(n int, a article, r *rand.Rand) []intake.Code {
	body := fmt.Sprintf("%s%05d", prefix, n+1)
	out := []intake.Code{gtin(body, 1)}
	cased := r.Float64() < 0.6
	if cased {
		out = append(out, gtin("1"+body, caseOf(a.volume)))
	}
	if !cased || r.Float64() < 0.25 {
		out = append(out, gtin(fmt.Sprintf("%s%05d", prefix, 50_000+n), 1))
	}
	return out
}

func gtin(body string, qty picking.Qty) intake.Code {
	code, err := picking.NormalCode(body + string(picking.CheckDigit(body)))
	if err != nil {
		panic(err) // body is not 12 or 13 digits
	}
	return intake.Code{Code: code, Qty: qty}
}

// caseOf is how many units of a volume in mm³ come in a case.
func caseOf(volume float64) picking.Qty {
	switch {
	case volume < 300e3:
		return 24
	case volume < 1e6:
		return 12
	case volume < 4e6:
		return 6
	}
	return 2
}

// shelve puts items into a zone's faces: the fastest nearest to the depot and, for the fast, again further out. Most
// bins hold one lot; one in six bins of goods with lots holds two.
func shelve(l layout.Layout, faces []picking.Location, items []Item, now time.Time, r *rand.Rand) []Stock {
	faces = slices.Clone(faces)
	slices.SortStableFunc(faces, func(a, b picking.Location) int {
		return cmp.Compare(l.FromDepot(bin(a)), l.FromDepot(bin(b)))
	})
	var out []Stock
	next := 0
	for turn := range 3 {
		for _, class := range []Class{'A', 'B', 'C'} {
			for i, it := range items {
				if it.Class != class || turn >= binsOf(class, i) {
					continue
				}
				out = append(out, fill(faces[next].Code, it, turn, now, r)...)
				next++
			}
		}
	}
	return out
}

func bin(l picking.Location) layout.Bin { return layout.Bin{Aisle: l.Aisle, Y: l.Y} }

// binsOf is in how many bins an item of a class lies.
func binsOf(c Class, i int) int {
	switch {
	case c == 'A':
		return 3
	case c == 'B' && i%2 == 0:
		return 2
	}
	return 1
}

// fill stocks one bin with an item.
func fill(code string, it Item, turn int, now time.Time, r *rand.Rand) []Stock {
	qty := picking.Qty(4 + r.IntN(9))
	switch it.Class {
	case 'A':
		qty = picking.Qty(40 + r.IntN(41))
	case 'B':
		qty = picking.Qty(12 + r.IntN(19))
	}
	s := Stock{Location: code, SKU: it.SKU, Qty: qty}
	if it.Tracking != picking.ByLot {
		return []Stock{s}
	}
	s.Lot, s.Expires = lot(now, turn, r)
	if r.IntN(6) > 0 {
		return []Stock{s}
	}
	second := s
	second.Lot, second.Expires = lot(now, turn+3, r)
	second.Qty = qty/2 + 1
	return []Stock{s, second}
}

// lot draws a lot that expires in three weeks to two years, the later the greater turn. Its number begins with the
// turn, so an item's lots differ.
func lot(now time.Time, turn int, r *rand.Rand) (string, time.Time) {
	expires := now.UTC().AddDate(0, 0, 21+100*turn+r.IntN(100)).Truncate(24 * time.Hour)
	return fmt.Sprintf("L%d%03d", turn+1, r.IntN(1000)), expires
}

// settle makes the stock cover what the orders want, except of a few items, which then lack missing units each.
func (w *Warehouse) settle() {
	wanted := w.demand()
	short := w.choose(wanted)
	have := map[string]picking.Qty{}
	first := map[string]*Stock{}
	for i := range w.Stock {
		s := &w.Stock[i]
		have[s.SKU] += s.Qty
		if first[s.SKU] == nil {
			first[s.SKU] = s
		}
	}
	for _, it := range w.Items {
		lack := wanted[it.SKU] - have[it.SKU]
		switch {
		case slices.Contains(short, it.SKU):
			first[it.SKU].Qty += lack - missing
		case lack > 0:
			first[it.SKU].Qty += lack
		}
	}
	w.Scarce = short
}

// demand is how many units the orders want of each SKU; all of them name SKUs.
func (w *Warehouse) demand() map[string]picking.Qty {
	out := map[string]picking.Qty{}
	for _, o := range w.Orders {
		for _, l := range o.Lines {
			out[l.SKU] += l.Qty
		}
	}
	return out
}

// choose finds the items that shall be short: one of each zone, in one bin, wanted by enough.
func (w *Warehouse) choose(wanted map[string]picking.Qty) []string {
	bins := map[string]int{}
	for _, s := range w.Stock {
		bins[s.SKU]++
	}
	var out []string
	for _, z := range w.Zones {
		for _, it := range w.Items {
			if it.Zone == z.Code && it.Class == 'B' && bins[it.SKU] == 1 && wanted[it.SKU] > missing+1 {
				out = append(out, it.SKU)
				break
			}
		}
	}
	return out[:min(len(out), scarce)]
}
