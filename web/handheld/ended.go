package handheld

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/scan"
)

// A screen on which something has ended takes the scans of what may come next: a cart, a tote. Their address says what has
// ended, so that the UNDO card still takes its last step back.

// ListEndPath takes the scans at the end of a pick list.
func ListEndPath(l picking.ListID) string {
	return HomeScanPath + "?list=" + strconv.FormatInt(int64(l), 10)
}

// BackEndPath takes the scans when all goods of a cancelled order are back.
func BackEndPath(o picking.OrderID) string {
	return HomeScanPath + "?order=" + strconv.FormatInt(int64(o), 10)
}

// SortEndPath takes the scans when a tote has been emptied at the put wall.
func SortEndPath(s picking.SortID) string {
	return WallScanPath + "?sort=" + strconv.FormatInt(int64(s), 10)
}

// undoEnded takes the UNDO card. False: it was another scan.
func (a *Area) undoEnded(c echo.Context, refused func(echo.Context, picking.Message) error) (bool, error) {
	act, s, err := scan.Of(c, a.Now())
	if err != nil || s.Code != undoCard {
		return false, err
	}
	ctx := c.Request().Context()
	number := func(name string) (n int64) {
		n, _ = strconv.ParseInt(c.QueryParam(name), 10, 64)
		return max(n, 0)
	}
	if n := number("list"); n > 0 {
		return true, a.answer(c)(a.Store.PickUndo(ctx, act, picking.ListID(n)))
	}
	if n := number("order"); n > 0 {
		return true, a.putBackTo(c)(a.Store.BackUndo(ctx, act, picking.OrderID(n)))
	}
	if n := number("sort"); n > 0 {
		return true, a.sorted(c)(a.Store.SortUndo(ctx, act, picking.SortID(n)))
	}
	return true, refused(c, picking.Refuse(picking.NotAllowed, "Nothing to undo", "This screen changes nothing.", "Go to the list, then scan UNDO."))
}
