package handheld_test

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// open shows an address in a page with storage of its own, in the size of a small handheld.
func open(t *testing.T, url string) context.Context {
	t.Helper()
	ctx := webtest.Open(t, 320, 533)
	do(t, ctx, chromedp.Navigate(url))
	return ctx
}

// ready waits until the scan script of a page runs; before, the browser's own form does the work.
var ready = chromedp.WaitReady(chromedp.CSS("html.js"))

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// until waits for a condition in the page.
func until(t *testing.T, ctx context.Context, js string) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		// a page that is being left answers nothing
		if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+js+")")); err == nil && is {
			return
		}
	}
	t.Fatalf("not within a minute: %s\nthe screen says %q", js, eval[string](t, ctx, "document.body.innerText"))
}

// trigger puts a code in at once and presses Enter: a scanner's speed, however busy the machine that runs the test.
func trigger(t *testing.T, ctx context.Context, code string) {
	t.Helper()
	do(t, ctx, commit(code), chromedp.KeyEvent("\r"))
}

// commit puts text in as an Android input method does: in one piece and without keys.
func commit(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}
