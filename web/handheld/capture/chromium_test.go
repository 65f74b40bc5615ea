package capture_test

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/static"
	"pickpack/web/handheld/capture"
	"pickpack/web/respond"
	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// policy is that of the whole server (web/chain.go).
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'"

// server answers the area's routes for a picker; what stands around it is tested with the whole server.
func server(t *testing.T) *echo.Echo {
	t.Helper()
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		trouble := respond.TroubleOf(err)
		_ = c.String(trouble.Status, trouble.Message)
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("Content-Security-Policy", policy)
			c.Set("auth.user", picking.User{ID: 1, Warehouse: 1, Role: picking.Picker, Name: "Ann Okafor", Badge: "U-1"})
			return next(c)
		}
	})
	e.GET(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	(&capture.Area{}).Mount(e.Group(capture.ScannerPath))
	return e
}

// open shows a page of the area in the size of a small handheld, with storage of its own.
func open(t *testing.T, path string) context.Context {
	t.Helper()
	srv := httptest.NewServer(server(t))
	t.Cleanup(srv.Close)
	ctx := webtest.Open(t, 320, 533)
	do(t, ctx, chromedp.Navigate(srv.URL+path))
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for a condition in the page.
func until(t *testing.T, ctx context.Context, js string) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if eval[bool](t, ctx, "Boolean("+js+")") {
			return
		}
	}
	t.Fatalf("not within a minute: %s\nthe screen says %q", js, eval[string](t, ctx, "document.body.innerText"))
}

// commit puts text in as an Android input method does: in one piece and without keys.
func commit(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

// picture keeps the page as it looks, if PICKPACK_SCREENSHOTS names a folder.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("PICKPACK_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}
