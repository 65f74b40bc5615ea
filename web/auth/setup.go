package auth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// SetupPath makes a one-time token and answers the path that it opens, or "" if somebody can administer already.
func (a *Auth) SetupPath(ctx context.Context) (string, error) {
	needs, err := a.store.NeedsSetup(ctx)
	if err != nil || !needs {
		return "", err
	}
	token := newSecret()
	if err := a.store.PutSetupToken(ctx, digest(token), a.now()); err != nil {
		return "", err
	}
	return "/setup?token=" + url.QueryEscape(token), nil
}

func (a *Auth) setupPage(c echo.Context) error {
	open, err := a.store.SetupOpen(c.Request().Context(), digest(c.QueryParam("token")), a.now())
	if err != nil {
		return err
	}
	if !open {
		return picking.Errorf(picking.NotFound, "This set-up link has been used or is too old. Start the server again for a new one.")
	}
	return respond.Render(c, http.StatusOK, SetupPage(setupView(c, nil)))
}

// setup makes the warehouse and its first admin and signs them in.
func (a *Auth) setup(c echo.Context) error {
	v := setupView(c, nil)
	admin, err := a.firstAdmin(c.Request().Context(), v, c.FormValue("password"))
	if err == nil {
		admin.User, err = a.store.Setup(c.Request().Context(), digest(v.Token), a.now(), v.Warehouse, admin)
	}
	var told *picking.Error
	if errors.As(err, &told) && told.Kind == picking.Invalid {
		return respond.Render(c, http.StatusUnprocessableEntity, SetupPage(setupView(c, told)))
	}
	if err != nil {
		return err
	}
	if err := a.begin(c, admin.User); err != nil {
		return err
	}
	a.Flash(c, "ok", "Your warehouse is set up. Next: import locations and items, and add your people.")
	return respond.SeeOther(c, Home(picking.Admin))
}

func (a *Auth) firstAdmin(ctx context.Context, v SetupView, password string) (c db.Credentials, err error) {
	switch {
	case v.Warehouse.Code == "":
		return c, picking.FieldError("code", "Please give the warehouse a short code, such as MAIN.")
	case v.Warehouse.Name == "":
		return c, picking.FieldError("warehouse", "Please name the warehouse.")
	case v.Name == "":
		return c, picking.FieldError("name", "Please give your name.")
	case v.Badge == "":
		return c, picking.FieldError("badge", "Please give your badge a code; it is what you sign in with.")
	}
	if _, err := time.LoadLocation(v.Warehouse.Timezone); err != nil || v.Warehouse.Timezone == "" {
		return c, picking.FieldError("timezone", "This time zone is not known. Use a name such as Europe/Berlin.")
	}
	// Before the costly hash: only somebody with the link may cause it.
	open, err := a.store.SetupOpen(ctx, digest(v.Token), a.now())
	if err == nil && !open {
		err = picking.Errorf(picking.Forbidden, "This set-up link has been used or is too old. Start the server again for a new one.")
	}
	if err != nil {
		return c, err
	}
	c.User = picking.User{Badge: v.Badge, Name: v.Name, Role: picking.Admin}
	c.PasswordHash, err = HashPassword(password)
	return c, err
}

// SetupView is what the set-up page shows.
type SetupView struct {
	Frame       ui.Frame
	Token       string
	Warehouse   db.NewWarehouse
	Name, Badge string
	Message     string
	Field       string
}

func setupView(c echo.Context, err *picking.Error) SetupView {
	v := SetupView{
		Frame: Frame(c, "Set up", ""), Token: c.FormValue("token"), Name: strings.TrimSpace(c.FormValue("name")), Badge: Badge(c.FormValue("badge")),
		Warehouse: db.NewWarehouse{
			Code: Badge(c.FormValue("code")), Name: strings.TrimSpace(c.FormValue("warehouse")), Timezone: strings.TrimSpace(c.FormValue("timezone")),
		},
	}
	v.Frame.User, v.Frame.Bare = picking.User{}, true
	v.Frame.Styles = []string{"css/signin.css"}
	if err != nil {
		v.Message, v.Field = err.Message, err.Field
	}
	if c.Request().Method == http.MethodGet {
		v.Warehouse.Timezone = "UTC"
	}
	return v
}

// wrong is the message of the field at fault.
func (v SetupView) wrong(field string) string {
	if v.Field == field {
		return v.Message
	}
	return ""
}
