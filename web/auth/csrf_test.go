package auth_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestCSRF(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	token := csrfField.FindStringSubmatch(b.get("/signin").body)[1]
	stranger := csrfField.FindStringSubmatch(h.browser().get("/signin").body)[1]
	for _, c := range []struct {
		name   string
		form   string
		header map[string]string
		passes bool
	}{
		{"plain http with the form's token", token, nil, true},
		{"plain http with the header's token", "", map[string]string{"X-CSRF-Token": token}, true},
		{"nothing", "", nil, false},
		{"somebody else's token", stranger, nil, false},
		{"half a token", token[:20], nil, false},
		{"a browser that tells, same origin", "", map[string]string{"Sec-Fetch-Site": "same-origin"}, true},
		{"a browser that tells, typed address", "", map[string]string{"Sec-Fetch-Site": "none"}, true},
		{"another site", "", map[string]string{"Sec-Fetch-Site": "cross-site"}, false},
		{"another site that knows a token", token, map[string]string{"Sec-Fetch-Site": "cross-site"}, false},
		{"a sister site", "", map[string]string{"Sec-Fetch-Site": "same-site"}, false},
		{"an invented word", "", map[string]string{"Sec-Fetch-Site": "moon"}, false},
	} {
		a := b.send("/theme", url.Values{"_csrf": {c.form}, "theme": {"dark"}}, c.header)
		if passed := a.StatusCode == http.StatusSeeOther; passed != c.passes {
			t.Errorf("%s: %d", c.name, a.StatusCode)
		}
	}
}

func TestCSRFWithoutItsCookie(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	token := csrfField.FindStringSubmatch(h.browser().get("/signin").body)[1]
	if a := h.browser().send("/theme", url.Values{"_csrf": {token}}, nil); a.StatusCode != http.StatusForbidden {
		t.Fatal(a.StatusCode)
	}
	if a := h.browser().send("/theme", url.Values{"_csrf": {""}}, nil); a.StatusCode != http.StatusForbidden {
		t.Fatal("empty equals empty:", a.StatusCode)
	}
}

func TestSignInNeedsTheToken(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	a := b.send("/signin", url.Values{"badge": {"PICK"}, "secret": {pin}}, nil)
	if a.StatusCode != http.StatusForbidden || b.cookie("pickpack") != "" {
		t.Fatal("a stranger's page can sign somebody in as somebody else:", a.StatusCode)
	}
}

func TestThemeStaysOnTheDeviceAndLeadsBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for referer, want := range map[string]string{
		h.url + "/signin?next=%2Fh": "/signin?next=%2Fh",
		"http://evil.example/x":     "/",
		"":                          "/",
		h.url + "//evil.example":    "/",
	} {
		b := h.browser()
		a := b.send("/theme", url.Values{"theme": {"contrast"}}, map[string]string{"Sec-Fetch-Site": "same-origin", "Referer": referer})
		if got := a.Header.Get("Location"); got != want || b.cookie("pickpack_theme") != "contrast" {
			t.Errorf("%q leads to %q, want %q", referer, got, want)
		}
	}
}
