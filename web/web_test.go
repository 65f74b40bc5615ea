package web_test

import (
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/auth"
)

const pin = "482915"

func newApp(t *testing.T, d web.Deps) *web.App {
	t.Helper()
	d.Store, d.Log = dbtest.New(t), slog.New(slog.NewTextHandler(io.Discard, nil))
	return web.New(d)
}

func ask(t *testing.T, h http.Handler, method, path string, header map[string]string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// openToAll is every route that needs nobody signed in. A new one is added here knowingly.
var openToAll = []string{"/signin", "/theme", "/language", "/setup", "/healthz", "/readyz", "/static/*", "/favicon.ico", "/sw.js", "/ui",
	"/demo/barcodes", "/demo/barcode.svg", "/demo/next", "/api/v1/carriers/:account/webhook"}

func TestNoRouteIsOpenByAccident(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{Demo: true})
	for _, r := range app.Routes() {
		roles, public := auth.Allowed(r.Path)
		if public != slices.Contains(openToAll, r.Path) && !strings.HasPrefix(r.Path, "/p/") {
			t.Errorf("%s %s: public is %v", r.Method, r.Path, public)
		}
		if !public && len(roles) == 0 {
			t.Errorf("%s %s: no line of the role table covers it", r.Method, r.Path)
		}
		if public {
			continue
		}
		w := ask(t, app, r.Method, sample(r.Path), map[string]string{"Accept": "text/html", "Sec-Fetch-Site": "same-origin"})
		if to := w.Header().Get("Location"); w.Code != 401 && (w.Code != 303 || !strings.HasPrefix(to, "/signin")) {
			t.Errorf("%s %s answers %d %q to somebody who is not signed in", r.Method, r.Path, w.Code, to)
		}
	}
}

// sample is an address of a route.
func sample(route string) string {
	parts := strings.Split(route, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") || p == "*" {
			parts[i] = "1"
		}
	}
	return strings.Join(parts, "/")
}

// mayReach says by hand, apart from the table, what each role is for.
func mayReach(r picking.Role, route string) bool {
	area, below, _ := strings.Cut(strings.TrimPrefix(route, "/"), "/")
	switch area {
	case "", "h", "pic", "signout":
		return r != auth.API
	case "s":
		return r == picking.Packer || r == picking.Supervisor || r == picking.Admin
	case "d":
		if strings.HasPrefix(below, "labels/fo") || strings.HasPrefix(below, "carriers") { // what every label of the house says, and who is paid for it
			return r == picking.Admin
		}
		return r == picking.Supervisor || r == picking.Admin
	case "api":
		return r == auth.API
	}
	return true
}

func TestEveryRouteForEveryRole(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{Demo: true})
	app.Live.Close() // a stream would not end
	s := signer{t: t, app: app}
	s.setUp()
	for _, role := range []picking.Role{picking.Picker, picking.Packer, picking.Supervisor, picking.Admin} {
		cookies := s.signIn(role)
		for _, r := range app.Routes() {
			if r.Path == "/signout" || slices.Contains(openToAll, r.Path) {
				continue
			}
			w := ask(t, app, r.Method, sample(r.Path), map[string]string{"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"})
			refused := w.Code == http.StatusForbidden && strings.Contains(w.Body.String(), "does not open this page") || w.Code == http.StatusUnauthorized
			if refused == mayReach(role, r.Path) {
				t.Errorf("%s on %s %s: %d", role, r.Method, r.Path, w.Code)
			}
		}
	}
}

// signer makes one person of each role and signs them in.
type signer struct {
	t   testing.TB
	app *web.App
	wh  picking.WarehouseID
}

func (s *signer) setUp() {
	path, err := s.app.Auth.SetupPath(s.t.Context())
	if err != nil || path == "" {
		s.t.Fatal(path, err)
	}
	u, _ := url.Parse(path)
	w := s.post("/setup", url.Values{"token": {u.Query().Get("token")}, "warehouse": {"Test"}, "code": {"T"}, "timezone": {"UTC"},
		"name": {"First"}, "badge": {"A-1"}, "password": {"correct horse battery"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/d" {
		s.t.Fatal("set-up:", w.Code, w.Body)
	}
	if s.wh, err = s.app.Store().FirstWarehouse(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
}

func (s *signer) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	s.app.ServeHTTP(w, r)
	return w
}

// signIn answers the cookies of somebody new in the role.
func (s *signer) signIn(role picking.Role) string {
	s.t.Helper()
	badge := "B-" + strings.ToUpper(string(role))
	_, err := s.app.Store().AddUser(s.t.Context(), 0, db.Credentials{PINHash: auth.Hash(pin),
		User: picking.User{Warehouse: s.wh, Badge: badge, Name: "Somebody", Role: role}})
	if err != nil {
		s.t.Fatal(err)
	}
	w := s.post("/signin", url.Values{"badge": {badge}, "secret": {pin}})
	if w.Code != http.StatusSeeOther {
		s.t.Fatal(role, w.Code, w.Body)
	}
	var all []string
	for _, c := range w.Result().Cookies() {
		all = append(all, c.Name+"="+c.Value)
	}
	return strings.Join(all, "; ")
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{})
	const csp = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
	for _, path := range []string{"/signin", "/nowhere", "/", "/healthz", "/static/x/css/base.css"} {
		h := ask(t, app, "GET", path, nil).Header()
		if h.Get("Content-Security-Policy") != csp || h.Get("X-Content-Type-Options") != "nosniff" || len(h.Get("X-Request-Id")) != 12 {
			t.Errorf("%s: %v", path, h)
		}
	}
	if h := ask(t, app, "GET", "/signin", nil).Header(); h.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS on plain http")
	}
}

func TestUnderTLSCookiesAreBoundToTheHost(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{Secure: true})
	w := ask(t, app, "GET", "/signin", nil)
	if w.Header().Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
	cookies := w.Result().Cookies()
	if len(cookies) != 2 {
		t.Fatal(cookies)
	}
	for _, c := range cookies {
		if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" {
			t.Errorf("%v", c)
		}
	}
}

func TestErrorsInTheFormThatWasAskedFor(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{})
	for _, c := range []struct {
		name, method, path string
		header             map[string]string
		status             int
		kind, holds        string
	}{
		{"page", "GET", "/nowhere", nil, 404, "text/html; charset=UTF-8", "<!doctype html>"},
		{"trailing slash", "GET", "/healthz/", nil, 200, "text/plain; charset=UTF-8", "ok"},
		{"screen", "GET", "/nowhere", map[string]string{"X-Fragment": "1"}, 404, "text/html; charset=UTF-8", `<main id="screen"`},
		{"notice", "GET", "/nowhere", map[string]string{"HX-Request": "true"}, 404, "text/html; charset=UTF-8", `<div class="notice bad"`},
		{"problem", "GET", "/nowhere", map[string]string{"Accept": "application/json"}, 404, "application/problem+json", `"status":404`},
		{"API", "GET", "/api/v1/nowhere", nil, 404, "application/problem+json", `"status":404`},
		{"method", "DELETE", "/signin", map[string]string{"Sec-Fetch-Site": "same-origin"}, 405, "text/html; charset=UTF-8", "does not take"},
		{"cross-site", "POST", "/signin", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403, "text/html; charset=UTF-8", "another site"},
	} {
		w := ask(t, app, c.method, c.path, c.header)
		if w.Code != c.status || w.Header().Get("Content-Type") != c.kind || !strings.Contains(w.Body.String(), c.holds) {
			t.Errorf("%s: %d %s\n%s", c.name, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

func TestTextIsCompressed(t *testing.T) {
	t.Parallel()
	app := newApp(t, web.Deps{})
	w := ask(t, app, "GET", "/signin", map[string]string{"Accept-Encoding": "gzip, br"})
	if w.Header().Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(body), "Scan your badge") {
		t.Fatal(err)
	}
	if w := ask(t, app, "GET", "/healthz", map[string]string{"Accept-Encoding": "gzip"}); w.Header().Get("Content-Encoding") != "" || w.Body.String() != "ok\n" {
		t.Error("a short answer was changed")
	}
}
