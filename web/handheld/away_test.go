package handheld_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web/handheld"
)

// spot is the way to a floor through a place without connection: while gone, every request is dropped without a word.
type spot struct {
	*floor
	url  string
	gone atomic.Bool
}

func newSpot(t *testing.T) *spot {
	t.Helper()
	s := &spot{floor: newFloor(t)}
	to, err := url.Parse(s.floor.url)
	if err != nil {
		t.Fatal(err)
	}
	way := httputil.NewSingleHostReverseProxy(to)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.gone.Load() {
			cut(w)
			return
		}
		way.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

// start takes a list in a browser, binds its totes and waits until the device keeps the rest of it.
func (s *spot) start(t *testing.T) context.Context {
	t.Helper()
	ctx := open(t, s.url)
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	do(t, ctx, chromedp.Click("//button[contains(., 'Take the next list')]", chromedp.NodeVisible))
	until(t, ctx, at("cart"))
	for _, code := range []string{"CART-1", "T-1", "T-2"} {
		trigger(t, ctx, code)
	}
	until(t, ctx, at("bin")+" && navigator.serviceWorker.controller && localStorage.getItem('pickpack-plan')")
	eval[any](t, ctx, `setInterval(() => caches.open('pickpack-page').then(c => c.keys()).then(k => { window.kept = k.length }), 20), null`)
	until(t, ctx, "window.kept > 10")
	return ctx
}

func at(step string) string {
	return "document.getElementById('screen').dataset.step === '" + step + "'"
}

// noted scans without connection and waits until the device shows that it has noted the scan.
func noted(t *testing.T, ctx context.Context, waiting int, codes ...string) {
	t.Helper()
	for i, code := range codes {
		trigger(t, ctx, code)
		until(t, ctx, fmt.Sprintf("document.querySelector('#screen[data-away]') && document.getElementById('screen').dataset.waiting === '%d'", waiting+i))
	}
}

const answered = "document.querySelector('[data-waiting]').hidden && !document.querySelector('#screen[data-away]')"

// The server is gone in the middle of a list: the walk goes on by what the device keeps, a reload comes back to it, wrong
// scans are refused there and kept back. When the server is back it has everything in order, once.
func TestPickingThroughADeadSpot(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	ctx := s.start(t)
	s.gone.Store(true)
	noted(t, ctx, 1, "B-1", "RED")
	if words := eval[string](t, ctx, "document.getElementById('screen').innerText"); !strings.Contains(words, "Not confirmed yet") || !strings.Contains(words, "2 waiting") {
		t.Errorf("the screen says %q", words)
	}
	picture(t, ctx, "away-item")
	for _, wrong := range []struct{ code, verdict string }{{"BLUE", "wrong_item"}, {"B-2", "wrong_place"}, {"4006381333931999", "down"},
		{"B-1 00", "down"}} { // no label says so
		trigger(t, ctx, wrong.code)
		until(t, ctx, "document.querySelector('[data-refused]') && "+at("item")+" && document.getElementById('screen').dataset.verdict === '"+wrong.verdict+"'")
		picture(t, ctx, "away-"+wrong.verdict)
	}
	noted(t, ctx, 3, "14006381333938", "4006381333931", "T-1")
	do(t, ctx, chromedp.Reload())
	until(t, ctx, "document.querySelector('#screen[data-away]') && "+at("bin")+" && document.getElementById('screen').dataset.bin === 'B-2'")
	picture(t, ctx, "away-bin")
	typed := "B-2 " + picking.CheckDigits("B-2") // as it stands on the label
	noted(t, ctx, 6, typed, "BLUE", "BLUE", "T-1", "B-4")
	trigger(t, ctx, "MILK")
	until(t, ctx, "document.getElementById('screen').dataset.verdict === 'narrower'")
	noted(t, ctx, 11, "L2", "T-2", "LAMP", "SN-1")
	picture(t, ctx, "away-tote")
	noted(t, ctx, 15, "T-2")
	until(t, ctx, at("end"))
	picture(t, ctx, "away-end")
	trigger(t, ctx, "PACK-1") // the end of a list is the server's
	until(t, ctx, "document.querySelector('[data-refused]')")
	picture(t, ctx, "away-needs")
	s.gone.Store(false)
	until(t, ctx, answered+" && "+at("drop"))
	var took []string
	if err := s.raw.Select(&took, `SELECT substr(raw, 6) FROM scans WHERE accepted ORDER BY version`); err != nil {
		t.Fatal(err)
	}
	want := strings.Fields("CART-1 T-1 T-2 B-1 RED 14006381333938 4006381333931 T-1 B-2 BLUE BLUE T-1 B-4 L2 T-2 LAMP SN-1 T-2")
	want[8] = typed
	if d := cmp.Diff(want, took); d != "" {
		t.Errorf("taken (-want +got):\n%s", d)
	}
	if n := s.get(t, `SELECT count(*) FROM scans`); n != len(want) {
		t.Errorf("%d scans came, want %d", n, len(want))
	}
}

// Meanwhile the same list was worked on another device: what the server refuses is shown one by one, each is acknowledged,
// and nothing goes on before.
func TestConflictsAreShownOneByOne(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	ctx := s.start(t)
	s.gone.Store(true)
	noted(t, ctx, 1, "B-1", "RED", "RED", "RED", "RED", "RED", "T-1", "B-2", "BLUE", "BLUE", "T-1")
	other := s.device(t, "ANN")
	other.open(handheld.ListPath(1))
	other.scan("B-1")
	other.post(handheld.ListShortPath(1), "reason", "none")
	other.shows("step", "bin", "bin", "B-2")
	s.gone.Store(false)
	var told []string
	for range 7 { // B-1, five pieces, T-1: the line is short and over
		until(t, ctx, "document.querySelector('[data-refused] .late')")
		if len(told) == 0 {
			picture(t, ctx, "away-conflict")
		}
		note := eval[string](t, ctx, "document.querySelector('[data-refused] .late').textContent")
		told = append(told, strings.Fields(note)[1])
		before := s.get(t, `SELECT count(*) FROM scans`)
		trigger(t, ctx, "B-2") // not taken: there is something to be seen first
		do(t, ctx, chromedp.Click(chromedp.CSS("[data-refused] [data-ok]")))
		until(t, ctx, "!document.querySelector('[data-refused] .late') || !document.querySelector('[data-refused] .late').textContent.includes('"+note+"')")
		if after := s.get(t, `SELECT count(*) FROM scans WHERE raw = 'scan:B-2'`); before < 10 && after != 0 {
			t.Error("scans went on before the refusal was acknowledged")
		}
	}
	if d := cmp.Diff(strings.Fields("B-1 RED RED RED RED RED T-1"), told); d != "" {
		t.Errorf("shown (-want +got):\n%s", d)
	}
	until(t, ctx, answered)
	if n := s.get(t, `SELECT done FROM tasks WHERE id = 2`); n != 2 {
		t.Errorf("%d of 2 blue ones are picked", n)
	}
	if n := s.get(t, `SELECT count(*) FROM scans WHERE raw = 'scan:B-2'`); n != 1 {
		t.Errorf("B-2 came %d times", n)
	}
	found, err := dbtest.Open(t, s.dsn).Verify(context.Background(), 1)
	for _, v := range found {
		if err != nil || !slices.Contains([]string{"I4", "I10"}, v.Rule) { // the floor's orders are made without a trail, its second list without a promise
			t.Errorf("%+v %v", v, err)
		}
	}
}

// 200 scans of one dead spot.
func TestTwoHundredScansWithoutConnection(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	s.raw.MustExec(`SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":2,"qty":190,"cause":"receive","task":0,"line":0,"serial":""}]',
		'[{"location":2,"item":1,"lot":0,"qty":190,"suspect":false}]')`)
	s.raw.MustExec(`UPDATE tasks SET qty = qty + 190 WHERE id = 1`)
	s.raw.MustExec(`UPDATE order_lines SET qty = qty + 190 WHERE id = 1`)
	s.raw.MustExec(`UPDATE orders SET units = units + 190 WHERE id = 1`)
	ctx := s.start(t)
	s.gone.Store(true)
	noted(t, ctx, 1, "B-1", "RED")
	codes := append(slices.Repeat([]string{"RED"}, 194), "T-1", "B-2", "BLUE", "BLUE")
	for _, code := range codes { // typed by the page itself: this is about the scans, not about the keys
		eval[any](t, ctx, fmt.Sprintf(`(i => { i.value = %q; i.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })) })(document.querySelector('[name=raw]')), null`, code))
	}
	until(t, ctx, "document.getElementById('screen').dataset.waiting === '200'")
	s.gone.Store(false)
	for left := 180; left > 0; left -= 20 { // each stretch has its own time
		until(t, ctx, fmt.Sprintf("(document.getElementById('screen').dataset.waiting || 0) <= %d", left))
	}
	until(t, ctx, answered+" && "+at("tote"))
	var took []string
	if err := s.raw.Select(&took, `SELECT substr(raw, 6) FROM scans WHERE accepted AND version > 3 ORDER BY version`); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(append([]string{"B-1", "RED"}, codes...), took); d != "" {
		t.Errorf("taken (-want +got):\n%s", d)
	}
}

// Signing out while scans wait asks first.
func TestSignOutAsksWhileScansWait(t *testing.T) {
	t.Parallel()
	s := newSpot(t)
	ctx := open(t, s.url)
	trigger(t, ctx, "ANN")
	do(t, ctx, chromedp.KeyEvent(pin+"\r"))
	until(t, ctx, "document.querySelector('.js #screen[data-step=home]')")
	do(t, ctx, chromedp.Click(chromedp.CSS(".person")))
	until(t, ctx, at("me"))
	s.gone.Store(true)
	trigger(t, ctx, "T-1")
	leave := "document.querySelector('form[action=\"/signout\"]').requestSubmit(), null"
	eval[any](t, ctx, leave)
	until(t, ctx, "!document.querySelector('[data-leaving]').hidden")
	picture(t, ctx, "leaving")
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-stay]")))
	s.gone.Store(false)
	until(t, ctx, "document.querySelector('[data-waiting]').hidden && document.querySelector('[data-leaving]').hidden && "+at("home")) // the scan's answer, a refusal
	eval[any](t, ctx, "document.querySelector('.person').click(), null")
	until(t, ctx, at("me"))
	eval[any](t, ctx, leave)
	until(t, ctx, "location.pathname === '/signin'")
}
