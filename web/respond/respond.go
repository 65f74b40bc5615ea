// Package respond writes answers: a page or a fragment rendered whole before its first byte leaves, JSON, and every
// error of the application in one place. It is a leaf: it knows the vocabulary and echo, no store, session or page.
package respond

import (
	"bytes"
	"context"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Render writes v as HTML. It is rendered in full first, so a view that fails answers with an error page and not with
// half of itself.
func Render(c echo.Context, status int, v templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	defer func() { b.Reset(); buffers.Put(b) }()
	// A view asks nobody, so it is drawn to its end also where the request's time is over: that is an error page then.
	if err := v.Render(context.WithoutCancel(c.Request().Context()), b); err != nil {
		return err
	}
	return c.HTMLBlob(status, b.Bytes())
}

// IsFragment reports whether the browser's script asked and wants only the part that it swaps in.
func IsFragment(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("X-Fragment") == "1" || h.Get("HX-Request") == "true"
}

// JSON writes v for a program.
func JSON(c echo.Context, status int, v any) error { return c.JSON(status, v) }

// SeeOther sends the browser on after a change, so that a reload does not repeat it.
func SeeOther(c echo.Context, path string) error { return c.Redirect(http.StatusSeeOther, path) }
