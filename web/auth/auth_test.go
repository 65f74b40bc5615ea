package auth_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/auth"
)

// The hashes of every test here.
var (
	pinHash      = sync.OnceValue(func() string { return auth.CheapHash(pin) })
	passwordHash = sync.OnceValue(func() string { return auth.CheapHash(password) })
)

const (
	pin      = "482915"
	password = "correct horse battery"
)

// house is a server on a database of its own, with a clock that the test moves.
type house struct {
	t     *testing.T
	store *db.Store
	app   *web.App
	url   string
	wh    picking.WarehouseID
	mu    sync.Mutex
	at    time.Time
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, store: dbtest.New(t), at: time.Now().Truncate(time.Microsecond)}
	h.app = web.New(web.Deps{Store: h.store, Now: h.now, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	srv := httptest.NewServer(h.app)
	t.Cleanup(srv.Close)
	h.url = srv.URL
	admin := h.setUp()
	h.wh = admin.Warehouse
	for badge, role := range map[string]picking.Role{"PICK": picking.Picker, "PACK": picking.Packer, "SUP": picking.Supervisor} {
		h.add(badge, role)
	}
	return h
}

// setUp makes the warehouse with its admin, who has a password.
func (h *house) setUp() picking.User {
	h.t.Helper()
	ctx := h.t.Context()
	if err := h.store.PutSetupToken(ctx, []byte("token"), h.at); err != nil {
		h.t.Fatal(err)
	}
	u, err := h.store.Setup(ctx, []byte("token"), h.at, db.NewWarehouse{Code: "T", Name: "Test", Timezone: "Europe/Berlin"},
		db.Credentials{User: picking.User{Badge: "ADMIN", Name: "Admin"}, PINHash: pinHash(), PasswordHash: passwordHash()})
	if err != nil {
		h.t.Fatal(err)
	}
	return u
}

func (h *house) add(badge string, role picking.Role) picking.User {
	h.t.Helper()
	u := picking.User{Warehouse: h.wh, Badge: badge, Name: "N " + badge, Role: role, Active: true}
	id, err := h.store.AddUser(context.Background(), 0, db.Credentials{User: u, PINHash: pinHash()})
	if err != nil {
		h.t.Fatal(err)
	}
	u.ID = id
	return u
}

// browser is one device: it keeps cookies and does not follow redirects.
type browser struct {
	h *house
	*http.Client
}

func (h *house) browser() *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{h, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is a response read to its end.
type answer struct {
	*http.Response
	body string
}

func (b *browser) do(r *http.Request) answer {
	b.h.t.Helper()
	res, err := b.Do(r)
	if err != nil {
		b.h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.h.t.Fatal(err)
	}
	return answer{res, string(body)}
}

func (b *browser) get(path string) answer {
	r, _ := http.NewRequest("GET", b.h.url+path, nil)
	r.Header.Set("Accept", "text/html")
	return b.do(r)
}

var csrfField = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

// post sends a form as a page of ours would, on plain http: with the token and without Sec-Fetch-Site.
func (b *browser) post(path string, form url.Values) answer {
	b.h.t.Helper()
	if form.Get("_csrf") == "" {
		m := csrfField.FindStringSubmatch(b.get("/signin?switch=1").body)
		if m == nil {
			b.h.t.Fatal("the page has no CSRF token")
		}
		form.Set("_csrf", m[1])
	}
	return b.send(path, form, nil)
}

// send posts a form with these headers and nothing of our own.
func (b *browser) send(path string, form url.Values, header map[string]string) answer {
	r, _ := http.NewRequest("POST", b.h.url+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept", "text/html")
	for k, v := range header {
		r.Header.Set(k, v)
	}
	return b.do(r)
}

func (b *browser) signIn(badge, secret string) answer {
	b.h.t.Helper()
	return b.post("/signin", url.Values{"badge": {badge}, "secret": {secret}})
}

// signedIn signs in and fails the test if that does not work.
func (b *browser) signedIn(badge string) *browser {
	b.h.t.Helper()
	if a := b.signIn(badge, pin); a.StatusCode != http.StatusSeeOther {
		b.h.t.Fatalf("sign in as %s: %d\n%s", badge, a.StatusCode, a.body)
	}
	return b
}

func (b *browser) cookie(name string) string {
	u, _ := url.Parse(b.h.url)
	for _, c := range b.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}
