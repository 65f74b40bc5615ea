package desk

import (
	"github.com/labstack/echo/v4"

	"pickpack/web/auth"
)

// board is the home of the area.
func (a *Area) board(c echo.Context) error {
	b, err := a.Store.BoardSnapshot(c.Request().Context(), auth.User(c).Warehouse)
	if err != nil {
		return err
	}
	return a.show(c, page{"Floor", "board", HomePath, boardScreen(boardOf(b, a.clock(c)))})
}
