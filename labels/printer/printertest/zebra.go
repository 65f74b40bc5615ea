// Package printertest has a label printer for tests: it listens on a TCP port, takes ZPL, answers ~HS as the real ones do,
// and fails as told.
package printertest

import (
	"bytes"
	"fmt"
	"net"
	"strconv"
	"sync"
)

// Zebra is a ZPL printer. The zero value is ready; Start makes it listen. Its trouble may be changed while it runs.
type Zebra struct {
	mu       sync.Mutex
	listener net.Listener
	lines    map[net.Conn]bool
	trouble  Trouble
	printed  [][]byte
	waiting  [][]byte // formats that wait for the trouble to end
	changed  chan struct{}
	wg       sync.WaitGroup
}

// Trouble is what is wrong with a Zebra.
type Trouble struct {
	PaperOut, HeadOpen, Paused bool
	Mute                       bool // answers no ~HS
	Drop                       int  // drops the line after so many bytes of formats, once
	Jam                        int  // runs out of paper after so many labels, once
}

// Start listens on a free port of this machine and answers the printer's address.
func (z *Zebra) Start() (address string, err error) {
	z.listener, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	z.lines, z.changed = map[net.Conn]bool{}, make(chan struct{})
	z.wg.Go(func() {
		for {
			c, err := z.listener.Accept()
			if err != nil {
				return
			}
			z.mu.Lock()
			z.lines[c] = true
			z.mu.Unlock()
			z.wg.Go(func() { z.serve(c) })
		}
	})
	return "tcp://127.0.0.1:" + strconv.Itoa(z.listener.Addr().(*net.TCPAddr).Port), nil
}

// Stop switches it off.
func (z *Zebra) Stop() {
	_ = z.listener.Close()
	z.mu.Lock()
	for c := range z.lines {
		_ = c.Close()
	}
	z.mu.Unlock()
	z.wg.Wait()
}

// Set changes what is wrong with it; what waited is printed if nothing is.
func (z *Zebra) Set(t Trouble) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.trouble = t
	if !z.stopped() {
		z.printed = append(z.printed, z.waiting...)
		z.waiting = nil
	}
	z.tell()
}

// Printed are the labels on paper so far, each as the bytes from ^XA to ^XZ.
func (z *Zebra) Printed() [][]byte {
	z.mu.Lock()
	defer z.mu.Unlock()
	return append([][]byte(nil), z.printed...)
}

// Changed is closed at the next label or change of trouble.
func (z *Zebra) Changed() <-chan struct{} {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.changed
}

func (z *Zebra) tell() {
	close(z.changed)
	z.changed = make(chan struct{})
}

func (z *Zebra) stopped() bool { return z.trouble.PaperOut || z.trouble.HeadOpen || z.trouble.Paused }

func (z *Zebra) serve(c net.Conn) {
	defer func() {
		_ = c.Close()
		z.mu.Lock()
		delete(z.lines, c)
		z.mu.Unlock()
	}()
	var got []byte
	buf := make([]byte, 4096)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return
		}
		var drop bool
		if got, drop = z.take(c, append(got, buf[:n]...)); drop {
			_ = c.(*net.TCPConn).SetLinger(0) // as when the cable is pulled: a reset
			return
		}
	}
}

// take handles what has come in and answers the beginning of a format that is not yet whole.
func (z *Zebra) take(c net.Conn, got []byte) (rest []byte, drop bool) {
	z.mu.Lock()
	defer z.mu.Unlock()
	for {
		ask, begin := bytes.Index(got, []byte("~HS")), bytes.Index(got, []byte("^XA"))
		if ask >= 0 && (begin < 0 || ask < begin) {
			got = got[ask+3:]
			if !z.trouble.Mute {
				_, _ = c.Write(z.status())
			}
			continue
		}
		if begin < 0 {
			return got[max(0, len(got)-2):], false
		}
		got = got[begin:]
		if d := z.trouble.Drop; d > 0 && len(got) >= d {
			z.trouble.Drop = 0
			return nil, true
		}
		end := bytes.Index(got, []byte("^XZ"))
		if end < 0 {
			return got, false
		}
		z.label(bytes.Clone(got[:end+3]))
		got = got[end+3:]
	}
}

func (z *Zebra) label(b []byte) {
	if z.stopped() {
		z.waiting = append(z.waiting, b)
	} else {
		z.printed = append(z.printed, b)
	}
	if z.trouble.Jam > 0 {
		if z.trouble.Jam--; z.trouble.Jam == 0 {
			z.trouble.PaperOut = true
		}
	}
	z.tell()
}

// status is the answer to ~HS (ZPL II Programming Guide).
func (z *Zebra) status() []byte {
	bit := map[bool]int{true: 1}
	return fmt.Appendf(nil, "\x02030,%d,%d,1245,%03d,0,0,0,000,0,0,0\x03\r\n\x02000,0,%d,0,0,2,6,0,%08d,1,000\x03\r\n\x021234,0\x03\r\n",
		bit[z.trouble.PaperOut], bit[z.trouble.Paused], len(z.waiting), bit[z.trouble.HeadOpen], len(z.waiting))
}
