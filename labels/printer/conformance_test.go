package printer

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"pickpack/labels/printer/printertest"
)

// ways are all bodies of Printer with a device at their end. printed answers what it has put on paper.
var ways = []struct {
	name string
	kind string // of job it takes
	ends State  // of a job that goes well
	make func(t *testing.T) (address string, printed func() [][]byte)
}{
	{"zpl", ZPL, Printed, func(t *testing.T) (string, func() [][]byte) {
		z, address := zebra(t, printertest.Trouble{})
		return address, z.Printed
	}},
	{"mute", ZPL, Sent, func(t *testing.T) (string, func() [][]byte) {
		z, address := zebra(t, printertest.Trouble{Mute: true})
		return address, z.Printed
	}},
	{"ipp", PDF, Printed, func(t *testing.T) (string, func() [][]byte) {
		address, spool := virtualIPP(t)
		return address, func() [][]byte { return spooled(t, spool, ".pdf") }
	}},
	{"ipp raw", ZPL, Printed, func(t *testing.T) (string, func() [][]byte) {
		address, spool := virtualIPP(t, "-f", "application/vnd.zebra-zpl")
		return address, func() [][]byte { return spooled(t, spool, "") }
	}},
	{"folder", PNG, Sent, func(t *testing.T) (string, func() [][]byte) {
		dir := t.TempDir()
		return "folder:" + dir, func() [][]byte { return spooled(t, dir, ".png") }
	}},
	{"device", PDF, Sent, device},
}

func zebra(t *testing.T, trouble printertest.Trouble) (*printertest.Zebra, string) {
	t.Helper()
	z := new(printertest.Zebra)
	address, err := z.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(z.Stop)
	z.Set(trouble)
	return z, address
}

// device is a named pipe with a reader that takes bytes apart at the end of each document.
func device(t *testing.T) (string, func() [][]byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	var mu sync.Mutex
	var got []byte
	go func() {
		buf := make([]byte, 1<<12)
		for {
			n, err := f.Read(buf)
			if err != nil {
				return
			}
			mu.Lock()
			got = append(got, buf[:n]...)
			mu.Unlock()
		}
	}()
	return "device:" + path, func() (all [][]byte) {
		mu.Lock()
		defer mu.Unlock()
		for _, b := range bytes.SplitAfter(got, []byte("%%EOF")) {
			if bytes.HasSuffix(b, []byte("%%EOF")) {
				all = append(all, bytes.Clone(b))
			}
		}
		return all
	}
}

// document is a job's bytes, about 20 KB, unlike any other's.
func document(kind string, n int) []byte {
	inside := bytes.Repeat(fmt.Appendf(nil, "document %d ", n), 1500)
	switch kind {
	case ZPL:
		return fmt.Appendf(nil, "^XA^FO10,10^FD%s^FS^XZ", inside)
	case PDF:
		return fmt.Appendf(nil, "%%PDF-1.4\n%s\n%%%%EOF", inside)
	}
	return append([]byte("\x89PNG\r\n\x1a\n"), inside...)
}

func open(t *testing.T, address, kind string) Printer {
	t.Helper()
	p, err := Open(address, kind, Options{Local: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every way to a device keeps the same promises.
func TestConformance(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			address, printed := way.make(t)
			p := open(t, address, way.kind)
			for _, bad := range []Job{{}, {ID: "../etc", Type: way.kind, Data: []byte("x")}, {ID: "empty", Type: way.kind}} {
				if o := p.Print(t.Context(), bad); o.State != Refused || o.Trouble == "" {
					t.Errorf("job %q: %+v", bad.ID, o)
				}
			}
			late, stop := context.WithCancel(t.Context())
			stop()
			if o := p.Print(late, Job{ID: "late", Type: way.kind, Data: document(way.kind, 0)}); o.State != NotSent || o.Trouble == "" {
				t.Errorf("without time: %+v", o)
			}
			if s := p.Status(t.Context()); !s.Ready {
				t.Errorf("status %+v", s)
			}
			if n := len(printed()); n != 0 {
				t.Fatalf("%d documents printed of none", n)
			}
			togetherWhole(t, p, way.kind, way.ends)
			want := map[string]bool{}
			for n := range atOnce {
				want[string(document(way.kind, n))] = true
			}
			got := printed()
			for end := time.Now().Add(time.Minute); len(got) < atOnce && time.Now().Before(end); got = printed() {
				time.Sleep(10 * time.Millisecond) // a mute device takes its time to read
			}
			for _, b := range got {
				if !want[string(b)] {
					t.Errorf("printed %d bytes that nobody sent: %.60q", len(b), b)
				}
				delete(want, string(b))
			}
			if len(want) > 0 {
				t.Errorf("%d of %d documents not printed as they were sent", len(want), atOnce)
			}
		})
	}
}

const atOnce = 4

// togetherWhole prints several jobs at once, which all end so.
func togetherWhole(t *testing.T, p Printer, kind string, end State) {
	t.Helper()
	var wg sync.WaitGroup
	for n := range atOnce {
		wg.Go(func() {
			j := Job{ID: fmt.Sprintf("job-%d", n), Type: kind, Data: document(kind, n)}
			if o := p.Print(t.Context(), j); o.State != end || o.Trouble != "" {
				t.Errorf("job %d: %+v, want %s", n, o, end)
			}
			if o := p.Find(t.Context(), j); o.State != end && o.State != Unknown {
				t.Errorf("job %d found as %+v", n, o)
			}
		})
	}
	wg.Wait()
}

// What cannot be reached has been sent nothing.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	for _, address := range []string{fmt.Sprintf("tcp://127.0.0.1:%d", port), fmt.Sprintf("ipp://127.0.0.1:%d/ipp/print", port),
		"folder:" + filepath.Join(t.TempDir(), "none"), "device:" + filepath.Join(t.TempDir(), "none"), "device:" + t.TempDir()} {
		p := open(t, address, PDF)
		if o := p.Print(t.Context(), Job{ID: "job", Type: PDF, Data: document(PDF, 1)}); o.State != NotSent || o.Trouble == "" {
			t.Errorf("%s: %+v", address, o)
		}
		if s := p.Status(t.Context()); s.Ready || s.Trouble == "" {
			t.Errorf("%s: %+v", address, s)
		}
	}
}
