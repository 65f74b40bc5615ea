package handheld_test

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pickpack/static"
	"pickpack/web/handheld"
	"pickpack/web/ui"
	"pickpack/web/webtest"
	dictionary "pickpack/web/words"
)

// galleryServer shows /show/theme/name; the queries hand, text and language name what else a person likes.
func galleryServer(t *testing.T) string {
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Prefix, static.Handler())
	for _, s := range handheld.Gallery() {
		mux.HandleFunc("GET /show/{theme}/"+s.Name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self'; script-src 'self'")
			likes := ui.Frame{Theme: ui.Theme(r.PathValue("theme")), Hand: ui.Hand(r.FormValue("hand")), Text: ui.TextSize(r.FormValue("text"))}
			if err := s.Page(likes).Render(dictionary.With(r.Context(), dictionary.ByCode(cmp.Or(r.FormValue("language"), "en"))), w); err != nil {
				t.Error(err)
			}
		})
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

// faults looks at a page the way a person with gloves would.
const faults = `(() => {
  const out = [], root = document.documentElement;
  const box = e => e.getBoundingClientRect(), shown = e => box(e).width > 0 && getComputedStyle(e).visibility !== 'hidden';
  if (root.scrollWidth > innerWidth) out.push('wider than the screen: ' + root.scrollWidth);
  if (!%t && root.scrollHeight > innerHeight) out.push('taller than the screen: ' + root.scrollHeight);
  for (const e of document.querySelectorAll('button, a, summary')) {
    if (!shown(e) || e.closest('details:not([open]) .sheet')) continue;
    const b = box(e), least = e.matches('summary') ? 44 : e.matches('.key') ? 50 : 56;
    if (b.height < least || b.width < 44) out.push(e.textContent.trim() + ': ' + Math.round(b.width) + '×' + Math.round(b.height));
    if (e.scrollWidth > e.clientWidth + 1) out.push(e.textContent.trim() + ': cut off');
  }
  for (const e of document.querySelectorAll('.bin h2, .qty, .tote, .big h2, .bar')) {
    if (shown(e) && (e.scrollWidth > e.clientWidth + 1 || box(e).right > innerWidth)) out.push(e.className + ' ' + e.textContent.trim() + ': cut off');
  }
  const foot = document.querySelector('.touches'), line = foot ? box(foot).top : innerHeight - 64;
  for (const e of document.querySelectorAll('.bin h2, .item h2, .qty, .big h2')) {
    if (shown(e) && box(e).bottom > line + 1) out.push(e.textContent.trim() + ': below what is seen');
  }
  const ok = document.querySelector('[data-ok]');
  if (ok && box(ok).bottom > innerHeight - 64) out.push('the button of the refusal is below what is seen');
  const field = document.querySelector('#scan input[name=raw]'), at = box(field);
  if (document.activeElement !== field) out.push('the scan field has no focus');
  if (at.bottom > innerHeight || at.height < 40 || !shown(field)) out.push('the scan field is not in view');
  return out;
})()`

// likings are the ways a person may like a page, set on the page that is open.
var likings = []struct{ name, theme, class string }{
	{"light", "light", "handheld"},
	{"dark", "dark", "handheld large"},
	{"contrast", "contrast", "handheld lefthand larger"},
}

// Every screen at the size of a small handheld, in every theme and text size: nothing is cut off, nothing needs scrolling,
// every target can be hit with a glove, the scan field is in view and has the focus. PICKPACK_SCREENSHOTS names a folder
// for pictures.
func TestGallery(t *testing.T) {
	t.Parallel()
	gallery(t, webtest.Open(t, 320, 533), "")
}

func TestGalleryInChrome90(t *testing.T) {
	t.Parallel()
	gallery(t, webtest.OpenOld(t, 320, 533), "-90")
}

// Every screen in every other language, at the size of a small handheld.
func TestGalleryInEveryLanguage(t *testing.T) {
	t.Parallel()
	url := galleryServer(t) + "/show/light/"
	for _, l := range dictionary.All[1:] {
		t.Run(l.Code, func(t *testing.T) {
			t.Parallel()
			ctx := webtest.Open(t, 320, 533)
			for _, s := range handheld.Gallery() {
				do(t, ctx, chromedp.Navigate(url+s.Name+"?language="+l.Code))
				for _, f := range eval[[]string](t, ctx, fmt.Sprintf(faults, s.Tall)) {
					t.Errorf("%s: %s", s.Name, f)
				}
				picture(t, ctx, s.Name+"-"+l.Code)
			}
		})
	}
}

func gallery(t *testing.T, ctx context.Context, mark string) {
	url := galleryServer(t) + "/show"
	for _, s := range handheld.Gallery() {
		t.Run(s.Name, func(t *testing.T) {
			do(t, ctx, chromedp.Navigate(url+"/light/"+s.Name))
			if s.Down {
				until(t, ctx, "document.querySelector('.js')")
				time.Sleep(300 * time.Millisecond) // the outbox says once, when it has loaded, that all is well
				eval[any](t, ctx, "document.querySelector('[data-down]').hidden = false, null")
			}
			for _, size := range [][2]int64{{360, 640}, {320, 533}} {
				do(t, ctx, chromedp.EmulateViewport(size[0], size[1]))
				for _, l := range likings {
					eval[any](t, ctx, fmt.Sprintf("document.documentElement.dataset.theme = %q, document.body.className = %q, null", l.theme, l.class))
					for _, f := range eval[[]string](t, ctx, fmt.Sprintf(faults, s.Tall)) {
						t.Errorf("%d×%d, %s, %s: %s", size[0], size[1], l.theme, l.class, f)
					}
					if size[0] == 320 {
						picture(t, ctx, fmt.Sprintf("%s-%d-%s%s", s.Name, size[0], l.name, mark))
					}
				}
			}
		})
	}
}

func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("PICKPACK_SCREENSHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}
