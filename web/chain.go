package web

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/web/auth"
)

// access gives the request its id, has errors written, and logs one line: the route and never the address, which can
// hold a name, a code or a token; the person by number.
func access(log *slog.Logger) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			start, id := time.Now(), rand.Text()[:12]
			c.Response().Header().Set(echo.HeaderXRequestID, id)
			if err := next(c); err != nil {
				c.Error(err)
			}
			level := slog.LevelInfo
			if quiet(c) {
				level = slog.LevelDebug
			}
			ctx := c.Request().Context()
			if !log.Enabled(ctx, level) {
				return nil
			}
			u, _ := auth.Known(c)
			log.LogAttrs(ctx, level, "request",
				slog.String("request", id), slog.String("method", c.Request().Method), slog.String("route", c.Path()),
				slog.Int("status", c.Response().Status), slog.Duration("took", time.Since(start)),
				slog.Int64("bytes", c.Response().Size), slog.Int64("user", int64(u.ID)))
			return nil
		}
	}
}

// quiet are the requests nobody looks for in a log.
func quiet(c echo.Context) bool {
	return c.Path() == "/healthz" || c.Path() == "/readyz" || strings.HasPrefix(c.Path(), "/static")
}

// rescue turns a panic into an error with the stack as its cause. A handler that gives up on purpose is let through.
func rescue(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			switch r := recover(); r {
			case nil:
			case http.ErrAbortHandler:
				panic(r)
			default:
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// policy lets a page load what this server gives it and nothing else, and lets no script or style stand in a page.
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headers are the same on every answer. Answers are not kept, unless their handler says so.
func headers(secure bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "+scales(c.Path()))
			h.Set("Cache-Control", "no-store")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			return next(c)
		}
	}
}

// scales lets the packing station's pages read scales, and no others.
func scales(route string) string {
	if route == "/s" || strings.HasPrefix(route, "/s/") {
		return "hid=(self), serial=(self)"
	}
	return "hid=(), serial=()"
}

// limit is how large a request may be and how long it may take.
type limit struct {
	bytes int64
	time  time.Duration
}

var ordinary = limit{1 << 20, 15 * time.Second}

// larger are the routes below which files come in or many rows are worked through.
var larger = map[string]limit{
	"/d/import":              {64 << 20, 2 * time.Minute},
	"/d/pictures":            {64 << 20, 2 * time.Minute},
	"/d/labels/fonts":        {32 << 20, time.Minute},
	"/d/waves":               {1 << 20, time.Minute},
	"/d/plans":               {1 << 20, time.Minute},
	"/s/orders/:order/photo": {16 << 20, time.Minute},

	"/api/v1": {16 << 20, time.Minute},

	"/api/v1/carriers": {256 << 10, 15 * time.Second}, // open to all
}

// limitOf is the limit of the longest path that covers a route.
func limitOf(route string) limit {
	best, of := ordinary, ""
	for path, l := range larger {
		if (route == path || strings.HasPrefix(route, path+"/")) && len(path) > len(of) {
			best, of = l, path
		}
	}
	return best
}

// limits holds a request to its size and time. A stream of events may take as long as it likes.
func limits(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		l, r := limitOf(c.Path()), c.Request()
		r.Body = http.MaxBytesReader(c.Response(), r.Body, l.bytes)
		if isStream(r) {
			_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Time{}) // a recorder in a test has none
			return next(c)
		}
		ctx, cancel := context.WithTimeout(r.Context(), l.time)
		defer cancel()
		c.SetRequest(r.WithContext(ctx))
		return next(c)
	}
}

// isStream reports whether events are asked for, by the browser itself or by htmx, which takes a page as well.
func isStream(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/event-stream")
}

// trimSlash makes /h/ the same as /h.
func trimSlash(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		u := c.Request().URL
		if len(u.Path) > 1 && !strings.HasPrefix(u.Path, "/static/") {
			u.Path, u.RawPath = trimmed(u.Path), trimmed(u.RawPath)
		}
		return next(c)
	}
}

func trimmed(path string) string {
	if len(path) > 1 {
		return strings.TrimSuffix(path, "/")
	}
	return path
}
