package auth_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// page is one tab the size of a small handheld.
type page struct {
	t   *testing.T
	ctx context.Context
}

// open shows an address and waits for its script.
func (h *house) open(t *testing.T, path string) page {
	t.Helper()
	p := page{t, webtest.Open(t, 320, 533)}
	p.do(chromedp.Navigate(h.url + path))
	p.until(inBadge + " && document.querySelector('[data-keypad]').offsetHeight > 0")
	return p
}

func (p page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func eval[T any](p page, js string) T {
	p.t.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		p.t.Fatalf("%s: %v", js, err)
	}
	return v
}

func (p page) until(js string) {
	p.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if eval[bool](p, "Boolean("+js+")") {
			return
		}
	}
	p.t.Fatalf("not within a minute: %s\nat %s the page says %q", js, eval[string](p, "location.href"), eval[string](p, "document.body.innerText"))
}

// commit puts text in as an Android input method does: in one piece and without keys.
func commit(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

// typed is text that comes key by key, so many milliseconds apart, whatever else the machine does.
func typed(text string, apart int) chromedp.Action[chromedp.Void] {
	js := fmt.Sprintf(`(async () => {
		const f = document.activeElement;
		for (const c of %q) {
			f.value += c;
			f.dispatchEvent(new InputEvent("input", {bubbles: true, data: c}));
			if (%d) await new Promise(done => setTimeout(done, %d));
		}
		return true;
	})()`, text, apart, apart)
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](js, chromedp.EvalAwaitPromise))
		return err
	})
}

// keypad taps digits on the page's own keypad.
func keypad(digits string) (taps []chromedp.Action[chromedp.Void]) {
	for _, d := range strings.Split(digits, "") {
		taps = append(taps, chromedp.Click(chromedp.CSS("[data-key='"+d+"']")))
	}
	return taps
}

const (
	inBadge  = "document.activeElement.name === 'badge'"
	inSecret = "document.activeElement.name === 'secret'"
)

func TestScanABadgeAndTapAPIN(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for name, scan := range map[string][]chromedp.Action[chromedp.Void]{
		"a wedge that ends with Enter":       {typed("PICK", 0), chromedp.KeyEvent("\r")},
		"keys that end with Tab":             {typed("PICK", 90), chromedp.KeyEvent("\t")},
		"a wedge that ends with nothing":     {typed("PICK", 0)},
		"an input method, in one piece":      {commit("PICK")},
		"an input method, with its own line": {commit("PICK\n")},
	} {
		p := h.open(t, "/signin?next=%2Fh")
		t.Log(name)
		p.do(scan...)
		p.until(inSecret)
		p.do(keypad(pin)...)
		if got := eval[string](p, "document.querySelector('[name=secret]').value"); got != pin {
			t.Errorf("%s: the keypad typed %q", name, got)
		}
		p.do(chromedp.Click(chromedp.CSS(".go")))
		p.until("location.pathname === '/h'")
	}
}

func TestASlowThumbIsNoScanner(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.open(t, "/signin")
	p.do(typed("PICK", 90))
	time.Sleep(300 * time.Millisecond) // what is tested is that nothing happens then
	if !eval[bool](p, inBadge) {
		t.Error("the cursor ran away while somebody typed")
	}
	p.do(chromedp.KeyEvent("\r"))
	p.until(inSecret)
}

func TestAWrongPINAsksForThePINAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.open(t, "/signin")
	p.do(commit("PICK"), chromedp.KeyEvent("\r"))
	p.until(inSecret)
	p.do(append(keypad("000"), chromedp.Click(chromedp.CSS("[data-key=back]")), chromedp.KeyEvent("000\r"))...)
	p.until("document.querySelector('[role=alert]')")
	p.until(inSecret + " && document.querySelector('[name=badge]').value === 'PICK'")
	if eval[string](p, "document.querySelector('[name=secret]').value") != "" {
		t.Error("the wrong PIN is still there")
	}
}

func TestEverythingFitsTheSmallestScreen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.open(t, "/signin")
	p.do(commit("PICK"), chromedp.KeyEvent("\r"))
	p.until(inSecret)
	p.do(chromedp.KeyEvent("000000\r"))
	p.until("document.querySelector('[role=alert]')") // the fullest form of the page
	if low := eval[float64](p, "document.querySelector('.go').getBoundingClientRect().bottom"); low > 533 {
		t.Errorf("the button ends at %v of 533 px", low)
	}
	if wide := eval[float64](p, "document.documentElement.scrollWidth"); wide > 320 {
		t.Errorf("the page is %v px wide", wide)
	}
	if small := eval[float64](p, "Math.min(...[...document.querySelectorAll('button')].map(b => Math.min(b.offsetHeight, b.offsetWidth)))"); small < 44 {
		t.Errorf("a button is %v px small", small)
	}
	webtest.Audit(t, p.ctx, "sign-in")
}

func TestSetupIsAccessible(t *testing.T) {
	t.Parallel()
	h, token := emptyHouse(t)
	p := page{t, webtest.Open(t, 320, 533)}
	p.do(chromedp.Navigate(h.url + "/setup?token=" + url.QueryEscape(token)))
	webtest.Audit(t, p.ctx, "setup")
	p.do(chromedp.Submit(chromedp.CSS("form"))) // empty: each field says what it lacks
	p.until("document.querySelector('[aria-invalid=true]')")
	webtest.Audit(t, p.ctx, "setup refused")
}

func TestSignInWithoutScript(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser()
	a := b.post("/signin", url.Values{"badge": {"pick"}, "secret": {""}})
	if a.StatusCode != 200 || !strings.Contains(a.body, `value="PICK"`) || strings.Contains(a.body, "not right") {
		t.Fatal("the first step:", a.StatusCode, a.body)
	}
	if a = b.post("/signin", url.Values{"badge": {"PICK"}, "secret": {pin}}); a.StatusCode != 303 {
		t.Fatal("the second step:", a.StatusCode)
	}
}
