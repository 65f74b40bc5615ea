package carrier

import (
	"errors"
	"fmt"
	"time"

	"pickpack/picking"
)

// Trouble is what sort of failure an Error is: it says what may be done next.
type Trouble int

const (
	Unsure  Trouble = iota // perhaps it was done: Find, before anything else. The zero value, so that nothing is taken for a failure by mistake
	Refused                // the carrier will not do this: mend what Field names. Nothing was bought
	Denied                 // the account is at fault: its key, its money. Nothing was bought
	Busy                   // too many requests: again after Wait. Nothing was bought
	Down                   // the carrier does not answer. Nothing was bought
	None                   // there is no such label, parcel or manifest
	Cannot                 // this carrier never does that (see Can)
)

// kinds are the house's kinds of error that troubles are shown as.
var kinds = map[Trouble]picking.Kind{Unsure: picking.Unavailable, Refused: picking.Invalid, Denied: picking.Unavailable,
	Busy: picking.Busy, Down: picking.Unavailable, None: picking.NotFound, Cannot: picking.Invalid}

// Error is the only error of a Carrier. It wraps a *picking.Error, whose message is for the person at the station.
type Error struct {
	Trouble Trouble
	Wait    time.Duration // Busy: not before
	err     *picking.Error
}

// Troubled makes an Error whose message is for the user.
func Troubled(t Trouble, format string, args ...any) *Error {
	return &Error{Trouble: t, err: picking.Errorf(kinds[t], format, args...)}
}

// Field is e with the input at fault: "to.postcode", "weight".
func (e *Error) Field(name string) *Error {
	e.err.Field = name
	return e
}

// Because is e with its cause, for the log.
func (e *Error) Because(cause error) *Error {
	e.err.Cause = cause
	return e
}

// After is e with the time to wait.
func (e *Error) After(wait time.Duration) *Error {
	e.Wait = wait
	return e
}

func (e *Error) Error() string { return e.err.Error() }

func (e *Error) Unwrap() error { return e.err }

// Message is what the person at the station reads.
func (e *Error) Message() string { return e.err.Message }

// TroubleOf is the Trouble of the first Error in the chain. Another error is Unsure: whoever does not know must ask.
func TroubleOf(err error) Trouble {
	var e *Error
	if errors.As(err, &e) {
		return e.Trouble
	}
	return Unsure
}

// Bought says whether a Buy that ended with err may have bought something.
func Bought(err error) bool { return err == nil || TroubleOf(err) == Unsure }

func (t Trouble) String() string {
	words := [...]string{"unsure", "refused", "denied", "busy", "down", "none", "cannot"}
	if t < 0 || int(t) >= len(words) {
		return fmt.Sprintf("trouble %d", int(t))
	}
	return words[t]
}
