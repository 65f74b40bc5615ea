package auth_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pickpack/db/dbtest"
	"pickpack/web"
)

// emptyHouse is a server whose database nobody has set up.
func emptyHouse(t *testing.T) (h *house, token string) {
	t.Helper()
	h = &house{t: t, store: dbtest.New(t), at: time.Now()}
	h.app = web.New(web.Deps{Store: h.store, Now: h.now})
	srv := httptest.NewServer(h.app)
	t.Cleanup(srv.Close)
	h.url = srv.URL
	return h, h.newToken()
}

func (h *house) newToken() string {
	h.t.Helper()
	path, err := h.app.Auth.SetupPath(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	u, err := url.Parse(path)
	if err != nil || u.Path != "/setup" {
		h.t.Fatal(path, err)
	}
	return u.Query().Get("token")
}

func setupForm(token string) url.Values {
	return url.Values{"token": {token}, "warehouse": {"Main"}, "code": {"main"}, "timezone": {"Europe/Berlin"},
		"name": {"Ada"}, "badge": {"a-1"}, "password": {password}}
}

func TestSetupOnce(t *testing.T) {
	t.Parallel()
	h, token := emptyHouse(t)
	if a := h.browser().get("/setup?token=" + url.QueryEscape(token)); a.StatusCode != 200 || !strings.Contains(a.body, token) {
		t.Fatal(a.StatusCode, a.body)
	}
	b := h.browser()
	if a := b.post("/setup", setupForm(token)); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/d" {
		t.Fatal(a.StatusCode, a.body)
	}
	if !b.home() {
		t.Error("the new admin is not signed in")
	}
	if a := h.browser().post("/setup", setupForm(token)); a.StatusCode != http.StatusForbidden {
		t.Error("the token worked twice:", a.StatusCode)
	}
	if a := h.browser().get("/setup?token=" + url.QueryEscape(token)); a.StatusCode != http.StatusNotFound {
		t.Error("the page is still there:", a.StatusCode)
	}
	if path, err := h.app.Auth.SetupPath(t.Context()); path != "" || err != nil {
		t.Error("another token was made:", path, err)
	}
	if a := h.browser().post("/signin", url.Values{"badge": {"A-1"}, "secret": {password}, "with": {"password"}}); a.StatusCode != http.StatusSeeOther {
		t.Error("the admin cannot sign in:", a.StatusCode)
	}
}

func TestSetupTokens(t *testing.T) {
	t.Parallel()
	h, first := emptyHouse(t)
	second := h.newToken()
	for name, token := range map[string]string{"replaced": first, "none": "", "invented": strings.Repeat("A", 43)} {
		if a := h.browser().post("/setup", setupForm(token)); a.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
	h.pass(25 * time.Hour)
	if a := h.browser().post("/setup", setupForm(second)); a.StatusCode != http.StatusForbidden {
		t.Error("a day old:", a.StatusCode)
	}
}

func TestSetupSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	h, token := emptyHouse(t)
	for field, wrong := range map[string]string{"code": " ", "warehouse": "", "name": "", "badge": "", "timezone": "Mars/Olympus", "password": "short"} {
		form := setupForm(token)
		form.Set(field, wrong)
		a := h.browser().post("/setup", form)
		if a.StatusCode != http.StatusUnprocessableEntity || strings.Count(a.body, `class="error"`) != 1 {
			t.Errorf("%s: %d\n%s", field, a.StatusCode, a.body)
		}
		if strings.Contains(a.body, password) {
			t.Errorf("%s: the password came back in the page", field)
		}
	}
	if a := h.browser().post("/setup", setupForm(token)); a.StatusCode != http.StatusSeeOther {
		t.Error("the token was used up by mistakes:", a.StatusCode)
	}
}

func TestTwoSetupsAtOnce(t *testing.T) {
	t.Parallel()
	h, token := emptyHouse(t)
	var made atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		b := h.browser()
		b.get("/signin") // gets its cookie before the race
		all.Go(func() {
			if a := b.post("/setup", setupForm(token)); a.StatusCode == http.StatusSeeOther {
				made.Add(1)
			}
		})
	}
	all.Wait()
	if made.Load() != 1 {
		t.Fatalf("%d set-ups with one token", made.Load())
	}
}
