package desk_test

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

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/sample"
	"pickpack/web"
	"pickpack/web/auth"
	"pickpack/web/desk"
)

const pin = "482915"

var pinHash = sync.OnceValue(func() string { return auth.Hash(pin) })

// house is a server with the demo warehouse on a database of its own. Sue is a supervisor, Art an admin, Pete a picker;
// all have the same PIN, which is Art's password, too.
type house struct {
	*db.Store
	raw *sqlx.DB
	url string
	now time.Time
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dsn := dbtest.DSN(t)
	h := &house{Store: dbtest.Open(t, dsn), now: time.Now()}
	var err error
	if h.raw, err = sqlx.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.raw.Close() })
	if _, err := h.LoadSample(t.Context(), sample.Demo(1, h.now), func(string) string { return pinHash() }); err != nil {
		t.Fatal(err)
	}
	for badge, role := range map[string]picking.Role{"SUE": picking.Supervisor, "ART": picking.Admin, "PETE": picking.Picker} {
		u := picking.User{Warehouse: 1, Badge: badge, Name: badge[:1] + strings.ToLower(badge[1:]), Role: role, Active: true}
		if _, err := h.AddUser(t.Context(), 0, db.Credentials{User: u, PINHash: pinHash(), PasswordHash: pinHash()}); err != nil {
			t.Fatal(err)
		}
	}
	work, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	busy.Go(func() { h.PlanJobs(work, func(err error) { t.Log(err) }) })
	t.Cleanup(func() { stop(); busy.Wait() })
	app := web.New(web.Deps{Store: h.Store, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	srv := httptest.NewServer(app)
	t.Cleanup(func() { app.Live.Close(); srv.Close() })
	h.url = srv.URL
	return h
}

func (h *house) get(t *testing.T, q string, args ...any) (n int) {
	t.Helper()
	if err := h.raw.Get(&n, q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

// wave releases all orders that can be.
func (h *house) wave(t *testing.T, m picking.Method) picking.WaveID {
	t.Helper()
	id, err := h.ReleaseWave(context.Background(), 1, 1, db.WaveRequest{Method: m, Name: "Noon"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// plans has a wave planned and waits until it is.
func (c *client) plans(form url.Values) (path, body string) {
	c.t.Helper()
	form.Set("time", "1")
	a := c.post(desk.PlansPath, form)
	if a.code != http.StatusSeeOther {
		c.t.Fatalf("%s: %d %s", desk.PlansPath, a.code, a.body)
	}
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if body = c.page(a.location); !strings.Contains(body, `data-state="queued"`) && !strings.Contains(body, `data-state="running"`) {
			return a.location, body
		}
	}
	c.t.Fatal("no plan within 20 s")
	return "", ""
}

// client is one device. It keeps cookies and does not follow redirects.
type client struct {
	t    *testing.T
	h    *house
	http *http.Client
	csrf string
}

// answer is a response read to its end.
type answer struct {
	code     int
	location string
	body     string
}

func (h *house) client(t *testing.T, badge string) *client {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &client{t: t, h: h, http: &http.Client{Jar: jar, CheckRedirect: stay}}
	c.csrf = csrfField.FindStringSubmatch(c.get("/signin").body)[1]
	form := url.Values{"badge": {badge}, "secret": {pin}}
	if badge == "ART" {
		form.Set("with", "password")
	}
	if a := c.post("/signin", form); a.code != http.StatusSeeOther {
		t.Fatalf("sign in %s: %d %s", badge, a.code, a.body)
	}
	return c
}

var csrfField = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

func (c *client) do(r *http.Request) answer {
	c.t.Helper()
	r.Header.Set("Accept", "text/html")
	res, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body)}
}

func (c *client) get(path string) answer {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.h.url+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.do(r)
}

func (c *client) post(path string, form url.Values) answer {
	c.t.Helper()
	form.Set("_csrf", c.csrf)
	r, err := http.NewRequest(http.MethodPost, c.h.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

// page gets a page that must be there.
func (c *client) page(path string) string {
	c.t.Helper()
	a := c.get(path)
	if a.code != http.StatusOK || !strings.Contains(a.body, `<main id="screen"`) {
		c.t.Fatalf("%s: %d %s %s", path, a.code, a.location, a.body)
	}
	return a.body
}

// goes posts a form that must lead on, and returns the page it leads to.
func (c *client) goes(path string, form url.Values) string {
	c.t.Helper()
	a := c.post(path, form)
	if a.code != http.StatusSeeOther {
		c.t.Fatalf("%s: %d %s", path, a.code, a.body)
	}
	return c.page(a.location)
}
