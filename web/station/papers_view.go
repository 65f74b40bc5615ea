package station

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/ui"
)

// papersView is a packed order: its cartons with their documents. Fresh says that it was packed just now, so its papers
// are still to be printed for the first time.
type papersView struct {
	screen
	Sh      db.Shipment
	Fresh   bool
	Cartons []cartonView
	Due     int    // the carton whose label is to be scanned, 0: none
	Trouble string // why a document cannot be made
	Prints  printsView
	Here    bool // papers are printed again at this device's station, not in a new page
}

// cartonView is a closed carton with pictures of its papers.
type cartonView struct {
	db.ShipmentCarton
	Papers  []paperView
	Missing string // characters that no font has
}

// missing notes what a paper cannot show.
func (v *cartonView) missing(d labels.Doc) {
	for _, r := range d.Missing() {
		if !strings.ContainsRune(v.Missing, r) {
			v.Missing += string(r)
		}
	}
}

// paperView is a document: Path opens it, Others are the same on other papers and formats.
type paperView struct {
	Name, Word, Path string
	Picture          string // SVG
	Narrow           bool   // a label, not a sheet
	Others           []otherPaper
}

type otherPaper struct{ Word, Path string }

// showPapers shows the documents of a packed order. What a crash left unmade is made now.
func (a *Area) showPapers(c echo.Context, answer db.PackAnswer) error {
	sh, err := a.Store.Shipment(c.Request().Context(), who(c).Warehouse, answer.Prompt.Order)
	if err != nil {
		return err
	}
	trouble, err := invalid(a.heal(c, sh))
	if err != nil {
		return err
	}
	v := papersView{screen: a.screen(c, "Packing"), Sh: sh, Fresh: c.QueryParam("closed") != "" || answer.Message.Verdict == picking.ListComplete}
	v.Said, v.Action, v.Ask, v.URL = answer.Message, BeginPath, "Scan the next tote", OrderPath(sh.Order)
	cart, err := a.Store.CartOf(c.Request().Context(), who(c).Warehouse, sh.Order)
	if err != nil {
		return err
	}
	if cart != "" {
		v.Action, v.Ask = BeginCartPath(cart), "Scan the next tote, or any item on "+cart
	}
	if v.Due = answer.Prompt.Due; v.Due != 0 {
		v.Action, v.Ask = LabelScanPath(sh.Order), fmt.Sprintf("Stick the label on carton %d and scan it", v.Due)
	} else if v.refused() { // an item scanned after the last: the words are on the screen, the next scan may be a tote
		v.Said.Need = "Scan the next tote."
	}
	v.Trouble = trouble
	if v.Prints, err = a.printsOf(c.Request().Context(), who(c).Warehouse, sh); err != nil {
		return err
	}
	bench, err := a.Store.Bench(c.Request().Context(), who(c).Warehouse, who(c).Device)
	if err != nil {
		return err
	}
	v.Here = bench.Label != nil && bench.Slip != nil
	form, err := a.design(c.Request().Context(), who(c).Warehouse, db.LabelDocument, db.SlipDocument, db.GiftDocument, db.PickupDocument)
	if err != nil {
		return err
	}
	for _, carton := range sh.Cartons {
		if carton.State != pack.CartonOpen {
			v.Cartons = append(v.Cartons, form.cartonCard(sh, carton))
		}
	}
	return show(c, v.Frame, papers(v))
}

// invalid is the sentence of an error about the data itself; other errors pass.
func invalid(err error) (string, error) {
	own := new(picking.Error)
	if errors.As(err, &own) && own.Kind == picking.Invalid {
		return own.Message, nil
	}
	return "", err
}

// cartonCard is a carton with its papers, as far as they can be drawn.
func (d design) cartonCard(sh db.Shipment, carton db.ShipmentCarton) cartonView {
	card := cartonView{ShipmentCarton: carton}
	for _, name := range papersOf(sh, carton) {
		k := paperKinds[name]
		if k.kind == db.LabelDocument && carriers(carton) { // the carrier's file, as it is
			card.Papers = append(card.Papers, paperView{Name: name, Word: k.word, Path: PaperPath(sh.Order, carton.ID, name, ""), Narrow: true})
			continue
		}
		if k.format != "pdf" {
			continue
		}
		doc, err := d.layout(sh, carton, k.kind, k.usual(sh))
		if err != nil {
			continue // heal has told
		}
		card.missing(doc)
		card.Papers = append(card.Papers, paperView{Name: name, Word: k.word, Path: PaperPath(sh.Order, carton.ID, name, ""),
			Picture: preview(doc), Narrow: k.kind == db.LabelDocument, Others: others(sh, carton, name)})
	}
	return card
}

// others are a document's other papers, and a label's ZPL files.
func others(sh db.Shipment, carton db.ShipmentCarton, name string) (all []otherPaper) {
	k := paperKinds[name]
	words := map[string]string{"a4": "A4", "letter": "Letter", "4x6": "4 × 6 in", "80mm": "80 mm"}
	for _, p := range k.papers {
		if p != k.usual(sh) {
			all = append(all, otherPaper{words[p], PaperPath(sh.Order, carton.ID, name, p)})
		}
	}
	if k.kind == db.LabelDocument {
		for _, z := range []otherPaper{{"ZPL 203 dpi", "4x6"}, {"300 dpi", "4x6@300"}, {"600 dpi", "4x6@600"}} {
			all = append(all, otherPaper{z.Word, PaperPath(sh.Order, carton.ID, "label.zpl", z.Path)})
		}
		all = append(all, otherPaper{"PNG", PaperPath(sh.Order, carton.ID, "label.png", "")},
			otherPaper{"GS1 label", PaperPath(sh.Order, carton.ID, "logistic.pdf", "")},
			otherPaper{"GS1 ZPL", PaperPath(sh.Order, carton.ID, "logistic.zpl", "")})
	}
	if k.kind == db.GiftDocument {
		all = append(all, otherPaper{"Packing slip", PaperPath(sh.Order, carton.ID, "slip.pdf", "")})
	}
	if k.kind == db.SlipDocument {
		all = append(all, otherPaper{"Gift slip", PaperPath(sh.Order, carton.ID, "gift.pdf", "")})
		if !sh.Pickup {
			all = append(all, otherPaper{"Return slip", PaperPath(sh.Order, carton.ID, "return.pdf", "")})
		}
	}
	return all
}

// title says how the order stands.
func (v papersView) title() string {
	switch v.Sh.State {
	case picking.ReadyForPickup:
		return "Order " + v.Sh.Number + " is ready for pickup"
	case picking.Collected:
		return "Order " + v.Sh.Number + " was collected"
	case picking.Shipped:
		return "Order " + v.Sh.Number + " has left"
	}
	if v.Sh.Packed == nil {
		return fmt.Sprintf("Order %s: carton %d is closed", v.Sh.Number, v.Due)
	}
	return "Order " + v.Sh.Number + " is packed"
}

// which is a carton's number, of how many if none between was left empty.
func (v papersView) which(c cartonView) string {
	of := len(v.Cartons)
	if v.Cartons[of-1].N != of {
		of = 0
	}
	return "Carton " + ui.NOf(c.N, of)
}

// what says what to do with the cartons.
func (v papersView) what() string {
	switch v.Sh.State {
	case picking.ReadyForPickup:
		return "Put it on the pickup shelf."
	case picking.Packed:
		if slices.ContainsFunc(labelsOf(v.Sh), labelView.Again) {
			return "A label is missing: ask for it again."
		}
		return "Put the label on, then it waits for " + v.by() + "."
	}
	return ""
}

// by is at whose door the cartons wait: of who drives, as their labels say, else of the carrier that sold them, else of the
// shop's service.
func (v papersView) by() string {
	for _, c := range v.Sh.Cartons {
		switch b := c.Booking; {
		case b == nil || b.Carrier == "":
		case b.Label != nil && b.Label.By != "":
			return b.Label.By
		default:
			return b.Carrier
		}
	}
	return serviceWord(v.Sh.Service)
}

// target is where a reprint opens: nowhere new if it goes to a printer.
func (v papersView) target() string {
	if v.Here {
		return "_self"
	}
	return "_blank"
}

// reprintReasons why a paper is printed again.
var reprintReasons = []string{"Torn or smeared", "Lost", "Printer jam", "Other"}
