package handheld

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/scan"
	"pickpack/web/ui"
)

// The camera is for the day there is no scanner. It is a mode of the other screens: the picture stands above the screen,
// and what it reads goes the way of a scan.

// CameraPath is the camera above another screen of the area.
func CameraPath(back string) string { return "/h/camera?back=" + url.QueryEscape(back) }

// scanned are the screens that the camera may stand above. Each takes its scans at its own address and /scan.
var scanned = regexp.MustCompile(`^/h(/wall|/(list|back|wall)/[0-9]{1,18})?$`)

func (a *Area) camera(c echo.Context) error {
	v := cameraView{Back: c.QueryParam("back")}
	if !scanned.MatchString(v.Back) {
		v.Back = HomePath
	}
	f := auth.Frame(c, say(c.Request().Context(), "Camera"), "")
	f.Density, f.Bare = ui.Handheld, true
	f.Styles, f.Scripts = []string{"css/handheld.css", "css/camera.css"}, []string{"js/scan.js", "js/camera.js"}
	mayRunWasm(c)
	return respond.Render(c, http.StatusOK, page(pageView{Frame: f, Place: v.place(), ID: scan.NewID(), Screen: cameraScreen(v)}))
}

// mayRunWasm widens the policy of this one page: where the browser cannot read barcodes itself, a WebAssembly module does.
func mayRunWasm(c echo.Context) {
	const policy = "Content-Security-Policy"
	h := c.Response().Header()
	h.Set(policy, strings.Replace(h.Get(policy), "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", 1))
}

// cameraView is the camera before the screen below it has been fetched.
type cameraView struct{ Back string }

func (v cameraView) place() place {
	return place{title: "Camera", path: v.Back, action: v.Back + "/scan", ask: "Hold the code before the camera"}
}

// data names no address of its own: a reload asks for the camera again.
func (v cameraView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "camera").text("action", v.place().action).text("ask", say(ctx, v.place().ask)).list
}
