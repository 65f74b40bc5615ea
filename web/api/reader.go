package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// decode reads exactly one JSON document into maps, lists, strings and json.Numbers.
func decode(body []byte) (doc any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	err = d.Decode(&doc)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something follows the JSON document")
		}
	}
	if err != nil {
		return nil, picking.Errorf(picking.Invalid, "The body is not JSON: %v (at byte %d).", err, d.InputOffset())
	}
	return doc, nil
}

// object reads the members of one JSON object and collects what is wrong with them, by path. A member that is absent or
// null is its zero value.
type object struct {
	path    string // what stands before a member's name: "" or "lines[2]."
	members map[string]any
	wrong   *[]intake.Problem
}

func (o object) bad(name, reason string, args ...any) {
	*o.wrong = append(*o.wrong, intake.Problem{Field: o.path + name, Reason: fmt.Sprintf(reason, args...)})
}

// take removes a member, so that what is left at the end is what nobody asked for.
func (o object) take(name string) any {
	v := o.members[name]
	delete(o.members, name)
	return v
}

func (o object) text(name string) string {
	switch v := o.take(name).(type) {
	case nil:
	case string:
		return v
	default:
		o.bad(name, "must be a string")
	}
	return ""
}

func (o object) whole(name string) int {
	v := o.take(name)
	if v == nil {
		return 0
	}
	if n, ok := v.(json.Number); ok {
		if i, err := strconv.Atoi(n.String()); err == nil {
			return i
		}
	}
	o.bad(name, "must be a whole number")
	return 0
}

func (o object) moment(name string) time.Time {
	s := o.text(name)
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		o.bad(name, "must be a date and time with offset (RFC 3339), such as 2027-03-31T16:00:00+02:00")
	}
	return t
}

func (o object) object(name string) object {
	v := o.take(name)
	m, ok := v.(map[string]any)
	if !ok && v != nil {
		o.bad(name, "must be an object")
	}
	return object{o.path + name + ".", m, o.wrong}
}

// list reads a member that is a list of objects.
func (o object) list(name string) []object {
	v := o.take(name)
	values, ok := v.([]any)
	if !ok && v != nil {
		o.bad(name, "must be a list")
	}
	return objects(o.path+name, values, o.wrong)
}

func objects(path string, values []any, wrong *[]intake.Problem) []object {
	out := make([]object, len(values))
	for i, v := range values {
		m, ok := v.(map[string]any)
		at := fmt.Sprintf("%s[%d]", path, i)
		if !ok {
			*wrong = append(*wrong, intake.Problem{Field: at, Reason: "must be an object"})
		}
		out[i] = object{at + ".", m, wrong}
	}
	return out
}

// end refuses the members that were not asked for: a misspelt name would else be lost without a word.
func (o object) end() {
	for _, name := range slices.Sorted(maps.Keys(o.members)) {
		o.bad(name, "is unknown")
	}
}

// order reads one order; what it says is judged elsewhere.
func (o object) order() intake.Order {
	out := intake.Order{Path: o.path, Source: o.text("source"), ExternalID: o.text("external_id"), Channel: picking.Channel(o.text("channel")),
		Service: o.text("service"), Priority: o.whole("priority"), Cutoff: o.moment("cutoff"), PlacedAt: o.moment("placed_at"),
		Note: o.text("note"), Gift: o.text("gift_message"), ShipTo: o.object("ship_to").address()}
	for _, l := range o.list("lines") {
		out.Lines = append(out.Lines, intake.OrderLine{SKU: l.text("sku"), Barcode: l.text("barcode"), Qty: picking.Qty(l.whole("qty"))})
		l.end()
	}
	o.end()
	return out
}

func (o object) address() picking.Address {
	a := picking.Address{Name: o.text("name"), Company: o.text("company"), Street1: o.text("street1"), Street2: o.text("street2"),
		City: o.text("city"), Region: o.text("region"), Postcode: o.text("postcode"), Country: o.text("country"), Phone: o.text("phone"), Email: o.text("email")}
	o.end()
	return a
}
