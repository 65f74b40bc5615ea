package auth

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"pickpack/web/respond"
	"pickpack/web/words"
)

const languageCookie = "pickpack_language"

// Speak lets the answer be in the language of the person that asks: the one they chose, else the one chosen last on this
// device, else the browser's.
func Speak(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		c.SetRequest(r.WithContext(words.With(r.Context(), languageOf(c))))
		return next(c)
	}
}

func languageOf(c echo.Context) *words.Language {
	if l := words.ByCode(Preferences(c).Language); l != nil {
		return l
	}
	if k, err := c.Cookie(languageCookie); err == nil {
		if l := words.ByCode(k.Value); l != nil {
			return l
		}
	}
	return words.Accepted(c.Request().Header.Get("Accept-Language"))
}

// setLanguage takes a button of the sign-in page: the language of this device, for people who have chosen none.
func (a *Auth) setLanguage(c echo.Context) error {
	if words.ByCode(c.FormValue("language")) != nil {
		a.keepLanguage(c, c.FormValue("language"))
	}
	return respond.SeeOther(c, backTo(c))
}

func (a *Auth) keepLanguage(c echo.Context, code string) {
	if code != "" {
		c.SetCookie(&http.Cookie{Name: languageCookie, Value: code, Path: "/", MaxAge: year, HttpOnly: true, Secure: a.opt.Secure, SameSite: http.SameSiteLaxMode})
	}
}
