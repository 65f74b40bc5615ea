package labels

import (
	"math"
	"strings"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/zpl"
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
	SSCC       string // eighteen digits
	Tracking   string // "" as long as no carrier has given one
}

// bands are where the parts of the shipping label begin, in millimetres from the top of 101.6 × 152.4.
type bands struct{ to, service, facts, tracking, sscc float64 }

// shipBands gives the room of a missing tracking number to the address.
func shipBands(tracking string) bands {
	if tracking == "" {
		return bands{22, 80, 94.5, 107, 107}
	}
	return bands{22, 58.5, 73, 85.5, 107}
}

const (
	shipLeft, shipRight = 4.0, 97.6 // what every printer reaches
	shipTop             = 4.0
	shipWide            = shipRight - shipLeft
	shipLine            = 0.4
)

// ShippingLabel lays out the 4×6 in label of one parcel. The error is an Invalid *picking.Error naming the field.
func ShippingLabel(p Parcel) (Doc, error) {
	sscc, err := barcode.SSCC(p.SSCC)
	if err != nil {
		return Doc{}, picking.FieldError("sscc", "%v", err)
	}
	w, h, _ := Label4x6.size()
	s, at := &sheet{Page{W: w, H: h}}, shipBands(p.Tracking)
	s.sender(p)
	s.recipient(p, at)
	s.service(p, at)
	s.facts(p, at)
	if p.Tracking != "" {
		if err := s.tracking(p.Tracking, at.tracking); err != nil {
			return Doc{}, picking.FieldError("tracking", "%v", err)
		}
	}
	s.logistic(sscc, at.sscc)
	return Doc{Title: "Shipping label " + p.Order, Pages: []Page{s.Page}}, nil
}

// sheet is a page being filled.
type sheet struct{ Page }

func (s *sheet) add(items ...Item) { s.Items = append(s.Items, items...) }

// band draws the line across the label above a band.
func (s *sheet) band(y float64) { s.add(Rule{shipLeft, y, shipWide, shipLine}) }

// caption is the small word above a value.
func caption(x, y, w float64, words string) Text {
	return Text{X: x, Y: y, W: w, S: words, Size: 6.5, Bold: true}
}

func (s *sheet) sender(p Parcel) {
	const x = 56
	s.add(caption(shipLeft, shipTop, 40, "FROM"),
		Text{X: shipLeft, Y: shipTop + 2.8, W: x - shipLeft - 2, S: address(p.From, p.To.Country), Size: 7.5, Min: 5.5, Lines: 5},
		Text{X: x, Y: shipTop, W: shipRight - x, H: 10, S: p.Carrier, Size: 18, Min: 7, Bold: true, Lines: 2, Align: font.Right},
		Text{X: x, Y: shipTop + 11, W: shipRight - x, S: date(p.ShipDate), Size: 9, Align: font.Right})
}

// recipient uses the room it has: the fewer lines, the larger.
func (s *sheet) recipient(p Parcel, at bands) {
	s.band(at.to)
	s.add(caption(shipLeft, at.to+1.5, 40, "SHIP TO"))
	if phone := strings.TrimSpace(p.To.Phone); phone != "" {
		s.add(Text{X: 50, Y: at.to + 1.3, W: shipRight - 50, S: "Tel. " + phone, Size: 8, Min: 6, Align: font.Right})
	}
	who, place := addressLines(p.To, p.From.Country)
	lines := append(who, place...)
	room := at.service - at.to - 6.5
	size := min(21, math.Floor(room/float64(max(len(lines), 1))/font.Pitch/font.MM*2)/2)
	for i, line := range lines {
		y := at.to + 5.5 + float64(i)*size*font.Pitch*font.MM
		s.add(Text{X: shipLeft, Y: y, W: shipWide, H: size * font.Pitch * font.MM, S: line, Size: size, Min: 7,
			Bold: i == 0 || i >= len(who)})
	}
}

func (s *sheet) service(p Parcel, at bands) {
	s.band(at.service)
	high, wide := at.facts-at.service, shipWide
	if !p.Cutoff.IsZero() {
		wide = 62
		x := shipLeft + wide
		s.add(Rule{x, at.service, shipLine, high},
			caption(x+2, at.service+1.5, 29, "CUT-OFF"),
			Text{X: x + 2, Y: at.service + 3.6, W: 29, S: clock(p.Cutoff), Size: 18, Bold: true},
			Text{X: x + 2, Y: at.service + 10.4, W: 29, S: p.Cutoff.Format("Mon 2 Jan"), Size: 8})
	}
	s.add(Text{X: shipLeft, Y: at.service + 1, W: wide - 2, H: high - 1.5, S: p.Service, Size: 28, Min: 8, Bold: true, Lines: 3})
}

func (s *sheet) facts(p Parcel, at bands) {
	s.band(at.facts)
	high := at.tracking - at.facts
	cell := func(x, w float64, name, value string) {
		s.add(caption(x, at.facts+1.5, w, name),
			Text{X: x, Y: at.facts + 3.8, W: w, H: high - 4.2, S: value, Size: 15, Min: 6, Bold: true, Lines: 2})
	}
	cell(shipLeft, 44, "ORDER", p.Order)
	cell(shipLeft+48, 20, "CARTON", nOfM(p.Carton, p.Of))
	cell(shipLeft+71.5, 22, "WEIGHT", weight(p.Weight))
	s.add(Rule{shipLeft + 46, at.facts, shipLine, high}, Rule{shipLeft + 69.5, at.facts, shipLine, high})
}

func (s *sheet) tracking(number string, y float64) error {
	s.band(y)
	code, err := barcode.Code128(number)
	if err != nil {
		return err
	}
	place := barcode.Place{X: 1, Y: y + 2, W: s.W - 2, H: 14, Max: 0.5}
	if _, err := place.Dots(code, zpl.DPI203); err != nil {
		return err
	}
	s.add(Code{code, place},
		Text{X: shipLeft, Y: y + 16.3, W: shipWide, S: number, Size: 10, Min: 6, Align: font.Center})
	return nil
}

func (s *sheet) logistic(sscc barcode.Symbol, y float64) {
	s.band(y)
	s.add(Code{sscc, barcode.Place{X: 1, Y: y + 2, W: s.W - 2, H: 32, Max: 0.5}},
		Text{X: shipLeft, Y: y + 34.8, W: shipWide, S: sscc.Text, Size: 13, Bold: true, Align: font.Center})
}
