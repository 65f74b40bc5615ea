package capture_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/handheld/capture"
	"pickpack/web/webtest"
)

func post(h http.Handler, path, raw string, fragment bool) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(url.Values{"raw": {raw}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if fragment {
		r.Header.Set("X-Fragment", "1")
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// What the page says of a code, with the script and without.
func TestHowACodeIsRead(t *testing.T) {
	t.Parallel()
	h := server(t)
	for raw, want := range map[string][]string{
		"]d20109506000134352" + "10TEST-10\x1d2112345": {"GS1 data", "GS1 DataMatrix ]d2", "10TEST-10{GS}2112345", "BATCH/LOT", "TEST-10", "SERIAL", "12345"},
		"]E09506000134352":                     {"Article number", "EAN-13 ]E0", "9506000134352"},
		"9506000134352":                        {"Article number"},
		"]C0A-07-14-2":                         {"Code of the house", "Code 128 ]C0", "A-07-14-2"},
		"A-07-14-2":                            {"Code of the house"},
		"]C10109506000134353":                  {"GS1 data", `class="bad"`},
		"what's <this>?":                       {"No code of a standard", "WHAT&#39;S &lt;THIS&gt;?"},
		"01234565":                             {"Article number", "It may also be UPC-E"},
		"106141412345678908":                   {"Shipping unit (SSCC)"},
		"https://id.gs1.org/01/09506000134352": {"GS1 Digital Link", "09506000134352"},
	} {
		w := post(h, capture.ReadPath, raw, true)
		for _, s := range want {
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), s) {
				t.Errorf("%q: %d, %q is missing in\n%s", raw, w.Code, s, w.Body)
			}
		}
		if page := post(h, capture.ReadPath, raw, false); !strings.Contains(page.Body.String(), "<html") || !strings.Contains(page.Body.String(), want[0]) {
			t.Errorf("%q without script: %d", raw, page.Code)
		}
	}
	for _, raw := range []string{"", "\x00", strings.Repeat("9", 600)} {
		if w := post(h, capture.ReadPath, raw, true); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%.10q: %d", raw, w.Code)
		}
	}
}

// A scanner that puts # before each code, ends with Tab and types ~ for the separator is found out by two test codes; the
// settings that were found are kept and used.
func TestScannerIsFoundOut(t *testing.T) {
	t.Parallel()
	ctx := open(t, capture.ScannerPath)
	until(t, ctx, "document.querySelector('html.js') && document.activeElement.name === 'raw'")
	picture(t, ctx, "scanner-320-light")
	do(t, ctx, chromedp.SetValue(chromedp.CSS("[name=ends]"), "tab"), chromedp.Click(chromedp.CSS("[data-settings] button")))
	do(t, ctx, chromedp.KeyEvent("#PICKPACK-TEST\t"))
	until(t, ctx, "document.getElementById('reading')")
	if sent := eval[string](t, ctx, "Array.from(document.querySelectorAll('.sent li'), li => li.textContent).join(' ')"); sent != "# P I C K P A C K - T E S T Tab" {
		t.Errorf("shown as sent: %s", sent)
	}
	scans(t, ctx, "#]d2010950600013435210TEST-10~2112345", "Tab")
	until(t, ctx, "document.querySelector('#reading .warn')") // ~ is no separator yet, # no prefix
	until(t, ctx, "document.querySelector('[data-find=gs] b').textContent === '~'")
	for name, want := range map[string]string{"ends": "Tab", "prefix": "#", "aim": "]d2", "gs": "~"} {
		if got := eval[string](t, ctx, "(li => li.hidden ? '' : li.querySelector('b').textContent)(document.querySelector('[data-find="+name+"]'))"); got != want {
			t.Errorf("found %s %q, want %q", name, got, want)
		}
	}
	picture(t, ctx, "scanner-found-320-light")
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-use]")))
	until(t, ctx, "!document.querySelector('[data-kept]').hidden && document.activeElement.name === 'raw'")
	if kept := eval[string](t, ctx, "localStorage.getItem('pickpack-profile')"); kept != `{"ends":"tab","silence":120,"bounce":0,"prefix":"#","gs":"~"}` {
		t.Errorf("kept %s", kept)
	}
	do(t, ctx, chromedp.Reload())
	until(t, ctx, "document.querySelector('html.js') && document.querySelector('[name=gs]').value === '~'")
	scans(t, ctx, "#]d2010950600013435210TEST-10~2112345", "Tab")
	until(t, ctx, "document.querySelector('#reading .code') && document.querySelector('#reading .code').textContent === '010950600013435210TEST-10{GS}2112345'")
	until(t, ctx, "!document.querySelector('#reading .warn, #reading .bad')")
	for _, at := range [][2]int64{{320, 533}, {360, 640}, {1280, 800}} {
		do(t, ctx, chromedp.EmulateViewport(at[0], at[1]))
		if wide := eval[int64](t, ctx, "document.documentElement.scrollWidth"); wide > at[0] {
			t.Errorf("%d wide on a screen of %d", wide, at[0])
		}
		eval[any](t, ctx, "document.documentElement.dataset.theme = 'dark', null")
		picture(t, ctx, map[int64]string{320: "scanner-320-dark", 360: "scanner-360-dark", 1280: "scanner-1280-dark"}[at[0]])
	}
	webtest.Audit(t, ctx, "scanner")
}

// A lost separator and a trigger that sends twice are named.
func TestFaultsOfAScanner(t *testing.T) {
	t.Parallel()
	ctx := open(t, capture.ScannerPath)
	until(t, ctx, "document.querySelector('html.js')")
	shown := func(name string) string { return "!document.querySelector('[data-find=" + name + "]').hidden" }
	do(t, ctx, commit("010950600013435210TEST-102112345"))
	until(t, ctx, shown("lost")+" && "+shown("silence"))
	scans(t, ctx, "010950600013435210TEST-10\x1d2112345", "Enter")
	until(t, ctx, shown("whole")+" && "+shown("ends")+" && !("+shown("lost")+")")
	scans(t, ctx, "T-1", "Enter", "T-1", "Enter")
	until(t, ctx, shown("twice")+" && "+shown("ends"))
}

// scans types texts and the keys that end them in no time, however busy the machine that runs the test.
func scans(t *testing.T, ctx context.Context, pairs ...string) {
	t.Helper()
	list, _ := json.Marshal(pairs)
	eval[any](t, ctx, `(pairs => {
		const raw = document.querySelector('[name=raw]');
		for (let i = 0; i < pairs.length; i += 2) {
			raw.value = pairs[i];
			raw.dispatchEvent(new InputEvent('input', { data: pairs[i], bubbles: true }));
			raw.dispatchEvent(new KeyboardEvent('keydown', { key: pairs[i + 1], bubbles: true, cancelable: true }));
		}
		return null })(`+string(list)+`)`)
}

func TestSetUpSheets(t *testing.T) {
	t.Parallel()
	h := server(t)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w
	}
	page := get(capture.ScannerPath).Body.String()
	for _, kind := range []string{"zebra", "honeywell", "usb"} {
		for _, paper := range []string{"", "?paper=letter"} {
			if w := get(capture.SheetPath(kind) + paper); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "%PDF-") {
				t.Errorf("%s%s: %d %.80s", kind, paper, w.Code, w.Body)
			}
		}
		if !strings.Contains(page, capture.SheetPath(kind)) {
			t.Errorf("the page does not offer %s", kind)
		}
	}
	if w := get(capture.SheetPath("cats")); w.Code != http.StatusNotFound {
		t.Errorf("no such sheet: %d", w.Code)
	}
}
