package printer

import (
	"context"
	"strings"
	"testing"
	"time"

	"pickpack/labels/printer/printertest"
)

// What keeps a printer from printing keeps the job here; nothing is sent.
func TestStopped(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		trouble printertest.Trouble
		word    string
	}{{printertest.Trouble{PaperOut: true}, "paper"}, {printertest.Trouble{HeadOpen: true}, "head"}, {printertest.Trouble{Paused: true}, "paused"}} {
		z, address := zebra(t, c.trouble)
		p, j := open(t, address, ZPL), Job{ID: "job", Type: ZPL, Data: document(ZPL, 1)}
		if o := p.Print(t.Context(), j); o.State != NotSent || !strings.Contains(o.Trouble, c.word) {
			t.Errorf("%+v: %+v", c.trouble, o)
		}
		if s := p.Status(t.Context()); s.Ready || !strings.Contains(s.Trouble, c.word) {
			t.Errorf("%+v: %+v", c.trouble, s)
		}
		z.Set(printertest.Trouble{})
		if o := p.Print(t.Context(), j); o.State != Printed || len(z.Printed()) != 1 {
			t.Errorf("%+v, mended: %+v, %d printed", c.trouble, o, len(z.Printed()))
		}
	}
}

// Paper that runs out on the way: the printer holds the job and prints it once there is paper again; it was sent.
func TestPaperRunsOut(t *testing.T) {
	t.Parallel()
	z, address := zebra(t, printertest.Trouble{Jam: 1})
	p := open(t, address, ZPL)
	two := append(document(ZPL, 1), document(ZPL, 2)...)
	ended := make(chan Outcome, 1)
	go func() { ended <- p.Print(t.Context(), Job{ID: "job", Type: ZPL, Data: two}) }()
	for len(z.Printed()) == 0 {
		<-z.Changed()
	}
	select {
	case o := <-ended:
		t.Fatalf("ended as %+v while one label waits for paper", o)
	default:
	}
	z.Set(printertest.Trouble{})
	if o := <-ended; o.State != Printed || len(z.Printed()) != 2 {
		t.Errorf("%+v, %d printed", o, len(z.Printed()))
	}
}

// Nobody brings paper, and the caller has no more time.
func TestNoPaper(t *testing.T) {
	t.Parallel()
	z, address := zebra(t, printertest.Trouble{Jam: 1})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for len(z.Printed()) == 0 {
			<-z.Changed()
		}
		time.AfterFunc(6*askEach, stop) // on a busy machine, too, it has said by then what is wrong
	}()
	two := append(document(ZPL, 1), document(ZPL, 2)...)
	o := open(t, address, ZPL).Print(ctx, Job{ID: "job", Type: ZPL, Data: two})
	if o.State != Sent || !strings.Contains(o.Trouble, "paper") {
		t.Errorf("%+v", o)
	}
}

// A line that is dropped in the middle leaves the job unknown, never to be sent again by itself.
func TestDropped(t *testing.T) {
	t.Parallel()
	for _, mute := range []bool{false, true} {
		z, address := zebra(t, printertest.Trouble{Drop: 9000, Mute: mute})
		o := open(t, address, ZPL).Print(t.Context(), Job{ID: "job", Type: ZPL, Data: append(document(ZPL, 1), make([]byte, 4<<20)...)})
		if o.State != Unknown || o.Trouble == "" {
			t.Errorf("mute %v: %+v", mute, o)
		}
		if n := len(z.Printed()); n != 0 {
			t.Errorf("mute %v: %d printed", mute, n)
		}
	}
}

func TestParseStatus(t *testing.T) {
	t.Parallel()
	good := "\x02030,0,0,1245,002,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000003,1,000\x03\r\n\x021234,0\x03\r\n"
	h, ok := parseStatus([]byte(good))
	if !ok || h.formats != 2 || h.labels != 3 || h.done() || h.stopped() != "" {
		t.Errorf("%+v", h)
	}
	for cut := range len(good) - 3 {
		if _, ok := parseStatus([]byte(good[:cut])); ok {
			t.Errorf("%d bytes of it are an answer", cut)
		}
	}
}

func FuzzParseStatus(f *testing.F) {
	f.Add([]byte("\x02030,0,0,1245,002,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,6,0,00000003,1,000\x03\r\n\x021234,0\x03\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, ok := parseStatus(b); ok {
			_, _ = h.stopped(), h.done()
		}
	})
}
