package live

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"
	"go.uber.org/goleak"

	"pickpack/db"
	"pickpack/db/dbtest"
)

// house is a hub behind a real server, on a warehouse with one order.
type house struct {
	hub    *Hub
	server *httptest.Server
	raw    *sqlx.DB
}

func newHouse(t *testing.T) *house {
	t.Helper()
	dsn := dbtest.DSN(t)
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
		INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
		VALUES (1, 'O-1', 'test', '1', 'online', 'express', now(), '{}', '', 5)`)
	h := &house{hub: New(dbtest.Open(t, dsn)), raw: raw}
	e := echo.New()
	e.GET("/live", func(c echo.Context) error { return h.hub.stream(c, 1) })
	e.GET("/limited", func(c echo.Context) error { // as behind a request's time limit
		ctx, cancel := context.WithTimeout(c.Request().Context(), 50*time.Millisecond)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return h.hub.stream(c, 1)
	})
	h.server = httptest.NewServer(e)
	t.Cleanup(func() { h.hub.Close(); h.server.Close(); raw.Close() })
	return h
}

// listen opens a stream; lines gives what comes, comments left out.
func (h *house) listen(t *testing.T, path string) (lines chan string, hangUp func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.server.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("%v, %v", res, err)
	}
	lines = make(chan string, 100)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		for in := bufio.NewScanner(res.Body); in.Scan(); {
			if d, ok := strings.CutPrefix(in.Text(), "data: "); ok {
				lines <- d
			}
		}
	}()
	return lines, cancel
}

func (h *Hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.rooms)
}

// until reads news until a word has come.
func until(t *testing.T, lines chan string, word string) {
	t.Helper()
	for l := range lines {
		if strings.Contains(l, word) {
			return
		}
	}
	t.Fatalf("the stream ended without %q", word)
}

func TestTellsWhatChanges(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	a, _ := h.listen(t, "/live")
	b, _ := h.listen(t, "/limited")
	for _, lines := range []chan string{a, b} {
		if first := <-lines; first != "all" {
			t.Errorf("told %q on connecting, want all", first)
		}
	}
	until(t, a, "all") // the first pulse
	h.raw.MustExec(`UPDATE orders SET hold = 'payment'`)
	until(t, a, "orders")
	until(t, b, "orders") // although its request's time is long over
	h.raw.MustExec(`INSERT INTO scans (warehouse_id, device, scan_id, user_id, raw, verdict, accepted, answer)
		VALUES (1, 'd', gen_random_uuid(), 1, 'scan:X', 'unknown_code', false, '{}')`)
	until(t, a, "refused")
}

func TestOnlyWhileSomebodyListens(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lines, hangUp := h.listen(t, "/live")
	<-lines
	other, _ := h.listen(t, "/live")
	<-other
	if n := h.hub.count(); n != 1 {
		t.Errorf("%d rooms for one warehouse", n)
	}
	hangUp()
	for range lines {
	}
	until(t, other, "all")
	h.hub.Close() // ends the other one too
	for range other {
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if h.hub.count() == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a room is left without listeners")
		}
	}
	res, err := http.Get(h.server.URL + "/live")
	if err != nil || res.StatusCode == http.StatusOK {
		t.Errorf("a closed hub takes listeners: %v, %v", res, err)
	}
	if err == nil {
		res.Body.Close()
	}
}

func TestNewsIsOneSet(t *testing.T) {
	t.Parallel()
	l := &listener{news: make(chan struct{}, 1)}
	for range 1000 { // a client that does not read
		l.add([]string{"orders", "lists"})
	}
	l.add([]string{"stock"})
	<-l.news
	if d := cmp.Diff([]string{"orders", "lists", "stock"}, l.take()); d != "" {
		t.Error(d)
	}
	select {
	case <-l.news:
		t.Error("called twice")
	default:
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		b    db.Pulse
		want []string
	}{
		"nothing": {db.Pulse{}, nil},
		"events":  {db.Pulse{Events: 1}, []string{"orders"}},
		"steps":   {db.Pulse{Steps: 1, Packing: 1}, []string{"orders", "lists"}},
		"refused": {db.Pulse{Refused: time.Unix(1, 0)}, []string{"refused"}},
		"stock":   {db.Pulse{Doubts: 1}, []string{"stock"}},
	} {
		if d := cmp.Diff(c.want, changes(db.Pulse{}, c.b)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// TestNothingIsLeftRunning: the goroutine that takes the pulse ends with its last listener.
func TestNothingIsLeftRunning(t *testing.T) {
	hub := New(dbtest.New(t))
	before := goleak.IgnoreCurrent()
	l, _ := hub.join(1)
	hub.leave(l)
	goleak.VerifyNone(t, before, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
}
