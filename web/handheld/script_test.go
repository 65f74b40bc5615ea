package handheld_test

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"pickpack/static"
)

// host is a server that speaks the scan contract and nothing else: it answers every post after a while, counts each id
// once, and can be told to misbehave.
type host struct {
	*httptest.Server
	delay time.Duration
	user  string
	// spoil, if set, may treat the n-th post (from 1) its own way, before or after it was counted; true: it did.
	before, after func(n int, w http.ResponseWriter) bool

	mu      sync.Mutex
	posts   int         // all requests, repeated ones too
	taken   []string    // "path raw" of each id once, in the order of arrival
	at      []time.Time // when each was counted
	ids     map[string]int
	overlap int // posts that arrived while another was in work
	busy    int
}

const hostPage = `<!doctype html><html><head><meta charset="utf-8"></head><body>
<form id="scan" data-scan data-user="%s" action="/scan" method="post"><input type="hidden" name="_csrf" value="token">
<input name="raw" inputmode="none" autocomplete="off"><button data-send>Send</button>
<button type="button" data-keyboard>Keyboard</button><span data-waiting hidden></span></form>
<section data-down hidden>No connection<button type="button" data-hide>Hide</button></section>
%s<script type="module" src="%s"></script></body></html>`

func newHost(t *testing.T) *host {
	h := &host{user: "7", ids: map[string]int{}}
	mux := http.NewServeMux()
	mux.Handle("GET "+static.Prefix, static.Handler())
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		defer h.mu.Unlock()
		fmt.Fprintf(w, hostPage, h.user, screenOf("", 0), static.URL("js/scan.js"))
	})
	mux.HandleFunc("POST /", h.post)
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

func screenOf(raw string, n int) string {
	verdict, refusal := "ok", ""
	if strings.HasPrefix(raw, "BAD") {
		verdict, refusal = "wrong_item", `<section data-refused>Refused<button type="button" data-ok>OK</button></section>`
	}
	return fmt.Sprintf(`<main id="screen" data-verdict="%s" data-n="%d">%s<p id="last">%s</p>
		<button form="scan" formaction="/undo" name="why" value="tap" id="undo">Undo</button></main>`, verdict, n, refusal, html.EscapeString(raw))
}

func (h *host) post(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.posts++
	n := h.posts
	h.busy++
	if h.busy > 1 {
		h.overlap++
	}
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		h.busy--
		h.mu.Unlock()
	}()
	if h.before != nil && h.before(n, w) {
		return
	}
	id, raw := r.FormValue("scan_id"), r.FormValue("raw")+r.FormValue("why")
	if r.Header.Get("X-Fragment") != "1" || r.Header.Get("X-CSRF-Token") != "token" || len(id) != 36 {
		http.Error(w, "not the scan contract", http.StatusBadRequest)
		return
	}
	time.Sleep(h.delay)
	h.mu.Lock()
	if h.ids[id]++; h.ids[id] == 1 {
		h.taken, h.at = append(h.taken, r.URL.Path+" "+raw), append(h.at, time.Now())
	}
	count := len(h.taken)
	h.mu.Unlock()
	if h.after != nil && h.after(n, w) {
		return
	}
	fmt.Fprint(w, screenOf(raw, count))
}

// got is what has arrived, each id once.
func (h *host) got() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.taken...)
}

func (h *host) await(t *testing.T, n int) []string {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if len(h.got()) >= n {
			return h.got()
		}
	}
	t.Fatalf("%d of %d arrived: %q", len(h.got()), n, h.got())
	return nil
}

// cut drops the connection without a word, as bad Wi-Fi does.
func cut(w http.ResponseWriter) bool {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		conn.Close()
	}
	return true
}
