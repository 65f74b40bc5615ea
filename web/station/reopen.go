package station

import (
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// reopenReasons why a closed carton is opened again.
var reopenReasons = []string{"Something is missing", "Something wrong is in it", "Damaged", "Wrong box", "Order changed", "Other"}

// reopen opens a closed carton again. It is a form of its own, sent by the browser.
func (a *Area) reopen(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	answer, err := a.Store.ReopenCarton(c.Request().Context(), act, orderID(c), picking.CartonID(number(c, "carton")), c.FormValue("reason"))
	if err != nil {
		return err
	}
	m, tone := answer.Message, "ok"
	if !m.Verdict.Accepted() {
		tone = "warn"
	}
	auth.Flash(c, tone, m.Title.String()+". "+m.Detail.String()+" "+m.Need.String())
	return respond.SeeOther(c, OrderPath(orderID(c)))
}
