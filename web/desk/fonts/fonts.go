// Package fonts is the admin's page of the house's own fonts: for letters that are not built in, such as Chinese. They are kept
// in the database, so that all servers print the same.
package fonts

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels"
	"pickpack/labels/font"
	"pickpack/labels/pdf"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Path is the page.
const Path = "/d/labels/fonts"

// DropPath takes a font out.
func DropPath(id int64) string { return Path + "/" + strconv.FormatInt(id, 10) + "/drop" }

// Limits of a font.
const (
	most        = 30_000_000 // bytes
	mostLicence = 500        // characters
	tryLetters  = 500        // that are written once before a font is kept
)

// Area is mounted at Path.
type Area struct {
	Store *db.Store
	Now   func() time.Time

	mu    sync.Mutex
	state string // of the fonts that this process prints with
}

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.page)
	g.POST("", a.add)
	g.POST("/:id/drop", a.drop)
}

// Load makes this process print with the fonts that are kept, if others are kept than when it looked last.
func (a *Area) Load(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	state, err := a.Store.FontState(ctx)
	if err != nil || state == a.state {
		return err
	}
	files, err := a.Store.FontFiles(ctx)
	if err == nil {
		err = font.House(files)
	}
	if err == nil {
		a.state = state
	}
	return err
}

// view is the page: the fonts, what was typed, and a line in all of them.
type view struct {
	Frame   ui.Frame
	Fonts   []db.Font
	Trouble string
	Licence string
	Try     string
	Picture string // a data address
	Missing string
	CSRF    string
	Now     time.Time
}

// tried is the line at first.
const tried = "Łódź Αθήνα Київ الرياض תל אביב 北京 東京 서울 กรุงเทพฯ"

func (a *Area) page(c echo.Context) error { return a.show(c, http.StatusOK, view{}) }

func (a *Area) show(c echo.Context, status int, v view) (err error) {
	ctx := c.Request().Context()
	if v.Fonts, err = a.Store.Fonts(ctx, auth.User(c).Warehouse); err != nil {
		return err
	}
	v.Frame = auth.Frame(c, "Fonts", "labels/fonts")
	v.Frame.Density, v.Frame.Styles = ui.Desk, []string{"css/desk.css", "css/labels.css"}
	v.CSRF, v.Now = auth.CSRF(c), a.Now().In(auth.Zone(c))
	if v.Try = strings.TrimSpace(c.QueryParam("try")); v.Try == "" || len(v.Try) > 200 {
		v.Try = tried
	}
	v.Picture, v.Missing = drawn(v.Try)
	return respond.Render(c, status, page(v))
}

// drawn is a line as it prints, and what no font has of it.
func drawn(line string) (picture, missing string) {
	doc := labels.Doc{Pages: []labels.Page{{W: 100, H: 16, Items: []labels.Item{
		labels.Text{X: 2, Y: 1, W: 96, H: 7, S: line, Size: 15, Min: 6},
		labels.Text{X: 2, Y: 8, W: 96, H: 7, S: line, Size: 15, Min: 6, Bold: true}}}}}
	file, err := labels.Render(doc, labels.PNG203)
	if err != nil {
		return "", ""
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(file), string(font.Missing(line))
}

// add takes a font, if it can be printed with.
func (a *Area) add(c echo.Context) error {
	licence := strings.TrimSpace(c.FormValue("licence"))
	err := a.take(c, licence)
	if k := picking.KindOf(err); err != nil && (k == picking.Invalid || k == picking.Conflict) {
		t := respond.TroubleOf(err)
		return a.show(c, t.Status, view{Trouble: t.Message, Licence: licence})
	}
	if err != nil {
		return err
	}
	auth.Flash(c, "ok", "The font is added. Every server prints with it within a few seconds.")
	return respond.SeeOther(c, Path)
}

func (a *Area) take(c echo.Context, licence string) error {
	if len([]rune(licence)) > mostLicence {
		return picking.FieldError("licence", "The note is longer than %d characters.", mostLicence)
	}
	file, err := uploaded(c)
	if err != nil {
		return err
	}
	i, err := font.Look(file)
	if err == nil {
		err = pdf.Try(file, clip(i.Letters, tryLetters))
	}
	if err != nil {
		return picking.FieldError("font", "This font cannot be used: %v.", err)
	}
	if licence == "" {
		licence = clip(i.Licence, mostLicence)
	}
	if licence == "" {
		return picking.FieldError("licence", "The file says nothing of its licence. Write why you may print with it.")
	}
	name := clip(i.Name, 100)
	if name == "" {
		name = "Without a name"
	}
	if err := a.Store.AddFont(c.Request().Context(), auth.User(c), name, licence, file); err != nil {
		return err
	}
	return a.Load(c.Request().Context())
}

func uploaded(c echo.Context) ([]byte, error) {
	h, err := c.FormFile("font")
	if err != nil {
		return nil, picking.FieldError("font", "Choose a font file first: one that ends in .ttf.")
	}
	if h.Size > most {
		return nil, picking.FieldError("font", "The file is larger than %d MB.", most/1_000_000)
	}
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

func (a *Area) drop(c echo.Context) error {
	id, _ := strconv.ParseInt(c.Param("id"), 10, 64) // what is no number is found nowhere
	if err := a.Store.DropFont(c.Request().Context(), auth.User(c), id); err != nil {
		return err
	}
	if err := a.Load(c.Request().Context()); err != nil {
		return err
	}
	auth.Flash(c, "ok", "The font is taken out. What was printed with it stays as it is.")
	return respond.SeeOther(c, Path)
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func size(bytes int) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1_000_000) }
