// Package carriers are the admin's pages of the carriers' accounts and of the rules by which orders go. A secret is typed
// here and never shown again: it is sealed before it is stored, and a form comes back without it.
//
// # Why
//
// An account's key is sent to the account's address. Whoever changes the address types the key again, so that nobody can
// have a stored key sent to a place of his own.
package carriers

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/carrier/account"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Area is mounted at Path.
type Area struct {
	Store   *db.Store
	Counter *counter.Counter
	Now     func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.list)
	g.POST("", a.add)
	g.GET("/new", a.blank)
	g.GET("/rules", a.rules)
	g.POST("/rules", a.saveRule)
	g.POST("/rules/drop", a.dropRule)
	g.GET("/:id", a.one)
	g.GET("/:id/drop", a.askDrop)
	g.POST("/:id/:act", a.act)
}

// kindWord is what a kind of account is for.
type kindWord struct{ Key, Word, Text string }

var kinds = []kindWord{
	{account.Manual, "Own numbers", "A van of yours, or a carrier without a system: the label is made here, the number is drawn from a range or typed."},
	{account.Karrio, "Karrio", "A server of your own that speaks with many carriers."},
	{account.EasyPost, "EasyPost", "A service that buys from many carriers."},
	{account.Sandbox, "Sandbox", "No carrier at all, but complete: to try, to teach and to test. Nothing costs anything."},
}

func kindOf(key string) kindWord {
	for _, k := range kinds {
		if k.Key == key {
			return k
		}
	}
	return kindWord{}
}

// listView is every account with the rules in short.
type listView struct {
	Accounts []line
	Rules    []ship.Rule
}

// line is an account in the list.
type line struct {
	db.CarrierAccount
	Kind, Services   string
	Tone, Icon, Word string
	Heard            string
}

func (a *Area) list(c echo.Context) error {
	all, err := a.Store.Carriers(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	v := listView{}
	for _, x := range all {
		v.Accounts = append(v.Accounts, a.lineOf(x))
	}
	rules, err := a.Store.ShipRules(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	v.Rules = inOrder(rules)
	return show(c, http.StatusOK, "Carriers", listScreen(v))
}

func (a *Area) lineOf(x db.CarrierAccount) line {
	l := line{CarrierAccount: x, Kind: kindOf(x.Kind).Word, Services: servicesOf(x)}
	l.Tone, l.Icon, l.Word = look(x)
	if x.HeardAt != nil {
		l.Heard = ui.Ago(*x.HeardAt, a.Now())
	}
	return l
}

// look is how an account is: tone, icon and word.
func look(x db.CarrierAccount) (tone, icon, word string) {
	switch {
	case !x.Enabled:
		return "", "pause", "paused"
	case x.Trouble != "":
		return "bad", "alert", "in trouble"
	}
	return "ok", "check", "on"
}

// servicesOf is what an account sells, as far as it is settled here.
func servicesOf(x db.CarrierAccount) string {
	s, err := account.Read(x.Settings)
	if err != nil {
		return ""
	}
	out := ""
	for _, m := range s.Services {
		out = with(out, m.Name+" "+m.Price.String())
	}
	for _, m := range s.Carriers {
		out = with(out, m)
	}
	switch {
	case out != "":
		return out
	case x.Kind == account.Sandbox:
		return "Economy, Standard, Express"
	}
	return "all it offers"
}

func with(list, word string) string {
	if list == "" {
		return word
	}
	return list + ", " + word
}

func show(c echo.Context, status int, title string, screen templ.Component) error {
	f := auth.Frame(c, title, "shipping/carriers")
	f.Density, f.Styles = ui.Desk, []string{"css/desk.css", "css/carriers.css"}
	return respond.Render(c, status, page(f, screen))
}

// done keeps a message for the next page and leads there.
func done(c echo.Context, path, text string) error { return said(c, path, "ok", text) }

func said(c echo.Context, path, tone, text string) error {
	auth.Flash(c, tone, text)
	return respond.SeeOther(c, path)
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }

func warehouse(c echo.Context) picking.WarehouseID { return auth.User(c).Warehouse }
