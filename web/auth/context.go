package auth

import (
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/ui"
)

// Keys of what the middleware leaves in the request's context.
const (
	userKey   = "auth.user"
	preferKey = "auth.preferences"
	zoneKey   = "auth.zone"
	deviceKey = "auth.device"
	csrfKey   = "auth.csrf"
	selfKey   = "auth"
)

// User is the person (or program: role API, no ID) that asks. It panics on a route that is not behind the role table.
func User(c echo.Context) picking.User { return c.Get(userKey).(picking.User) }

// Known is the person that asks, if anybody is signed in: for public pages.
func Known(c echo.Context) (picking.User, bool) {
	u, ok := c.Get(userKey).(picking.User)
	return u, ok
}

// Zone is the time zone of the person's warehouse, UTC if nobody is signed in.
func Zone(c echo.Context) *time.Location {
	if z, ok := c.Get(zoneKey).(*time.Location); ok {
		return z
	}
	return time.UTC
}

// Device names the device that asks; it stays the same over sign-ins. It is derived from the secret in the device's
// cookie and may be stored and shown.
func Device(c echo.Context) string {
	d, _ := c.Get(deviceKey).(string)
	return d
}

// CSRF is the token for the hidden field _csrf or the header X-CSRF-Token.
func CSRF(c echo.Context) string {
	t, _ := c.Get(csrfKey).(string)
	return t
}

// Frame is what stands around a page: the person, the theme, the token and the message that was kept for it. The area
// sets Density, Styles and Scripts.
func Frame(c echo.Context, title, nav string) ui.Frame {
	f := PlainFrame(c, title)
	f.Nav = nav
	if a, ok := c.Get(selfKey).(*Auth); ok {
		f.Flash = a.popFlash(c)
	}
	return f
}

// PlainFrame is Frame that leaves the message for the next page: for errors, which must not touch the store.
func PlainFrame(c echo.Context, title string) ui.Frame {
	u, _ := Known(c)
	p := Preferences(c)
	f := ui.Frame{Title: title, User: u, Areas: areasOf(u.Role), CSRF: CSRF(c), Theme: themeOf(c), Hand: ui.Hand(p.Hand), Text: ui.TextSize(p.TextSize)}
	if a, ok := c.Get(selfKey).(*Auth); ok {
		f.Demo = a.opt.Demo
	}
	return f
}

// areasOf are the areas a role may go to.
func areasOf(r picking.Role) (open []ui.Entry) {
	for _, a := range []ui.Entry{{Key: "h", Word: "Handheld", Path: "/h"}, {Key: "s", Word: "Packing", Path: "/s"}, {Key: "d", Word: "Desk", Path: "/d"}} {
		if May(r, a.Path) {
			open = append(open, a)
		}
	}
	return open
}

// Flash keeps a message for the next page that is drawn with Frame. Tone: ok, bad, warn or "".
func Flash(c echo.Context, tone, text string) {
	if a, ok := c.Get(selfKey).(*Auth); ok {
		a.Flash(c, tone, text)
	}
}

// zone loads a time zone once per process.
func (a *Auth) zone(name string) *time.Location {
	if z, ok := a.zones.Load(name); ok {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(name)
	if err != nil {
		z = time.UTC
	}
	a.zones.Store(name, z)
	return z
}
