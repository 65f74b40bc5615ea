package handheld_test

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"
)

func codes(n int) (codes, want []string) {
	for i := range n {
		codes = append(codes, fmt.Sprintf("C-%03d", i))
		want = append(want, "/scan "+codes[i])
	}
	return codes, want
}

// Lost requests, lost answers, a busy server and answers that are not ours: the same id is sent again until it is answered.
func TestLostAnswersAreAskedForAgain(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	h.before = func(n int, w http.ResponseWriter) bool {
		switch n {
		case 2: // the request is lost
			return cut(w)
		case 4:
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return true
		case 6: // a network's sign-in page
			fmt.Fprint(w, "<html><body>Welcome to our Wi-Fi</body></html>")
			return true
		}
		return false
	}
	h.after = func(n int, w http.ResponseWriter) bool { return n == 8 && cut(w) } // counted, and the answer is lost
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	all, want := codes(6)
	for _, c := range all {
		trigger(t, ctx, c)
	}
	h.await(t, 6)
	until(t, ctx, "document.querySelector('[data-waiting]').hidden")
	if d := cmp.Diff(want, h.got()); d != "" {
		t.Errorf("arrived (-want +got):\n%s", d)
	}
	twice := 0
	for _, n := range h.ids {
		if n == 2 {
			twice++
		}
	}
	if h.posts != 10 || len(h.ids) != 6 || twice != 1 {
		t.Errorf("%d posts of %d ids, %d counted ones sent again; want 10, 6 and 1", h.posts, len(h.ids), twice)
	}
}

func TestNoConnectionIsSaidAndForgotten(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	var back atomic.Bool
	h.before = func(n int, w http.ResponseWriter) bool { return !back.Load() && cut(w) }
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	trigger(t, ctx, "C-1")
	until(t, ctx, "!document.querySelector('[data-down]').hidden")
	back.Store(true)
	h.await(t, 1)
	until(t, ctx, "document.querySelector('[data-down]').hidden")
}

// What the server has not answered survives a reload, in order and with its ids; another person's scans stay where they
// are until that person is back.
func TestScansSurviveAReload(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	down := true
	h.before = func(n int, w http.ResponseWriter) bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return down && cut(w)
	}
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	all, want := codes(5)
	for _, c := range all {
		trigger(t, ctx, c)
	}
	until(t, ctx, "document.querySelector('[data-waiting]').textContent === '5 waiting'")
	onDisk(t, ctx, 5)
	h.mu.Lock()
	h.user = "8"
	h.mu.Unlock()
	do(t, ctx, chromedp.Reload(), ready)
	h.mu.Lock()
	down = false
	h.mu.Unlock()
	trigger(t, ctx, "OTHER")
	if got := h.await(t, 1); got[0] != "/scan OTHER" {
		t.Errorf("person 8 sent %q", got)
	}
	h.mu.Lock()
	h.user, h.taken = "7", nil
	h.mu.Unlock()
	do(t, ctx, chromedp.Reload(), ready)
	trigger(t, ctx, "LATER")
	if d := cmp.Diff(append(want, "/scan LATER"), h.await(t, 6)); d != "" {
		t.Errorf("arrived (-want +got):\n%s", d)
	}
	until(t, ctx, "document.querySelector('[data-waiting]').hidden")
	do(t, ctx, chromedp.Reload(), ready)
	trigger(t, ctx, "LAST")
	if got := h.await(t, 7); len(got) != 7 || got[6] != "/scan LAST" {
		t.Errorf("answered scans were sent again: %q", got)
	}
}

// onDisk waits until the browser has written n scans, which takes it some milliseconds.
func onDisk(t *testing.T, ctx context.Context, n int) {
	t.Helper()
	eval[any](t, ctx, `indexedDB.open('pickpack').onsuccess = e => {
		const count = () => { e.target.result.transaction('outbox').objectStore('outbox').count().onsuccess = c => { window.kept = c.target.result; setTimeout(count, 20) } };
		count() }, null`)
	until(t, ctx, fmt.Sprintf("window.kept === %d", n))
}

func TestSignedOutKeepsTheScans(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	h.before = func(n int, w http.ResponseWriter) bool {
		if n == 1 {
			http.Error(w, "sign in", http.StatusUnauthorized)
		}
		return n == 1
	}
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	trigger(t, ctx, "C-1") // the page loads again, here straight into a new session
	if got := h.await(t, 1); got[0] != "/scan C-1" {
		t.Errorf("arrived %q", got)
	}
}

// An answer that the page cannot show counts as answered: the page loads again and goes on, it does not ask for ever.
func TestAnswerThatCannotBeShown(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	eval[any](t, ctx, "Node.prototype.replaceWith = Element.prototype.replaceWith = () => { throw new Error('broken') }, null")
	trigger(t, ctx, "C-1")
	until(t, ctx, "document.querySelector('.js') && Element.prototype.replaceWith.toString().includes('native')")
	trigger(t, ctx, "C-2")
	if d := cmp.Diff([]string{"/scan C-1", "/scan C-2"}, h.await(t, 2)); d != "" || h.posts != 2 {
		t.Errorf("%d posts, arrived (-want +got):\n%s", h.posts, d)
	}
}

// Touches wait their turn behind the scans made before them, and carry their own value.
func TestTouchesKeepTheOrder(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	h.delay = 150 * time.Millisecond
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	trigger(t, ctx, "C-1")
	eval[any](t, ctx, "document.getElementById('undo').click(), null") // a swap may come between finding and hitting it
	trigger(t, ctx, "C-2")
	if d := cmp.Diff([]string{"/scan C-1", "/undo tap", "/scan C-2"}, h.await(t, 3)); d != "" {
		t.Errorf("arrived (-want +got):\n%s", d)
	}
}

// A refusal is not wiped away by the answers of scans made before it showed; the next right scan, or OK, does.
func TestARefusalIsSeen(t *testing.T) {
	t.Parallel()
	h := newHost(t)
	h.delay = 100 * time.Millisecond
	ctx := open(t, h.URL)
	do(t, ctx, ready)
	for _, c := range []string{"C-1", "BAD-2", "C-3", "C-4"} {
		trigger(t, ctx, c)
	}
	h.await(t, 4)
	until(t, ctx, "document.getElementById('screen').dataset.n === '4'")
	if !eval[bool](t, ctx, "Boolean(document.querySelector('[data-refused]'))") {
		t.Error("the refusal of BAD-2 was gone before anybody could read it")
	}
	trigger(t, ctx, "C-5")
	until(t, ctx, "document.getElementById('screen').dataset.n === '5' && !document.querySelector('[data-refused]')")
	trigger(t, ctx, "BAD-6")
	until(t, ctx, "document.querySelector('[data-refused]')")
	do(t, ctx, chromedp.Click(chromedp.CSS("[data-ok]")))
	until(t, ctx, "!document.querySelector('[data-refused]') && document.activeElement.name === 'raw'")
}
