// Package forms is the admin's page of the forms of labels and slips: the form of one kind of document as text with a picture
// of what it prints beside it, the versions there were, and the house's logo. Nothing is kept that does not print.
package forms

import (
	"errors"
	"fmt"
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
	k, err := kindOf(c)
	if err != nil {
		return err
	}
	last, err := a.Store.Template(ctx(c), warehouse(c), k.key)
	if err != nil {
		return err
	}
	v := view{Kind: k, Text: k.textOf(last), Base: last.Version, Shown: last.Version}
	if s := c.QueryParam("version"); s != "" {
		n, _ := strconv.Atoi(s) // what is no number is found nowhere
		old, err := a.Store.TemplateVersion(ctx(c), warehouse(c), k.key, n)
		if err != nil {
			return err
		}
		v.Text, v.Shown = k.textOf(old), n
	}
	return a.show(c, http.StatusOK, v)
}

// textOf is the form as text, the built-in one where the house has none.
func (k kind) textOf(t db.Template) string {
	if t.Body == "" {
		return labels.BuiltInForm(k.key)
	}
	return t.Body
}

func (a *Area) show(c echo.Context, status int, v view) (err error) {
	if v.Versions, err = a.Store.Templates(ctx(c), warehouse(c), v.Kind.key, history); err != nil {
		return err
	}
	logo, err := a.Store.Logo(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	v.Frame = auth.Frame(c, "Form of the "+strings.ToLower(v.Kind.word), "labels/forms")
	v.Frame.Density, v.Frame.Styles, v.Frame.Htmx = ui.Desk, []string{"css/desk.css", "css/labels.css"}, true
	v.CSRF, v.HasLogo, v.Sample, v.Now = auth.CSRF(c), len(logo) > 0, c.FormValue("sample"), a.Now().In(auth.Zone(c))
	v.Paper = v.Kind.paper(c.FormValue("paper"))
	v.Picture = v.Kind.picture(v.Text, v.Sample, v.Paper, logo)
	return respond.Render(c, status, page(v))
}

// save makes the text the version that holds, or the built-in one again; or only shows what it would print.
func (a *Area) save(c echo.Context) error {
	k, err := kindOf(c)
	if err != nil {
		return err
	}
	v := view{Kind: k, Text: unixLines(c.FormValue("template"))}
	v.Base, _ = strconv.Atoi(c.FormValue("base")) // what is no number was overtaken
	v.Shown = v.Base
	body := v.Text
	switch c.FormValue("act") {
	case "preview":
		return a.show(c, http.StatusOK, v)
	case "reset":
		body = ""
	default:
		if err := k.check(body); err != nil {
			t := respond.TroubleOf(err)
			v.Trouble = said(body, err)
			return a.show(c, t.Status, v)
		}
	}
	err = a.Store.SaveTemplate(ctx(c), auth.User(c), k.key, v.Base, body)
	if err != nil && picking.KindOf(err) == picking.Conflict {
		t := respond.TroubleOf(err)
		v.Trouble = t.Message
		return a.show(c, t.Status, v)
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", "Saved. What is made from now on looks like this; what was made stays as it is.")
	return respond.SeeOther(c, KindPath(k.key))
}

// check lays out every sample on every paper, so that nothing is kept that cannot be printed.
func (k kind) check(body string) error {
	form, err := labels.ParseForm(k.key, body)
	for _, s := range samples {
		for _, p := range k.papers {
			if err == nil {
				_, err = k.lay(form, s, p, nil)
			}
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
	k, err := kindOf(c)
	if err != nil {
		return err
	}
	return respond.Render(c, http.StatusOK, drawn(k.picture(unixLines(c.FormValue("template")), c.FormValue("sample"), k.paper(c.FormValue("paper")), logo)))
}

// logo takes another logo, or none.
func (a *Area) logo(c echo.Context) error {
	var file []byte
	if c.FormValue("act") != "remove" {
		var err error
		if file, err = uploaded(c); err != nil {
			auth.Flash(c, "bad", respond.TroubleOf(err).Message)
			return respond.SeeOther(c, KindPath(c.FormValue("of")))
		}
	}
	if err := a.Store.SaveLogo(ctx(c), auth.User(c), file); err != nil {
		return err
	}
	auth.Flash(c, "ok", "The logo is changed. It stands where a form says so: a label by an element of the kind logo, a slip by the logo's height.")
	return respond.SeeOther(c, KindPath(c.FormValue("of")))
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

// said is an error with its line and place in the text.
func said(text string, err error) string {
	own := new(picking.Error)
	if !errors.As(err, &own) || own.Field == "" {
		return respond.TroubleOf(err).Message
	}
	if n := labels.FormLine(text, own.Field); n > 0 {
		return fmt.Sprintf("Line %d, %s: %s", n, own.Field, own.Message)
	}
	return own.Field + ": " + own.Message
}

// unixLines takes the carriage returns out that browsers send with a text area.
func unixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
