package intake

import (
	"strings"
	"time"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Wanted is what must be looked up before a File can be judged: by these names, in one warehouse.
type Wanted struct {
	SKUs      []string
	Codes     []string // barcodes in normal form
	Locations []string
	Lots      []string    // lot codes
	Orders    [][2]string // source, number there
}

// Known is what the warehouse knows of Wanted. A name that is absent is unknown here.
type Known struct {
	Items     map[string]KnownItem // by SKU
	Codes     map[string]KnownCode
	Locations map[string]picking.Location
	Layout    layout.Layout // no aisles: there is none yet
	LowY      float64       // the bins that are here already, in metres along their aisles
	HighY     float64
	Lots      map[LotKey]KnownLot
	Balances  map[BalanceKey]Balance
	Orders    map[[2]string]KnownOrder
}

// KnownItem is an item as it is here.
type KnownItem struct {
	picking.Item
	Stocked bool // there are units of it
}

// KnownCode is a barcode as it is here.
type KnownCode struct {
	SKU string
	Qty picking.Qty
}

// LotKey names a lot.
type LotKey struct {
	Item picking.ItemID
	Code string
}

// KnownLot is a lot as it is here; Expires is a day or zero.
type KnownLot struct {
	ID      picking.LotID
	Expires time.Time
}

// BalanceKey names stock of one item and lot in one place.
type BalanceKey struct {
	Location picking.LocationID
	Item     picking.ItemID
	Lot      picking.LotID
}

// Balance is that stock.
type Balance struct {
	OnHand, Reserved picking.Qty
}

// KnownOrder is an order as it is here.
type KnownOrder struct {
	Number string
	Hash   []byte
	State  picking.State
}

// Accepted is what may be taken of a File, with the names resolved.
type Accepted struct {
	Items     []Item     // ID 0: new
	Locations []Location // ID 0: new
	Layout    layout.Layout
	Counts    []Count
	Orders    []Acceptable
}

// Wanted says what Judge has to know.
func (f File) Wanted() Wanted {
	var w Wanted
	for _, it := range f.Items {
		w.SKUs = append(w.SKUs, it.SKU)
		w.both(strings.ToUpper(it.SKU)) // it may be scanned too
		for _, c := range it.Codes {
			w.both(c.Code)
		}
	}
	for _, l := range f.Locations {
		w.both(l.Code)
		w.SKUs = append(w.SKUs, l.Code)
	}
	for _, s := range f.Stock {
		w.Locations = append(w.Locations, s.Location)
		w.item(s.SKU, s.Barcode)
		if s.Lot != "" {
			w.Lots = append(w.Lots, s.Lot)
		}
	}
	for _, o := range f.Orders {
		w.Orders = append(w.Orders, [2]string{o.Source, o.ExternalID})
		for _, l := range o.Lines {
			w.item(l.SKU, l.Barcode)
		}
	}
	return w
}

// both asks for what a scan of code would mean.
func (w *Wanted) both(code string) {
	w.Codes = append(w.Codes, code)
	w.Locations = append(w.Locations, code)
}

func (w *Wanted) item(sku, code string) {
	if sku != "" {
		w.SKUs = append(w.SKUs, sku)
	}
	if code != "" {
		w.Codes = append(w.Codes, code)
	}
}

// Judge says what of a file this warehouse can take, and why not the rest. It changes nothing and may be asked again.
func (f File) Judge(k Known) (Report, Accepted) {
	j := &judge{File: f, known: k, found: f.findings.clone(), report: f.report}
	switch f.Kind {
	case Items:
		j.items()
	case Locations:
		j.locations()
	case Stock:
		j.stock()
	case Orders:
		j.orders()
	}
	return j.found.report(j.report), j.accepted
}

type judge struct {
	File
	known    Known
	found    findings
	report   Report
	accepted Accepted
	codes    map[string]string // of the items judged so far, to their SKUs
}

// bad refuses a row that is right in itself and does not fit what is here.
func (j *judge) bad(row int, column, value, reason string, args ...any) {
	p := Problem{Line: row, Field: column, Value: value, State: true}
	p.Reason = picking.Errorf(picking.Invalid, reason, args...).Message
	j.found.add(p)
}

// itemOf finds the item that a row names, and how many units one of what it names is. why is "" if it is found.
func (k Known) itemOf(sku, code string) (it KnownItem, each picking.Qty, column, why string) {
	each = 1
	if code != "" {
		c, ok := k.Codes[code]
		switch {
		case !ok:
			return it, 0, "barcode", "is no item's barcode here"
		case sku != "" && sku != c.SKU:
			return it, 0, "barcode", "is the barcode of " + c.SKU + ", not of " + sku
		}
		sku, each = c.SKU, c.Qty
	}
	it, ok := k.Items[sku]
	if !ok {
		return it, 0, "sku", "is unknown here: import the item first"
	}
	return it, each, "", ""
}
