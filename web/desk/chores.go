package desk

import (
	"fmt"
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
)

// Paths of what is to be done beside the picking.
const ChoresPath = "/d/chores"

// ChorePath does an act on a chore: link, done or drop.
func ChorePath(id int64, act string) string { return at(ChoresPath, id) + "/" + act }

// ItemRulesPath changes what pickers may do with an item.
func ItemRulesPath(i picking.ItemID) string { return ItemPath(i) + "/rules" }

func (a *Area) mountChores(g *echo.Group) {
	g.GET("/chores", a.chores)
	g.POST("/chores/:id/link", a.linkBarcode)
	g.POST("/chores/:id/:act", a.actChore)
	g.POST("/items/:id/rules", a.itemRules)
}

// choresView is what pickers found on the way, by kind.
type choresView struct {
	Codes, Counts, Labels []choreLine
	Returns               []returnLine
	Path, CSRF            string
}

func (v choresView) empty() bool {
	return len(v.Codes)+len(v.Counts)+len(v.Labels)+len(v.Returns) == 0
}

// returnLine is a cancelled order with goods to be put back.
type returnLine struct {
	db.Returning
	Ago string
}

type choreLine struct {
	db.Chore
	Ago string
}

// count is where a count is entered.
func (l choreLine) count() string {
	return CountFormPath(db.StockRow{Location: l.Location, Item: l.Item, Lot: l.Lot})
}

func (a *Area) chores(c echo.Context) error {
	all, err := a.Store.Chores(ctx(c), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	v, k := choresView{Path: ChoresPath, CSRF: auth.CSRF(c)}, a.clock(c)
	for _, x := range all {
		to := map[picking.ChoreKind]*[]choreLine{picking.BarcodeChore: &v.Codes, picking.CountChore: &v.Counts, picking.RelabelChore: &v.Labels}[x.Kind]
		*to = append(*to, choreLine{x, k.ago(x.At)})
	}
	returns, err := a.Store.Returns(ctx(c), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	for _, r := range returns {
		v.Returns = append(v.Returns, returnLine{r, k.ago(r.Since)})
	}
	return a.show(c, page{"To do", "stock", v.Path, choresScreen(v)})
}

func (a *Area) linkBarcode(c echo.Context) error {
	n, err := id[int64](c)
	if err != nil {
		return err
	}
	qty, err := number(c, "qty")
	if err != nil {
		return back(c, ChoresPath, err)
	}
	sku := c.FormValue("sku")
	code, err := a.Store.LinkBarcode(ctx(c), auth.User(c).Warehouse, auth.User(c).ID, n, sku, picking.Qty(qty))
	if err != nil {
		return back(c, ChoresPath, err)
	}
	return done(c, ChoresPath, fmt.Sprintf("%s means %d of %s from now on.", code, qty, sku))
}

func (a *Area) actChore(c echo.Context) error {
	n, err := id[int64](c)
	if err != nil {
		return err
	}
	acts := []string{"done", "drop"}
	i := slices.Index(acts, c.Param("act"))
	if i < 0 {
		return picking.Errorf(picking.NotFound, "There is no page at this address.")
	}
	do := a.Store.DoneChore
	if acts[i] == "drop" {
		do = a.Store.DropChore
	}
	if err := do(ctx(c), auth.User(c).Warehouse, auth.User(c).ID, n); err != nil {
		return back(c, ChoresPath, err)
	}
	return done(c, ChoresPath, "Noted.")
}

// itemRules takes the three boxes of an item's page.
func (a *Area) itemRules(c echo.Context) error {
	i, err := id[picking.ItemID](c)
	if err != nil {
		return err
	}
	r := db.ItemRules{OverPick: c.FormValue("over") != "", TypedQty: c.FormValue("typed") != "", ExpiredOK: c.FormValue("expired") != ""}
	if err := a.Store.SetItemRules(ctx(c), auth.User(c).Warehouse, auth.User(c).ID, i, r); err != nil {
		return err
	}
	return done(c, ItemPath(i), "The rules of this item are changed.")
}
