package station

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// paperKind is a document a carton can have, by the name of its file.
type paperKind struct {
	word   string
	kind   string
	format string
	papers []string // the usual one first; for ZPL and PNG the resolution stands behind the paper
}

var (
	labelPapers = []string{"4x6", "4x6@300", "4x6@600"}
	slipPapers  = []string{"a4", "letter", "4x6", "80mm"}
)

var paperKinds = map[string]paperKind{
	"label.pdf":    {"Shipping label", db.LabelDocument, "pdf", []string{"4x6"}},
	"label.zpl":    {"Shipping label, ZPL", db.LabelDocument, "zpl", labelPapers},
	"label.png":    {"Shipping label, PNG", db.LabelDocument, "png", labelPapers},
	"logistic.pdf": {"GS1 label", db.LogisticDocument, "pdf", []string{"4x6", "a6", "a5"}},
	"logistic.zpl": {"GS1 label, ZPL", db.LogisticDocument, "zpl", labelPapers},
	"slip.pdf":     {"Packing slip", db.SlipDocument, "pdf", slipPapers},
	"gift.pdf":     {"Gift slip", db.GiftDocument, "pdf", slipPapers},
	"return.pdf":   {"Return slip", db.ReturnDocument, "pdf", slipPapers},
	"pickup.pdf":   {"Pickup slip", db.PickupDocument, "pdf", slipPapers},
}

// papersOf are the documents that a closed carton has. A carrier's own label is there in its one format, and not before
// it is bought.
func papersOf(sh db.Shipment, carton db.ShipmentCarton) []string {
	slip := "slip.pdf"
	if sh.Gift != "" {
		slip = "gift.pdf"
	}
	switch {
	case sh.Pickup:
		return []string{"pickup.pdf", slip}
	case !carton.Labelled():
		return []string{slip}
	case carriers(carton):
		format, _ := carton.CarrierLabel()
		return []string{"label." + format, slip}
	}
	return []string{"label.pdf", "label.zpl", slip}
}

// carriers says whether a carton's label is its carrier's own.
func carriers(carton db.ShipmentCarton) bool {
	format, _ := carton.CarrierLabel()
	return format != ""
}

// offeredOf are the documents that can be had of a carton: those, and what is made when somebody asks for it.
func offeredOf(sh db.Shipment, carton db.ShipmentCarton) []string {
	switch {
	case sh.Pickup:
		return append(papersOf(sh, carton), "gift.pdf", "slip.pdf")
	case !carton.Labelled() || carriers(carton):
		return append(papersOf(sh, carton), "logistic.pdf", "logistic.zpl", "gift.pdf", "slip.pdf", "return.pdf")
	}
	return append(papersOf(sh, carton), "label.png", "logistic.pdf", "logistic.zpl", "gift.pdf", "slip.pdf", "return.pdf")
}

// usual is the paper a document of this shipment is made on if nobody says otherwise: Letter where that is sold.
func (k paperKind) usual(sh db.Shipment) string {
	if country := strings.ToUpper(sh.From.Country); k.papers[0] == "a4" && (country == "US" || country == "CA") {
		return "letter"
	}
	return k.papers[0]
}

// renderer is the format for a paper: "4x6@300" is for a print head of 300 dots to the inch.
func (k paperKind) renderer(paper string) labels.Format {
	_, after, _ := strings.Cut(paper, "@")
	dpi, err := strconv.Atoi(after)
	if err != nil {
		dpi = 203
	}
	f, err := labels.FormatFor(k.format, dpi)
	if err != nil {
		return labels.PDF // no kind has such a format
	}
	return f
}

// design is the forms of kinds of documents as the house wants them.
type design struct {
	forms map[string]labels.Form
	logo  *labels.Logo
}

// design loads them. What was saved was checked; if it is not readable any more, the built-in form serves.
func (a *Area) design(ctx context.Context, w picking.WarehouseID, kinds ...string) (d design, err error) {
	d.forms = map[string]labels.Form{}
	for _, kind := range kinds {
		t, err := a.Store.Template(ctx, w, kind)
		if err != nil {
			return d, err
		}
		form, bad := labels.ParseForm(kind, t.Body)
		if bad != nil {
			form = labels.OwnForm(kind)
		}
		d.forms[kind] = form
	}
	png, err := a.Store.Logo(ctx, w)
	if len(png) > 0 {
		d.logo, _ = labels.ParseLogo(png)
	}
	return d, err
}

// layout is what the document of a closed carton says, laid out.
func (d design) layout(sh db.Shipment, carton db.ShipmentCarton, kind, paper string) (labels.Doc, error) {
	size, _, _ := strings.Cut(paper, "@")
	form := d.forms[kind]
	switch kind {
	case db.LabelDocument:
		return form.Parcel(parcelOf(sh, carton), d.logo)
	case db.LogisticDocument:
		return form.Logistic(logisticOf(sh, carton), labels.Paper(size), d.logo)
	case db.PickupDocument:
		return form.Pickup(pickupOf(sh, carton), labels.Paper(size), d.logo)
	}
	s := slipOf(sh, carton)
	if kind == db.GiftDocument {
		s.Note = sh.Gift
	}
	return form.Slip(s, labels.Paper(size), d.logo)
}

// logisticOf is the carton as a unit that goes from firm to firm: its SSCC, and the postcode it goes to.
func logisticOf(sh db.Shipment, c db.ShipmentCarton) labels.Logistic {
	e := gs1.Elements{{AI: "00", Value: c.SSCC}}
	to := gs1.Element{AI: "420", Value: strings.ToUpper(strings.ReplaceAll(sh.To.Postcode, " ", ""))}
	if (gs1.Elements{to}).Validate() == nil {
		e = append(e, to)
	}
	return labels.Logistic{From: sh.From, To: sh.To, Carrier: serviceWord(sh.Service), Order: sh.Number, ShipDate: closedAt(c).In(zoneOf(sh)), Elements: e}
}

func parcelOf(sh db.Shipment, c db.ShipmentCarton) labels.Parcel {
	zone := zoneOf(sh)
	return labels.Parcel{From: sh.From, To: sh.To, Service: serviceWord(sh.Service), ShipDate: closedAt(c).In(zone),
		Cutoff: sh.Cutoff.In(zone), Order: sh.Number, Carton: c.N, Of: cartonsKnown(sh, c), Weight: c.Weight, SSCC: c.SSCC,
		Tracking: c.Tracking}
}

func slipOf(sh db.Shipment, c db.ShipmentCarton) labels.Slip {
	return labels.Slip{From: sh.From, To: sh.To, Order: sh.Number, Placed: sh.Placed.In(zoneOf(sh)), Service: serviceWord(sh.Service),
		Carton: c.N, Of: cartonsKnown(sh, c), Weight: c.Weight, SSCC: c.SSCC, Tracking: c.Tracking, Lines: slipLines(sh, c), Note: sh.Note}
}

func pickupOf(sh db.Shipment, c db.ShipmentCarton) labels.Pickup {
	return labels.Pickup{From: sh.From, Customer: sh.To.Name, Order: sh.Number, Parcel: c.N, Of: cartonsKnown(sh, c),
		Ready: closedAt(c).In(zoneOf(sh)), Lines: slipLines(sh, c), Note: sh.Note}
}

// slipLines are what is in the carton; the last carton's slip also tells of what does not come at all.
func slipLines(sh db.Shipment, c db.ShipmentCarton) (lines []labels.SlipLine) {
	last := lastClosed(sh, c)
	for _, l := range sh.Lines {
		s := labels.SlipLine{SKU: l.SKU, Name: l.Name, Ordered: l.Qty, Short: l.Short}
		for _, x := range c.Contents {
			if x.Line != l.ID {
				continue
			}
			s.Packed += x.Qty
			if x.Lot != "" {
				expires, _ := time.Parse(time.DateOnly, x.Expires) // an empty date is the zero time
				s.Lots = append(s.Lots, labels.SlipLot{Code: x.Lot, Expires: expires, Qty: x.Qty})
			}
		}
		for _, x := range c.Serials {
			if x.Line == l.ID {
				s.Serials = append(s.Serials, x.Serial)
			}
		}
		if s.Packed > 0 || last && l.Short == l.Qty {
			lines = append(lines, s)
		}
	}
	return lines
}

// cartonsKnown is how many cartons there are, as far as it was known when this one was closed: only the last one knows.
// So a label that is made later, after a crash, says the same as it would have said at once.
func cartonsKnown(sh db.Shipment, c db.ShipmentCarton) int {
	n := len(sh.Cartons)
	if n > 0 && sh.Cartons[n-1].N == n && lastClosed(sh, c) { // of three cartons the second may have been left empty
		return n
	}
	return 0
}

// lastClosed says that with this carton the order was packed.
func lastClosed(sh db.Shipment, c db.ShipmentCarton) bool {
	return sh.Packed != nil && !slices.ContainsFunc(sh.Cartons, func(x db.ShipmentCarton) bool { return closedAt(x).After(closedAt(c)) })
}

func zoneOf(sh db.Shipment) *time.Location {
	zone, err := time.LoadLocation(sh.Timezone)
	if err != nil {
		return time.UTC
	}
	return zone
}

func closedAt(c db.ShipmentCarton) time.Time {
	if c.Closed == nil {
		return time.Time{}
	}
	return *c.Closed
}

func serviceWord(s string) string {
	words := strings.Fields(strings.ReplaceAll(s, "_", " "))
	if len(words) > 0 {
		words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	}
	return strings.Join(words, " ")
}

// makePapers makes the documents of an order's closed cartons that are not there yet.
func (a *Area) makePapers(c echo.Context, order picking.OrderID) error {
	who := who(c)
	sh, err := a.Store.Shipment(c.Request().Context(), who.Warehouse, order)
	if err != nil {
		return err
	}
	return a.heal(c, sh)
}

// heal makes what is missing of a shipment's usual documents.
func (a *Area) heal(c echo.Context, sh db.Shipment) error {
	if sh.State == picking.Cancelled {
		return nil
	}
	w := who(c)
	stored, err := a.Store.Documents(c.Request().Context(), w.Warehouse, sh.Order)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, d := range stored {
		have[key(d)] = true
	}
	for _, carton := range sh.Cartons {
		if carton.State == pack.CartonOpen {
			continue
		}
		for _, name := range papersOf(sh, carton) {
			d := wanted(sh, carton, name, "")
			if have[key(d)] {
				continue
			}
			if _, err := a.produce(c.Request().Context(), w.Warehouse, w.User, sh, carton, name, d); err != nil {
				return err
			}
		}
		if err := a.printDue(c.Request().Context(), w.Warehouse, w.User, sh, carton); err != nil {
			return err
		}
	}
	return nil
}
