package auth

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/respond"
	"pickpack/web/ui"
	"pickpack/web/words"
)

// Mount adds the routes of signing in and out, the theme and the first set-up.
func (a *Auth) Mount(e *echo.Echo) {
	e.GET("/signin", a.signInPage, Speak)
	e.POST("/signin", a.signIn, Speak)
	e.POST("/language", a.setLanguage)
	e.POST("/signout", a.signOut)
	e.POST("/theme", a.setTheme)
	e.GET("/setup", a.setupPage)
	e.POST("/setup", a.setup)
}

func (a *Auth) signInPage(c echo.Context) error {
	if u, ok := Known(c); ok && c.QueryParam("switch") == "" {
		return respond.SeeOther(c, Home(u.Role))
	}
	return respond.Render(c, http.StatusOK, SignInPage(a.signInView(c, nil)))
}

// signIn takes the form. A badge without a secret is the first of two steps of a browser without script: the page comes
// again with the badge in place.
func (a *Auth) signIn(c echo.Context) error {
	badge, secret := picking.Typed(Badge(c.FormValue("badge"))), c.FormValue("secret")
	if badge == "" || secret == "" {
		return respond.Render(c, http.StatusOK, SignInPage(a.signInView(c, nil)))
	}
	u, err := a.prove(c.Request().Context(), attempt{badge, Device(c), c.RealIP()}, secret, c.FormValue("with") == "password")
	var told *picking.Error
	if errors.As(err, &told) && (told.Kind == picking.Unauthorized || told.Kind == picking.Busy) {
		if told.Kind == picking.Busy {
			c.Response().Header().Set("Retry-After", "2")
		}
		return respond.Render(c, respond.Status(told.Kind), SignInPage(a.signInView(c, told)))
	}
	if err != nil {
		return err
	}
	if err := a.begin(c, u); err != nil {
		return err
	}
	return respond.SeeOther(c, nextFor(u.Role, c.FormValue("next")))
}

// nextFor is the page somebody wanted before they had to sign in, if it is one of ours and theirs, else their home.
func nextFor(r picking.Role, next string) string {
	path, _, _ := strings.Cut(next, "?")
	if local(next) && path != "/" && May(r, path) && !strings.HasPrefix(path, "/signin") {
		return next
	}
	return Home(r)
}

// wrong is the one answer to an unknown badge, a wrong secret and a person who is not active.
func wrong(password bool) error {
	if password {
		return picking.Errorf(picking.Unauthorized, "Badge or password is not right.")
	}
	return picking.Errorf(picking.Unauthorized, "Badge or PIN is not right.")
}

// prove checks who somebody says they are. The attempt is counted first and taken back if it was right.
func (a *Auth) prove(ctx context.Context, t attempt, secret string, password bool) (picking.User, error) {
	known, err := a.store.DeviceKnown(ctx, t.device)
	if err != nil {
		return picking.User{}, err
	}
	rules := t.keys(known)
	if err := a.count(ctx, rules); err != nil {
		return picking.User{}, err
	}
	c, err := a.store.UserByBadge(ctx, t.badge)
	if err != nil && picking.KindOf(err) != picking.NotFound {
		return picking.User{}, err
	}
	right, err := a.hasher.verify(ctx, secret, proofOf(c, password))
	switch {
	case err != nil:
		return picking.User{}, err
	case !right || !c.Active:
		return picking.User{}, wrong(password)
	}
	return c.User, a.trust(ctx, t, known)
}

// proofOf is the stored hash that the secret must match. An admin with a password is not let in by six digits.
func proofOf(c db.Credentials, password bool) string {
	switch {
	case password:
		return c.PasswordHash
	case c.Role == picking.Admin && c.PasswordHash != "":
		return ""
	}
	return c.PINHash
}

// trust takes the counted attempt back and makes the device a known one. What others failed at from the same address,
// or on the same known device with other badges, is a matter of its own and stays.
func (a *Auth) trust(ctx context.Context, t attempt, known bool) error {
	if err := a.uncount(ctx, t, known); err != nil {
		return err
	}
	return a.store.RememberDevice(ctx, t.device, a.now())
}

func (a *Auth) signOut(c echo.Context) error {
	if err := a.sessions.Destroy(c.Request().Context()); err != nil {
		return err
	}
	return respond.SeeOther(c, "/signin")
}

// Badge is a badge's code as stored: scanners and thumbs add spaces and mix cases.
func Badge(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	if len(code) > 64 {
		code = code[:64]
	}
	return strings.ToValidUTF8(strings.ReplaceAll(code, "\x00", ""), "")
}

// SignInView is what the sign-in page shows.
type SignInView struct {
	Frame    ui.Frame
	Badge    string
	Next     string
	Password bool // a password is asked for, not a PIN
	Error    picking.Text
	Field    string // where the cursor goes: badge or secret
}

func (a *Auth) signInView(c echo.Context, err *picking.Error) SignInView {
	v := SignInView{Frame: Frame(c, words.Say(c.Request().Context(), "Sign in"), ""), Badge: picking.Typed(Badge(c.FormValue("badge"))), Next: c.FormValue("next"), Password: c.FormValue("with") == "password"}
	v.Frame.User, v.Frame.Bare, v.Frame.Density = picking.User{}, true, ui.Handheld
	v.Frame.Styles, v.Frame.Scripts = []string{"css/signin.css"}, []string{"js/signin.js"}
	if !local(v.Next) {
		v.Next = ""
	}
	if err != nil {
		v.Error = picking.Text(err.Message)
	}
	if v.Field = "badge"; v.Badge != "" {
		v.Field = "secret"
	}
	return v
}
