// Package capture is how codes get into the handheld: the page that shows what a scanner really sends and sets it up, the
// sheets to print for it, and the camera for the day there is no scanner. It reads codes and changes nothing; what a code
// means for a list is asked by the pages that scan.
//
// # Why
//
// A scanner is set up once, by somebody who is in a hurry, and everything after depends on it. So the page shows every key
// and every text as it comes, and with the test codes, whose content it knows, says what the scanner adds, loses or
// writes otherwise. The settings are kept on the device: they belong to its scanner, not to a person.
package capture

import (
	"github.com/labstack/echo/v4"

	"pickpack/web/auth"
	"pickpack/web/ui"
)

// Paths of the area.
const (
	ScannerPath = "/h/scanner"
	ReadPath    = "/h/scanner/read"
)

// Area is mounted beside the handheld's.
type Area struct{}

// Mount adds the routes to the group of ScannerPath.
func (a *Area) Mount(g *echo.Group) {
	g.GET("", a.scanner)
	g.POST("/read", a.read)
	g.GET("/sheet/:kind", a.sheet)
}

// frame is that of a page of the area.
func frame(c echo.Context, title, style, script string) ui.Frame {
	f := auth.Frame(c, title, "")
	f.Density, f.Bare = ui.Handheld, true
	f.Styles, f.Scripts = []string{"css/handheld.css", style}, []string{script}
	return f
}
