package webtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pickpack/db/embedded"
)

// tool is the path of what .ci/tools keeps in the cache folder.
func tool(name string) (string, error) {
	path := filepath.Join(embedded.CacheDir(), "npm", name)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("the tests need %s: run .ci/tools, as make test does", path)
	}
	return path, nil
}

// start runs a browser without a window; path "" is the one of this machine.
func start(path string, more ...chromedp.ExecAllocatorOption) (context.Context, error) {
	options := []chromedp.ExecAllocatorOption{chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun}
	for _, f := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "disable-dev-shm-usage"} {
		options = append(options, chromedp.Flag(f, true))
	}
	if path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	ctx, _ := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(append(options, more...)...))
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return nil, errors.Join(fmt.Errorf("the browser tests need Chromium: run .ci/tools, as make test does: %w", err), chromedp.Cancel(ctx))
	}
	return ctx, nil
}

// browsers of this process that were started.
var browsers struct {
	sync.Mutex
	started []context.Context
}

func once(path func() (string, error)) func() (context.Context, error) {
	return sync.OnceValues(func() (context.Context, error) {
		p, err := path()
		if err != nil {
			return nil, err
		}
		ctx, err := start(p)
		if err == nil {
			browsers.Lock()
			defer browsers.Unlock()
			browsers.started = append(browsers.started, ctx)
		}
		return ctx, err
	})
}

var (
	chromium = once(func() (string, error) { return os.Getenv("PICKPACK_CHROMIUM"), nil })
	chrome90 = once(func() (string, error) { return tool("chrome-90/chromium") })
)

// Main is a package's TestMain: it runs the tests, ends the browsers they started and does what else is to be done after.
func Main(m *testing.M, after ...func()) {
	code := m.Run()
	for _, f := range after {
		f()
	}
	browsers.Lock()
	defer browsers.Unlock()
	for _, ctx := range browsers.started {
		_ = chromedp.Cancel(ctx)
	}
	os.Exit(code)
}

// Open is an empty page in a window of that size, with storage of its own, until the test ends. PICKPACK_CHROMIUM names
// another browser than the one of this machine.
func Open(t testing.TB, width, height int64) context.Context {
	t.Helper()
	return page(t, chromium, width, height)
}

// OpenOld is the same in Chrome 90.
func OpenOld(t testing.TB, width, height int64) context.Context {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("Chrome 90 is to be had for Linux on x86-64 only")
	}
	return page(t, chrome90, width, height)
}

func page(t testing.TB, browser func() (context.Context, error), width, height int64) context.Context {
	t.Helper()
	b, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(b, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
	return ctx
}
