package db_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lib/pq"
)

// proxy stands between the store and the server. Armed, it swallows the server's next answer and does something to the
// client instead: the server has carried the statement out by then.
type proxy struct {
	addr    *net.TCPAddr
	server  pq.Config
	tls     *tls.Config // nil: in the clear
	fault   atomic.Pointer[fault]
	answers atomic.Int64 // bursts of bytes from the server: round trips
}

type fault func(client net.Conn)

var faults = map[string]fault{
	"FIN":   func(c net.Conn) { c.Close() },
	"RST":   func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0); c.Close() },
	"FATAL": func(c net.Conn) { _, _ = c.Write(fatal("08P01", "server conn crashed?")); c.Close() },
	"quiet": func(net.Conn) {},
}

// fatal is the protocol's ErrorResponse as a pooler or a server that shuts down sends it.
func fatal(code, message string) []byte {
	body := fmt.Sprintf("SFATAL\x00VFATAL\x00C%s\x00M%s\x00\x00", code, message)
	return append([]byte{'E', 0, 0, 0, byte(len(body) + 4)}, body...)
}

// newProxy listens in front of the server of dsn and returns a DSN that leads through it.
func newProxy(t *testing.T, dsn string, encrypted bool) (*proxy, string) {
	t.Helper()
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	p := &proxy{addr: l.Addr().(*net.TCPAddr), server: cfg}
	mode := "disable"
	if encrypted {
		mode, p.tls = "require", selfSigned(t)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c)
		}
	}()
	return p, fmt.Sprintf("host=127.0.0.1 port=%d user=%s password='%s' dbname=%s sslmode=%s",
		p.addr.Port, cfg.User, cfg.Password, cfg.Database, mode)
}

func (p *proxy) arm(f fault) { p.fault.Store(&f) }

func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	network, address := "tcp", fmt.Sprintf("%s:%d", p.server.Host, p.server.Port)
	if strings.HasPrefix(p.server.Host, "/") {
		network, address = "unix", fmt.Sprintf("%s/.s.PGSQL.%d", p.server.Host, p.server.Port)
	}
	server, err := net.Dial(network, address)
	if err != nil {
		return
	}
	defer server.Close()
	if p.tls != nil {
		if client, err = p.encrypt(client); err != nil {
			return
		}
	}
	go func() {
		_, _ = io.Copy(server, client)
		server.Close()
	}()
	p.answer(client, server)
}

// answer passes the server's bytes on until a fault or the end.
func (p *proxy) answer(client, server net.Conn) {
	buf := make([]byte, 64<<10)
	silent := false
	for {
		n, err := server.Read(buf)
		if err != nil {
			return
		}
		p.answers.Add(1)
		if f := p.fault.Swap(nil); f != nil {
			(*f)(client)
			silent = true
		}
		if silent {
			continue
		}
		if _, err := client.Write(buf[:n]); err != nil {
			return
		}
	}
}

// encrypt answers the protocol's SSLRequest with yes.
func (p *proxy) encrypt(client net.Conn) (net.Conn, error) {
	var request [8]byte
	if _, err := io.ReadFull(client, request[:]); err != nil {
		return nil, err
	}
	if _, err := client.Write([]byte("S")); err != nil {
		return nil, err
	}
	return tls.Server(client, p.tls), nil
}

func selfSigned(t *testing.T) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	card := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, card, card, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
}
