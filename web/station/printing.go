package station

import (
	"cmp"
	"context"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/respond"
)

// PrintsPath shows how the prints of an order's cartons stand.
func PrintsPath(o picking.OrderID) string { return OrderPath(o) + "/prints" }

// printDue puts the papers of a closed carton into the queues of its station's printers, each once. A carton that was
// closed at no station, or whose papers were asked for before, is left alone.
func (a *Area) printDue(ctx context.Context, w picking.WarehouseID, by picking.UserID, sh db.Shipment, carton db.ShipmentCarton) error {
	label, slip, due, err := a.Store.CartonPrinters(ctx, w, carton.ID)
	if err != nil || !due || !carton.Labelled() {
		return err
	}
	for _, name := range papersOf(sh, carton) {
		p := slip
		if paperKinds[name].kind == db.LabelDocument {
			p = label
		}
		if p == nil || paperKinds[name].format != formatOf(*p) || !printsOn(name, carton, *p) {
			continue
		}
		d, err := a.printable(ctx, w, by, sh, carton, name, *p)
		if err == nil {
			_, err = a.Store.AskPrint(ctx, w, by, p.ID, d.ID, "")
		}
		if err != nil {
			return err
		}
	}
	return a.Store.PapersAsked(ctx, w, carton.ID)
}

// printable is a document of a carton as a printer prints it.
func (a *Area) printable(ctx context.Context, w picking.WarehouseID, by picking.UserID, sh db.Shipment, carton db.ShipmentCarton, name string, p db.Printer) (db.Document, error) {
	return a.kept(ctx, w, by, sh, carton, name, wanted(sh, carton, name, paperIn(name, p)))
}

// printsOn says whether a printer prints a document as it is: a carrier's label has one format, and its ZPL is for one
// fineness of the head.
func printsOn(name string, carton db.ShipmentCarton, p db.Printer) bool {
	if paperKinds[name].kind != db.LabelDocument || !carriers(carton) {
		return true
	}
	format, paper := carton.CarrierLabel()
	return format == formatOf(p) && (format != "zpl" || paper == cmp.Or(paperIn(name, p), "4x6"))
}

// formatOf is the format of the documents that a printer takes.
func formatOf(p db.Printer) string {
	if strings.HasPrefix(p.Format, "zpl") {
		return "zpl"
	}
	return p.Format
}

// paperIn is the paper, and for ZPL the resolution, on which a document is made for a printer; "" is the usual one.
func paperIn(name string, p db.Printer) string {
	switch {
	case p.Format == "zpl300":
		return "4x6@300"
	case p.Format == "zpl600":
		return "4x6@600"
	case paperKinds[name].kind == db.LabelDocument:
		return ""
	}
	return p.Paper
}

// printerFor is the printer of this device's station for a document; nil: it is printed at the browser.
func (a *Area) printerFor(c echo.Context, name string, carton db.ShipmentCarton) (*db.Printer, error) {
	act := who(c)
	b, err := a.Store.Bench(c.Request().Context(), act.Warehouse, act.Device)
	p := b.Slip
	if paperKinds[name].kind == db.LabelDocument {
		p = b.Label
	}
	if p != nil && !printsOn(name, carton, *p) {
		p = nil
	}
	return p, err
}

// nameOn is the file of a document in the format that a printer takes.
func nameOn(name string, p db.Printer) string {
	if paperKinds[name].kind == db.LabelDocument {
		return "label." + formatOf(p)
	}
	return name
}

// PrintDue prints what closed cartons are still owed: those whose request died between closing and asking. It is called
// every few seconds by one worker of each replica; prints are unique, so several do no harm.
func (a *Area) PrintDue(ctx context.Context) error {
	all, err := a.Store.DueCartons(ctx, 50)
	for _, d := range all {
		sh, err := a.Store.Shipment(ctx, d.Warehouse, d.Order)
		if err != nil {
			return err
		}
		for _, carton := range sh.Cartons {
			if carton.ID != d.Carton {
				continue
			}
			if err := a.printDue(ctx, d.Warehouse, d.Packer, sh, carton); picking.KindOf(err) != picking.Invalid && err != nil {
				return err
			}
		}
	}
	return err
}

// sit makes this device stand at a station, if that is what was scanned.
func (a *Area) sit(c echo.Context, act db.Act, s picking.Scan) (db.Bench, bool, error) {
	ctx := c.Request().Context()
	sits, err := a.Store.SitAt(ctx, act, s.Code)
	if err != nil || !sits {
		return db.Bench{}, false, err
	}
	b, err := a.Store.Bench(ctx, act.Warehouse, act.Device)
	return b, true, err
}

// seated says where a device stands and what prints there.
func seated(b db.Bench) picking.Message {
	on := func(p *db.Printer) string {
		if p == nil {
			return "this browser"
		}
		return p.Name
	}
	return picking.Message{Verdict: picking.OK, Title: picking.Say("This is station %s", b.Code),
		Detail: picking.Say("Labels print on %s, slips on %s.", on(b.Label), on(b.Slip))}
}

// printsView is how the prints of an order's cartons stand. Path is where it is asked for again while something is under
// way; "" when all have ended.
type printsView struct {
	Prints []db.Print
	Labels []labelView
	Path   string
}

func (a *Area) printsOf(ctx context.Context, w picking.WarehouseID, sh db.Shipment) (v printsView, err error) {
	for _, carton := range sh.Cartons {
		prints, err := a.Store.CartonPrints(ctx, w, carton.ID)
		if err != nil {
			return v, err
		}
		v.Prints = append(v.Prints, prints...)
	}
	v.Labels = labelsOf(sh)
	for _, l := range v.Labels {
		if l.Under() {
			v.Path = PrintsPath(sh.Order)
		}
	}
	for _, p := range v.Prints {
		if p.State == db.PrintQueued || p.State == db.PrintSending {
			v.Path = PrintsPath(sh.Order)
		}
	}
	return v, nil
}

func (a *Area) prints(c echo.Context) error {
	w := who(c).Warehouse
	sh, err := a.Store.Shipment(c.Request().Context(), w, orderID(c))
	if err != nil {
		return err
	}
	v, err := a.printsOf(c.Request().Context(), w, sh)
	if err != nil {
		return err
	}
	return respond.Render(c, 200, printList(v))
}

// printLook is the tone, icon and words of a print.
func printLook(p db.Print) (tone, icon, word string) {
	what := map[string]string{db.LabelDocument: "Label", db.SlipDocument: "Slip", db.PickupDocument: "Pickup slip", db.GiftDocument: "Gift slip"}[p.Kind]
	switch p.State {
	case db.PrintPrinted:
		return "ok", "check", what + " printed on " + p.On
	case db.PrintSent:
		return "ok", "check", what + " sent to " + p.On
	case db.PrintFailed:
		return "bad", "cross", what + " not printed on " + p.On
	case db.PrintUnknown:
		return "warn", "alert", what + ": look at " + p.On
	case db.PrintCancelled:
		return "", "cross", what + " taken out of the queue of " + p.On
	}
	if p.Trouble != "" {
		return "warn", "clock", what + " waits for " + p.On
	}
	return "", "print", what + " is printed on " + p.On
}
