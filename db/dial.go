package db

import (
	"context"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"time"
)

// errHangup is what a clean close by the server becomes. As a bare io.EOF lib/pq would call it a bad connection, and
// database/sql would run the statement a second time although the server may have carried it out.
var errHangup = errors.New("the database closed the connection")

// keepAlive finds a dead peer on an idle connection within half a minute.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 15 * time.Second, Interval: 5 * time.Second, Count: 3}

// dialer connects lib/pq over TCP or a unix socket.
type dialer struct {
	silence time.Duration        // longest wait for the next byte; 0: for ever, as a listener must
	last    atomic.Pointer[wire] // the newest connection
}

func (d *dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

func (d *dialer) DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	return d.DialContext(ctx, network, address)
}

func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	plain := net.Dialer{KeepAliveConfig: keepAlive}
	c, err := plain.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	w := &wire{Conn: c, silence: d.silence}
	d.last.Store(w)
	return w, nil
}

// wire is a connection on which silence ends, a hang-up is a network error and bytes sent are counted.
type wire struct {
	net.Conn
	silence time.Duration
	sent    atomic.Int64 // bytes given to the system
	limit   atomic.Int64 // lib/pq's own deadline while it connects, Unix nanoseconds; 0: none
}

func (w *wire) Read(p []byte) (int, error) {
	if err := w.Conn.SetReadDeadline(w.deadline()); err != nil {
		return 0, err
	}
	n, err := w.Conn.Read(p)
	if err == io.EOF {
		err = &net.OpError{Op: "read", Net: w.RemoteAddr().Network(), Addr: w.RemoteAddr(), Err: errHangup}
	}
	return n, err
}

func (w *wire) Write(p []byte) (int, error) {
	if err := w.Conn.SetWriteDeadline(w.deadline()); err != nil {
		return 0, err
	}
	n, err := w.Conn.Write(p)
	w.sent.Add(int64(n))
	return n, err
}

// deadline is the earlier of lib/pq's and the end of our patience, counted anew for each read and write.
func (w *wire) deadline() time.Time {
	var at time.Time
	if w.silence > 0 {
		at = time.Now().Add(w.silence)
	}
	if n := w.limit.Load(); n != 0 && (at.IsZero() || n < at.UnixNano()) {
		at = time.Unix(0, n)
	}
	return at
}

func (w *wire) SetDeadline(t time.Time) error {
	if t.IsZero() {
		w.limit.Store(0)
	} else {
		w.limit.Store(t.UnixNano())
	}
	return w.Conn.SetDeadline(t)
}
