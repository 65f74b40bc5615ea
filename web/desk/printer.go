package desk

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// printerView is a printer with its queue.
type printerView struct {
	P      db.Printer
	Asked  string
	Prints []printLine
	Others []ui.Option // of the same format and paper
	Form   printerForm
	Pager  ui.Pager
	Admin  bool
	Path   string
	CSRF   string
}

type printLine struct {
	db.Print
	When string
}

const printsPage = 50

func (a *Area) printer(c echo.Context) error {
	p, err := a.aPrinter(c)
	if err != nil {
		return err
	}
	return a.showPrinter(c, http.StatusOK, p, printerForm{P: p})
}

func (a *Area) showPrinter(c echo.Context, status int, p db.Printer, f printerForm) error {
	me, k := auth.User(c), a.clock(c)
	skip := int(min(chosen(c.QueryParam("after")), 1e6))
	prints, err := a.Store.Prints(ctx(c), me.Warehouse, p.ID, printsPage+1, skip)
	if err != nil {
		return err
	}
	all, err := a.Store.Printers(ctx(c), me.Warehouse)
	if err != nil {
		return err
	}
	v := printerView{P: p, Form: f, Admin: me.Role == picking.Admin, Path: c.Request().URL.RequestURI(), CSRF: auth.CSRF(c)}
	if f.Trouble != "" {
		v.Path = ""
	}
	if p.Seen != nil {
		v.Asked = k.ago(*p.Seen)
	}
	next := ""
	if len(prints) > printsPage {
		prints, next = prints[:printsPage], "after="+text(int64(skip+printsPage))
	}
	for _, j := range prints {
		v.Prints = append(v.Prints, printLine{j, k.ago(j.AskedAt)})
	}
	for _, o := range all {
		if o.ID != p.ID && o.Format == p.Format && o.Paper == p.Paper {
			v.Others = append(v.Others, ui.Option{Value: text(o.ID), Word: o.Name})
		}
	}
	v.Pager = pagerOf(c, len(prints), next)
	return a.showAs(c, status, page{p.Name, "labels/printers", v.Path, printerScreen(v)})
}

// chosen is the number of something in a form or an address; what is none is found nowhere.
func chosen(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func (a *Area) aPrinter(c echo.Context) (db.Printer, error) {
	n, err := id[picking.PrinterID](c)
	if err != nil {
		return db.Printer{}, err
	}
	return a.Store.Printer(ctx(c), auth.User(c).Warehouse, n)
}

func (a *Area) actPrinter(c echo.Context) error {
	p, err := a.aPrinter(c)
	if err != nil {
		return err
	}
	me, path := auth.User(c), PrinterPath(p.ID)
	switch c.Param("act") {
	case "pause":
		if err := a.Store.PausePrinter(ctx(c), me, p.ID, true); err != nil {
			return back(c, path, err)
		}
		return done(c, path, "Its queue waits until you let it go on.")
	case "resume":
		if err := a.Store.PausePrinter(ctx(c), me, p.ID, false); err != nil {
			return back(c, path, err)
		}
		return done(c, path, "It prints again.")
	case "test":
		return a.testPrint(c, me, p)
	case "save":
		return a.changePrinter(c, p)
	case "drop":
		if me.Role != picking.Admin {
			return picking.Errorf(picking.Forbidden, "Only an admin can take a printer off the list.")
		}
		if err := a.Store.DropPrinter(ctx(c), me, p.ID); err != nil {
			return back(c, path, err)
		}
		return done(c, PrintersPath, p.Name+" is off the list. Stations that printed there print at their browser.")
	}
	return picking.Errorf(picking.NotFound, "There is no such act.")
}

func (a *Area) testPrint(c echo.Context, me picking.User, p db.Printer) error {
	doc, err := labels.TestPage(p.Name, labels.Paper(p.Paper), a.clock(c).full(a.Now()))
	if err != nil {
		return err
	}
	b, err := labels.Render(doc, labels.Format(p.Format))
	if err != nil {
		return err
	}
	if _, err := a.Store.AskTestPrint(ctx(c), me, p.ID, b); err != nil {
		return back(c, PrinterPath(p.ID), err)
	}
	return done(c, PrinterPath(p.ID), "A test page is on its way.")
}

func (a *Area) changePrinter(c echo.Context, p db.Printer) error {
	f := printerForm{P: printerOf(c)}
	f.P.ID = p.ID
	err := a.keepPrinter(c, f.P)
	if k := picking.KindOf(err); err != nil && (k == picking.Invalid || k == picking.Conflict) {
		t := respond.TroubleOf(err)
		f.Field, f.Trouble = t.Field, t.Message
		return a.showPrinter(c, t.Status, p, f)
	}
	if err != nil {
		return err
	}
	return done(c, PrinterPath(p.ID), "Saved.")
}

func (a *Area) askDropPrinter(c echo.Context) error {
	p, err := a.aPrinter(c)
	if err != nil {
		return err
	}
	v := askView{Title: "Take “" + p.Name + "” off the list?", Text: "Stations that print there print at their browser from then on. What it printed stays in the history.",
		Action: PrinterActPath(p.ID, "drop"), Back: PrinterPath(p.ID), Yes: "Take it off", Kind: "danger", Icon: "cross", CSRF: auth.CSRF(c)}
	return a.show(c, page{"Take a printer off", "labels/printers", "", ask(v)})
}

func (a *Area) actPrint(c echo.Context) error {
	p, err := a.aPrinter(c)
	if err != nil {
		return err
	}
	me, j := auth.User(c), picking.PrintID(chosen(c.Param("print")))
	said := ""
	switch c.Param("act") {
	case "cancel":
		said, err = "It is not printed.", a.Store.CancelPrint(ctx(c), me, j)
	case "printed":
		said, err = "Good: it is on paper.", a.Store.SettlePrint(ctx(c), me, j, true)
	case "again":
		said, err = "It is printed again.", a.Store.SettlePrint(ctx(c), me, j, false)
	case "reroute":
		said, err = "It goes to the other printer.", a.Store.ReroutePrint(ctx(c), me, j, picking.PrinterID(chosen(c.FormValue("to"))))
	default:
		return picking.Errorf(picking.NotFound, "There is no such act.")
	}
	if err != nil {
		return back(c, PrinterPath(p.ID), err)
	}
	return done(c, PrinterPath(p.ID), said)
}
