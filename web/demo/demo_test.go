package demo_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
	"pickpack/web/webtest"
)

func TestMain(m *testing.M) { webtest.Main(m) }

// newDemo is a demo server with one person.
func newDemo(t *testing.T) string {
	t.Helper()
	store, ctx := dbtest.New(t), t.Context()
	if err := store.PutSetupToken(ctx, []byte("t"), time.Now()); err != nil {
		t.Fatal(err)
	}
	u, err := store.Setup(ctx, []byte("t"), time.Now(), db.NewWarehouse{Code: "D", Name: "Demo", Timezone: "UTC"},
		db.Credentials{User: picking.User{Badge: "U-1", Name: "Ada Okafor"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetDemoSignIns(ctx, u.Warehouse, map[string]string{"U-1": "482915", "U-2": "correct horse"}); err != nil {
		t.Fatal(err)
	}
	boss := db.Credentials{User: picking.User{Warehouse: u.Warehouse, Badge: "U-2", Name: "Bo Lind", Role: picking.Admin}, PasswordHash: "x"}
	if _, err := store.AddUser(ctx, 0, boss); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(web.New(web.Deps{Store: store, Demo: true, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func get(t *testing.T, url string) (status int, kind, body string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), string(b)
}

func TestSheets(t *testing.T) {
	t.Parallel()
	at := newDemo(t)
	for path, holds := range map[string]string{
		"/demo/barcodes":                         "Admin · PIN 482915",
		"/demo/barcodes?show=people":             "Admin · password correct horse",
		"/demo/barcodes?show=bins&q=%25":         "Nothing here",
		"/demo/barcodes?show=items&q=%27%22%3C":  "Nothing here",
		"/demo/barcodes?show=carts":              "Nothing here",
		"/demo/barcode.svg?code=U-1":             "<svg",
		"/demo/barcode.svg?code=09521234000013":  "<svg",
		"/ui?theme=dark&density=handheld":        "handheld",
		"/ui?theme=%22%3E%3Cscript%3E&density=x": "Components",
	} {
		if status, _, body := get(t, at+path); status != 200 || !strings.Contains(body, holds) {
			t.Errorf("%s: %d without %q", path, status, holds)
		}
	}
	for path, want := range map[string]int{"/demo/barcodes?show=x": 404, "/demo/barcode.svg": 422, "/demo/barcode.svg?code=%C3%B1": 422} {
		if status, _, body := get(t, at+path); status != want {
			t.Errorf("%s: %d, want %d\n%s", path, status, want, body)
		}
	}
}

// A code that is its own title is written below its bars and nowhere else.
func TestTheCodeIsShownOnce(t *testing.T) {
	t.Parallel()
	at := newDemo(t)
	for path, titles := range map[string]int{"/demo/barcodes": 2, "/demo/next?step=bin&bin=A-01-02-1": 1} { // names; "Something else"
		if _, _, body := get(t, at+path); strings.Count(body, "<b>") != titles || strings.Contains(body, ">A-01-02-1<") {
			t.Errorf("%s: %d titles, want %d\n%s", path, strings.Count(body, "<b>"), titles, body)
		}
	}
}

// TestWhatTheOpenScreenAsksFor needs no goods: most steps name their code themselves.
func TestWhatTheOpenScreenAsksFor(t *testing.T) {
	t.Parallel()
	at := newDemo(t)
	for query, want := range map[string][]string{
		"step=bin&bin=A-01-02-1":             {"A-01-02-1", "4006381333931"},
		"step=tote&tote=T-0001":              {"T-0001", "4006381333931"},
		"step=slot&slot=W-01":                {"W-01", "4006381333931"},
		"step=slot&slot=":                    nil, // the wall is full
		"step=item&sku=K-1&need=2&lot=L2291": {"L2291", "4006381333931"},
		"step=pack&sku=K-1&serial=SN-7":      {"SN-7", "4006381333931"},
		"step=close&expected=2418":           {"2418 g", "4006381333931"},
		"step=cart":                          nil, // there is none
		"step=home":                          nil,
		"orders=O-1,O-2":                     {"O-1", "O-2", "4006381333931"},
		"step=bin&bin=%22%3E%3Cscript%3E":    {"&#34;&gt;&lt;script&gt;", "4006381333931"},
	} {
		status, _, body := get(t, at+"/demo/next?"+query)
		var codes []string
		for _, m := range regexp.MustCompile(`data-code="([^"]*)"`).FindAllStringSubmatch(body, -1) {
			codes = append(codes, m[1])
		}
		if status != 200 || !slices.Equal(codes, want) {
			t.Errorf("%s: %d %q, want %q", query, status, codes, want)
		}
	}
}

// TestAClickTypesIntoTheOtherPage opens a scanning page and the barcodes in two tabs of one browser.
func TestAClickTypesIntoTheOtherPage(t *testing.T) {
	t.Parallel()
	at := newDemo(t)
	ctx := webtest.Open(t, 1280, 800)
	screen := tab{t, ctx}
	screen.do(chromedp.Navigate(at + "/signin"))
	screen.until("localStorage.getItem('pickpack-screen')")
	second, cancel := chromedp.NewContext(ctx)
	defer cancel()
	codes := tab{t, second}
	codes.do(chromedp.Navigate(at+"/demo/barcodes"), chromedp.Click(chromedp.CSS("[data-code='U-1']")))
	codes.until("document.querySelector('[data-sent]').textContent.includes('U-1 was typed')")
	codes.until("document.querySelector('[data-next]').textContent.includes('asks for no code now')")
	screen.until("document.querySelector('[name=badge]').value === 'U-1' && document.activeElement.name === 'secret'")
}

// The sheets of barcodes, and the page that shows every component in every density.
func TestPagesAreAccessible(t *testing.T) {
	t.Parallel()
	at := newDemo(t)
	p := tab{t, webtest.Open(t, 1280, 800)}
	p.do(chromedp.Navigate(at + "/ui"))
	for _, path := range []string{"/demo/barcodes", "/demo/barcodes?show=carts", "/ui?density=desk", "/ui?density=station", "/ui?density=handheld"} {
		webtest.AuditPage(t, p.ctx, path, path)
	}
}

type tab struct {
	t   *testing.T
	ctx context.Context
}

func (p tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p tab) until(js string) {
	p.t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("Boolean("+js+")")); err != nil {
			p.t.Fatal(err)
		} else if ok {
			return
		}
	}
	p.t.Fatalf("not within a minute: %s", js)
}
