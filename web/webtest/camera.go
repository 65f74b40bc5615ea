package webtest

import (
	"context"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// OpenFilming is Open in a browser of its own, whose camera plays a video (YUV4MPEG2) over and over and may be used by
// every page.
func OpenFilming(t testing.TB, video string, width, height int64) context.Context {
	t.Helper()
	return page(t, func() (context.Context, error) {
		ctx, err := start(os.Getenv("PICKPACK_CHROMIUM"), chromedp.Flag("use-fake-device-for-media-stream", true),
			chromedp.Flag("use-fake-ui-for-media-stream", true), chromedp.Flag("use-file-for-fake-video-capture", video))
		if err == nil {
			t.Cleanup(func() { _ = chromedp.Cancel(ctx) })
		}
		return ctx, err
	}, width, height)
}
