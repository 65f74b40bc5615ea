package desk

import (
	"fmt"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// listView is one pick list's page.
type listView struct {
	Line    listLine
	Wave    string
	Step    string
	Stops   []db.ListTask
	Totes   []db.ListTote
	Map     floorMap
	Whys    []whyLine
	History []historyLine
	People  []ui.Option
	Holder  string // id of the person who has it
	Open    bool   // it is not ended
	Begun   bool
	CSRF    string
	Path    string
}

func (a *Area) list(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	p, err := a.Store.List(ctx, wh, l)
	if err != nil {
		return err
	}
	people, err := a.Store.Users(ctx, wh)
	if err != nil {
		return err
	}
	v := listOf(p, people, a.clock(c))
	if v.Whys, err = a.whys(c, l, p.Orders == 1); err != nil {
		return err
	}
	v.CSRF = auth.CSRF(c)
	return a.show(c, page{"Pick list " + listName(l), "waves", v.Path, listScreen(v)})
}

func listOf(p db.ListPage, people []db.Person, k clock) listView {
	v := listView{Line: listLineOf(p.ListRow, k), Wave: waveName(p.Wave, p.WaveName), Step: stepWord(p.Step), Stops: p.Stops, Totes: p.Totes,
		Map: mapOfFloor(p.Floor), Path: ListPath(p.ID), Open: p.State != "done" && p.State != "cancelled", Begun: p.State == "in_progress"}
	if p.User != 0 {
		v.Holder = text(p.User)
	}
	if !v.Begun {
		v.People = append(v.People, ui.Option{Word: "Whoever asks next"})
	}
	for _, u := range people {
		if u.Active {
			v.People = append(v.People, ui.Option{Value: text(u.ID), Word: u.Name + " (" + string(u.Role) + ")"})
		}
	}
	for _, h := range p.History {
		v.History = append(v.History, historyOf(h, k))
	}
	return v
}

// stepWord is what a list waits for.
func stepWord(step string) string {
	switch step {
	case "cart":
		return "a cart"
	case "totes":
		return "totes for the cart"
	case "bin":
		return "the next bin"
	case "item", "serial":
		return "an item"
	case "tote":
		return "the tote"
	case "drop":
		return "the totes to be left somewhere"
	}
	return ""
}

func (a *Area) assign(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	to := 0
	if s := c.FormValue("user"); s != "" {
		if to, err = strconv.Atoi(s); err != nil {
			return picking.FieldError("user", "This is nobody.")
		}
	}
	u := auth.User(c)
	if err := a.Store.AssignList(c.Request().Context(), u.Warehouse, u.ID, l, picking.UserID(to)); err != nil {
		return back(c, ListPath(l), err)
	}
	if to == 0 {
		return done(c, ListPath(l), "The list waits for whoever asks next.")
	}
	return done(c, ListPath(l), "The list is given.")
}

func (a *Area) askUnreleaseList(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	v := askView{Title: fmt.Sprintf("Take list %s back?", listName(l)), Action: UnreleaseListPath(l), Back: ListPath(l),
		Text: "Its orders wait again and their stock is free. What was planned for them on lists of other zones goes back with them.",
		Yes:  "Take back", Kind: "danger", CSRF: auth.CSRF(c)}
	return a.show(c, page{"Pick list " + listName(l), "waves", "", ask(v)})
}

func (a *Area) unreleaseList(c echo.Context) error {
	l, err := id[picking.ListID](c)
	if err != nil {
		return err
	}
	u := auth.User(c)
	undone, err := a.Store.UnreleaseList(c.Request().Context(), u.Warehouse, u.ID, l)
	if err != nil {
		return back(c, ListPath(l), err)
	}
	return done(c, ListPath(l), takenBack(undone))
}
