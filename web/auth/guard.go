package auth

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/respond"
)

// Guard lets a request through to its route if the role table says so.
func (a *Auth) Guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Path() == "" { // no such route: the answer is the same for everybody
			return next(c)
		}
		roles, public := Allowed(c.Path())
		if public {
			return next(c)
		}
		u, ok := Known(c)
		switch {
		case !ok:
			return notSignedIn(c)
		case !slices.Contains(roles, u.Role):
			return picking.Errorf(picking.Forbidden, "Your role (%s) does not open this page.", u.Role)
		}
		return next(c)
	}
}

// notSignedIn sends a person to the sign-in page and back here afterwards; a script or program gets the error.
func notSignedIn(c echo.Context) error {
	c.Response().Header().Set("HX-Redirect", "/signin")
	if respond.IsFragment(c) || respond.WantsJSON(c) {
		return picking.Errorf(picking.Unauthorized, "You are not signed in any more. Please sign in again.")
	}
	c.Response().Header().Del("HX-Redirect")
	to := "/signin"
	if r := c.Request(); r.Method == http.MethodGet && r.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	return respond.SeeOther(c, to)
}

func isAPI(c echo.Context) bool { return strings.HasPrefix(c.Path(), "/api/") }

// local reports whether a path stays on this server: "//host" and "/\host" leave it.
func local(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.ContainsAny(path, "\\\r\n\t")
}

// backTo is the page a form was sent from, on this server.
func backTo(c echo.Context) string {
	u, err := url.Parse(c.Request().Referer())
	if err != nil || u.Host != c.Request().Host || !local(u.RequestURI()) {
		return "/"
	}
	return u.RequestURI()
}
