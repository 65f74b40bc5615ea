// Package pictures takes pictures of items, many at once: a file's name is the SKU or a barcode of its item. Each is made
// small and upright before it is kept, so no picture slows a scan, and served under an address that never changes.
package pictures

import (
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// Path is the page; the pictures themselves are below db.PicturePath.
const Path = "/d/pictures"

// most is how many bytes one file may have, as a phone takes it.
const most = 12 << 20

// Area is mounted at Path.
type Area struct{ Store *db.Store }

// Mount adds the routes to the group of Path.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.page)
	g.POST("", a.upload)
}

// Serve answers with a picture, for everybody who is signed in.
func (a *Area) Serve(c echo.Context) error {
	jpeg, err := a.Store.Picture(c.Request().Context(), auth.User(c).Warehouse, c.Param("hash"))
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, "image/jpeg", jpeg)
}

// pageView is the form, and what became of the last files.
type pageView struct {
	Frame   ui.Frame
	Taken   int
	Refused []refusal
}

// refusal is a file that was not taken.
type refusal struct{ Name, Why string }

func (a *Area) page(c echo.Context) error { return a.show(c, http.StatusOK, pageView{}) }

func (a *Area) show(c echo.Context, status int, v pageView) error {
	v.Frame = auth.Frame(c, "Pictures", "stock")
	v.Frame.Density, v.Frame.Styles = ui.Desk, []string{"css/desk.css"}
	return respond.Render(c, status, page(v))
}

// upload takes every file that it can and says of each other one why not.
func (a *Area) upload(c echo.Context) error {
	form, err := c.MultipartForm()
	if err != nil || len(form.File["file"]) == 0 {
		return a.show(c, http.StatusUnprocessableEntity, pageView{Refused: []refusal{{"", "Please choose pictures."}}})
	}
	var v pageView
	for _, h := range form.File["file"] {
		err := a.take(c, h)
		switch {
		case err == nil:
			v.Taken++
		case picking.KindOf(err) == picking.NotFound:
			v.Refused = append(v.Refused, refusal{h.Filename, "No item has this SKU or barcode."})
		case picking.KindOf(err) == picking.Invalid:
			v.Refused = append(v.Refused, refusal{h.Filename, ui.Sentence(err)})
		default:
			return fmt.Errorf("picture %q: %w", h.Filename, err)
		}
	}
	status := http.StatusOK
	if v.Taken == 0 {
		status = http.StatusUnprocessableEntity
	}
	return a.show(c, status, v)
}

func (a *Area) take(c echo.Context, h *multipart.FileHeader) error {
	if h.Size > most {
		return picking.FieldError("file", "The file is larger than 12 MB.")
	}
	f, err := h.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	small, err := Shrink(raw, itemSide)
	if err != nil {
		return err
	}
	return a.Store.SetPicture(c.Request().Context(), auth.User(c), codeOf(h.Filename), small)
}

// codeOf is the SKU or barcode that names a file.
func codeOf(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
}
