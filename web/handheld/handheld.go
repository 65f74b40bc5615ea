// Package handheld is the picker's area: my work, the walk of a pick list one task a screen, and the put wall. Everything
// on a screen comes from the prompt that a decision in picking returned; nothing is decided here.
//
//	home ──next list──▶ cart ─▶ totes ─▶ bin ─▶ item ─▶ tote … ─▶ drop ─▶ done ──next list──▶ …
//	  ├────a cancelled order's tote──▶ bin ─▶ item … ─▶ done
//	  └────a dropped tote──▶ item ─▶ slot … ─▶ done ──the next tote──▶ …
//
// # Why
//
// A screen is <main id="screen">, the same in a whole page and as the answer to a scan, so what a reload shows is what
// the answer showed. The scan form stands outside it and is never replaced: a scan being typed loses no character. Every
// touch that changes something is a button of that form with an address of its own (formaction): it needs no form and no
// token of its own, which keeps an answer under a kilobyte, and it works without script.
//
// A scan tells the version of the screen it was made on (field seen), so that a choice is confirmed by somebody who has read
// the question. A form without script carries it as a hidden field; a program that leaves it out is believed.
//
// Through a dead spot (rest.go; static/js/local.js, away.js and hold.js; static/sw.js) the device goes on with the list it
// has, for a quarter of an hour and a hundred lines: by then the session is over as well. It judges only what proves
// itself from the list, and a scan that it refuses is told at once and not sent: sent later, a wrong bin scanned twice would
// be a question and its answer. The server judges the others again, in order; what it refuses keeps the rest waiting until
// somebody has acknowledged it, and counts as unanswered until then, so a reload shows it again.
//
// Robots and tests read data- attributes of the screen: data-step, data-verdict, data-list, data-version, data-bin,
// data-sku, data-lot, data-serial, data-need (units still to scan), data-tote, data-slot, data-totes-needed, data-drop
// and, at the wall, data-sort.
package handheld

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

// Area is mounted at /h.
type Area struct {
	Store *db.Store
	Now   func() time.Time
}

// Mount adds the routes to the group of HomePath.
func (a *Area) Mount(g *echo.Group) {
	g.Use(auth.Speak)
	g.GET("", a.home)
	g.POST("/scan", a.scanHome)
	g.POST("/next", a.next)
	g.GET("/me", a.me)
	g.POST("/me", a.prefer)
	g.GET("/list/:id", a.list)
	g.GET("/list/:id/rest", a.rest)
	g.POST("/list/:id/scan", a.scanList)
	g.POST("/list/:id/undo", a.undoList)
	g.POST("/list/:id/skip", a.skip)
	g.GET("/list/:id/short", a.reasons)
	g.POST("/list/:id/short", a.short)
	g.GET("/list/:id/damaged", a.damage)
	g.POST("/list/:id/damaged", a.damaged)
	g.GET("/list/:id/digits", a.label)
	g.POST("/list/:id/digits", a.digits)
	g.POST("/list/:id/not-empty", a.notEmpty)
	g.GET("/list/:id/type", a.typing)
	g.POST("/list/:id/type", a.typed)
	g.POST("/list/:id/pause", a.pause)
	g.GET("/list/:id/full", a.full)
	g.GET("/list/:id/hand", a.hand)
	g.GET("/list/:id/more", a.more)
	g.GET("/list/:id/lines", a.lines)
	g.GET("/list/:id/totes", a.totes)
	g.GET("/back/:id", a.back)
	g.POST("/back/:id/scan", a.scanBack)
	g.POST("/back/:id/undo", a.undoBack)
	g.GET("/camera", a.camera)
	g.GET("/sound", a.sound)
	g.GET("/wall", a.wall)
	g.POST("/wall/scan", a.scanWall)
	g.GET("/wall/:id", a.sort)
	g.POST("/wall/:id/scan", a.scanSort)
	g.POST("/wall/:id/undo", a.undoSort)
}

// screen is what every view of the area can say of itself.
type screen interface {
	view(f ui.Frame) templ.Component // <main id="screen">; f for those that show the person's menu
	place() place
}

// place is where a screen's scans go and what it asks for.
type place struct {
	title  picking.Text
	path   string       // of the screen itself
	action string       // of its scans
	ask    picking.Text // in the scan field
	keys   string       // "numeric": digits are typed into it

	version int // of the list or tote it shows; a scan made on it says so
}

// idle is the version of a screen without a list under way: lower than that of any screen with a question about one.
const idle = 1

// inputMode is which keyboard the scan field opens: none, as scanners type by themselves.
func (p place) inputMode() string {
	if p.keys != "" {
		return p.keys
	}
	return "none"
}

// show answers with a screen: alone for the script, else in a whole page.
func (a *Area) show(c echo.Context, s screen) error {
	p := s.place()
	f := auth.Frame(c, say(c.Request().Context(), p.title), "")
	if respond.IsFragment(c) {
		return respond.Render(c, http.StatusOK, s.view(f))
	}
	block, err := a.Store.ErrorsBlock(c.Request().Context(), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	f.Density, f.Bare = ui.Handheld, true
	f.Styles, f.Scripts = []string{"css/handheld.css"}, []string{"js/scan.js"}
	return respond.Render(c, http.StatusOK, page(pageView{Frame: f, Place: p, ID: scan.NewID(), Block: block, Screen: s.view(f)}))
}

// when is now, in the warehouse's time zone.
func (a *Area) when(c echo.Context) time.Time { return a.Now().In(auth.Zone(c)) }

// id is the number in the address.
func id[T ~int64](c echo.Context) (T, error) {
	var n int64
	if err := echo.PathParamsBinder(c).Int64("id", &n).BindError(); err != nil || n <= 0 {
		return 0, picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	return T(n), nil
}
