package desk

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/ui"
)

// ordersPage is how many orders a page shows.
const ordersPage = 50

// orders lists orders by the filters in the address.
func (a *Area) orders(c echo.Context) error {
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	form := orderFormOf(c)
	f, err := form.filter(a.clock(c))
	if err != nil {
		return err
	}
	list, err := a.Store.Orders(ctx, wh, f, c.QueryParam("after"), ordersPage)
	if err != nil {
		return err
	}
	counts, err := a.Store.CountOrders(ctx, wh, f)
	if err != nil {
		return err
	}
	choices, err := a.Store.OrderChoices(ctx, wh)
	if err != nil {
		return err
	}
	v := ordersView{Form: form, Tabs: tabs(form, counts), Choices: formChoices(choices),
		Choosable: f.State == picking.Received}
	next := ""
	if list.Next != "" {
		next = url.Values{"after": {list.Next}}.Encode()
	}
	v.Pager = pagerOf(c, len(list.Rows), next)
	for _, r := range list.Rows {
		v.Rows = append(v.Rows, orderLineOf(r, a.clock(c)))
	}
	return a.show(c, page{"Orders", "orders", "", ordersScreen(v)}) // not live: somebody is ticking or typing
}

// orderForm is the filters as they stand in the form and in the address.
type orderForm struct {
	State, Channel, Service, Priority, Zone, Due, Search, Wave string
}

func orderFormOf(c echo.Context) orderForm {
	get := func(k string) string { return strings.TrimSpace(c.QueryParam(k)) }
	return orderForm{get("state"), get("channel"), get("service"), get("priority"), get("zone"), get("due"), get("q"), get("wave")}
}

// query is the form as an address.
func (f orderForm) query() url.Values {
	v := url.Values{}
	for k, s := range map[string]string{"state": f.State, "channel": f.Channel, "service": f.Service, "priority": f.Priority,
		"zone": f.Zone, "due": f.Due, "q": f.Search, "wave": f.Wave} {
		if s != "" {
			v.Set(k, s)
		}
	}
	return v
}

// filter is what the form means now. Late and soon-due orders are those that are not packed yet.
func (f orderForm) filter(k clock) (db.OrderFilter, error) {
	out := db.OrderFilter{State: picking.State(f.State), Channel: picking.Channel(f.Channel), Service: f.Service, Zone: f.Zone,
		Search: f.Search}
	if f.Priority != "" {
		if len(f.Priority) != 1 || f.Priority < "0" || f.Priority > "9" {
			return out, picking.FieldError("priority", "A priority is 0 to 9.")
		}
		out.MinPriority = int(f.Priority[0] - '0')
	}
	if f.Wave != "" {
		n, err := strconv.ParseInt(f.Wave, 10, 64)
		if err != nil {
			return out, picking.FieldError("wave", "%q is no wave.", f.Wave)
		}
		out.Wave = picking.WaveID(n)
	}
	midnight := time.Date(k.now.Year(), k.now.Month(), k.now.Day()+1, 0, 0, 0, 0, k.zone)
	switch f.Due {
	case "":
	case "late":
		out.Until, out.Unpacked = k.now, true
	case "hour":
		out.From, out.Until, out.Unpacked = k.now, k.now.Add(time.Hour), true
	case "today":
		out.Until = midnight
	case "tomorrow":
		out.From, out.Until = midnight, midnight.AddDate(0, 0, 1)
	default:
		return out, picking.FieldError("due", "There is no such cut-off window.")
	}
	return out, nil
}

// tabs are the states with their counts, and all of them.
func tabs(f orderForm, counts map[picking.State]int) []tab {
	sum := 0
	var all []tab
	for _, s := range picking.States {
		sum += counts[s]
		g := f
		g.State = string(s)
		all = append(all, tab{ui.StateWord(s), counts[s], OrdersPath + "?" + g.query().Encode(), f.State == string(s)})
	}
	g := f
	g.State = ""
	return append([]tab{{"All", sum, OrdersPath + "?" + g.query().Encode(), f.State == ""}}, all...)
}
