package web_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/web"
)

// cable is a TCP connection to the test database that can be cut.
type cable struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

// newCable answers the cable and the address of the database through it.
func newCable(t *testing.T, dsn string) (*cable, string) {
	t.Helper()
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	network, address := "tcp", net.JoinHostPort(cfg.Host, strconv.Itoa(int(cfg.Port)))
	if strings.HasPrefix(cfg.Host, "/") {
		network, address = "unix", cfg.Host+"/.s.PGSQL."+strconv.Itoa(int(cfg.Port))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{Listener: l}
	t.Cleanup(c.cut)
	go c.carry(network, address)
	host, port, _ := net.SplitHostPort(l.Addr().String())
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		u.Host = l.Addr().String()
		return c, u.String()
	}
	return c, dsn + " host=" + host + " port=" + port // the last one counts
}

func (c *cable) carry(network, address string) {
	for {
		here, err := c.Accept()
		if err != nil {
			return
		}
		there, err := net.Dial(network, address)
		if err != nil {
			here.Close()
			continue
		}
		c.mu.Lock()
		c.conns = append(c.conns, here, there)
		c.mu.Unlock()
		go io.Copy(here, there)
		go io.Copy(there, here)
	}
}

func (c *cable) cut() {
	c.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, n := range c.conns {
		n.Close()
	}
}

func TestADeadDatabase(t *testing.T) {
	t.Parallel()
	c, dsn := newCable(t, dbtest.DSN(t))
	app := web.New(web.Deps{Store: dbtest.Open(t, dsn), Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if w := ask(t, app, "GET", "/readyz", nil); w.Code != 200 {
		t.Fatal(w.Code, w.Body)
	}
	c.cut()
	if w := ask(t, app, "GET", "/healthz", nil); w.Code != 200 {
		t.Error("healthz is about the process alone:", w.Code)
	}
	if w := ask(t, app, "GET", "/readyz", nil); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Error("readyz:", w.Code)
	}
	for _, header := range []map[string]string{
		{"Accept": "text/html"}, {"X-Fragment": "1"}, {"HX-Request": "true"}, {"Accept": "application/json"},
	} {
		header["Cookie"] = "pickpack=" + strings.Repeat("x", 43)
		w := ask(t, app, "GET", "/h", header)
		if w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "database does not answer") {
			t.Errorf("%v: %d %v\n%s", header, w.Code, w.Header(), w.Body)
		}
	}
}

func TestAnExhaustedPool(t *testing.T) {
	t.Parallel()
	store, err := db.Open(t.Context(), dbtest.DSN(t), db.Options{Pool: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	app := web.New(web.Deps{Store: store, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	taken, free := make(chan bool), make(chan bool)
	go store.CountTry(t.Context(), []string{"k"}, func([]db.Tries) error {
		close(taken)
		<-free
		return nil
	})
	<-taken
	defer close(free)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	r := httptest.NewRequestWithContext(ctx, "GET", "/h", nil)
	r.Header.Set("Cookie", "pickpack="+strings.Repeat("x", 43))
	w := httptest.NewRecorder()
	app.ServeHTTP(w, r)
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "too long") {
		t.Errorf("%d %v\n%s", w.Code, w.Header(), w.Body)
	}
}
