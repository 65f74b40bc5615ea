package station

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"pickpack/labels/scale"
	"pickpack/web/scan"
)

// ScalePath tells what the scale of this station shows, where an agent reads it.
const ScalePath = HomePath + "/scale"

// scale answers the last reading as JSON; 204: no agent reads a scale here.
func (a *Area) scale(c echo.Context) error {
	who := scan.Who(c)
	r, err := a.Store.StationScale(c.Request().Context(), who.Warehouse, who.Device)
	if err != nil {
		return err
	}
	if r == nil {
		return c.NoContent(http.StatusNoContent)
	}
	return c.JSON(http.StatusOK, scale.Reading{State: scale.State(r.State), Grams: r.Grams})
}
