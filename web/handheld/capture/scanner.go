package capture

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

// scannerView is the set-up page; Reading is what a form without script asked about.
type scannerView struct {
	Frame   ui.Frame
	Reading *readingView
}

// back is where a person comes from: packers from their station, the others from the handheld.
func (v scannerView) back() ui.Entry {
	if v.Frame.User.Role == picking.Packer {
		return ui.Entry{Word: "Packing", Path: auth.Home(picking.Packer)}
	}
	return ui.Entry{Word: "My work", Path: auth.Home(picking.Picker)}
}

func (a *Area) scanner(c echo.Context) error {
	return respond.Render(c, http.StatusOK, scannerPage(scannerView{Frame: scannerFrame(c)}))
}

func scannerFrame(c echo.Context) ui.Frame {
	return frame(c, "Scanner", "css/scanner.css", "js/scanner.js")
}

// read says how a code would be read. It changes nothing; it is a POST because codes have no place in addresses.
func (a *Area) read(c echo.Context) error {
	s, err := scan.Read(c.FormValue("raw"))
	if err != nil {
		return err
	}
	v := readingOf(s)
	if respond.IsFragment(c) {
		return respond.Render(c, http.StatusOK, reading(v))
	}
	return respond.Render(c, http.StatusOK, scannerPage(scannerView{Frame: scannerFrame(c), Reading: &v}))
}

// readingView is a code as the server reads it.
type readingView struct {
	Code     string // with a sign for each separator
	What     picking.Text
	Tone     string // of What
	Symbol   string // as the scanner told it
	Elements gs1.Elements
	Notes    []string
	Trouble  string
}

// visible shows a separator as people write it.
func visible(code string) string { return strings.ReplaceAll(code, gs1.FNC1, "{GS}") }

func readingOf(s picking.Scan) readingView {
	r := gs1.Read(s.Raw)
	v := readingView{Code: visible(s.Code), Elements: r.Elements, Notes: r.Warnings, Tone: "ok"}
	if r.AIM != "" {
		v.Symbol = strings.TrimSpace(r.Symbol + " " + r.AIM)
	}
	switch {
	case r.Kind == gs1.Unknown && picking.HouseCode(s.Code):
		v.What = "Code of the house"
	case r.Kind == gs1.Unknown:
		v.What, v.Tone = "No code of a standard", "warn"
	default:
		v.What = kindWords[r.Kind]
	}
	if r.Err != nil && r.Kind != gs1.Unknown {
		v.Trouble, v.Tone = r.Err.Error(), "bad"
	}
	for _, choice := range r.Choices {
		v.Notes = append(v.Notes, "It may also be "+choiceWords(choice)+".")
	}
	return v
}

var kindWords = map[gs1.Kind]picking.Text{
	gs1.ElementString: "GS1 data", gs1.DigitalLink: "GS1 Digital Link", gs1.GTIN: "Article number", gs1.SSCC: "Shipping unit (SSCC)",
}

func choiceWords(c gs1.Choice) string {
	switch {
	case c.Elements != nil:
		return c.Elements.Bracketed()
	case c.Symbol != "":
		return c.Symbol + " " + c.GTIN
	}
	return c.GTIN
}
