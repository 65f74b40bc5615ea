package auth_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pickpack/picking"
)

func TestEachRoleComesHome(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for badge, home := range map[string]string{"PICK": "/h", "pack ": "/s", "SUP": "/d"} {
		if a := h.browser().signIn(badge, pin); a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != home {
			t.Errorf("%s: %d to %q, want %s", badge, a.StatusCode, a.Header.Get("Location"), home)
		}
	}
}

func TestWrongSignIns(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	gone := h.add("GONE", picking.Picker)
	if err := h.store.SetActive(t.Context(), 0, gone, false); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, badge, secret, with string }{
		{"wrong PIN", "PICK", "000000", ""},
		{"unknown badge", "NOBODY", pin, ""},
		{"not active", "GONE", pin, ""},
		{"no password set", "PICK", "", "password"},
		{"PIN as password", "PICK", pin, "password"},
		{"admin with a password by PIN", "ADMIN", pin, ""},
		{"NUL and bad UTF-8", "PI\x00\xffCK", "\x00\xff", ""},
		{"long", strings.Repeat("x", 5000), strings.Repeat("9", 5000), ""},
	} {
		b := h.browser()
		a := b.post("/signin", url.Values{"badge": {c.badge}, "secret": {c.secret}, "with": {c.with}})
		if a.StatusCode == http.StatusSeeOther || b.cookie("pickpack") != "" {
			t.Errorf("%s: let in", c.name)
		}
		if c.secret != "" && !strings.Contains(a.body, " is not right.") {
			t.Errorf("%s: %d without the words", c.name, a.StatusCode)
		}
	}
}

func TestAdminSignsInByPassword(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a := h.browser().post("/signin", url.Values{"badge": {"ADMIN"}, "secret": {password}, "with": {"password"}})
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/d" {
		t.Fatal(a.StatusCode, a.body)
	}
}

func TestTheWantedPageComesAfterSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for next, want := range map[string]string{
		"/h/lists?x=1":      "/h/lists?x=1",
		"/d/orders":         "/h", // not a picker's
		"//evil.example/h":  "/h",
		"/\\evil.example":   "/h",
		"https://evil.test": "/h",
		"/h\r\nX: y":        "/h",
		"":                  "/h",
	} {
		a := h.browser().post("/signin", url.Values{"badge": {"PICK"}, "secret": {pin}, "next": {next}})
		if got := a.Header.Get("Location"); got != want {
			t.Errorf("next %q: %q, want %q", next, got, want)
		}
	}
}

func TestTokenIsNewAfterSignIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser().signedIn("PICK")
	first := b.cookie("pickpack")
	b.signedIn("SUP") // a badge swap on the same device
	if second := b.cookie("pickpack"); second == first || second == "" {
		t.Fatal("the token is the same after somebody else signed in")
	}
	old := h.browser()
	r, _ := http.NewRequest("GET", h.url+"/", nil)
	r.AddCookie(&http.Cookie{Name: "pickpack", Value: first})
	if a := old.do(r); a.Header.Get("Location") == "/h" {
		t.Fatal("the first token still works")
	}
}

func TestAGivenTokenIsNeverTaken(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	u, _ := url.Parse(h.url)
	b.Jar.SetCookies(u, []*http.Cookie{{Name: "pickpack", Value: "chosen-by-a-stranger"}})
	b.signedIn("PICK")
	if b.cookie("pickpack") == "chosen-by-a-stranger" {
		t.Fatal("session fixation")
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser().signedIn("PICK")
	token := b.cookie("pickpack")
	if a := b.post("/signout", url.Values{}); a.Header.Get("Location") != "/signin" || b.cookie("pickpack") != "" {
		t.Fatal(a.StatusCode, "the cookie is still there")
	}
	r, _ := http.NewRequest("GET", h.url+"/", nil)
	r.AddCookie(&http.Cookie{Name: "pickpack", Value: token})
	if a := h.browser().do(r); !strings.HasPrefix(a.Header.Get("Location"), "/signin") {
		t.Fatal("the session still works", a.Header.Get("Location"))
	}
}

// home asks for "/" and tells whether somebody is signed in.
func (b *browser) home() bool { return b.get("/").Header.Get("Location") != "/signin" }

func TestIdleEndsASession(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	picker, boss := h.browser().signedIn("PICK"), h.browser().signedIn("SUP")
	for range 3 { // use keeps it alive, well beyond the idle time
		h.pass(14 * time.Minute)
		if !picker.home() || !boss.home() {
			t.Fatal("a session in use ended")
		}
	}
	h.pass(16 * time.Minute)
	if picker.home() {
		t.Error("a picker's session outlived 15 idle minutes")
	}
	if !boss.home() {
		t.Error("a supervisor's session ended before 30 idle minutes")
	}
	h.pass(31 * time.Minute)
	if boss.home() {
		t.Error("a supervisor's session outlived 30 idle minutes")
	}
}

func TestNoSessionIsLongerThanAShift(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser().signedIn("SUP")
	for range 28 {
		h.pass(29 * time.Minute)
		if !b.home() {
			t.Fatal("ended early")
		}
	}
	h.pass(29 * time.Minute)
	if b.home() {
		t.Fatal("14 hours have passed")
	}
}

func TestChangesOfAPersonSignThemOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := t.Context()
	for name, change := range map[string]func(picking.User) error{
		"deactivated": func(u picking.User) error { return h.store.SetActive(ctx, 0, u, false) },
		"role":        func(u picking.User) error { return h.store.SetRole(ctx, 0, u, picking.Packer) },
		"PIN":         func(u picking.User) error { return h.store.SetPIN(ctx, 0, u, pinHash()) },
		"badge":       func(u picking.User) error { return h.store.SetBadge(ctx, 0, u, u.Badge+"-2") },
	} {
		u := h.add("U-"+strings.ToUpper(name), picking.Picker)
		b := h.browser().signedIn(u.Badge)
		if !b.home() {
			t.Fatal("not signed in")
		}
		if err := change(u); err != nil {
			t.Fatal(err)
		}
		if b.home() {
			t.Errorf("%s: still signed in", name)
		}
	}
}

func TestTheLastAdminStays(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	admin, err := h.store.UserByBadge(t.Context(), "ADMIN")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.store.SetActive(t.Context(), 0, admin.User, false); picking.KindOf(err) != picking.Conflict {
		t.Errorf("deactivated: %v", err)
	}
	if err := h.store.SetRole(t.Context(), 0, admin.User, picking.Picker); picking.KindOf(err) != picking.Conflict {
		t.Errorf("demoted: %v", err)
	}
	h.add("SECOND", picking.Admin)
	if err := h.store.SetActive(t.Context(), 0, admin.User, false); err != nil {
		t.Error(err)
	}
}

func TestASessionCostsNoWriteWithinAMinute(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser().signedIn("PICK")
	seen := func() time.Time {
		people, err := h.store.Users(t.Context(), h.wh)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range people {
			if p.Badge == "PICK" {
				return p.SeenAt
			}
		}
		return time.Time{}
	}
	before := seen()
	h.pass(59 * time.Second)
	b.home()
	if !seen().Equal(before) {
		t.Error("written within a minute")
	}
	h.pass(2 * time.Second)
	b.home()
	if !seen().Equal(h.now()) {
		t.Error("not written after a minute")
	}
}
