package labels

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pickpack/labels/barcode"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// faults lists what is wrong with a page: things beyond its edge, words on top of words, anything within a symbol's
// quiet zone.
func faults(d Doc) []string {
	var out []string
	for n, p := range d.Pages {
		type area struct {
			x0, y0, x1, y1 float64
			what           string
			text           bool
			code           bool
		}
		var seen []area
		for _, item := range p.Items {
			a := area{what: fmt.Sprintf("%T", item)}
			a.x0, a.y0, a.x1, a.y1 = item.bounds()
			switch i := item.(type) {
			case Text:
				if strings.TrimSpace(strings.Join(i.block().Lines, "")) == "" {
					continue
				}
				a.what, a.text = fmt.Sprintf("text %.30q", i.S), true
				// Ink reaches from above capitals to below descenders, not over the whole pitch.
				size := i.block().Size
				a.y0 += size * 0.03
				a.y1 -= size * 0.05
			case Code:
				a.what, a.code = "code "+i.Symbol.Text, true
			case Box:
				continue // frames stand around other things
			}
			if a.x0 < -0.01 || a.y0 < -0.01 || a.x1 > p.W+0.01 || a.y1 > p.H+0.01 {
				out = append(out, fmt.Sprintf("page %d: %s leaves the page: %.1f,%.1f to %.1f,%.1f", n+1, a.what, a.x0, a.y0, a.x1, a.y1))
			}
			for _, b := range seen {
				over := min(a.x1, b.x1) > max(a.x0, b.x0)+0.01 && min(a.y1, b.y1) > max(a.y0, b.y0)+0.01
				if over && (a.text && b.text || a.code || b.code) {
					out = append(out, fmt.Sprintf("page %d: %s lies on %s", n+1, a.what, b.what))
				}
			}
			seen = append(seen, a)
		}
	}
	return out
}

func TestNothingOverlaps(t *testing.T) {
	t.Parallel()
	for name, doc := range everyDocument(t) {
		for _, f := range faults(doc) {
			t.Errorf("%s: %s", name, f)
		}
	}
}

func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	code, err := orderCode("W-1", barcode.Place{X: 10, Y: 10, W: 60, H: 10, Max: 0.4})
	if err != nil {
		t.Fatal(err)
	}
	text := Text{X: 5, Y: 30, W: 50, S: "Some words", Size: 10}
	for want, items := range map[string][]Item{
		"leaves the page": {Text{X: 80, Y: 5, W: 30, S: "Some words", Size: 20}},
		"lies on text":    {text, Text{X: 10, Y: 31, W: 50, S: "more", Size: 10}},
		"lies on code":    {code, Text{X: 60, Y: 12, W: 30, S: "more", Size: 10}},
		"Rule lies on":    {code, Rule{0, 15, 90, 1}},
	} {
		if got := strings.Join(faults(Doc{Pages: []Page{{100, 100, items}}}), ""); !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := faults(Doc{Pages: []Page{{100, 100, []Item{code, text, Text{X: 5, Y: 34.5, W: 50, S: "below", Size: 10}}}}}); len(got) > 0 {
		t.Error(got)
	}
}

// words is text of any script and length, as shops send it.
func words(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.StringMatching(`[A-Za-z0-9ÄÖÜа-яΑ-Ω .,/#-]{0,60}`), rapid.StringN(0, 80, 300),
		rapid.StringMatching(`W{0,90}`)).Draw(t, label)
}

func drawAddress(t *rapid.T, who string) picking.Address {
	return picking.Address{Name: words(t, who+" name"), Company: words(t, who+" company"), Street1: words(t, who+" street"),
		Street2: words(t, who+" street 2"), City: words(t, who+" city"), Region: words(t, who+" region"),
		Postcode: words(t, who+" postcode"), Phone: words(t, who+" phone"),
		Country: rapid.SampledFrom([]string{"", "DE", "US", "GB", "GR", "zz"}).Draw(t, who+" country")}
}

func drawLines(t *rapid.T) []SlipLine {
	var out []SlipLine
	for range rapid.IntRange(0, 12).Draw(t, "lines") {
		l := SlipLine{SKU: words(t, "sku"), Name: words(t, "item"), Ordered: picking.Qty(rapid.IntRange(0, 2_000_000).Draw(t, "ordered")),
			Packed: picking.Qty(rapid.IntRange(0, 99999).Draw(t, "packed")), Short: picking.Qty(rapid.IntRange(0, 99).Draw(t, "short"))}
		if rapid.Bool().Draw(t, "lot") {
			l.Price = ship.Money{Minor: 123456, Currency: "EUR"}
			l.Lots = []SlipLot{{Code: words(t, "lot"), Expires: noon, Qty: 3}, {Code: "L2"}}
		}
		for range rapid.SampledFrom([]int{0, 0, 1, 40, 600}).Draw(t, "serials") {
			l.Serials = append(l.Serials, fmt.Sprintf("SN%07d", len(l.Serials)))
		}
		out = append(out, l)
	}
	return out
}

// Whatever the input, what comes out is a page on which nothing lies on anything, or an Invalid error.
func TestAnyInputMakesACleanPage(t *testing.T) {
	t.Parallel()
	paper := rapid.SampledFrom([]Paper{A4, Letter, Label4x6, Receipt})
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.OneOf(rapid.StringMatching(`[A-Z0-9-]{1,20}`), rapid.StringN(0, 60, 120)).Draw(t, "order")
		from, to, lines := drawAddress(t, "from"), drawAddress(t, "to"), drawLines(t)
		var doc Doc
		var err error
		switch rapid.SampledFrom([]string{"label", "logistic", "slip", "gift", "return", "pickup", "list", "manifest", "tags"}).Draw(t, "document") {
		case "label":
			doc, err = ShippingLabel(Parcel{From: from, To: to, Carrier: words(t, "carrier"), Service: words(t, "service"),
				Cutoff: rapid.SampledFrom([]time.Time{{}, noon}).Draw(t, "cutoff"), ShipDate: noon, Order: order,
				Carton: rapid.IntRange(-1, 9999).Draw(t, "n"), Of: rapid.IntRange(0, 9999).Draw(t, "m"),
				Weight: picking.Grams(rapid.IntRange(-1, 5_000_000).Draw(t, "g")), SSCC: "340123450000000000",
				Tracking: rapid.SampledFrom([]string{"", "1Z999AA10123456784", "x"}).Draw(t, "tracking")})
		case "logistic":
			doc, err = LogisticLabel(Logistic{From: from, To: to, Carrier: words(t, "carrier"), Order: order, ShipDate: noon,
				Elements: logistic(content[:rapid.IntRange(0, len(content)).Draw(t, "elements")]...).Elements},
				rapid.SampledFrom([]Paper{A5, A6, Label4x6}).Draw(t, "paper"))
		case "slip":
			doc, err = PackingSlip(Slip{From: from, To: to, Order: order, Service: words(t, "service"), Lines: lines,
				Tracking: words(t, "tracking"), Note: words(t, "note")}, paper.Draw(t, "paper"))
		case "gift":
			doc, err = GiftSlip(Slip{From: from, To: to, Order: order, Lines: lines, Note: words(t, "note")}, paper.Draw(t, "paper"))
		case "return":
			doc, err = ReturnSlip(Slip{From: from, To: to, Order: order, Lines: lines}, paper.Draw(t, "paper"))
		case "manifest":
			m := Manifest{From: from, Number: order, Carrier: words(t, "carrier"), Note: words(t, "note"), Made: noon}
			for _, l := range lines {
				m.Parcels = append(m.Parcels, ManifestParcel{Number: l.SKU, Order: order, Service: words(t, "service"), To: to, Weight: 99})
			}
			doc, err = ManifestPaper(m, paper.Draw(t, "paper"))
		case "pickup":
			doc, err = PickupSlip(Pickup{From: from, Customer: to.Name, Order: order, Shelf: words(t, "shelf"), Lines: lines,
				Ready: noon, Until: noon}, paper.Draw(t, "paper"))
		case "tags":
			kind := rapid.SampledFrom([]TagKind{BinTags, ToteTags, CartTags, BadgeTags, ItemTags}).Draw(t, "kind")
			tag := Tag{Code: rapid.StringMatching(`[A-Z0-9]{1,12}`).Draw(t, "code"), Big: words(t, "big"), Small: words(t, "small"),
				Check: rapid.StringMatching(`[0-9]{0,4}`).Draw(t, "check")}
			doc, err = Sheet(kind, []Tag{tag, tag, tag, tag}, rapid.SampledFrom([]Paper{A4, Letter, Label4x2, Label57}).Draw(t, "paper"))
		case "list":
			l := PickSheet{Number: order, Method: words(t, "method"), Picker: words(t, "picker"), Note: words(t, "note")}
			for range rapid.SampledFrom([]int{0, 12, 70}).Draw(t, "slots") {
				l.Slots = append(l.Slots, PickSlot{"7", "TOTE-0001", order})
			}
			for i, line := range lines {
				l.Lines = append(l.Lines, PickLine{i, "A-01-02-3", line.SKU, line.Name, "", line.Packed, words(t, "tote")})
				l.Slots = append(l.Slots, PickSlot{words(t, "slot"), words(t, "tote"), order})
			}
			doc, err = PickListPaper(l, paper.Draw(t, "paper"))
		}
		if err != nil {
			if picking.KindOf(err) != picking.Invalid {
				t.Fatal(err)
			}
			return
		}
		if f := faults(doc); len(f) > 0 {
			t.Fatalf("%s: %s", doc.Title, strings.Join(f, "\n"))
		}
	})
}

// What must never be cut is printed in full, however many pages it takes.
func TestNoSerialIsLost(t *testing.T) {
	t.Parallel()
	l := slipLine(2)
	l.Serials = nil
	for i := range 900 {
		l.Serials = append(l.Serials, fmt.Sprintf("SN-%06d", i))
	}
	for _, paper := range []Paper{A4, Letter, Label4x6} {
		doc, err := PackingSlip(Slip{From: shop, To: home, Order: "W-1", Lines: []SlipLine{slipLine(0), l, slipLine(1)}}, paper)
		if err != nil {
			t.Fatal(err)
		}
		printed := ""
		for _, p := range doc.Pages {
			for _, item := range p.Items {
				if text, ok := item.(Text); ok {
					printed += strings.Join(text.block().Lines, " ") + "\n"
				}
			}
		}
		for _, s := range l.Serials {
			if !strings.Contains(printed, s) {
				t.Fatalf("%s: serial %s is missing", paper, s)
			}
		}
		if n := len(doc.Pages); n < 2 || !strings.Contains(printed, fmt.Sprintf("Page %d of %d", n, n)) {
			t.Errorf("%s: %d pages", paper, n)
		}
	}
}

func TestBadInputNamesItsField(t *testing.T) {
	t.Parallel()
	badSSCC, badTracking := parcel(), parcel()
	badSSCC.SSCC = "340123450000000001"
	badTracking.Tracking = "1Z\u00f1"
	long := parcel()
	long.Tracking = strings.Repeat("x", 47)
	only := func(_ Doc, err error) error { return err }
	for field, err := range map[string]error{
		"sscc":          only(ShippingLabel(badSSCC)),
		"sscc ":         only(ShippingLabel(Parcel{Order: "7"})),
		"tracking":      only(ShippingLabel(badTracking)),
		"tracking ":     only(ShippingLabel(long)),
		"order":         only(PackingSlip(Slip{}, A4)),
		"order ":        only(PickupSlip(Pickup{}, Label4x6)),
		"number":        only(PickListPaper(PickSheet{}, A4)),
		"paper":         only(PackingSlip(slip(1), "a5")),
		"paper ":        only(PickupSlip(pickup(), "")),
		"paper  ":       only(PickListPaper(pickSheet(1), Label4x6)),
		"paper   ":      only(Sheet(BinTags, tags(BinTags, 1), Label4x6)),
		"lines[0].bin":  only(PickListPaper(PickSheet{Number: "1", Lines: []PickLine{{Bin: "Gang 3 – Fach ä"}}}, A4)),
		"tags[1].code":  only(Sheet(ToteTags, []Tag{{Code: "T-1"}, {Code: ""}}, A4)),
		"tags[0].code":  only(Sheet(BadgeTags, []Tag{{Code: strings.Repeat("x", 48)}}, A4)),
		"tags[0].code ": only(Sheet(ItemTags, []Tag{{Code: strings.Repeat("x", 48)}}, Letter)),
	} {
		var e *picking.Error
		if !errors.As(err, &e) || e.Field != strings.TrimSpace(field) || e.Kind != picking.Invalid {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, d := range []Doc{{}, {Pages: []Page{{W: 500, H: 10}}}} {
		if _, err := Render(d, ZPL203); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%v", err)
		}
	}
	if _, err := Render(Doc{Pages: []Page{{}}}, "docx"); picking.KindOf(err) != picking.Invalid {
		t.Error(err)
	}
}
