package station

import (
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/scan"
)

// unpackView is a cancelled order whose cartons are emptied, one after the other.
type unpackView struct {
	screen
	P pack.Prompt
}

// unpack takes the scan of the tote into which a cancelled order's carton was emptied.
func (a *Area) unpack(c echo.Context) error {
	act, s, err := scan.Of(c, a.Now())
	if err != nil {
		return err
	}
	answer, err := a.Store.Unpack(c.Request().Context(), act, orderID(c), s)
	if err == nil && answer.Message.Verdict == picking.ListComplete {
		return a.goHome(c, answer.Message)
	}
	return a.answered(c, answer, err)
}

func (a *Area) showUnpack(c echo.Context, answer db.PackAnswer) error {
	v := unpackView{a.screen(c, "Packing"), answer.Prompt}
	v.Said, v.Action, v.URL, v.Ask = answer.Message, UnpackPath(v.P.Order), OrderPath(v.P.Order), "Scan the tote that takes its goods"
	return show(c, v.Frame, unpacking(v))
}
