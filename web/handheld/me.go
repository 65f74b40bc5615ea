package handheld

import (
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
	"pickpack/web/words"
)

// me shows what a person may set for themselves.
func (a *Area) me(c echo.Context) error { return a.show(c, meView{}) }

// prefer takes one setting, by the name of the button's field, and loads the page anew: its body bears the settings.
func (a *Area) prefer(c echo.Context) error {
	p := auth.Preferences(c)
	hand, text, theme := ui.Hand(c.FormValue("hand")), ui.TextSize(c.FormValue("text")), ui.Theme(c.FormValue("theme"))
	switch {
	case slices.Contains(ui.Hands, hand):
		p.Hand = string(hand)
	case slices.Contains(ui.TextSizes, text):
		p.TextSize = string(text)
	case slices.Contains(ui.Themes, theme):
		p.Theme = string(theme)
	case words.ByCode(c.FormValue("language")) != nil:
		p.Language = c.FormValue("language")
	default:
		return picking.Errorf(picking.Invalid, "There is no such setting.")
	}
	if err := auth.Prefer(c, p); err != nil {
		return err
	}
	return respond.SeeOther(c, MePath)
}
