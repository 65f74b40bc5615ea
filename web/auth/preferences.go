package auth

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/web/ui"
)

// Preferences are those of the person that asks; zero if nobody is signed in.
func Preferences(c echo.Context) db.Preferences {
	p, _ := c.Get(preferKey).(db.Preferences)
	return p
}

// Prefer keeps how the person that asks likes the screens, whatever device they take next. This device keeps theme and
// language as well, for its sign-in page.
func Prefer(c echo.Context, p db.Preferences) error {
	a := c.Get(selfKey).(*Auth)
	if err := a.store.SetPreferences(c.Request().Context(), User(c), p); err != nil {
		return err
	}
	a.keepTheme(c, p.Theme)
	a.keepLanguage(c, p.Language)
	return nil
}

const themeCookie = "pickpack_theme"

// themeOf is the person's theme, on a page without a person the one chosen last on this device.
func themeOf(c echo.Context) ui.Theme {
	chosen := Preferences(c).Theme
	if _, ok := Known(c); !ok {
		if k, err := c.Cookie(themeCookie); err == nil {
			chosen = k.Value
		}
	}
	if t := ui.Theme(chosen); slices.Contains(ui.Themes, t) {
		return t
	}
	return ui.Auto
}

// setTheme takes a button of the menu that every page has.
func (a *Auth) setTheme(c echo.Context) error {
	theme := c.FormValue("theme")
	if !slices.Contains(ui.Themes, ui.Theme(theme)) {
		return c.Redirect(http.StatusSeeOther, backTo(c))
	}
	p := Preferences(c)
	p.Theme = theme
	if _, ok := Known(c); !ok {
		a.keepTheme(c, theme)
	} else if err := Prefer(c, p); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, backTo(c))
}

func (a *Auth) keepTheme(c echo.Context, theme string) {
	if theme != "" {
		c.SetCookie(&http.Cookie{Name: themeCookie, Value: theme, Path: "/", MaxAge: year, HttpOnly: true, Secure: a.opt.Secure, SameSite: http.SameSiteLaxMode})
	}
}
