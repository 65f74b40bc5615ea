package station

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// pickupView is the counter: who waits for what. Order is the one a customer asks for, to be confirmed.
type pickupView struct {
	screen
	Waiting []db.PackWaiting
	Order   *db.Shipment
}

func (a *Area) pickups(c echo.Context) error {
	id, _ := strconv.ParseInt(c.QueryParam("order"), 10, 64)
	return a.showPickups(c, picking.OrderID(id), picking.Message{})
}

func (a *Area) showPickups(c echo.Context, order picking.OrderID, said picking.Message) error {
	v := pickupView{screen: a.screen(c, "Pickups")}
	v.Said, v.Action, v.Ask, v.URL = said, PickupFindPath, "Scan the pickup slip or type the order number", PickupPath
	w := who(c)
	if order > 0 {
		sh, err := a.Store.Shipment(c.Request().Context(), w.Warehouse, order)
		if err != nil {
			return err
		}
		v.Order, v.URL = &sh, PickupPath+"?order="+strconv.FormatInt(int64(order), 10)
	}
	work, err := a.Store.PackHome(c.Request().Context(), w.Warehouse, w.User, 200)
	if err != nil {
		return err
	}
	v.Waiting = work.Pickups
	if v.Order != nil {
		v.Action, v.Ask = HandOutPath(order), "Scan the slip again once it is given"
	}
	return show(c, v.Frame, pickup(v))
}

// pickupFind looks up the order a customer asks for. Nothing changes before it is confirmed, by a touch or the same scan.
func (a *Area) pickupFind(c echo.Context) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	order, number, is, err := a.Store.OrderOfCode(c.Request().Context(), who(c).Warehouse, s)
	switch {
	case err != nil:
		return err
	case order == 0:
		return a.showPickups(c, 0, picking.Refuse(picking.UnknownCode, "No such order", picking.Say("No order has the number %s.", s.Code),
			"Scan the pickup slip."))
	}
	if c.QueryParam("order") == strconv.FormatInt(int64(order), 10) { // the same slip once more: it is given
		answer, err := a.Store.Collect(c.Request().Context(), act, order)
		if err != nil {
			return err
		}
		return a.showPickups(c, 0, answer.Message)
	}
	if m := pack.Collect(number, is); !m.Verdict.Accepted() {
		return a.showPickups(c, 0, m)
	}
	return a.showPickups(c, order, picking.Message{Verdict: picking.OK, Title: picking.Say("Order %s", number)})
}

func (a *Area) collect(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.Collect(c.Request().Context(), act, orderID(c))
	if err != nil {
		return err
	}
	if plainPost(c) && answer.Message.Verdict.Accepted() {
		auth.Flash(c, "ok", "Order "+answer.Number+" was given to its customer.")
		return respond.SeeOther(c, PickupPath)
	}
	return a.showPickups(c, 0, answer.Message)
}
