package labels

import (
	"maps"
	"slices"
	"strings"
	"time"

	"pickpack/labels/barcode"
	"pickpack/picking"
)

// Parcel is what a shipping label says. SSCC must be valid; the rest is printed as far as it is there.
type Parcel struct {
	From, To   picking.Address
	Carrier    string // "DHL", or the house's own van
	Service    string // what the carrier sells: "Express 12:00"
	ShipDate   time.Time
	Cutoff     time.Time // when the parcel must be out, in the warehouse's time zone
	Order      string
	Carton, Of int // carton n of m; Of 0 while m is not known
	Weight     picking.Grams
	SSCC       string // eighteen digits; "" if there is a tracking number and the house has no SSCCs
	Tracking   string // "" as long as no carrier has given one
}

// ShippingLabel lays out the 4×6 in label of one parcel on the built-in form. The error is an Invalid *picking.Error
// naming the field.
func ShippingLabel(p Parcel) (Doc, error) { return OwnForm("label").Parcel(p, nil) }

// Parcel lays out the shipping label, with the house's logo if there is one.
func (f Form) Parcel(p Parcel, logo *Logo) (Doc, error) {
	switch _, err := barcode.SSCC(p.SSCC); {
	case p.SSCC == "" && p.Tracking == "":
		return Doc{}, picking.FieldError("sscc", "A label needs an SSCC or a tracking number: nothing else tells the parcel from others.")
	case p.SSCC != "" && err != nil:
		return Doc{}, picking.FieldError("sscc", "%v", err)
	}
	return f.label.Fill("Shipping label "+p.Order, p.values(), logo)
}

// labelFields are what the form of a label may say, in alphabetical order.
var labelFields = slices.Sorted(maps.Keys(Parcel{}.values()))

// values are the fields of a template. Addresses come whole, and as the lines of who and of the place.
func (p Parcel) values() map[string]string {
	v := map[string]string{"from": address(p.From, p.To.Country), "to": address(p.To, p.From.Country),
		"to_name": p.To.Name, "to_phone": strings.TrimSpace(p.To.Phone), "to_country": strings.ToUpper(p.To.Country), "to_postcode": p.To.Postcode,
		"from_name": p.From.Name, "carrier": p.Carrier, "service": p.Service, "ship_date": date(p.ShipDate), "cutoff_time": clock(p.Cutoff),
		"cutoff_day": format(p.Cutoff, "Mon 2 Jan"), "order": p.Order, "carton": nOfM(p.Carton, p.Of), "weight": weight(p.Weight),
		"sscc": p.SSCC, "sscc_text": "(00)" + p.SSCC, "tracking": p.Tracking}
	v["to_who"], v["to_place"] = parts(p.To, p.From.Country)
	v["from_who"], v["from_place"] = parts(p.From, p.To.Country)
	return v
}

// parts is addressLines with a line feed after each line and none within.
func parts(a picking.Address, home string) (who, place string) {
	w, p := addressLines(a, home)
	for _, lines := range [][]string{w, p} {
		for i, l := range lines {
			lines[i] = strings.Join(strings.FieldsFunc(l, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
		}
	}
	return strings.Join(w, "\n"), strings.Join(p, "\n")
}

// shipLine is how thick the lines between the parts of a label are, in millimetres.
const shipLine = 0.4

// sheet is a page being filled.
type sheet struct{ Page }

func (s *sheet) add(items ...Item) { s.Items = append(s.Items, items...) }

// caption is the small word above a value.
func caption(x, y, w float64, words string) Text {
	return Text{X: x, Y: y, W: w, S: words, Size: 6.5, Bold: true}
}
