package demo

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// story shows every shared component; ?theme= and ?density= show it in another dress.
func (a Area) story(c echo.Context) error {
	f := auth.Frame(c, "Components", "board")
	if t := c.QueryParam("theme"); t != "" {
		f.Theme = ui.Theme(t)
	}
	f.Density = ui.Density(c.QueryParam("density"))
	if f.User.ID == 0 {
		f.User = picking.User{ID: 1, Name: "Ada Lovelace", Badge: "U-1", Role: picking.Supervisor}
	}
	f.Styles = []string{"css/demo.css"}
	return respond.Render(c, http.StatusOK, storyPage(f))
}

var tones = []string{"", "accent", "ok", "warn", "bad"}
