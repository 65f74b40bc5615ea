package desk

import (
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// listsPage is how many pick lists a page shows.
const listsPage = 30

// listStates are the states to choose from, "" being all.
var listStates = []string{"", "open", "assigned", "in_progress", "done", "cancelled"}

type listsView struct {
	State string
	Tabs  []listTab
	Lists []listLine
	Pager ui.Pager
	Path  string
}

type listTab struct{ State, Word, Path string }

func (a *Area) lists(c echo.Context) error {
	state := c.QueryParam("state")
	if !slices.Contains(listStates, state) {
		return picking.FieldError("state", "There is no such state of a pick list.")
	}
	before, err := number(c, "before")
	if err != nil {
		return err
	}
	rows, err := a.Store.Lists(ctx(c), auth.User(c).Warehouse, db.ListFilter{State: state, Before: picking.ListID(before), Limit: listsPage + 1})
	if err != nil {
		return err
	}
	v, next := listsView{State: state, Tabs: listTabs(), Path: c.Request().URL.RequestURI()}, ""
	if len(rows) > listsPage {
		rows = rows[:listsPage]
		next = "before=" + text(rows[listsPage-1].ID)
	}
	v.Pager = pagerOf(c, len(rows), next)
	k := a.clock(c)
	for _, r := range rows {
		v.Lists = append(v.Lists, listLineOf(r, k))
	}
	return a.show(c, page{"Pick lists", "waves", v.Path, listsScreen(v)})
}

func listTabs() (all []listTab) {
	for _, s := range listStates {
		t := listTab{s, "all", ListsPath}
		if s != "" {
			_, _, t.Word = workLook(s)
			t.Path = ListStatePath(s)
		}
		all = append(all, t)
	}
	return all
}
