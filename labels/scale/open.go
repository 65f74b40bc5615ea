package scale

import (
	"context"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"pickpack/picking"
)

// Port is where a scale is connected: a HID device of the system, or a serial line with its settings.
type Port struct {
	Path   string
	HID    bool
	Baud   int
	Bits   int
	Parity string // none, even or odd
}

// ParsePort reads hid:/dev/hidraw0 or serial:/dev/ttyUSB0?baud=9600&bits=8&parity=none. 9600, 8 and none are what is not said.
func ParsePort(address string) (Port, error) {
	kind, rest, _ := strings.Cut(address, ":")
	path, query, _ := strings.Cut(rest, "?")
	p := Port{Path: path, HID: kind == "hid", Baud: 9600, Bits: 8, Parity: "none"}
	q, err := url.ParseQuery(query)
	if kind != "hid" && kind != "serial" || path == "" || err != nil {
		return p, picking.FieldError("--scale", "%.100q is no scale such as hid:/dev/hidraw0 or serial:/dev/ttyUSB0?baud=9600&bits=7&parity=even", address)
	}
	for name, values := range q {
		n, err := strconv.Atoi(values[0])
		switch {
		case name == "baud" && err == nil && bauds[n] != 0:
			p.Baud = n
		case name == "bits" && (n == 7 || n == 8):
			p.Bits = n
		case name == "parity" && (values[0] == "none" || values[0] == "even" || values[0] == "odd"):
			p.Parity = values[0]
		default:
			return p, picking.FieldError("--scale", "%.40q cannot be %.40q", name, values[0])
		}
	}
	return p, nil
}

// Open opens the scale.
func (p Port) Open() (io.ReadWriteCloser, error) {
	f, err := open(p)
	if err != nil {
		return nil, &picking.Error{Kind: picking.Unavailable, Message: "The scale at " + p.Path + " cannot be opened: " + err.Error() + ".", Cause: err}
	}
	return f, nil
}

// questions are how serial scales are asked for a weight: SICS, 8217, A&D.
var questions = []string{"SI\r\n", "W", "Q\r\n"}

// Watch reads an open scale until it is gone or the context ends, and hands over what it says. A serial one that says
// nothing by itself is asked, in each known way until it answers. It closes the scale.
func (p Port) Watch(ctx context.Context, f io.ReadWriteCloser, says func(Reading)) error {
	defer f.Close()
	defer context.AfterFunc(ctx, func() { f.Close() })()
	heard := make(chan struct{}, 1)
	if !p.HID {
		quiet, stop := context.WithCancel(ctx)
		defer stop()
		go ask(quiet, f, heard)
	}
	var s Stream
	buf := make([]byte, 64)
	for {
		n, err := f.Read(buf)
		var all []Reading
		if r, ok := HID(buf[:n]); p.HID && ok {
			all = append(all, r)
		} else if !p.HID {
			all = s.Feed(buf[:n])
		}
		for _, r := range all {
			says(r)
			select {
			case heard <- struct{}{}:
			default:
			}
		}
		if err != nil {
			return err
		}
	}
}

// ask sends a question whenever nothing was heard for a while, and goes to the next way if that is not answered.
func ask(ctx context.Context, w io.Writer, heard <-chan struct{}) {
	const each = 300 * time.Millisecond
	silent := func() bool {
		select {
		case <-heard:
			return false
		case <-time.After(each):
			return true
		case <-ctx.Done():
			return false
		}
	}
	for n := 0; ctx.Err() == nil; {
		if !silent() {
			time.Sleep(each / 3)
			continue
		}
		if _, err := io.WriteString(w, questions[n%len(questions)]); err != nil {
			return
		}
		if silent() {
			n++
		}
	}
}

func openFile(path string, write bool) (*os.File, error) {
	if !write {
		return os.Open(path)
	}
	return os.OpenFile(path, os.O_RDWR|noTTY, 0)
}
