package handheld_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/handheld"
	"pickpack/web/webtest"
)

// swap puts the body of another page in the place of this one's: they have the same head, and a browser that stays on a
// page judges the next body in a tenth of the time.
const swap = `fetch(%q).then(r => r.text()).then(html => document.body.replaceWith(new DOMParser().parseFromString(html, 'text/html').body))`

// Every screen for a person with a screen reader, a keyboard or weak eyes.
func TestGalleryIsAccessible(t *testing.T) {
	t.Parallel()
	url := galleryServer(t) + "/show/light/"
	ctx := webtest.Open(t, 320, 533)
	do(t, ctx, chromedp.Navigate(url+"bin"))
	for _, s := range handheld.Gallery() {
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[any](fmt.Sprintf(swap, url+s.Name), chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
		webtest.Audit(t, ctx, s.Name)
	}
}
