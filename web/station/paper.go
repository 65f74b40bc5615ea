package station

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

func who(c echo.Context) db.Act { return scan.Who(c) }

// wanted names a document by what makes it unique; paper "" is the usual one.
func wanted(sh db.Shipment, carton db.ShipmentCarton, name, paper string) db.Document {
	k := paperKinds[name]
	if k.kind == db.LabelDocument && carriers(carton) {
		_, paper = carton.CarrierLabel() // there is no other
	}
	if paper == "" {
		paper = k.usual(sh)
	}
	return db.Document{Kind: k.kind, Format: k.format, Paper: paper, Order: sh.Order, Carton: carton.ID}
}

// key is what makes a document of an order unique.
func key(d db.Document) string { return fmt.Sprint(d.Carton, " ", d.Kind, " ", d.Format, " ", d.Paper) }

// produce renders a document and keeps it. If somebody else was faster, theirs is answered.
func (a *Area) produce(ctx context.Context, w picking.WarehouseID, by picking.UserID, sh db.Shipment, carton db.ShipmentCarton, name string, d db.Document) (db.Document, error) {
	if d.Kind == db.LabelDocument && carriers(carton) {
		return d, picking.Errorf(picking.NotFound, "The carrier's label is not here in this format.")
	}
	form, err := a.design(ctx, w, d.Kind)
	if err != nil {
		return d, err
	}
	doc, err := form.layout(sh, carton, d.Kind, d.Paper)
	if err != nil {
		return d, err
	}
	if d.Content, err = labels.Render(doc, paperKinds[name].renderer(d.Paper)); err != nil {
		return d, err
	}
	return a.Store.StoreDocument(ctx, w, by, d)
}

// paper sends a document's bytes: those that are stored, made now if there are none.
func (a *Area) paper(c echo.Context) error {
	sh, carton, name, err := a.asked(c, c.Param("paper"), c.QueryParam("paper"))
	if err != nil {
		return err
	}
	d, err := a.stored(c, sh, carton, name, c.QueryParam("paper"))
	if err != nil {
		return err
	}
	return send(c, sh, carton, name, d)
}

// asked finds the carton of the address and checks that it has such a document.
func (a *Area) asked(c echo.Context, name, paper string) (sh db.Shipment, carton db.ShipmentCarton, _ string, err error) {
	none := picking.Errorf(picking.NotFound, "There is no such document.")
	k, ok := paperKinds[name]
	if !ok || paper != "" && !slices.Contains(k.papers, paper) {
		return sh, carton, name, none
	}
	if sh, err = a.Store.Shipment(c.Request().Context(), who(c).Warehouse, orderID(c)); err != nil {
		return sh, carton, name, err
	}
	if sh.State == picking.Cancelled {
		return sh, carton, name, picking.Errorf(picking.Conflict, "Order %s was cancelled: nothing of it is printed any more.", sh.Number)
	}
	i := slices.IndexFunc(sh.Cartons, func(x db.ShipmentCarton) bool { return int64(x.ID) == number(c, "carton") })
	if i < 0 || sh.Cartons[i].State == pack.CartonOpen || !slices.Contains(offeredOf(sh, sh.Cartons[i]), name) {
		return sh, carton, name, none
	}
	if _, own := sh.Cartons[i].CarrierLabel(); k.kind == db.LabelDocument && own != "" && paper != "" && paper != own {
		return sh, carton, name, none // it is as the carrier made it
	}
	return sh, sh.Cartons[i], name, nil
}

func (a *Area) stored(c echo.Context, sh db.Shipment, carton db.ShipmentCarton, name, paper string) (db.Document, error) {
	w := who(c)
	return a.kept(c.Request().Context(), w.Warehouse, w.User, sh, carton, name, wanted(sh, carton, name, paper))
}

// kept is a document as it is stored, made now if it is not.
func (a *Area) kept(ctx context.Context, w picking.WarehouseID, by picking.UserID, sh db.Shipment, carton db.ShipmentCarton, name string, want db.Document) (db.Document, error) {
	d, err := a.Store.FindDocument(ctx, w, want)
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return a.produce(ctx, w, by, sh, carton, name, want)
	}
	return d, err
}

// send answers with the bytes under a file name a person can tell apart. PDFs open in the browser, to be printed there.
func send(c echo.Context, sh db.Shipment, carton db.ShipmentCarton, name string, d db.Document) error {
	base, ext, _ := strings.Cut(name, ".")
	show := "inline"
	if ext == "zpl" || c.QueryParam("download") != "" {
		show = "attachment"
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, fmt.Sprintf("%s; filename=%q", show, base+"-"+plain(sh.Number)+"-"+fmt.Sprint(carton.N)+"."+ext))
	h.Set(echo.HeaderCacheControl, "private, no-cache")
	return c.Blob(200, paperKinds[name].renderer(d.Paper).MIME(), d.Content)
}

// plain keeps of an order number what is safe in a file name and a header.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' {
			return r
		}
		return '_'
	}, s)
}

// reprint records why a document is printed again, and prints it or shows the same bytes.
func (a *Area) reprint(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	name, paper, _ := strings.Cut(c.FormValue("name"), "?")
	sh, carton, name, err := a.asked(c, name, paper)
	if err != nil {
		return err
	}
	p, err := a.printerFor(c, name, carton)
	if err != nil {
		return err
	}
	var d db.Document
	var on picking.PrinterID
	if p == nil {
		d, err = a.stored(c, sh, carton, name, paper)
	} else {
		on = p.ID
		d, err = a.printable(c.Request().Context(), act.Warehouse, act.User, sh, carton, nameOn(name, *p), *p)
	}
	if err != nil {
		return err
	}
	if err := a.Store.Reprint(c.Request().Context(), act, d, strings.TrimSpace(c.FormValue("reason")), on); err != nil {
		return err
	}
	if p != nil {
		auth.Flash(c, "ok", paperKinds[name].word+" prints again on "+p.Name+". The reason is in the order's history.")
		return respond.SeeOther(c, OrderPath(sh.Order))
	}
	auth.Flash(c, "ok", "Printed again: "+paperKinds[name].word+". The reason is in the order's history.")
	return respond.SeeOther(c, PaperPath(sh.Order, carton.ID, name, paper))
}
