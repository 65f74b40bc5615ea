// Package manifests is the supervisor's end of the day with carriers: which parcels are loaded and which are still here, the
// manifest that closes a load, and the lists of those there were. Our list is made when it is first asked for, and stored:
// it is the same for ever.
package manifests

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

// Path lists loads and manifests.
const Path = "/d/manifests"

// LoadPath is what waits for a manifest of a driver.
func LoadPath(c picking.CarrierID, driver string) string {
	return Path + "/load?" + url.Values{"carrier": {strconv.FormatInt(int64(c), 10)}, "driver": {driver}}.Encode()
}

// OnePath is a manifest's page.
func OnePath(m picking.ManifestID) string { return Path + "/" + strconv.FormatInt(int64(m), 10) }

// FilePath is our list (list.pdf) or the carrier's own (carrier.pdf).
func FilePath(m picking.ManifestID, name string) string { return OnePath(m) + "/" + name }

// ActPath asks the carrier again (again) or takes a manifest apart (drop).
func ActPath(m picking.ManifestID, act string) string { return OnePath(m) + "/" + act }

// Area is mounted at Path.
type Area struct {
	Store   *db.Store
	Counter *counter.Counter
	Now     func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.list)
	g.POST("", a.close)
	g.GET("/load", a.load)
	g.GET("/:id", a.one)
	g.GET("/:id/list.pdf", a.ours)
	g.GET("/:id/carrier.pdf", a.theirs)
	g.POST("/:id/:act", a.act)
}

// each is how many manifests a page lists.
const each = 30

// listView is what waits, and the manifests there were.
type listView struct {
	Loads []db.Loading
	Made  []line
	Pager ui.Pager
}

// line is a manifest in a list.
type line struct {
	db.Manifest
	Tone, Icon, Word, When string
}

func (a *Area) list(c echo.Context) (err error) {
	v, w := listView{}, auth.User(c).Warehouse
	if v.Loads, err = a.Store.Loadings(ctx(c), w); err != nil {
		return err
	}
	skip, _ := strconv.Atoi(c.QueryParam("after")) // no number: from the start
	skip = min(max(skip, 0), 1_000_000)
	made, err := a.Store.Manifests(ctx(c), w, each+1, skip)
	if err != nil {
		return err
	}
	v.Pager = ui.Pager{From: skip + 1, To: skip + min(len(made), each), Total: -1}
	if skip > 0 {
		v.Pager.Previous = Path + "?after=" + strconv.Itoa(max(0, skip-each))
	}
	if len(made) > each {
		v.Pager.Next = Path + "?after=" + strconv.Itoa(skip+each)
	}
	for _, m := range made[:min(len(made), each)] {
		v.Made = append(v.Made, a.lineOf(c, m))
	}
	return show(c, http.StatusOK, "Manifests", listScreen(v))
}

func (a *Area) lineOf(c echo.Context, m db.Manifest) line {
	z := auth.Zone(c)
	l := line{Manifest: m, When: ui.Moment(m.MadeAt.In(z), a.Now().In(z))}
	switch m.State {
	case db.ManifestClosed:
		l.Tone, l.Icon, l.Word = "ok", "check", "closed"
	case db.ManifestRefused:
		l.Tone, l.Icon, l.Word = "bad", "cross", "refused"
		if m.Holds == 0 {
			l.Tone, l.Word = "", "taken apart"
		}
	default:
		l.Tone, l.Icon, l.Word = "", "clock", "the carrier is told"
		if m.Trouble != "" {
			l.Tone = "warn"
		}
	}
	return l
}

// loadView is what waits for a manifest of one driver.
type loadView struct {
	db.Loading
	Here, Loaded []parcelLine
	Act          string // of the closing
	Trouble      string
	CSRF         string
}

// parcelLine is a parcel with when it left.
type parcelLine struct {
	db.LoadParcel
	Left string
}

func (a *Area) load(c echo.Context) error {
	id, _ := strconv.ParseInt(c.QueryParam("carrier"), 10, 64) // no number: no carrier
	return a.showLoad(c, http.StatusOK, picking.CarrierID(id), c.QueryParam("driver"), "")
}

func (a *Area) showLoad(c echo.Context, status int, carrier picking.CarrierID, driver, trouble string) error {
	w := auth.User(c).Warehouse
	account, err := a.Store.Carrier(ctx(c), w, carrier)
	if err != nil {
		return err
	}
	all, err := a.Store.LoadingParcels(ctx(c), w, carrier, driver)
	if err != nil {
		return err
	}
	v := loadView{Loading: db.Loading{Carrier: carrier, Account: account.Name, Driver: driver}, Act: scan.NewID(), Trouble: trouble, CSRF: auth.CSRF(c)}
	for _, p := range a.lines(c, all) {
		if p.LeftAt == nil {
			v.Here = append(v.Here, p)
		} else {
			v.Loaded = append(v.Loaded, p)
		}
	}
	return show(c, status, "Load of "+driver, loadScreen(v))
}

func (a *Area) lines(c echo.Context, all []db.LoadParcel) (out []parcelLine) {
	z := auth.Zone(c)
	for _, p := range all {
		l := parcelLine{LoadParcel: p}
		if p.LeftAt != nil {
			l.Left = ui.Moment(p.LeftAt.In(z), a.Now().In(z))
		}
		out = append(out, l)
	}
	return out
}

// close closes a load. The form's own act makes it once, however often it is sent.
func (a *Area) close(c echo.Context) error {
	id, _ := strconv.ParseInt(c.FormValue("carrier"), 10, 64) // no number: no carrier
	x := db.LoadEnd{Act: c.FormValue("act"), Carrier: picking.CarrierID(id), Driver: c.FormValue("driver"), All: c.FormValue("all") != ""}
	if !scan.IsID(x.Act) {
		return picking.FieldError("act", "This form is incomplete. Open the page again.")
	}
	account, err := a.Store.Carrier(ctx(c), auth.User(c).Warehouse, x.Carrier)
	if err != nil {
		return err
	}
	x.Told = true // an account that does not open today is told when it does
	if body, err := a.Counter.Open(auth.User(c).Warehouse, account); err == nil {
		x.Told = body.Can().Manifest
	}
	m, err := a.Store.CloseManifest(ctx(c), auth.User(c), x)
	if err != nil && picking.KindOf(err) == picking.Conflict {
		t := respond.TroubleOf(err)
		return a.showLoad(c, t.Status, x.Carrier, x.Driver, t.Message)
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", "The load is closed. Print the list and have the driver sign it.")
	return respond.SeeOther(c, OnePath(m))
}

// oneView is a manifest with its parcels.
type oneView struct {
	line
	Parcels []parcelLine
	CSRF    string
}

func (v oneView) refused() bool { return v.State == db.ManifestRefused && v.Holds > 0 }

// pending says that the carrier has not answered yet.
func (v oneView) pending() bool { return v.State == db.ManifestAsked || v.State == db.ManifestAsking }

func (a *Area) one(c echo.Context) error {
	m, err := a.find(c)
	if err != nil {
		return err
	}
	all, err := a.Store.ManifestParcels(ctx(c), auth.User(c).Warehouse, m.ID)
	if err != nil {
		return err
	}
	v := oneView{line: a.lineOf(c, m), Parcels: a.lines(c, all), CSRF: auth.CSRF(c)}
	f := frame(c, "Manifest "+m.Number())
	if v.pending() {
		f.Again = 3
	}
	return respond.Render(c, http.StatusOK, page(f, oneScreen(v)))
}

func (a *Area) find(c echo.Context) (db.Manifest, error) {
	id, _ := strconv.ParseInt(c.Param("id"), 10, 64) // no number: no manifest
	return a.Store.Manifest(ctx(c), auth.User(c).Warehouse, picking.ManifestID(id))
}

// ours answers with our list, made now if it was never asked for.
func (a *Area) ours(c echo.Context) error {
	m, err := a.find(c)
	if err != nil {
		return err
	}
	w := auth.User(c).Warehouse
	b, err := a.Store.ManifestFile(ctx(c), w, m.ID, false)
	if err != nil && picking.KindOf(err) == picking.NotFound {
		if m.Holds == 0 {
			return err
		}
		if b, err = a.draw(ctx(c), w, m); err == nil {
			b, err = a.Store.KeepManifestFile(ctx(c), w, m.ID, b)
		}
	}
	if err != nil {
		return err
	}
	return pdf(c, m.Number()+".pdf", b)
}

func (a *Area) draw(ctx context.Context, w picking.WarehouseID, m db.Manifest) ([]byte, error) {
	l, err := a.Store.ManifestList(ctx, w, m.ID)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(l.Timezone)
	if err != nil {
		zone = time.UTC
	}
	list := labels.Manifest{From: l.From, Number: m.Number(), Carrier: m.Driver, Made: m.MadeAt.In(zone)}
	for _, p := range l.Parcels {
		list.Parcels = append(list.Parcels, labels.ManifestParcel(p))
	}
	paper := labels.A4
	if l.From.Country == "US" || l.From.Country == "CA" {
		paper = labels.Letter
	}
	doc, err := labels.ManifestPaper(list, paper)
	if err != nil {
		return nil, err
	}
	return labels.Render(doc, labels.PDF)
}

func (a *Area) theirs(c echo.Context) error {
	m, err := a.find(c)
	if err != nil {
		return err
	}
	b, err := a.Store.ManifestFile(ctx(c), auth.User(c).Warehouse, m.ID, true)
	if err != nil {
		return err
	}
	return pdf(c, m.Number()+"-carrier.pdf", b)
}

// pdf opens in the browser; what a carrier sent is nothing else, whatever it holds.
func pdf(c echo.Context, name string, b []byte) error {
	c.Response().Header().Set("Content-Disposition", `inline; filename="`+name+`"`)
	return c.Blob(http.StatusOK, "application/pdf", b)
}

func (a *Area) act(c echo.Context) error {
	m, err := a.find(c)
	if err != nil {
		return err
	}
	said := ""
	switch c.Param("act") {
	case "again":
		said, err = m.Driver+" is asked again.", a.Store.AskManifest(ctx(c), auth.User(c), m.ID)
	case "drop":
		said, err = "It is taken apart: its parcels wait for another manifest.", a.Store.DropManifest(ctx(c), auth.User(c), m.ID)
	default:
		return picking.Errorf(picking.NotFound, "There is no such act.")
	}
	if err != nil && picking.KindOf(err) == picking.Conflict {
		auth.Flash(c, "bad", respond.TroubleOf(err).Message)
		return respond.SeeOther(c, OnePath(m.ID))
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", said)
	return respond.SeeOther(c, OnePath(m.ID))
}

func frame(c echo.Context, title string) ui.Frame {
	f := auth.Frame(c, title, "shipping/manifests")
	f.Density, f.Styles = ui.Desk, []string{"css/desk.css", "css/carriers.css"}
	return f
}

func show(c echo.Context, status int, title string, screen templ.Component) error {
	return respond.Render(c, status, page(frame(c, title), screen))
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }
