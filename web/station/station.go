package station

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

// Area is the packing station's screens.
type Area struct {
	Store   *db.Store
	Counter *counter.Counter // where carriers are asked
	Now     func() time.Time
}

// screen is what every screen of the area knows: the frame for a whole page, the time, and what was just said.
type screen struct {
	Frame  ui.Frame
	Now    time.Time
	Said   picking.Message // the verdict on the scan that this screen answers; empty when a page was opened
	ScanID string          // for the form, when there is no script to make one
	Action string          // where scans go
	Ask    string          // what the input asks for
	URL    string          // of the screen, for a reload
}

func (a *Area) screen(c echo.Context, title string) screen {
	return screen{Frame: a.frame(c, title), Now: a.Now().In(auth.Zone(c)), ScanID: scan.NewID()}
}

// frame leaves a kept message for whole pages: a fragment shows no frame.
func (a *Area) frame(c echo.Context, title string) ui.Frame {
	f := auth.PlainFrame(c, title)
	if !respond.IsFragment(c) {
		f = auth.Frame(c, title, "")
	}
	f.Density, f.Styles, f.Scripts = ui.Station, []string{"css/station.css"}, []string{"js/scan.js", "js/station.js", "js/scale.js"}
	return f
}

// refused says whether the screen has to tell of a refusal.
func (s screen) refused() bool { return s.Said.Verdict != "" && !s.Said.Verdict.Accepted() }

// asks says whether the refusal is a question: the same scan again is the answer.
func (s screen) asks() bool {
	return s.Said.Verdict == picking.Confirm || strings.Contains(s.Action, "take=")
}

// show draws a screen: alone for the scanning script, in its page for a browser.
func show(c echo.Context, f ui.Frame, v templ.Component) error {
	if respond.IsFragment(c) {
		return respond.Render(c, http.StatusOK, v)
	}
	return respond.Render(c, http.StatusOK, page(f, v))
}

// plainPost says whether a browser without script sent the form: it is sent on after a change, so that a reload does not
// repeat it.
func plainPost(c echo.Context) bool {
	return c.Request().Method == http.MethodPost && !respond.IsFragment(c)
}

func orderID(c echo.Context) picking.OrderID { return picking.OrderID(number(c, "order")) }

// number reads a path parameter; what is no number names nothing.
func number(c echo.Context, name string) int64 {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
