package forms

import (
	"context"
	"encoding/base64"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// view is the page: the text in the editor, which was version Shown, to be saved upon version Base.
type view struct {
	Frame       ui.Frame
	Text        string
	Base, Shown int
	Trouble     string
	Sample      string
	Fields      []string
	Versions    []db.Template
	HasLogo     bool
	Picture     pictureView
	CSRF        string
	Now         time.Time
}

// pictureView is a printed label, or why there is none.
type pictureView struct {
	Source  string // a data address
	Trouble string
}

// sample is a parcel to try a form with.
type sample struct {
	key, word string
	parcel    labels.Parcel
}

var samples = func() []sample {
	at := time.Date(2026, 11, 24, 17, 30, 0, 0, time.UTC)
	from := picking.Address{Name: "North Light Supply", Street1: "12 Harbour Street", Postcode: "20457", City: "Hamburg", Country: "DE"}
	usual := labels.Parcel{From: from, Carrier: "DHL", Service: "Express 12:00", ShipDate: at, Cutoff: at, Order: "W-100342", Carton: 1, Of: 3,
		Weight: 2350, SSCC: "340123450000000000", Tracking: "00340434161094042557",
		To: picking.Address{Name: "Ada Okafor", Company: "Okafor & Daughters", Street1: "1200 Harbor Boulevard, Suite 4100", City: "Springfield",
			Region: "IL", Postcode: "62704", Country: "US", Phone: "+1 217 555 0142"}}
	bare := usual
	bare.Tracking, bare.Cutoff, bare.Carrier, bare.To.Phone, bare.To.Company, bare.Of = "", time.Time{}, "", "", "", 0
	long := usual
	long.Service, long.Order, long.Carrier = "International Economy Priority Plus with signature", "SHOP-2026/11/24-000042-B", "Deutsche Post International"
	long.To = picking.Address{Name: "Maximilian-Alexander von Hohenstein-Lüdenscheidt", Company: "Κωνσταντίνος Παπαδόπουλος & Σία, شركة النور للتجارة",
		Street1: "Prinzregentenstraße 100, hinterer Hof, dritter Aufgang", Street2: "Etage 4, links", Postcode: "80331", City: "München", Country: "DE"}
	return []sample{{"usual", "An ordinary parcel", usual}, {"bare", "No tracking number, no cut-off", bare}, {"long", "Long and foreign words", long}}
}()

// picture is what a template prints of a sample, as a printer of 203 dots to the inch would.
func picture(text, key string, logoFile []byte) pictureView {
	form, err := labels.ParseTemplate(text, labels.LabelFields())
	if err != nil {
		return pictureView{Trouble: said(err)}
	}
	parcel := samples[0].parcel
	for _, s := range samples {
		if s.key == key {
			parcel = s.parcel
		}
	}
	logo, _ := labels.ParseLogo(logoFile) // nil where there is none
	doc, err := parcel.Label(form, logo)
	if err != nil {
		return pictureView{Trouble: said(err)}
	}
	file, err := labels.Render(doc, labels.PNG203)
	if err != nil {
		return pictureView{Trouble: said(err)}
	}
	return pictureView{Source: "data:image/png;base64," + base64.StdEncoding.EncodeToString(file)}
}

func (v view) options() (all []ui.Option) {
	for _, s := range samples {
		all = append(all, ui.Option{Value: s.key, Word: s.word})
	}
	return all
}

// made says which version is in the editor.
func (v view) made() string {
	switch {
	case v.Shown != v.Base:
		return "An earlier version is in the editor: saving makes it the one that holds."
	case v.Base == 0:
		return "This is the built-in form. Change it, and the labels of this warehouse change."
	}
	return ""
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }

func warehouse(c echo.Context) picking.WarehouseID { return auth.User(c).Warehouse }
