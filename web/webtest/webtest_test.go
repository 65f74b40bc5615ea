package webtest

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) { Main(m) }

// planted holds one fault that is always there, one that only the dark shows and one that only a narrow window shows.
const planted = `<!DOCTYPE html><html lang="en" data-theme="light"><head><title>Faults</title>
<style>[data-theme=dark] p { color: #222; background: #000 } b { display: none } @media (max-width: 400px) { b { display: block; color: #eee; background: #fff } }</style></head>
<body><main><h1>Faults</h1><input name="unnamed"><p>Dark on black</p><b>Light on white</b></main></body></html>`

func TestAuditFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "script-src 'self'")
		_, _ = w.Write([]byte(planted))
	}))
	defer srv.Close()
	ctx := Open(t, 640, 480)
	if err := chromedp.Do(ctx, chromedp.Navigate(srv.URL)); err != nil {
		t.Fatal(err)
	}
	faults, err := audit(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"at 320 px, dark: color-contrast, p", "at 320 px, dark: color-contrast, b", "at 320 px, light: label, input",
		"at 320 px, light: color-contrast, b", "at 1280 px, dark: color-contrast, p", "at 1280 px, light: label, input"}
	where := regexp.MustCompile(`^at [^:]+: [^:]+`)
	for i, f := range faults {
		faults[i] = where.FindString(f)
	}
	slices.Sort(want)
	if slices.Sort(faults); !slices.Equal(faults, want) {
		t.Errorf("found %q, want %q", faults, want)
	}
}

func TestChrome90(t *testing.T) {
	t.Parallel()
	ctx := OpenOld(t, 320, 533)
	agent, err := chromedp.Run(ctx, chromedp.Evaluate[string]("navigator.userAgent"))
	if err != nil || !strings.Contains(agent, "Chrome/90.") {
		t.Errorf("%q, %v", agent, err)
	}
}
