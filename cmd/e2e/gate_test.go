package e2e

import (
	"bytes"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/lib/pq"
)

// gate stands between the program and somebody it talks to: its database, a carrier, a printer. It passes everything on
// until what it was told to wait for comes by; then it ends the program at that very point. So no point needs a hook in
// the program itself.
type gate struct {
	addr string
	dial func() (net.Conn, error)

	mu   sync.Mutex
	trap *trap
}

// trap is a point on the way: all of words have gone by on one line, one after the other.
type trap struct {
	words []string
	when  moment
	kill  func()
}

type moment int

const (
	before moment = iota // the other side hears nothing of the last word
	middle               // it hears half of it
	after                // it hears it and does it, and its answer is not heard
)

func newGate(t testing.TB, dial func() (net.Conn, error)) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	g := &gate{addr: l.Addr().String(), dial: dial}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go g.serve(c)
		}
	}()
	return g
}

// gateTo leads to a TCP address.
func gateTo(t testing.TB, address string) *gate {
	t.Helper()
	return newGate(t, func() (net.Conn, error) { return net.Dial("tcp", address) })
}

// gateToDatabase leads to the server of dsn; through is the same database's name by way of the gate.
func gateToDatabase(t testing.TB, dsn string) (g *gate, through string) {
	t.Helper()
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	network, address := "tcp", fmt.Sprintf("%s:%d", cfg.Host, cfg.Port)
	if strings.HasPrefix(cfg.Host, "/") {
		network, address = "unix", fmt.Sprintf("%s/.s.PGSQL.%d", cfg.Host, cfg.Port)
	}
	g = newGate(t, func() (net.Conn, error) { return net.Dial(network, address) })
	u := url.URL{Scheme: "postgres", User: url.UserPassword(cfg.User, cfg.Password), Host: g.addr, Path: "/" + cfg.Database, RawQuery: "sslmode=disable"}
	return g, u.String()
}

// set waits for a point; kill is called once when it is reached.
func (g *gate) set(t trap) {
	g.mu.Lock()
	g.trap = &t
	g.mu.Unlock()
}

// take answers the trap t for the one line that fell into it.
func (g *gate) take(t *trap) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.trap != t {
		return false
	}
	g.trap = nil
	return true
}

func (g *gate) waiting() *trap {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.trap
}

func (g *gate) serve(client net.Conn) {
	defer client.Close()
	server, err := g.dial()
	if err != nil {
		return
	}
	defer server.Close()
	var deaf sync.Once
	caught := make(chan *trap, 1)
	go func() {
		defer deaf.Do(func() { client.Close() })
		buf := make([]byte, 64<<10)
		for {
			n, err := server.Read(buf)
			if err != nil {
				return
			}
			select {
			case t := <-caught: // it is done, and nobody is there to hear it
				t.kill()
				return
			default:
			}
			if _, err := client.Write(buf[:n]); err != nil {
				return
			}
		}
	}()
	g.listen(client, server, caught)
}

// listen passes the program's bytes on until its end or a trap.
func (g *gate) listen(client, server net.Conn, caught chan<- *trap) {
	buf := make([]byte, 256<<10)
	var at *trap
	heard := 0 // words of it that have gone by on this line
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		b := buf[:n]
		if t := g.waiting(); t != at {
			at, heard = t, 0
		}
		for rest := b; at != nil && heard < len(at.words); heard++ {
			i := bytes.Index(rest, []byte(at.words[heard]))
			if i < 0 {
				break
			}
			rest = rest[i+len(at.words[heard]):]
		}
		if at != nil && heard == len(at.words) && g.take(at) {
			switch at.when {
			case after:
				caught <- at
			case middle:
				_, _ = server.Write(b[:n/2])
				at.kill()
				return
			default:
				at.kill()
				return
			}
		}
		if _, err := server.Write(b); err != nil {
			return
		}
	}
}
