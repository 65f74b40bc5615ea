package station

import (
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// holdReasons why an order is set aside, in the order of how often they are true.
var holdReasons = []string{"Something is missing", "Damaged", "Wrong goods", "It does not fit", "Other"}

// hold is a touch: it asks for the reason, or has it.
func (a *Area) hold(c echo.Context) error {
	reason, err := reasonOf(c)
	if err != nil {
		return err
	}
	if reason == "" {
		return a.askWhy(c)
	}
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	return a.setAside(c, act, reason)
}

// askWhy asks what is wrong with the order. Nothing has changed.
func (a *Area) askWhy(c echo.Context) error {
	p, err := a.Store.PackPrompt(c.Request().Context(), who(c), orderID(c))
	if err != nil {
		return err
	}
	if p.Carton == nil {
		return a.showOrder(c, db.PackAnswer{Prompt: p, Message: picking.Refuse(picking.NotAllowed, "Nothing to set aside",
			picking.Say("Order %s is not being packed.", p.Number), "Open its carton again if something is wrong with it.")})
	}
	return a.showPack(c, packView{P: p, Hold: true, screen: screen{Action: HoldScanPath(p.Order)}})
}

func (a *Area) setAside(c echo.Context, act db.Act, reason string) error {
	answer, err := a.Store.SetAside(c.Request().Context(), act, orderID(c), reason)
	if err != nil || !answer.Message.Verdict.Accepted() {
		return a.answered(c, answer, err)
	}
	return a.goHome(c, answer.Message)
}

// goHome shows what waits, after an order's last step; first of all what came on the same cart.
func (a *Area) goHome(c echo.Context, m picking.Message) error {
	cart, err := a.Store.CartOf(c.Request().Context(), who(c).Warehouse, orderID(c))
	if err != nil {
		return err
	}
	if plainPost(c) {
		auth.Flash(c, "ok", m.Title.String()+". "+m.Detail.String())
		return respond.SeeOther(c, HomePath+"?cart="+url.QueryEscape(cart))
	}
	s := a.screen(c, "Packing")
	s.Said = m
	return a.showCart(c, s, cart)
}

// holdReason is the reason that a typed number stands for, else "".
func holdReason(raw string) string {
	n, err := strconv.Atoi(raw)
	if err != nil || n < 1 || n > len(holdReasons) {
		return ""
	}
	return holdReasons[n-1]
}
