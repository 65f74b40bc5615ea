package printer

import (
	"bytes"
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// hostStatus is what a printer that speaks ZPL answers to ~HS: three strings between STX and ETX, fields between commas
// (Zebra, ZPL II Programming Guide, "~HS Host Status Return").
type hostStatus struct {
	paperOut, paused, full, partial   bool // string 1: b, c, f, h
	corrupt, cold, hot                bool // string 1: j, k, l
	headOpen, ribbonOut, labelWaiting bool // string 2: o, p, t
	formats                           int  // string 1: eee, formats in the receive buffer
	labels                            int  // string 2: uuuuuuuu, labels remaining in the batch
}

const (
	stx = 2
	etx = 3
)

// ask sends ~HS and reads the answer. A device that does not answer in time gives nil; a line that is lost, an error.
func ask(l line) (*hostStatus, error) {
	if err := l.SetDeadline(time.Now().Add(statusTime)); errors.Is(err, os.ErrNoDeadline) {
		return nil, nil // it could keep us waiting for ever
	}
	if _, err := l.Write([]byte("~HS\r\n")); err != nil {
		return nil, err
	}
	var got []byte
	buf := make([]byte, 512)
	for len(got) < 1<<12 {
		n, err := l.Read(buf)
		got = append(got, buf[:n]...)
		if h, ok := parseStatus(got); ok {
			return h, nil
		}
		if errors.Is(err, os.ErrDeadlineExceeded) || writeOnly(err) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, nil // it says something else at length: it does not speak ZPL
}

// writeOnly tells a port that cannot be read from a line that is lost.
func writeOnly(err error) bool { return errors.Is(err, syscall.EBADF) }

// parseStatus reads the three strings of an answer; false: they are not all there, or not well formed.
func parseStatus(b []byte) (*hostStatus, bool) {
	var fields [3][]string
	for i := range fields {
		from := bytes.IndexByte(b, stx)
		if from < 0 {
			return nil, false
		}
		to := bytes.IndexByte(b[from:], etx)
		if to < 0 {
			return nil, false
		}
		fields[i] = strings.Split(string(b[from+1:from+to]), ",")
		b = b[from+to+1:]
	}
	one, two := fields[0], fields[1]
	if len(one) < 12 || len(two) < 9 {
		return nil, false
	}
	formats, err1 := strconv.Atoi(strings.TrimSpace(one[4]))
	labels, err2 := strconv.Atoi(strings.TrimSpace(two[8]))
	if err1 != nil || err2 != nil {
		return nil, false
	}
	on := func(s string) bool { return strings.TrimSpace(s) == "1" }
	return &hostStatus{paperOut: on(one[1]), paused: on(one[2]), full: on(one[5]), partial: on(one[7]), corrupt: on(one[9]),
		cold: on(one[10]), hot: on(one[11]), headOpen: on(two[2]), ribbonOut: on(two[3]), labelWaiting: on(two[7]),
		formats: formats, labels: labels}, true
}

// stopped says what keeps the printer from printing, or "".
func (h *hostStatus) stopped() string {
	switch {
	case h.headOpen:
		return "The print head is open."
	case h.paperOut:
		return "It is out of paper."
	case h.ribbonOut:
		return "It is out of ribbon."
	case h.paused:
		return "It is paused."
	case h.hot:
		return "The print head is too hot."
	case h.cold:
		return "The print head is too cold."
	case h.corrupt:
		return "Its memory is corrupt."
	case h.full:
		return "Its buffer is full."
	}
	return ""
}

// done says that nothing is left to print. A label that waits to be taken off is printed.
func (h *hostStatus) done() bool {
	return h.formats == 0 && !h.partial && (h.labels == 0 || h.labelWaiting && h.labels == 1) && h.stopped() == ""
}
