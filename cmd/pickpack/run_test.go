package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web"
)

func TestATakenPortIsSaidInWords(t *testing.T) {
	t.Parallel()
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = listen(l.Addr().String())
	if picking.KindOf(err) != picking.Invalid || !strings.Contains(err.Error(), "is taken by another program") {
		t.Fatal(err)
	}
	if _, err = listen("no-such-host.invalid:1"); picking.KindOf(err) != picking.Invalid {
		t.Fatal(err)
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for at, want := range map[string]string{"0.0.0.0:8080": "localhost:8080", "[::]:80": "localhost:80", "127.0.0.1:1": "127.0.0.1:1", "10.1.2.3:9": "10.1.2.3:9"} {
		a, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		if got := reachable(a); got != want {
			t.Errorf("%s: %s", at, got)
		}
	}
	if got := nextPort("127.0.0.1:8080"); got != "127.0.0.1:8081" {
		t.Error(got)
	}
	if _, err := networks([]string{"10.0.0.0/8", "nonsense"}); picking.KindOf(err) != picking.Invalid {
		t.Error(err)
	}
	if n, err := networks([]string{"10.0.0.0/8", " fd00::/8"}); err != nil || len(n) != 2 {
		t.Error(n, err)
	}
}

// TestTheEndInOrder sends a request that is still at work when the end is asked for: it gets its answer, with a database
// that is still there, and then everything is over.
func TestTheEndInOrder(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(t.Context())
	l, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	store := dbtest.New(t)
	app := web.New(web.Deps{Store: store, Log: log})
	arrived, goOn := make(chan bool), make(chan bool)
	app.GET("/p/slow", func(c echo.Context) error {
		close(arrived)
		<-goOn
		if err := store.Ping(c.Request().Context()); err != nil {
			return err
		}
		return c.String(http.StatusOK, "done")
	})
	ended := make(chan error)
	go func() { ended <- site{app: app, listener: l, data: opened{Store: store}, log: log}.run(ctx) }()
	answered := make(chan string)
	go func() {
		res, err := http.Get("http://" + l.Addr().String() + "/p/slow")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		answered <- res.Status + " " + string(body)
	}()
	<-arrived
	end()
	for closed := false; !closed; time.Sleep(5 * time.Millisecond) { // no new connections are taken
		c, err := net.Dial("tcp", l.Addr().String())
		if closed = err != nil; !closed {
			c.Close()
		}
	}
	close(goOn)
	if got := <-answered; got != "200 OK done" {
		t.Error(got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := store.Ping(t.Context()); err == nil {
		t.Error("the database is still open")
	}
}
