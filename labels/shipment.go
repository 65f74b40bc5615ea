package labels

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// Shipment is the JSON that `pickpack label` reads: one parcel and its order, from which each document takes what it
// says. What is not given is not printed. Weights are in grams, days as 2026-11-24, moments as 2026-11-24T12:00:00+01:00.
type Shipment struct {
	Document string          `json:"document"` // one of Documents; "": label
	Paper    Paper           `json:"paper"`    // "": the usual one of the document
	From     picking.Address `json:"from"`
	To       picking.Address `json:"to"`
	Carrier  string          `json:"carrier"`
	Service  string          `json:"service"`
	ShipDate Day             `json:"ship_date"`
	Cutoff   Day             `json:"cutoff"`
	Order    string          `json:"order"`
	Placed   Day             `json:"placed"`
	Carton   int             `json:"carton"`
	Of       int             `json:"of"`
	Weight   picking.Grams   `json:"weight"`
	SSCC     string          `json:"sscc"`
	Tracking string          `json:"tracking"`
	Elements gs1.Elements    `json:"elements"` // on the logistic label, with the SSCC or beside it
	Lines    []ShipmentLine  `json:"lines"`
	Note     string          `json:"note"`
	Shelf    string          `json:"shelf"` // of goods to be collected, since and until when
	Ready    Day             `json:"ready"`
	Until    Day             `json:"until"`

	// Of a manifest or a pick list: its number, when it was made, what stands on it.
	Number  string           `json:"number"`
	Made    Day              `json:"made"`
	Parcels []ManifestParcel `json:"parcels"`
	Picker  string           `json:"picker"`
	Method  string           `json:"method"`
	Zone    string           `json:"zone"`
	Cart    string           `json:"cart"`
	Slots   []PickSlot       `json:"slots"`
	Stops   []PickLine       `json:"stops"`

	Tags []Tag `json:"tags"` // of the documents bin, tote, cart, badge and item
}

// ShipmentLine is one item of the order, as SlipLine says it.
type ShipmentLine struct {
	SKU     string        `json:"sku"`
	Name    string        `json:"name"`
	Ordered picking.Qty   `json:"ordered"`
	Packed  picking.Qty   `json:"packed"`
	Short   picking.Qty   `json:"short"`
	Price   ship.Money    `json:"price"` // of one
	Lots    []ShipmentLot `json:"lots"`
	Serials []string      `json:"serials"`
}

// ShipmentLot is the lot some of a line's goods are from.
type ShipmentLot struct {
	Code    string      `json:"code"`
	Expires Day         `json:"expires"`
	Qty     picking.Qty `json:"qty"`
}

// Day is a whole day or a moment, in text; "" is none.
type Day string

func (d Day) parse() (time.Time, error) {
	if d == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, string(d))
	if err != nil {
		t, err = time.Parse(time.DateOnly, string(d))
	}
	return t, err
}

// time is the moment of a day that was checked.
func (d Day) time() time.Time {
	t, _ := d.parse()
	return t
}

// check looks at all days.
func (s Shipment) check() error {
	days := map[string]Day{"ship_date": s.ShipDate, "cutoff": s.Cutoff, "placed": s.Placed, "ready": s.Ready, "until": s.Until, "made": s.Made}
	for i, l := range s.Lines {
		for j, lot := range l.Lots {
			days[fmt.Sprintf("lines[%d].lots[%d].expires", i, j)] = lot.Expires
		}
	}
	for _, name := range slices.Sorted(maps.Keys(days)) {
		if _, err := days[name].parse(); err != nil {
			return picking.FieldError(name, "%q is neither a day (2026-11-24) nor a moment (2026-11-24T12:00:00Z)", string(days[name]))
		}
	}
	return nil
}

func (s Shipment) parcel() Parcel {
	return Parcel{From: s.From, To: s.To, Carrier: s.Carrier, Service: s.Service, ShipDate: s.ShipDate.time(), Cutoff: s.Cutoff.time(),
		Order: s.Order, Carton: s.Carton, Of: s.Of, Weight: s.Weight, SSCC: s.SSCC, Tracking: s.Tracking}
}

func (s Shipment) logistic() Logistic {
	e := s.Elements
	if _, ok := e.Get("00"); !ok && s.SSCC != "" {
		e = append(gs1.Elements{{AI: "00", Value: s.SSCC}}, e...)
	}
	return Logistic{From: s.From, To: s.To, Carrier: s.Carrier, Order: s.Order, ShipDate: s.ShipDate.time(), Elements: e}
}

func (s Shipment) slip() Slip {
	return Slip{From: s.From, To: s.To, Order: s.Order, Placed: s.Placed.time(), Service: s.Service, Carton: s.Carton, Of: s.Of,
		Weight: s.Weight, SSCC: s.SSCC, Tracking: s.Tracking, Lines: s.lines(), Note: s.Note}
}

func (s Shipment) pickup() Pickup {
	return Pickup{From: s.From, Customer: s.To.Name, Order: s.Order, Shelf: s.Shelf, Parcel: s.Carton, Of: s.Of, Ready: s.Ready.time(),
		Until: s.Until.time(), Lines: s.lines(), Note: s.Note}
}

func (s Shipment) manifest() Manifest {
	return Manifest{From: s.From, Number: s.Number, Carrier: s.Carrier, Made: s.Made.time(), Parcels: s.Parcels, Note: s.Note}
}

func (s Shipment) pickSheet() PickSheet {
	return PickSheet{Number: s.Number, Method: s.Method, Zone: s.Zone, Picker: s.Picker, Cart: s.Cart, Made: s.Made.time(), Slots: s.Slots,
		Lines: s.Stops, Note: s.Note}
}

func (s Shipment) lines() (all []SlipLine) {
	for _, l := range s.Lines {
		line := SlipLine{SKU: l.SKU, Name: l.Name, Ordered: l.Ordered, Packed: l.Packed, Short: l.Short, Price: l.Price, Serials: l.Serials}
		for _, lot := range l.Lots {
			line.Lots = append(line.Lots, SlipLot{Code: lot.Code, Expires: lot.Expires.time(), Qty: lot.Qty})
		}
		all = append(all, line)
	}
	return all
}
