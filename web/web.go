// Package web is the server: the chain every request passes, the routes, and what surrounds them (health, errors,
// limits). The areas below it hold the screens; this package mounts them and decides nothing of theirs.
//
//	log ► recover ► headers ► limits ► gzip ► device ► API key ► session ► CSRF ► role table ► route
package web

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/static"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/desk/fonts"
	"pickpack/web/live"
	"pickpack/web/pace"
	"pickpack/web/respond"
)

// Deps are what the server is made from.
type Deps struct {
	Store    *db.Store
	Log      *slog.Logger     // nil: slog's default
	Now      func() time.Time // nil: the wall clock
	Secure   bool             // browsers reach us by TLS, ours or a proxy's
	Proxies  []*net.IPNet     // whose X-Forwarded-For is believed; none: the connection's address counts
	Printers printer.Options  // which addresses printers may have
	Carriers *counter.Counter // nil: one that opens no secrets
	Demo     bool             // adds /demo and /ui, open to all
}

func (d Deps) withDefaults() Deps {
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Carriers == nil {
		d.Carriers = counter.New(d.Store, nil, d.Now)
	}
	return d
}

// App is the server's routes and what belongs to them.
type App struct {
	*echo.Echo
	Auth  *auth.Auth
	Live  *live.Hub // its streams are ended by Close
	Pace  *pace.Keeper
	Fonts *fonts.Area // its fonts are loaded by Load
	deps  Deps
}

// New makes the routes. The App is an http.Handler; tests call it with httptest.
func New(d Deps) *App {
	d = d.withDefaults()
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = respond.Errors(d.Log, errorView)
	e.IPExtractor = addressOf(d.Proxies)
	a := &App{Echo: e, Auth: auth.New(d.Store, auth.Options{Secure: d.Secure, Demo: d.Demo, Now: d.Now}),
		Fonts: &fonts.Area{Store: d.Store, Now: d.Now}, Live: live.New(d.Store), Pace: pace.New(d.Store, d.Now), deps: d}
	e.Pre(trimSlash)
	e.Use(access(d.Log), rescue, headers(d.Secure), limits, compress,
		a.Auth.Device, a.Auth.APIKeys, a.Auth.Sessions, a.Auth.CSRF, a.Auth.Guard, a.Pace.Listen)
	a.routes()
	return a
}

// routes is the table of everything the server answers.
func (a *App) routes() {
	e := a.Echo
	e.GET("/", func(c echo.Context) error { return respond.SeeOther(c, auth.Home(auth.User(c).Role)) })
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", a.ready)
	e.GET(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	e.HEAD(static.Prefix+"*", echo.WrapHandler(static.Handler()))
	e.GET("/sw.js", echo.WrapHandler(http.HandlerFunc(static.Worker)))
	e.GET("/favicon.ico", func(c echo.Context) error { return c.Redirect(http.StatusFound, static.URL("img/mark.svg")) })
	a.Auth.Mount(e)
	a.areas()
}

// ready says whether this replica can do its work: the database answers and takes changes.
func (a *App) ready(c echo.Context) error {
	ctx, cancel := context.WithTimeout(c.Request().Context(), 2*time.Second)
	defer cancel()
	if err := a.deps.Store.Ping(ctx); err != nil {
		c.Response().Header().Set("Retry-After", "2")
		a.deps.Log.Warn("not ready", "error", err)
		return c.String(http.StatusServiceUnavailable, "the database does not answer or takes no changes\n")
	}
	return c.String(http.StatusOK, "ready\n")
}

// addressOf is who a request is from: the connection's other end, or what a trusted proxy says.
func addressOf(proxies []*net.IPNet) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range proxies {
		trust = append(trust, echo.TrustIPRange(p))
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// Server is an http.Server around the app with the time limits of a public port; a stream lifts its own. Its Shutdown
// waits for requests, not for streams, which are told to end.
func (a *App) Server() *http.Server {
	s := &http.Server{
		Handler:           a,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       2 * time.Minute, // an upload over bad Wi-Fi
		WriteTimeout:      3 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	s.RegisterOnShutdown(a.Live.Close)
	return s
}

// Store is the server's.
func (a *App) Store() *db.Store { return a.deps.Store }
