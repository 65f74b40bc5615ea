// Package boxes are the desk's pages of the kinds of carton a warehouse has, and of the weights that closed cartons taught.
// What a box must be like is said by picking/pack; what is learned changes nobody's master data until a person takes it.
package boxes

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Path lists the boxes; below it one is dropped, and what was learned of weights is taken.
const (
	Path        = "/d/boxes"
	DropPath    = Path + "/drop"
	WeightsPath = Path + "/weights"
)

// EditPath is the page of boxes with one of them in the form.
func EditPath(code string) string { return Path + "?edit=" + url.QueryEscape(code) }

// AskDropPath asks about taking a box off the list.
func AskDropPath(code string) string { return DropPath + "?code=" + url.QueryEscape(code) }

// Area is mounted at Path.
type Area struct {
	Store *db.Store
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.list)
	g.POST("", a.save)
	g.GET("/drop", a.askDrop)
	g.POST("/drop", a.drop)
	g.GET("/weights", a.weights)
	g.POST("/weights", a.take)
}

// listView is every box, and the form for one more or the one that is changed.
type listView struct {
	Boxes    []pack.Box
	Carriers []string // accounts that a box can be left to
	Form     typed
	CSRF     string
}

func (a *Area) list(c echo.Context) error {
	f := typed{Padding: "0", Wall: "3"}
	if code := c.QueryParam("edit"); code != "" {
		all, err := a.Store.Boxes(ctx(c), auth.User(c).Warehouse)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(b pack.Box) bool { return b.Code == code })
		if i < 0 {
			return picking.Errorf(picking.NotFound, "There is no such box.")
		}
		f = typedOf(all[i])
	}
	return a.show(c, http.StatusOK, f)
}

func (a *Area) show(c echo.Context, status int, f typed) error {
	w := auth.User(c).Warehouse
	v := listView{Form: f, CSRF: auth.CSRF(c)}
	var err error
	if v.Boxes, err = a.Store.Boxes(ctx(c), w); err != nil {
		return err
	}
	accounts, err := a.Store.Carriers(ctx(c), w)
	if err != nil {
		return err
	}
	for _, x := range accounts {
		v.Carriers = append(v.Carriers, x.Name)
	}
	for _, name := range f.Carriers { // one that has gone is still shown, so that it can be taken away
		if !slices.Contains(v.Carriers, name) {
			v.Carriers = append(v.Carriers, name)
		}
	}
	return render(c, status, "Boxes", listScreen(v))
}

// save adds a box, or changes the one whose code was opened in the form.
func (a *Area) save(c echo.Context) error {
	f := typedIn(c)
	b, err := f.box()
	if err == nil && f.Was == "" {
		err = a.isNew(c, b.Code)
	}
	if err == nil {
		err = a.Store.SaveBox(ctx(c), auth.User(c), b)
	}
	if k := picking.KindOf(err); err != nil && (k == picking.Invalid || k == picking.Conflict) {
		t := respond.TroubleOf(err)
		f.Field, f.Trouble = t.Field, t.Message
		return a.show(c, t.Status, f)
	}
	if err != nil {
		return err
	}
	return done(c, Path, fmt.Sprintf("Box %s is saved. Its barcode is %s%s.", b.Code, pack.BoxPrefix, b.Code))
}

func (a *Area) isNew(c echo.Context, code string) error {
	all, err := a.Store.Boxes(ctx(c), auth.User(c).Warehouse)
	if err == nil && slices.ContainsFunc(all, func(b pack.Box) bool { return strings.EqualFold(b.Code, code) }) {
		err = &picking.Error{Kind: picking.Conflict, Field: "code", Message: "There is a box of this code already. Open it to change it."}
	}
	return err
}

func (a *Area) askDrop(c echo.Context) error {
	return render(c, http.StatusOK, "Boxes", askScreen(c.QueryParam("code"), auth.CSRF(c)))
}

func (a *Area) drop(c echo.Context) error {
	code := c.FormValue("code")
	if err := a.Store.DropBox(ctx(c), auth.User(c), code); err != nil {
		return err
	}
	return done(c, Path, "Box "+code+" is off the list. Cartons packed in it keep its name.")
}

// mostWeights is how many items the page of weights lists; the rest come up as these are taken.
const mostWeights = 100

func (a *Area) weights(c echo.Context) error {
	all, err := a.Store.OddWeights(ctx(c), auth.User(c).Warehouse, mostWeights)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, "Learned weights", weightsScreen(all, auth.CSRF(c)))
}

// take makes a learned weight that of the master data.
func (a *Area) take(c echo.Context) error {
	id, _ := strconv.ParseInt(c.FormValue("item"), 10, 64)
	sku, err := a.Store.TakeWeight(ctx(c), auth.User(c), picking.ItemID(id))
	if err != nil {
		return err
	}
	return done(c, WeightsPath, sku+" has its new weight.")
}

func render(c echo.Context, status int, title string, screen templ.Component) error {
	f := auth.Frame(c, title, "shipping/boxes")
	f.Density, f.Styles = ui.Desk, []string{"css/desk.css"}
	return respond.Render(c, status, page(f, screen))
}

func done(c echo.Context, path, text string) error {
	auth.Flash(c, "ok", text)
	return respond.SeeOther(c, path)
}

func ctx(c echo.Context) context.Context { return c.Request().Context() }
