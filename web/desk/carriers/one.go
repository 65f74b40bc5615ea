package carriers

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
	"pickpack/web/api"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/respond"
)

// oneView is an account's page; without an ID it is to be added.
type oneView struct {
	Account line
	Typed   typed
	Hook    string // where its carrier calls us; "": it does not
	HasKey  bool
	HasHook bool // the webhook's secret is kept

	Field, Trouble string
	CSRF           string
}

// of is what is wrong with a field.
func (v oneView) of(fields ...string) string {
	for _, f := range fields {
		if v.Field == f {
			return v.Trouble
		}
	}
	return ""
}

// known says whether the form shows the trouble beside a field of its own.
func (v oneView) known() bool {
	switch v.Field {
	case "name", "key", "webhook", "address", "services", "script", "first", "last", "digits", "check", "prefix":
		return true
	}
	return false
}

func (a *Area) blank(c echo.Context) error {
	k := kindOf(c.QueryParam("kind"))
	if k.Key == "" {
		return picking.Errorf(picking.NotFound, "There is no such kind of carrier.")
	}
	t := typed{Name: "", Numbers: "range", Digits: "8"}
	if k.Key == account.Sandbox {
		t.Name = "Sandbox"
	}
	return a.showOne(c, http.StatusOK, oneView{Account: line{CarrierAccount: db.CarrierAccount{Kind: k.Key}, Kind: k.Word}, Typed: t})
}

func (a *Area) one(c echo.Context) error {
	x, err := a.find(c)
	if err != nil {
		return err
	}
	s, err := account.Read(x.Settings)
	if err != nil {
		return err
	}
	return a.showOne(c, http.StatusOK, oneView{Account: a.lineOf(x), Typed: typedOf(x.Name, s)})
}

func (a *Area) showOne(c echo.Context, status int, v oneView) error {
	v.CSRF = auth.CSRF(c)
	x := v.Account.CarrierAccount
	if x.ID != 0 && x.Kind != account.Manual {
		v.Hook = c.Scheme() + "://" + c.Request().Host + api.WebhookPath(x.ID)
	}
	if had, err := a.Counter.Secrets(warehouse(c), x); err == nil {
		v.HasKey, v.HasHook = !had[account.Key].IsZero(), !had[account.Webhook].IsZero()
	} else {
		v.Account.Trouble = counter.Told(err)
	}
	title := x.Name
	if x.ID == 0 {
		title = "Add a carrier"
	}
	return show(c, status, title, oneScreen(v))
}

// find is the account of the address, if it is on the list.
func (a *Area) find(c echo.Context) (db.CarrierAccount, error) {
	all, err := a.Store.Carriers(ctx(c), warehouse(c))
	if err != nil {
		return db.CarrierAccount{}, err
	}
	for _, x := range all {
		if c.Param("id") == strconv.FormatInt(int64(x.ID), 10) {
			return x, nil
		}
	}
	return db.CarrierAccount{}, picking.Errorf(picking.NotFound, "There is no such carrier.")
}

func (a *Area) add(c echo.Context) error {
	k := kindOf(c.FormValue("kind"))
	if k.Key == "" {
		return picking.Errorf(picking.NotFound, "There is no such kind of carrier.")
	}
	return a.keep(c, db.CarrierAccount{Kind: k.Key})
}

// keep checks what was typed and stores it.
func (a *Area) keep(c echo.Context, x db.CarrierAccount) error {
	t := typedIn(c)
	id, err := a.store(c, x, t)
	var own *picking.Error
	if errors.As(err, &own) && (own.Kind == picking.Invalid || own.Kind == picking.Conflict || own.Kind == picking.Unavailable) {
		return a.showOne(c, respond.Status(own.Kind), oneView{Account: a.lineOf(x), Typed: t, Field: own.Field, Trouble: own.Message})
	}
	if err != nil {
		return err
	}
	if x.ID == 0 {
		return done(c, OnePath(id), t.Name+" is added. Test it, then turn it on.")
	}
	return done(c, OnePath(id), "Saved.")
}

func (a *Area) store(c echo.Context, x db.CarrierAccount, t typed) (picking.CarrierID, error) {
	var was account.Settings
	if x.ID != 0 {
		var err error
		if was, err = account.Read(x.Settings); err != nil {
			return 0, err
		}
	}
	if t.Name == "" || len([]rune(t.Name)) > 40 || strings.ContainsAny(t.Name, "/") {
		return 0, picking.FieldError("name", "Give it a name of up to 40 characters, without a slash.")
	}
	s, err := t.settings(x.Kind, was)
	if err != nil {
		return 0, err
	}
	secrets, fresh, err := a.secrets(c, x, s.Address != was.Address || s.Inside != was.Inside)
	if err != nil {
		return 0, err
	}
	if _, err := account.Open(account.Account{Name: t.Name, Kind: x.Kind, Settings: s, Secrets: secrets}, &manual.Notebook{}, a.Now); err != nil {
		return 0, err
	}
	row := x
	row.Name = t.Name
	if row.Settings, err = json.Marshal(s); err != nil {
		return 0, err
	}
	var seal func(string) ([]byte, error)
	if fresh {
		seal = a.Counter.Seal(secrets)
	}
	return a.Store.SaveCarrier(ctx(c), auth.User(c), row, seal)
}

// secrets are those of an account once the form is taken: an empty field keeps what is there. fresh says that one changed.
func (a *Area) secrets(c echo.Context, x db.CarrierAccount, moved bool) (kept map[string]carrier.Secret, fresh bool, err error) {
	if x.Kind != account.EasyPost && x.Kind != account.Karrio {
		return nil, false, nil
	}
	kept = map[string]carrier.Secret{}
	if x.ID != 0 {
		if kept, err = a.Counter.Secrets(warehouse(c), x); err != nil {
			kept = map[string]carrier.Secret{} // sealed with another key: it has to be typed again
		}
	}
	for _, word := range []string{account.Key, account.Webhook} {
		text := strings.TrimSpace(c.FormValue(word))
		switch {
		case len(text) > 500:
			return nil, false, picking.FieldError(word, "This is longer than a key.")
		case text != "":
			kept[word], fresh = carrier.NewSecret(text), true
		case word == account.Key && moved && x.ID != 0:
			return nil, false, picking.FieldError(word, "The address is another one: type the key again, so that it goes nowhere by mistake.")
		}
	}
	if c.FormValue("nohook") != "" {
		delete(kept, account.Webhook)
		fresh = true
	}
	return kept, fresh, nil
}

// act does something with an account.
func (a *Area) act(c echo.Context) error {
	x, err := a.find(c)
	if err != nil {
		return err
	}
	path := OnePath(x.ID)
	switch c.Param("act") {
	case "save":
		return a.keep(c, x)
	case "test":
		if err := a.Counter.Ping(ctx(c), warehouse(c), x); err != nil {
			return said(c, path, "bad", counter.Told(err))
		}
		return done(c, path, x.Name+" lets us in. Nothing was bought.")
	case "pause", "resume":
		x.Enabled = c.Param("act") == "resume"
		if _, err := a.Store.SaveCarrier(ctx(c), auth.User(c), x, nil); err != nil {
			return err
		}
		if x.Enabled {
			return done(c, path, "Labels are bought of it from now on.")
		}
		return done(c, path, "No more labels are bought of it. What was bought can still be given back.")
	case "drop":
		if err := a.Store.RemoveCarrier(ctx(c), auth.User(c), x.ID); err != nil {
			return err
		}
		return done(c, Path, x.Name+" is off the list.")
	}
	return picking.Errorf(picking.NotFound, "There is no such act.")
}

func (a *Area) askDrop(c echo.Context) error {
	x, err := a.find(c)
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, "Take a carrier off", dropScreen(oneView{Account: a.lineOf(x), CSRF: auth.CSRF(c)}))
}
