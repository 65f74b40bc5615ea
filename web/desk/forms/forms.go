// Package forms is the admin's page of the shipping label's form: the template as text with a picture of what it prints
// beside it, the versions there were, and the house's logo. Nothing is kept that does not print.
package forms

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Area is mounted at Path.
type Area struct {
	Store *db.Store
	Now   func() time.Time
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.edit)
	g.POST("", a.save)
	g.POST("/preview", a.preview)
	g.POST("/logo", a.logo)
}

// history is how many versions the page lists.
const history = 12

// edit shows the version that holds, or the one asked for.
func (a *Area) edit(c echo.Context) error {
	last, err := a.Store.Template(ctx(c), warehouse(c), db.LabelDocument)
	if err != nil {
		return err
	}
	v := view{Text: textOf(last), Base: last.Version, Shown: last.Version}
	if s := c.QueryParam("version"); s != "" {
		n, _ := strconv.Atoi(s) // what is no number is found nowhere
		old, err := a.Store.TemplateVersion(ctx(c), warehouse(c), db.LabelDocument, n)
		if err != nil {
			return err
		}
		v.Text, v.Shown = textOf(old), n
	}
	return a.show(c, http.StatusOK, v)
}

// textOf is the template as text, the built-in one where the house has none.
func textOf(t db.Template) string {
	if t.Body == "" {
		return labels.LabelTemplateText()
	}
	return t.Body
}

func (a *Area) show(c echo.Context, status int, v view) (err error) {
	if v.Versions, err = a.Store.Templates(ctx(c), warehouse(c), db.LabelDocument, history); err != nil {
		return err
	}
	logo, err := a.Store.Logo(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	v.Frame = auth.Frame(c, "Shipping label", "labels")
	v.Frame.Density, v.Frame.Styles, v.Frame.Htmx = ui.Desk, []string{"css/labels.css"}, true
	v.CSRF, v.HasLogo, v.Sample = auth.CSRF(c), len(logo) > 0, c.FormValue("sample")
	v.Fields, v.Now = labels.LabelFields(), a.Now().In(auth.Zone(c))
	v.Picture = picture(v.Text, v.Sample, logo)
	return respond.Render(c, status, page(v))
}

// save makes the text the version that holds, or the built-in one again; or only shows what it would print.
func (a *Area) save(c echo.Context) error {
	v := view{Text: unixLines(c.FormValue("template"))}
	v.Base, _ = strconv.Atoi(c.FormValue("base")) // what is no number was overtaken
	v.Shown = v.Base
	body := v.Text
	switch c.FormValue("act") {
	case "preview":
		return a.show(c, http.StatusOK, v)
	case "reset":
		body = ""
	default:
		if err := check(body); err != nil {
			t := respond.TroubleOf(err)
			v.Trouble = said(err)
			return a.show(c, t.Status, v)
		}
	}
	err := a.Store.SaveTemplate(ctx(c), auth.User(c), db.LabelDocument, v.Base, body)
	if err != nil && picking.KindOf(err) == picking.Conflict {
		t := respond.TroubleOf(err)
		v.Trouble = t.Message
		return a.show(c, t.Status, v)
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", "Saved. Labels made from now on look like this; those that were made stay as they are.")
	return respond.SeeOther(c, Path)
}

// check lays out every sample, so that nothing is kept that cannot be printed.
func check(body string) error {
	form, err := labels.ParseTemplate(body, labels.LabelFields())
	for _, s := range samples {
		if err == nil {
			_, err = s.parcel.Label(form, nil)
		}
	}
	return err
}

// preview answers with what the text would print, while it is written.
func (a *Area) preview(c echo.Context) error {
	logo, err := a.Store.Logo(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	return respond.Render(c, http.StatusOK, drawn(picture(unixLines(c.FormValue("template")), c.FormValue("sample"), logo)))
}

// logo takes another logo, or none.
func (a *Area) logo(c echo.Context) error {
	var file []byte
	if c.FormValue("act") != "remove" {
		var err error
		if file, err = uploaded(c); err != nil {
			auth.Flash(c, "bad", respond.TroubleOf(err).Message)
			return respond.SeeOther(c, Path)
		}
	}
	if err := a.Store.SaveLogo(ctx(c), auth.User(c), file); err != nil {
		return err
	}
	auth.Flash(c, "ok", "The logo is changed. It stands where the form has an element of the kind logo.")
	return respond.SeeOther(c, Path)
}

// uploaded reads the file of the form, if it is a picture that can be printed.
func uploaded(c echo.Context) ([]byte, error) {
	h, err := c.FormFile("logo")
	if err != nil {
		return nil, picking.FieldError("logo", "Choose a PNG file first.")
	}
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	file, err := io.ReadAll(io.LimitReader(f, labels.MaxLogoBytes+1))
	if err != nil {
		return nil, err
	}
	_, err = labels.ParseLogo(file)
	return file, err
}

// said is an error with its place.
func said(err error) string {
	own := new(picking.Error)
	if errors.As(err, &own) && own.Field != "" {
		return own.Field + ": " + own.Message
	}
	return respond.TroubleOf(err).Message
}

// unixLines takes the carriage returns out that browsers send with a text area.
func unixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
