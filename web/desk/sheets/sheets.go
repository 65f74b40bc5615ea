// Package sheets are the supervisor's pages of labels: sheets of bin, tote, cart, badge, item and box labels as PDF, and
// the pick list on paper for the day the network is down. It prints what stands in the store and changes nothing.
package sheets

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Area is mounted at Path.
type Area struct {
	Store *db.Store
	Now   func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.page)
	g.GET("/sheet/:kind", a.sheet)
	g.GET("/list/:id", a.list)
}

// most is how many labels one file holds: at two seconds a thousand, what a person waits for.
const most = 3000

// kind is something that labels are stuck on.
type kind struct {
	key, word, icon, hint string
	tag                   labels.TagKind
	places                []picking.LocationKind // empty: not a place
	search                string                 // what can be searched for; "" nothing
}

var kinds = []kind{
	{"bins", "Bins", "bin", "Sits on the shelf in front of the goods.", labels.BinTags, []picking.LocationKind{picking.PickFace, picking.Reserve}, "A-01"},
	{"totes", "Totes", "tote", "Two on each tote, at the short sides.", labels.ToteTags, []picking.LocationKind{picking.Tote}, "T-0"},
	{"carts", "Carts", "cart", "Read from two metres.", labels.CartTags, []picking.LocationKind{picking.Cart}, "CART"},
	{"stations", "Stations and put wall", "wall", "Packing stations, the wall, its slots, floor places.", labels.BinTags,
		[]picking.LocationKind{picking.Station, picking.Wall, picking.Slot, picking.Staging}, "W-"},
	{"badges", "Badges", "badge", "Cards to cut out. The badge is no secret; the PIN is.", labels.BadgeTags, nil, ""},
	{"items", "Items", "barcode", "For goods that came without a barcode.", labels.ItemTags, nil, "name, SKU or code"},
	{"boxes", "Boxes and cards", "box", "To hang at the packing station: scan a box to choose it, UNDO to take the last scan back, a carton to go on in it.", labels.BinTags, nil, ""},
}

// pageView lists the kinds with a form each.
type pageView struct{ Frame ui.Frame }

func (a *Area) page(c echo.Context) error {
	f := auth.Frame(c, "Labels", "labels/sheets")
	f.Density, f.Styles = ui.Desk, []string{"css/desk.css", "css/labels.css"}
	return respond.Render(c, http.StatusOK, page(pageView{f}))
}

// sheet answers with the labels of one kind as PDF.
func (a *Area) sheet(c echo.Context) error {
	name, _ := strings.CutSuffix(c.Param("kind"), ".pdf")
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.key == name })
	if i < 0 {
		return picking.Errorf(picking.NotFound, "There are no such labels.")
	}
	paper, err := paperOf(c, labels.TagPapers(kinds[i].tag))
	if err != nil {
		return err
	}
	tags, err := a.tags(c, kinds[i], strings.TrimSpace(c.QueryParam("q")))
	switch {
	case err != nil:
		return err
	case len(tags) == 0:
		auth.Flash(c, "warn", "Nothing matches: there is no such label to print.")
		return respond.SeeOther(c, Path)
	case len(tags) > most:
		return picking.Errorf(picking.Invalid, "These are more than %d labels. Search for a part of them.", most)
	}
	doc, err := labels.Sheet(kinds[i].tag, tags, paper)
	if err != nil {
		return err
	}
	return send(c, doc, name)
}

// paperWords name the papers of labels.
var paperWords = map[labels.Paper]string{labels.A4: "A4", labels.Letter: "Letter", labels.Label4x2: "Label 4 × 2 in", labels.Label57: "Label 57 × 32 mm"}

// formats are what a sheet is made as: label printers take the label sizes, as fine as their heads are.
var formats = []ui.Option{{Value: "", Word: "PDF"}, {Value: "zpl203", Word: "ZPL, 203 dpi"}, {Value: "zpl300", Word: "ZPL, 300 dpi"}, {Value: "zpl600", Word: "ZPL, 600 dpi"}}

// paperOf is the paper that was asked for, the first of them if none.
func paperOf(c echo.Context, papers []labels.Paper) (labels.Paper, error) {
	switch p := labels.Paper(c.QueryParam("paper")); {
	case p == "":
		return papers[0], nil
	case slices.Contains(papers, p):
		return p, nil
	}
	return "", picking.FieldError("paper", "There is no such paper for this.")
}

// formatOf is the format that was asked for, PDF if none.
func formatOf(c echo.Context) (labels.Format, error) {
	switch f := labels.Format(c.QueryParam("format")); f {
	case "":
		return labels.PDF, nil
	case labels.PDF, labels.ZPL203, labels.ZPL300, labels.ZPL600:
		return f, nil
	}
	return "", picking.FieldError("format", "There is no such format.")
}

func send(c echo.Context, doc labels.Doc, name string) error {
	f, err := formatOf(c)
	if err != nil {
		return err
	}
	file, err := labels.Render(doc, f)
	if err != nil {
		return err
	}
	show := "inline"
	if f != labels.PDF {
		show = "attachment"
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("%s; filename=%q", show, name+f.Ext()))
	return c.Blob(http.StatusOK, f.MIME(), file)
}
