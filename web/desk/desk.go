package desk

import (
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/live"
	"pickpack/web/pace"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Area is mounted at /d.
type Area struct {
	Store    *db.Store
	Now      func() time.Time
	Live     *live.Hub
	Auth     *auth.Auth
	Pace     *pace.Keeper
	Printers printer.Options
}

// Mount adds the routes to the group of HomePath.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.board)
	g.GET("/live", a.Live.Stream)
	g.GET("/orders", a.orders)
	g.GET("/orders/:id", a.order)
	g.GET("/orders/:id/papers/:paper", a.storedPaper)
	g.GET("/orders/:id/:act", a.askOrder)
	g.POST("/orders/:id/:act", a.actOrder)
	g.GET("/waves", a.waves)
	g.GET("/waves/new", a.newWave)
	g.GET("/waves/:id", a.wave)
	g.GET("/waves/:id/unrelease", a.askUnreleaseWave)
	g.POST("/waves/:id/unrelease", a.unreleaseWave)
	g.POST("/plans", a.startPlan)
	g.GET("/plans/:id", a.plan)
	g.POST("/plans/:id/stop", a.stopPlan)
	g.POST("/plans/:id/release", a.releasePlan)
	g.GET("/lists", a.lists)
	g.GET("/lists/:id", a.list)
	g.POST("/lists/:id/assign", a.assign)
	g.GET("/lists/:id/unrelease", a.askUnreleaseList)
	g.POST("/lists/:id/unrelease", a.unreleaseList)
	g.GET("/stock", a.stock)
	g.GET("/stock/count", a.countForm)
	g.POST("/stock/count", a.count)
	g.GET("/items/:id", a.item)
	a.mountChores(g)
	a.mountCalls(g)
	a.mountHandhelds(g)
	a.mountPrinters(g)
	g.GET("/people", a.people)
	g.POST("/people", a.addPerson)
	g.GET("/people/:id", a.person)
	g.POST("/people/:id/:act", a.actPerson)
	g.GET("/keys", a.keys)
	g.POST("/keys", a.addKey)
	g.GET("/keys/:id/revoke", a.askRevokeKey)
	g.POST("/keys/:id/revoke", a.revokeKey)
}

// page is what a handler shows: a screen in its frame. Path is where a live page fetches itself again; "" is not live.
type page struct {
	title, nav, path string
	screen           templ.Component
}

// show answers with the screen alone for the page's own script, else with the whole page.
func (a *Area) show(c echo.Context, p page) error {
	return a.showAs(c, http.StatusOK, p)
}

func (a *Area) showAs(c echo.Context, status int, p page) error {
	if respond.IsFragment(c) {
		return respond.Render(c, status, p.screen)
	}
	return respond.Render(c, status, whole(frame(c, p), p.path != "", p.screen))
}

// showAgain shows a page that is not finished: a browser without script loads it again after some seconds. One with
// script is served by the screen itself.
func (a *Area) showAgain(c echo.Context, p page, seconds int) error {
	if respond.IsFragment(c) {
		return a.show(c, p)
	}
	f := frame(c, p)
	f.Again = seconds
	return respond.Render(c, http.StatusOK, whole(f, false, p.screen))
}

func frame(c echo.Context, p page) ui.Frame {
	f := auth.Frame(c, p.title, p.nav)
	f.Density, f.Styles, f.Htmx = ui.Desk, []string{"css/desk.css"}, true
	return f
}

// clock writes times as the warehouse sees them.
type clock struct {
	now  time.Time
	zone *time.Location
}

func (a *Area) clock(c echo.Context) clock {
	z := auth.Zone(c)
	return clock{a.Now().In(z), z}
}

func (k clock) moment(t time.Time) string { return ui.Moment(t.In(k.zone), k.now) }
func (k clock) until(t time.Time) string  { return ui.Until(t, k.now) }
func (k clock) full(t time.Time) string   { return ui.DateTime(t.In(k.zone)) }
func (k clock) late(t time.Time) bool     { return t.Before(k.now) }
func (k clock) ago(t time.Time) string    { return ui.Ago(t, k.now) }

// id is the number in the address.
func id[T ~int64](c echo.Context) (T, error) {
	n, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil || n <= 0 {
		return 0, picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	return T(n), nil
}

// number reads an optional number of a form or query; what is none is an error of that field.
func number(c echo.Context, field string) (int, error) {
	s := c.FormValue(field)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, picking.FieldError(field, "Type a whole number in digits, not %q.", s)
	}
	return n, nil
}

// done keeps a message for the next page and leads there.
func done(c echo.Context, path, text string) error {
	auth.Flash(c, "ok", text)
	return respond.SeeOther(c, path)
}

// toPlan leads to a plan.
func toPlan(c echo.Context, j picking.JobID) error { return respond.SeeOther(c, PlanPath(j)) }

// back leads to a page and says there why something was not done. Other troubles than a person's own go the usual way.
func back(c echo.Context, path string, err error) error {
	switch picking.KindOf(err) {
	case picking.Conflict, picking.Invalid:
		auth.Flash(c, "bad", respond.TroubleOf(err).Message)
		return respond.SeeOther(c, path)
	}
	return err
}
