// Package imports are the supervisor's pages that files come in by. A file is uploaded and judged; nothing of it is taken
// before somebody has seen what would happen:
//
//	upload ─▶ report ─▶ take all │ take the good rows │ drop
//
// The rules and the reading are picking/intake's, the same as for the command line and the JSON interface.
package imports

import (
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/intake"
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
	g.GET("", a.form)
	g.POST("", a.upload)
	g.GET("/template/:file", a.template)
	g.GET("/:id", a.report)
	g.POST("/:id/take", a.take)
	g.POST("/:id/drop", a.drop)
}

// history is how many earlier imports the page lists.
const history = 20

func (a *Area) form(c echo.Context) error {
	kind := intake.Kind(c.QueryParam("kind"))
	if !kind.Valid() {
		kind = intake.Orders
	}
	return a.show(c, http.StatusOK, kind, "")
}

// show draws the page, with what was wrong with an upload if something was.
func (a *Area) show(c echo.Context, status int, kind intake.Kind, trouble string) error {
	earlier, err := a.Store.Imports(c.Request().Context(), auth.User(c).Warehouse, history)
	if err != nil {
		return err
	}
	return respond.Render(c, status, page(uploadView{Frame: frame(c, "Import"), Kind: kind, Trouble: trouble,
		Earlier: earlier, Now: a.Now().In(auth.Zone(c))}))
}

func frame(c echo.Context, title string) ui.Frame {
	f := auth.Frame(c, title, "import")
	f.Density, f.Styles = ui.Desk, []string{"css/desk.css", "css/import.css"}
	return f
}

// upload judges a file and keeps it until somebody decides. What cannot be read is told on the page.
func (a *Area) upload(c echo.Context) error {
	u, kind := auth.User(c), intake.Kind(c.FormValue("kind"))
	name, content, err := uploaded(c)
	if err == nil {
		var o intake.Options
		if o, err = a.Store.IntakeOptions(c.Request().Context(), u.Warehouse, a.Now()); err != nil {
			return err
		}
		var f intake.File
		if f, err = intake.Parse(kind, name, content, o); err == nil {
			i, err := a.Store.AddImport(c.Request().Context(), u, f, content)
			if err != nil {
				return err
			}
			return respond.SeeOther(c, ReportPath(i.ID))
		}
	}
	if picking.KindOf(err) != picking.Invalid {
		return err
	}
	return a.show(c, respond.Status(picking.Invalid), kind, ui.Sentence(err))
}

// uploaded reads the form's file.
func uploaded(c echo.Context) (name string, content []byte, err error) {
	h, err := c.FormFile("file")
	if err != nil || h.Filename == "" {
		return "", nil, picking.FieldError("file", "Please choose a file.")
	}
	f, err := h.Open()
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	content, err = io.ReadAll(io.LimitReader(f, intake.MaxBytes+1))
	return fileName(h.Filename), content, err
}

// fileName is a file's name as it may be stored and shown.
func fileName(s string) string {
	s = strings.ToValidUTF8(filepath.Base(strings.ReplaceAll(s, `\`, "/")), "")
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 100 {
		s = string(r[:100])
	}
	return s
}

func (a *Area) template(c echo.Context) error {
	name, ok := strings.CutSuffix(c.Param("file"), ".csv")
	kind := intake.Kind(name)
	if !ok || !kind.Valid() {
		return echo.ErrNotFound
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+string(kind)+`.csv"`)
	return c.Blob(http.StatusOK, "text/csv; charset=utf-8", intake.Template(kind))
}

func (a *Area) report(c echo.Context) error {
	id, err := idOf(c)
	if err != nil {
		return err
	}
	i, err := a.Store.Import(c.Request().Context(), auth.User(c).Warehouse, id)
	if err != nil {
		return err
	}
	return respond.Render(c, http.StatusOK, reportScreen(reportView{Frame: frame(c, i.Name), Import: i, Now: a.Now().In(auth.Zone(c))}))
}

func (a *Area) take(c echo.Context) error {
	id, err := idOf(c)
	if err != nil {
		return err
	}
	r, err := a.Store.TakeStored(c.Request().Context(), auth.User(c), id, a.Now(), c.FormValue("good") == "1")
	if err != nil {
		return err
	}
	if r.Taken {
		auth.Flash(c, "ok", taken(r))
	} else {
		auth.Flash(c, "warn", fmt.Sprintf("Nothing was taken: the warehouse has changed since the file was checked, and %s now.", areBad(r.BadRows)))
	}
	return respond.SeeOther(c, ReportPath(id))
}

func (a *Area) drop(c echo.Context) error {
	id, err := idOf(c)
	if err != nil {
		return err
	}
	if err := a.Store.DropImport(c.Request().Context(), auth.User(c), id); err != nil {
		return err
	}
	auth.Flash(c, "", "The file was dropped; nothing of it was taken.")
	return respond.SeeOther(c, Path)
}

func idOf(c echo.Context) (int64, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil || id <= 0 {
		return 0, picking.Errorf(picking.NotFound, "There is no such import here.")
	}
	return id, nil
}
