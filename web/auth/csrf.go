package auth

import (
	"crypto/subtle"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
)

// uploadMemory is how much of an upload is held in memory while its form is read; the rest waits in a file.
const uploadMemory = 4 << 20

// CSRF refuses changes that another site's page sent: by Sec-Fetch-Site where the browser tells (https, localhost), else
// by a token that must come both in a cookie and in the form field _csrf or the header X-CSRF-Token. Programs with an API
// key have no cookie to abuse and pass.
func (a *Auth) CSRF(next echo.HandlerFunc) echo.HandlerFunc {
	name := a.cookie("pickpack_csrf")
	return func(c echo.Context) error {
		if isAPI(c) || strings.HasPrefix(c.Path(), "/static") {
			return next(c)
		}
		token := ""
		if k, err := c.Cookie(name); err == nil && len(k.Value) == secretLength {
			token = k.Value
		}
		if err := a.fromHere(c, token); err != nil {
			return err
		}
		if token == "" && wantsDevice(c) {
			token = newSecret()
			c.SetCookie(&http.Cookie{Name: name, Value: token, Path: "/", MaxAge: year, HttpOnly: true, Secure: a.opt.Secure, SameSite: http.SameSiteLaxMode})
		}
		c.Set(csrfKey, token)
		return next(c)
	}
}

// fromHere reports, as an error, that a change was not sent by a page of ours.
func (a *Auth) fromHere(c echo.Context, token string) error {
	r := c.Request()
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return nil
	}
	switch r.Header.Get(echo.HeaderSecFetchSite) {
	case "same-origin", "none": // none: the person's own doing
		return nil
	case "cross-site":
		return errForeign
	}
	given, err := sentToken(r)
	if err != nil {
		return err
	}
	if token == "" || subtle.ConstantTimeCompare([]byte(token), []byte(given)) != 1 {
		return errForeign
	}
	return nil
}

var errForeign = picking.Errorf(picking.Forbidden,
	"This form is too old or came from another site. Please go back, reload the page and try again.")

// sentToken reads the token from the header, else from the form.
func sentToken(r *http.Request) (string, error) {
	if t := r.Header.Get(echo.HeaderXCSRFToken); t != "" {
		return t, nil
	}
	var err error
	if strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEMultipartForm) {
		err = r.ParseMultipartForm(uploadMemory)
	} else {
		err = r.ParseForm()
	}
	return r.PostFormValue("_csrf"), err
}
