package handheld_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"pickpack/web/handheld"
	"pickpack/web/webtest"
)

// Every screen for a person with a screen reader, a keyboard or weak eyes.
func TestGalleryIsAccessible(t *testing.T) {
	t.Parallel()
	url := galleryServer(t) + "/show/light/"
	ctx := webtest.Open(t, 320, 533)
	do(t, ctx, chromedp.Navigate(url+"bin"))
	for _, s := range handheld.Gallery() {
		webtest.AuditPage(t, ctx, s.Name, url+s.Name)
	}
}
