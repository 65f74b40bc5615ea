package desk

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// stockPage is how many balances a page shows.
const stockPage = 60

type stockView struct {
	Search, Zone string
	Suspect      bool
	Zones        []ui.Option
	Rows         []db.StockRow
	Pager        ui.Pager
}

// none says that nothing lies anywhere, whatever the filters.
func (v stockView) none() bool {
	return len(v.Rows) == 0 && v.Search+v.Zone == "" && !v.Suspect && v.Pager.Previous == ""
}

func (a *Area) stock(c echo.Context) error {
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	v := stockView{Search: strings.TrimSpace(c.QueryParam("q")), Zone: c.QueryParam("zone"), Suspect: c.QueryParam("suspect") != ""}
	list, err := a.Store.Stock(ctx, wh, db.StockFilter{Search: v.Search, Zone: v.Zone, Suspect: v.Suspect}, c.QueryParam("after"), stockPage)
	if err != nil {
		return err
	}
	choices, err := a.Store.OrderChoices(ctx, wh)
	if err != nil {
		return err
	}
	next := ""
	if list.Next != "" {
		next = url.Values{"after": {list.Next}}.Encode()
	}
	v.Rows, v.Zones, v.Pager = list.Rows, formChoices(choices).Zones, pagerOf(c, len(list.Rows), next)
	return a.show(c, page{"Stock", "stock", "", stockScreen(v)})
}

// itemView is one item's page.
type itemView struct {
	Rules db.ItemRules
	CSRF  string
	P     db.ItemPage
	Moves []moveLine
	Hand  picking.Qty
	Free  picking.Qty
}

type moveLine struct {
	At, What, From, To, Lot, Who string
	Qty                          int
}

func (a *Area) item(c echo.Context) error {
	i, err := id[picking.ItemID](c)
	if err != nil {
		return err
	}
	p, err := a.Store.Item(c.Request().Context(), auth.User(c).Warehouse, i)
	if err != nil {
		return err
	}
	r, err := a.Store.ItemRules(ctx(c), auth.User(c).Warehouse, i)
	if err != nil {
		return err
	}
	v, k := itemView{P: p, Rules: r, CSRF: auth.CSRF(c)}, a.clock(c)
	for _, r := range p.Stock {
		v.Hand, v.Free = v.Hand+r.OnHand, v.Free+r.Available()
	}
	for _, m := range p.Moves {
		v.Moves = append(v.Moves, moveLine{k.moment(m.At), moveWord(m.Cause), m.From, m.To, m.Lot, m.Who, int(m.Qty)})
	}
	return a.show(c, page{p.Name, "stock", "", itemScreen(v)})
}

// countView asks for a count.
type countView struct {
	Row     db.StockRow
	Counted string
	Trouble string
	CSRF    string
}

func (a *Area) countForm(c echo.Context) error {
	v, err := a.counting(c)
	if err != nil {
		return err
	}
	return a.show(c, page{"Count " + v.Row.Bin, "stock", "", countScreen(v)})
}

// counting finds what is to be counted.
func (a *Area) counting(c echo.Context) (countView, error) {
	var n [3]int
	for i, f := range []string{"location", "item", "lot"} {
		var err error
		if n[i], err = number(c, f); err != nil {
			return countView{}, err
		}
	}
	row, err := a.Store.Balance(c.Request().Context(), auth.User(c).Warehouse, db.Count{
		Location: picking.LocationID(n[0]), Item: picking.ItemID(n[1]), Lot: picking.LotID(n[2])})
	return countView{Row: row, CSRF: auth.CSRF(c)}, err
}

func (a *Area) count(c echo.Context) error {
	v, err := a.counting(c)
	if err != nil {
		return err
	}
	v.Counted = strings.TrimSpace(c.FormValue("qty"))
	qty, err := number(c, "qty")
	if v.Counted == "" {
		err = picking.FieldError("qty", "How many are there?")
	}
	u, diff := auth.User(c), picking.Qty(0)
	if err == nil {
		diff, err = a.Store.SetCount(c.Request().Context(), u.Warehouse, u.ID,
			db.Count{Location: v.Row.Location, Item: v.Row.Item, Lot: v.Row.Lot, Qty: picking.Qty(qty)})
	}
	if picking.KindOf(err) == picking.Invalid && err != nil {
		t := respond.TroubleOf(err)
		v.Trouble = t.Message
		return a.showAs(c, t.Status, page{"Count " + v.Row.Bin, "stock", "", countScreen(v)})
	}
	if err != nil {
		return err
	}
	return done(c, BinPath(v.Row.Bin), countedWords(v.Row, diff))
}

func countedWords(r db.StockRow, diff picking.Qty) string {
	if diff == 0 {
		return fmt.Sprintf("%s in %s: the count is right.", r.SKU, r.Bin)
	}
	return fmt.Sprintf("%s in %s: %+d, now %d.", r.SKU, r.Bin, diff, r.OnHand+diff)
}

// countable says whether a supervisor counts such a place; totes and cartons are counted by scanning.
func countable(k picking.LocationKind) bool {
	return k == picking.PickFace || k == picking.Reserve || k == picking.Staging
}
