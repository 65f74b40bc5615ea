// Package demo is for trying the program without a warehouse: a page of barcodes to scan or click, and a page that shows
// every shared component. It is mounted by the demo alone; it is open to all and shows the sample's sign-ins.
package demo

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/barcode"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Area is the demo's two pages.
type Area struct {
	Store *db.Store
}

// Mount adds the routes.
func (a Area) Mount(e *echo.Echo) {
	e.GET("/demo/barcodes", a.barcodes)
	e.GET("/demo/barcode.svg", a.picture)
	e.GET("/demo/next", a.next)
	e.GET("/ui", a.story)
}

// sheet is one kind of code to choose from.
type sheet struct {
	key, word, icon string
	kinds           []picking.LocationKind
}

var sheets = []sheet{
	{"people", "Badges", "badge", nil},
	{"carts", "Carts", "cart", []picking.LocationKind{picking.Cart}},
	{"totes", "Totes", "tote", []picking.LocationKind{picking.Tote}},
	{"stations", "Stations, walls", "wall", []picking.LocationKind{picking.Station, picking.Wall, picking.Slot, picking.Staging}},
	{"bins", "Bins", "bin", []picking.LocationKind{picking.PickFace}},
	{"items", "Items", "box", nil},
}

// most is how many codes a page shows; the search finds the rest.
const most = 60

// card is one code to scan or click. The code stands below its bars, so a title that is the code is not shown as well.
type card struct{ code, title, detail, picture string }

// view is what the page shows.
type view struct {
	frame  ui.Frame
	sheet  string
	search string
	cards  []card
	full   bool
}

func (a Area) barcodes(c echo.Context) error {
	v := view{frame: auth.Frame(c, "Barcodes to try", ""), sheet: c.QueryParam("show"), search: strings.TrimSpace(c.QueryParam("q"))}
	v.frame.Styles, v.frame.Scripts = []string{"css/demo.css"}, []string{"js/demo-send.js"}
	w, err := a.Store.FirstWarehouse(c.Request().Context())
	if err != nil {
		return err
	}
	if v.sheet == "" {
		v.sheet = "people"
	}
	if v.cards, err = a.cards(c, w, v); err != nil {
		return err
	}
	v.full = len(v.cards) >= most
	return respond.Render(c, http.StatusOK, barcodePage(v))
}

func (a Area) cards(c echo.Context, w picking.WarehouseID, v view) ([]card, error) {
	switch v.sheet {
	case "people":
		return a.people(c, w)
	case "items":
		return a.items(c, w, v.search)
	}
	for _, s := range sheets {
		if s.key == v.sheet {
			return a.places(c, w, s.kinds, v.search)
		}
	}
	return nil, picking.Errorf(picking.NotFound, "There is no such sheet of barcodes.")
}

func (a Area) people(c echo.Context, w picking.WarehouseID) (all []card, err error) {
	people, err := a.Store.Users(c.Request().Context(), w)
	if err != nil {
		return nil, err
	}
	secrets, err := a.Store.DemoSignIns(c.Request().Context(), w)
	for _, p := range people {
		if p.Active {
			detail := ui.RoleWord(p.Role)
			if s := secrets[p.Badge]; s != "" {
				detail += " · " + proof(p) + " " + s
			}
			all = append(all, card{code: p.Badge, title: p.Name, detail: detail})
		}
	}
	return all, err
}

// proof is what a person signs in by.
func proof(p db.Person) string {
	if p.HasPassword {
		return "password"
	}
	return "PIN"
}

func (a Area) places(c echo.Context, w picking.WarehouseID, kinds []picking.LocationKind, search string) ([]card, error) {
	places, err := a.Store.Places(c.Request().Context(), w, kinds, search, most)
	return placeCards(places), err
}

func placeCards(places []picking.Location) (all []card) {
	for _, p := range places {
		all = append(all, card{code: p.Code, title: p.Code, detail: placeWords(p)})
	}
	return all
}

func placeWords(p picking.Location) string {
	switch p.Kind {
	case picking.PickFace:
		return "zone " + p.Zone + " · " + p.Side + " side"
	case picking.Cart:
		return "cart for " + ui.Count(p.Slots, "tote")
	case picking.Wall:
		return "put wall"
	case picking.Slot:
		return "slot of the put wall"
	case picking.Station:
		return "packing station"
	}
	return string(p.Kind)
}

func (a Area) items(c echo.Context, w picking.WarehouseID, search string) (all []card, err error) {
	codes, err := a.Store.ItemCodes(c.Request().Context(), w, search, most)
	for _, i := range codes {
		all = append(all, itemCard(i))
	}
	return all, err
}

func itemCard(i db.ItemCode) card {
	detail := i.SKU
	if i.Qty > 1 {
		detail += " · case of " + ui.Number(i.Qty)
	}
	return card{code: i.Code, title: i.Name, detail: detail, picture: i.Picture}
}

// picture draws a code as its label would: digits as the product symbol they are, anything else as Code 128.
func (a Area) picture(c echo.Context) error {
	code := c.QueryParam("code")
	s, err := barcode.Product(code)
	if err != nil {
		s, err = barcode.Code128(code)
	}
	if err != nil {
		return &picking.Error{Kind: picking.Invalid, Field: "code", Message: "This code cannot be drawn as a barcode.", Cause: err}
	}
	c.Response().Header().Set(echo.HeaderCacheControl, "private, max-age=86400")
	return c.Blob(http.StatusOK, "image/svg+xml", s.SVG(2, 56))
}
