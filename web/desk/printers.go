package desk

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/labels/printer"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Paths of the printers.
const (
	PrintersPath = "/d/printers"
	StationsPath = "/d/printers/stations"
	ClosingPath  = "/d/printers/closing"
)

// PrinterPath is a printer's page with its queue.
func PrinterPath(p picking.PrinterID) string { return at(PrintersPath, p) }

// PrinterActPath does an act on a printer: test, pause, resume, or, for admins, save and drop.
func PrinterActPath(p picking.PrinterID, act string) string { return PrinterPath(p) + "/" + act }

// PrintActPath does an act on a print: cancel, printed, again or reroute.
func PrintActPath(p picking.PrinterID, j picking.PrintID, act string) string {
	return at(PrinterPath(p)+"/prints", j) + "/" + act
}

func (a *Area) mountPrinters(g *echo.Group) {
	g.GET("/printers", a.printers)
	g.POST("/printers", a.savePrinter)
	g.POST("/printers/stations", a.bindStation)
	g.POST("/printers/closing", a.setClosing)
	g.GET("/printers/:id", a.printer)
	g.GET("/printers/:id/drop", a.askDropPrinter)
	g.POST("/printers/:id/:act", a.actPrinter)
	g.POST("/printers/:id/prints/:print/:act", a.actPrint)
}

// printForms are the formats of printers, in words.
var printForms = []ui.Option{{Value: "zpl203", Word: "ZPL, 203 dpi"}, {Value: "zpl300", Word: "ZPL, 300 dpi"}, {Value: "zpl600", Word: "ZPL, 600 dpi"},
	{Value: "pdf", Word: "PDF"}}

// printPapers are the papers in printers, in words.
var printPapers = []ui.Option{{Value: "4x6", Word: "Label 4 × 6 in"}, {Value: "a4", Word: "A4"}, {Value: "letter", Word: "Letter"}}

// printersView is every printer, what each station prints on, and the form for one more.
type printersView struct {
	Printers []printerLine
	Stations []stationLine
	Choices  []ui.Option // of printers for a station
	Closing  db.Closing
	Form     printerForm
	Admin    bool
	Path     string
	CSRF     string
}

type printerLine struct {
	db.Printer
	Asked string
}

// stationLine is a station with the printers of its labels and slips.
type stationLine struct {
	Station     picking.LocationID
	Code        string
	Label, Slip string
}

// printerForm is what was typed, with what is wrong with it.
type printerForm struct {
	P              db.Printer
	Field, Trouble string
}

func (f printerForm) of(field string) string {
	if f.Field == field {
		return f.Trouble
	}
	return ""
}

func (a *Area) printers(c echo.Context) error {
	return a.showPrinters(c, http.StatusOK, printerForm{P: db.Printer{Format: "zpl203", Paper: "4x6"}})
}

func (a *Area) showPrinters(c echo.Context, status int, f printerForm) error {
	me, k := auth.User(c), a.clock(c)
	all, err := a.Store.Printers(ctx(c), me.Warehouse)
	if err != nil {
		return err
	}
	bound, err := a.Store.StationPrinters(ctx(c), me.Warehouse)
	if err != nil {
		return err
	}
	v := printersView{Form: f, Admin: me.Role == picking.Admin, Path: PrintersPath, CSRF: auth.CSRF(c), Choices: []ui.Option{{Value: "0", Word: "its own browser"}}}
	if v.Closing, err = a.Store.ClosingRules(ctx(c), me.Warehouse); err != nil {
		return err
	}
	if f.Trouble != "" {
		v.Path = "" // a page that fetches itself would lose what was typed
	}
	for _, p := range all {
		l := printerLine{Printer: p}
		if p.Seen != nil {
			l.Asked = k.ago(*p.Seen)
		}
		v.Printers = append(v.Printers, l)
		v.Choices = append(v.Choices, ui.Option{Value: text(p.ID), Word: p.Name})
	}
	for _, b := range bound {
		if n := len(v.Stations); n == 0 || v.Stations[n-1].Station != b.Station {
			v.Stations = append(v.Stations, stationLine{Station: b.Station, Code: b.Code})
		}
		l := &v.Stations[len(v.Stations)-1]
		if b.Use == db.LabelUse {
			l.Label = text(b.Printer)
		} else {
			l.Slip = text(b.Printer)
		}
	}
	return a.showAs(c, status, page{"Printers", "labels/printers", v.Path, printersScreen(v)})
}

// savePrinter adds a printer.
func (a *Area) savePrinter(c echo.Context) error {
	f := printerForm{P: printerOf(c)}
	err := a.keepPrinter(c, f.P)
	if k := picking.KindOf(err); err != nil && (k == picking.Invalid || k == picking.Conflict) {
		t := respond.TroubleOf(err)
		f.Field, f.Trouble = t.Field, t.Message
		return a.showPrinters(c, t.Status, f)
	}
	if err != nil {
		return err
	}
	return done(c, PrintersPath, f.P.Name+" is added. Print a test page to see whether it prints.")
}

func printerOf(c echo.Context) db.Printer {
	return db.Printer{Name: strings.TrimSpace(c.FormValue("name")), Address: strings.TrimSpace(c.FormValue("address")),
		Agent: strings.TrimSpace(c.FormValue("agent")), Format: c.FormValue("format"), Paper: c.FormValue("paper")}
}

// keepPrinter checks a printer and stores it. Where bytes are sent is for admins to say.
func (a *Area) keepPrinter(c echo.Context, p db.Printer) error {
	me := auth.User(c)
	switch {
	case me.Role != picking.Admin:
		return picking.Errorf(picking.Forbidden, "Only an admin can add or change a printer.")
	case p.Name == "" || len([]rune(p.Name)) > 60:
		return picking.FieldError("name", "Give it a name of up to 60 characters, as it stands on the device.")
	case len([]rune(p.Agent)) > 60:
		return picking.FieldError("agent", "This is longer than the name of a key.")
	case !offers(printForms, p.Format):
		return picking.FieldError("format", "Choose a format of the list.")
	case !offers(printPapers, p.Paper):
		return picking.FieldError("paper", "Choose a paper of the list.")
	}
	if printer.TypeOf(p.Format) == printer.ZPL && p.Paper != string(labels.Label4x6) {
		return picking.FieldError("paper", "A printer that takes ZPL has labels in it.")
	}
	local := a.Printers.Local || p.Agent != "" // an agent's own machine is not ours
	if strings.HasPrefix(p.Address, "device:") && p.Agent == "" || strings.HasPrefix(p.Address, "folder:") && !local {
		return picking.FieldError("address", "This is a place on the server's own machine, which the configuration does not allow.")
	}
	if _, err := printer.Open(p.Address, printer.TypeOf(p.Format), printer.Options{Local: local}); err != nil {
		return err
	}
	_, err := a.Store.SavePrinter(ctx(c), me, p)
	return err
}

func offers(all []ui.Option, value string) bool {
	return slices.ContainsFunc(all, func(o ui.Option) bool { return o.Value == value })
}

// labelScans are the choices of when a label is scanned on its carton, in words.
var labelScans = []ui.Option{{Value: db.LabelScanAuto, Word: "where labels print by themselves"}, {Value: db.LabelScanOn, Word: "always"},
	{Value: db.LabelScanOff, Word: "never"}}

// setClosing takes what the house wants when a carton is closed.
func (a *Area) setClosing(c echo.Context) error {
	me := auth.User(c)
	if me.Role != picking.Admin {
		return picking.Errorf(picking.Forbidden, "Only an admin can say how cartons are closed.")
	}
	rules := db.Closing{LabelScan: c.FormValue("label_scan"), LastScan: c.FormValue("last_scan") != ""}
	if err := a.Store.SetClosingRules(ctx(c), me.Warehouse, me.ID, rules); err != nil {
		return back(c, PrintersPath, err)
	}
	return done(c, PrintersPath, "Cartons are closed that way from now on.")
}

func (a *Area) bindStation(c echo.Context) error {
	me := auth.User(c)
	if me.Role != picking.Admin {
		return picking.Errorf(picking.Forbidden, "Only an admin can say what a station prints on.")
	}
	for _, use := range []string{db.LabelUse, db.SlipUse} {
		sp := db.StationPrinter{Station: picking.LocationID(chosen(c.FormValue("station"))), Use: use, Printer: picking.PrinterID(chosen(c.FormValue(use)))}
		if err := a.Store.BindStation(ctx(c), me, sp); err != nil {
			return back(c, PrintersPath, err)
		}
	}
	return done(c, PrintersPath, "The station prints there from now on.")
}
