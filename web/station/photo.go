package station

import (
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/desk/pictures"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

const (
	photoSide  = 1280     // pixels of the longer side that is kept: what lies in a box is told apart
	photoBytes = 12 << 20 // as a phone or tablet takes it
)

// takePhoto keeps a photo of an open carton. It is a form of its own, sent by the browser.
func (a *Area) takePhoto(c echo.Context) error {
	act, err := scan.Act(c)
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(c.FormValue("carton"))
	jpeg, err := photoOf(c)
	if err == nil {
		err = a.Store.AddPhoto(c.Request().Context(), act, orderID(c), n, jpeg)
	}
	switch k := picking.KindOf(err); {
	case err == nil:
		auth.Flash(c, "ok", "The photo is kept with the order.")
	case k == picking.Invalid || k == picking.Conflict:
		auth.Flash(c, "bad", ui.Sentence(err))
	default:
		return err
	}
	return respond.SeeOther(c, OrderPath(orderID(c)))
}

func photoOf(c echo.Context) ([]byte, error) {
	h, err := c.FormFile("file")
	if err != nil {
		return nil, picking.FieldError("file", "Take a photo first.")
	}
	if h.Size > photoBytes {
		return nil, picking.FieldError("file", "The photo is larger than 12 MB.")
	}
	f, err := h.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	return pictures.Shrink(raw, photoSide)
}

// photo sends a photo's bytes.
func (a *Area) photo(c echo.Context) error {
	jpeg, err := a.Store.Photo(c.Request().Context(), who(c).Warehouse, orderID(c), number(c, "photo"))
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, "image/jpeg", jpeg)
}
