package printer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"
)

// line is an open connection to a device.
type line interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
	SetReadDeadline(time.Time) error
}

// stream is a device that takes raw bytes: a TCP port, or a port of this machine. One job has the line at a time.
type stream struct {
	zpl  bool // it speaks ZPL
	open func(context.Context) (line, error)
	busy sync.Mutex
	mute bool // it did not answer when it was asked last
}

const (
	statusTime = 2 * time.Second        // until a device that is asked how it is is taken for mute
	writeTime  = 20 * time.Second       // for the bytes of a job, beyond which the line is dead
	askEach    = 250 * time.Millisecond // between questions whether it is printed
	printTime  = 20 * time.Second       // until a job that is not yet printed is left with the device
	closeTime  = 500 * time.Millisecond // for a mute device to drop the line, if it wants to
)

// openDevice opens a port of this machine without waiting for somebody at its other end. Ports that can only be written to
// are mute.
func openDevice(path string) (line, error) {
	f, err := os.OpenFile(path, os.O_RDWR|nonblock, 0)
	if errors.Is(err, os.ErrPermission) {
		f, err = os.OpenFile(path, os.O_WRONLY|nonblock, 0)
	}
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.Mode().IsRegular() || info.IsDir() {
		_ = f.Close()
		return nil, errors.New("this is no device")
	}
	return f, nil
}

func (s *stream) Print(ctx context.Context, j Job) Outcome {
	if bad := j.bad(); bad != "" {
		return Outcome{Refused, bad}
	}
	if s.zpl != (j.Type == ZPL) {
		return Outcome{Refused, "It is not given " + words[j.Type] + "."}
	}
	s.busy.Lock()
	defer s.busy.Unlock()
	l, err := s.call(ctx)
	if err != nil {
		return Outcome{NotSent, unreached(err)}
	}
	defer l.Close()
	defer context.AfterFunc(ctx, func() { _ = l.SetDeadline(time.Unix(1, 0)) })()
	var before *hostStatus
	if s.zpl && !s.mute {
		if before, err = ask(l); err != nil {
			return Outcome{NotSent, "The printer dropped the line."}
		}
		if before != nil && before.stopped() != "" {
			return Outcome{NotSent, before.stopped()}
		}
		s.mute = before == nil
	}
	if ctx.Err() != nil {
		return Outcome{NotSent, "There was no time left."}
	}
	_ = l.SetDeadline(time.Now().Add(writeTime))
	if n, err := l.Write(j.Data); err != nil {
		if n == 0 {
			return Outcome{NotSent, "The printer took nothing."}
		}
		return Outcome{Unknown, fmt.Sprintf("The line was lost after %d of %d bytes.", n, len(j.Data))}
	}
	if before == nil {
		return hangUp(l)
	}
	return await(ctx, l)
}

// call opens the line. A call that is refused for want of time is no different from one that is not answered.
func (s *stream) call(ctx context.Context) (line, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, dialTime)
	defer stop()
	return s.open(ctx)
}

// hangUp ends the line to a mute device. If the device drops it with an error, the bytes may be lost with it.
func hangUp(l line) Outcome {
	half, ok := l.(interface{ CloseWrite() error })
	if !ok {
		if err := l.Close(); err != nil {
			return Outcome{Unknown, "The line was lost when all was sent."}
		}
		return Outcome{State: Sent}
	}
	err := half.CloseWrite()
	_ = l.SetReadDeadline(time.Now().Add(closeTime))
	if err == nil {
		_, err = io.Copy(io.Discard, io.LimitReader(l, 1<<16))
	}
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		return Outcome{Unknown, "The line was lost when all was sent."}
	}
	return Outcome{State: Sent}
}

// await asks until everything that was sent is on paper. A printer that waits for paper keeps what it has: it is sent.
func await(ctx context.Context, l line) Outcome {
	trouble, end := "", time.Now().Add(printTime)
	for time.Now().Before(end) && ctx.Err() == nil {
		h, err := ask(l)
		switch {
		case err != nil && ctx.Err() == nil:
			return Outcome{Unknown, "The line was lost while it printed."}
		case h == nil && ctx.Err() == nil: // it is busy, or answers no more
			trouble = "The printer has stopped answering."
		case h == nil: // it was not given the time to answer: what it said before holds
		case h.done():
			return Outcome{State: Printed}
		default:
			trouble = h.stopped()
		}
		select {
		case <-ctx.Done():
		case <-time.After(askEach):
		}
	}
	if trouble != "" {
		trouble += " It holds the job and may still print it."
	}
	return Outcome{Sent, trouble}
}

// Find cannot tell: a raw port knows no jobs.
func (s *stream) Find(context.Context, Job) Outcome { return Outcome{State: Unknown} }

func (s *stream) Status(ctx context.Context) Status {
	if !s.busy.TryLock() {
		return Status{Ready: true, Waiting: 1}
	}
	defer s.busy.Unlock()
	l, err := s.call(ctx)
	if err != nil {
		return Status{Trouble: unreached(err)}
	}
	defer l.Close()
	defer context.AfterFunc(ctx, func() { _ = l.SetDeadline(time.Unix(1, 0)) })()
	if !s.zpl {
		return Status{Ready: true, Mute: true}
	}
	h, err := ask(l)
	s.mute = err == nil && h == nil
	switch {
	case err != nil:
		return Status{Trouble: "The printer dropped the line."}
	case h == nil:
		return Status{Ready: true, Mute: true}
	}
	return Status{Ready: h.stopped() == "", Trouble: h.stopped(), Waiting: h.formats + h.labels}
}

// unreached says why a device was not reached, without addresses.
func unreached(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		return "Nobody knows the printer's name."
	case errors.Is(err, context.Canceled):
		return "There was no time left."
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return "The printer does not answer. Is it switched on and connected?"
	case errors.As(err, &op) && op.Err != nil:
		return fmt.Sprintf("The printer cannot be reached: %v.", cause(op.Err))
	}
	return fmt.Sprintf("The printer cannot be reached: %v.", cause(err))
}
