// Package parcels is the supervisor's list of parcels with carriers: where they are, which of them somebody should look at,
// and whose a tracking number is. What a parcel's state means is decided in picking/ship.
package parcels

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Path is the list.
const Path = "/d/parcels"

// WayPath lists the parcels chosen by one of db's ways.
func WayPath(way string) string { return Path + "?way=" + url.QueryEscape(way) }

// Area is mounted at Path.
type Area struct {
	Store *db.Store
	Now   func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) { g.GET("", a.list) }

// each is how many parcels a page lists.
const each = 50

// view is the list.
type view struct {
	Frame  ui.Frame
	Way    string
	Search string
	ToLook int
	Lines  []line
	Pager  ui.Pager
}

// line is a parcel.
type line struct {
	db.ParcelRow
	Tone, Icon, Word         string
	Since, Expected, Concern string
}

// ways in the order they are offered.
var ways = []ui.Option{{Value: db.ParcelsToLookAt, Word: "To look at"}, {Value: db.ParcelsOnTheWay, Word: "On their way"},
	{Value: db.ParcelsArrived, Word: "Delivered"}, {Value: db.ParcelsAll, Word: "All"}}

func (a *Area) list(c echo.Context) error {
	v := view{Way: c.QueryParam("way"), Search: short(c.QueryParam("q"))}
	switch {
	case v.Search != "":
		v.Way = db.ParcelsAll
	case v.Way == "":
		v.Way = db.ParcelsToLookAt
	}
	skip, _ := strconv.Atoi(c.QueryParam("after")) // no number: from the start
	skip = min(max(skip, 0), 1_000_000)
	ctx, w, now := c.Request().Context(), auth.User(c).Warehouse, a.Now()
	rows, err := a.Store.Parcels(ctx, w, v.Way, v.Search, now, each+1, skip)
	if err != nil {
		return err
	}
	if v.ToLook, err = a.Store.ParcelsToLook(ctx, w, now); err != nil {
		return err
	}
	v.Pager = v.pager(skip, len(rows))
	for _, r := range rows[:min(len(rows), each)] {
		v.Lines = append(v.Lines, lineOf(r, now, auth.Zone(c)))
	}
	v.Frame = auth.Frame(c, "Parcels", "shipping/parcels")
	v.Frame.Density, v.Frame.Styles = ui.Desk, []string{"css/desk.css", "css/carriers.css"}
	return respond.Render(c, http.StatusOK, page(v))
}

func (v view) pager(skip, n int) ui.Pager {
	path := func(skip int) string {
		q := url.Values{"way": {v.Way}, "after": {strconv.Itoa(skip)}}
		if v.Search != "" {
			q.Set("q", v.Search)
		}
		return Path + "?" + q.Encode()
	}
	p := ui.Pager{From: skip + 1, To: skip + min(n, each), Total: -1}
	if n == 0 {
		p.To = 0
	}
	if skip > 0 {
		p.Previous = path(max(0, skip-each))
	}
	if n > each {
		p.Next = path(skip + each)
	}
	return p
}

func lineOf(r db.ParcelRow, now time.Time, zone *time.Location) line {
	l := line{ParcelRow: r, Since: ui.Moment(r.At.In(zone), now.In(zone)), Concern: Concern(r, now)}
	l.Tone, l.Icon, l.Word = Look(r.Status)
	if r.Expected != nil {
		l.Expected = ui.Moment(r.Expected.In(zone), now.In(zone))
	}
	return l
}

// Concern is why somebody should look at a parcel, where the word of its status does not say it already.
func Concern(r db.ParcelRow, now time.Time) string {
	if tone, _, _ := Look(r.Status); tone == "bad" || tone == "warn" {
		return ""
	}
	return r.Watch().Concern(now)
}

// Look is how a parcel's status is shown: tone, icon and word.
func Look(s ship.Status) (tone, icon, word string) {
	switch s {
	case ship.Delivered:
		return "ok", "check", s.Word()
	case ship.Cancelled:
		return "", "cross", s.Word()
	case ship.Trouble, ship.Returning:
		return "bad", "alert", s.Word()
	case ship.Delayed, ship.Missed, ship.Waiting:
		return "warn", "clock", s.Word()
	case ship.Announced:
		return "", "clock", s.Word()
	}
	return "accent", "truck", s.Word()
}

func short(s string) string {
	r := []rune(strings.TrimSpace(strings.ReplaceAll(s, "\x00", "")))
	return string(r[:min(len(r), 60)])
}

func orderPath(o picking.OrderID) string {
	return "/d/orders/" + strconv.FormatInt(int64(o), 10) + "#way"
}
