package intake

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pickpack/picking"
)

// Order is an order as its shop sends it. The JSON is that of the API.
type Order struct {
	Source     string          `json:"source"`
	ExternalID string          `json:"external_id"`
	Channel    picking.Channel `json:"channel,omitempty"`
	Service    string          `json:"service,omitempty"`
	Priority   int             `json:"priority,omitempty"`
	Cutoff     time.Time       `json:"cutoff,omitzero"`
	PlacedAt   time.Time       `json:"placed_at,omitzero"`
	ShipTo     picking.Address `json:"ship_to"`
	Note       string          `json:"note,omitempty"`
	Gift       string          `json:"gift_message,omitempty"`
	Lines      []OrderLine     `json:"lines"`

	Row  int    `json:"-"` // line in the file where it begins; 0: it is no file's
	Path string `json:"-"` // what stands before its field names in JSON: "" or "orders[3]."
}

// OrderLine is one line of an order. SKU or Barcode names the item; Qty counts what the barcode means, units or cases.
type OrderLine struct {
	SKU     string      `json:"sku,omitempty"`
	Barcode string      `json:"barcode,omitempty"`
	Qty     picking.Qty `json:"qty"`

	Row int `json:"-"`
}

// Limits of an order.
const (
	MaxLines = 1_000
	maxNote  = 1_000
)

// Hash tells an order's content: equal for orders that were sent equally, whatever line of a file they stood on.
func (o Order) Hash() []byte {
	o.Cutoff, o.PlacedAt = o.Cutoff.UTC(), o.PlacedAt.UTC()
	b, err := json.Marshal(o)
	if err != nil {
		panic(fmt.Sprintf("intake: hash of order %s: %v", o.ExternalID, err)) // times beyond the year 9999 only
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

var (
	channels = map[string]picking.Channel{"": picking.Online, "online": picking.Online, "web": picking.Online, "shop": picking.Online,
		"store": picking.InStore, "instore": picking.InStore, "pos": picking.InStore, "pointofsale": picking.InStore}
	pickups = map[string]bool{"pickup": true, "clickandcollect": true, "clickcollect": true, "collect": true, "storepickup": true,
		"instorepickup": true, "localpickup": true, "bopis": true, "collection": true}
)

// Clean brings an order into its normal form (blanks, case, synonyms, defaults) and says what is wrong with it in itself.
func (o *Order) Clean() []Problem {
	f := fault{o: o}
	o.clean()
	f.head()
	f.shipTo()
	for i := range o.Lines {
		f.line(i)
	}
	return f.found
}

func (o *Order) clean() {
	a := &o.ShipTo
	for _, s := range []*string{&o.Source, &o.ExternalID, &o.Service, &o.Note, &o.Gift, &a.Name, &a.Company, &a.Street1, &a.Street2,
		&a.City, &a.Region, &a.Postcode, &a.Country, &a.Phone, &a.Email} {
		*s = strings.TrimSpace(*s)
	}
	a.Country = strings.ToUpper(a.Country)
	if c, ok := channels[key(string(o.Channel))]; ok {
		o.Channel = c
	}
	o.Service = service(o.Service)
	for i := range o.Lines {
		l := &o.Lines[i]
		l.SKU, l.Barcode = strings.TrimSpace(l.SKU), strings.TrimSpace(l.Barcode)
	}
}

// service is the normal form of a service's name: “Express Shipping” is express, “Click & Collect” pickup.
func service(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	for strings.HasSuffix(s, " shipping") || strings.HasSuffix(s, " delivery") {
		s = s[:strings.LastIndexByte(s, ' ')]
	}
	switch {
	case s == "":
		return "standard"
	case pickups[key(s)]:
		return picking.Pickup
	}
	return s
}

// fault collects what is wrong with an order.
type fault struct {
	o     *Order
	found []Problem
}

// head judges the columns that an order has once.
func (f *fault) head() {
	o := f.o
	f.text("source", o.Source, maxShort, true)
	f.text("order_id", o.ExternalID, maxShort, true)
	f.text("service", o.Service, 40, true)
	f.text("note", o.Note, maxNote, false)
	f.text("gift_message", o.Gift, maxNote, false)
	if o.Channel != picking.Online && o.Channel != picking.InStore {
		f.bad("channel", string(o.Channel), "must be online or store")
	}
	if o.Priority < 0 || o.Priority > 9 {
		f.bad("priority", fmt.Sprint(o.Priority), "must be between 0 and 9")
	}
	f.moment("cutoff", o.Cutoff)
	f.moment("placed_at", o.PlacedAt)
	if len(o.Lines) == 0 || len(o.Lines) > MaxLines {
		f.bad("lines", "", "must be between 1 and %d lines, there are %d", MaxLines, len(o.Lines))
	}
}

func (f *fault) moment(column string, t time.Time) {
	if _, err := inRange(t); !t.IsZero() && err != nil {
		f.bad(column, "", "%s", err)
	}
}

// shipTo judges the address: whole, unless the customer comes to collect.
func (f *fault) shipTo() {
	a, goes := f.o.ShipTo, f.o.Service != picking.Pickup
	f.text("name", a.Name, maxName, a.Company == "")
	f.text("company", a.Company, maxName, false)
	f.text("street1", a.Street1, maxName, goes)
	f.text("street2", a.Street2, maxName, false)
	f.text("city", a.City, maxName, goes)
	f.text("region", a.Region, maxName, false)
	f.text("postcode", a.Postcode, 20, goes && hasPostcodes(a.Country))
	f.text("phone", a.Phone, maxShort, false)
	f.text("email", a.Email, 254, false)
	switch {
	case a.Country == "" && goes:
		f.bad("country", "", "is empty")
	case a.Country != "" && !isCountry(a.Country):
		f.bad("country", a.Country, "is no country code of two letters (ISO 3166), such as DE")
	}
}

func (f *fault) line(i int) {
	l := &f.o.Lines[i]
	if why := unfit(l.SKU, maxShort, false); why != "" {
		f.badLine(i, "sku", l.SKU, "%s", why)
	}
	if l.SKU == "" && l.Barcode == "" {
		f.badLine(i, "sku", "", "is empty, and so is barcode")
	}
	if l.Barcode != "" {
		code, err := picking.NormalCode(l.Barcode)
		if err != nil {
			f.badLine(i, "barcode", l.Barcode, "%s", err)
		} else {
			l.Barcode = code
		}
	}
	if l.Qty < 1 || l.Qty > maxQty {
		f.badLine(i, "qty", fmt.Sprint(l.Qty), "must be between 1 and %d", maxQty)
	}
}

func (f *fault) text(column, s string, most int, needed bool) {
	if why := unfit(s, most, column == "note" || column == "gift_message"); why != "" {
		f.bad(column, s, "%s", why)
	} else if needed && s == "" {
		f.bad(column, "", "is empty")
	} else if picking.Rounded(s) && (column == "order_id" || column == "phone" || column == "postcode") {
		f.bad(column, s, "was rounded by a spreadsheet and its digits are lost: format the column as text and export again")
	}
}

func (f *fault) bad(column, value, reason string, args ...any) {
	f.found = append(f.found, f.o.problem(-1, column, value, fmt.Sprintf(reason, args...)))
}

func (f *fault) badLine(i int, column, value, reason string, args ...any) {
	f.found = append(f.found, f.o.problem(i, column, value, fmt.Sprintf(reason, args...)))
}

// problem names a field of the order (line -1) or of one of its lines as its sender knows it: by line and column of the
// file, or by path in the JSON.
func (o *Order) problem(line int, column, value, reason string) Problem {
	p := Problem{Line: o.Row, Field: column, Value: value, Reason: reason}
	switch {
	case o.Row > 0 && line >= 0:
		p.Line = o.Lines[line].Row
	case o.Row > 0:
	case line >= 0:
		p.Field = fmt.Sprintf("%slines[%d].%s", o.Path, line, column)
	default:
		p.Field = o.Path + jsonName(column)
	}
	return p
}

func jsonName(column string) string {
	switch column {
	case "order_id":
		return "external_id"
	case "name", "company", "street1", "street2", "city", "region", "postcode", "country", "phone", "email":
		return "ship_to." + column
	}
	return column
}
