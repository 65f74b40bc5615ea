package web

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// errorView draws a trouble: a notice for htmx, a screen for the scanning script, else a page.
func errorView(c echo.Context, t respond.Trouble) templ.Component {
	h, title, message := c.Request().Header, picking.Text(t.Title), picking.Text(t.Message)
	switch {
	case h.Get("HX-Request") == "true":
		return ui.Notice("bad", t.Message)
	case respond.IsFragment(c):
		back := "/"
		if c.Request().Method == http.MethodGet {
			back = c.Request().URL.RequestURI()
		} else if p := c.Request().Header.Get("X-Page"); len(p) > 1 && p[0] == '/' && p[1] != '/' {
			back = p
		}
		return ui.ErrorScreen(title, message, back, t.Status)
	}
	f := auth.PlainFrame(c, t.Title)
	f.Bare = true
	return ui.ErrorPage(f, title, message, t.Request)
}
