package picking

import (
	"errors"
	"fmt"
)

// Kind says what sort of trouble an Error is. web/respond turns it into an HTTP status, nothing else does.
type Kind int

const (
	Internal     Kind = iota // a defect or a broken invariant of ours
	Invalid                  // the input is wrong and can be mended by its sender
	NotFound                 // the thing named does not exist here
	Conflict                 // somebody else was faster, or the state does not allow it
	Forbidden                // this person may not do this
	Unauthorized             // nobody is signed in
	Busy                     // too many requests: try again later
	Unavailable              // the database, a printer or a carrier does not answer
)

// Error is the only error that reaches a user. Message is a sentence for the person who did it; Field names the
// input at fault in the sender's own terms ("lines[2].qty"), if there is one; the cause is for the log.
type Error struct {
	Kind    Kind
	Message string
	Field   string
	Cause   error
}

func (e *Error) Error() string {
	s := e.Message
	if e.Field != "" {
		s = e.Field + ": " + s
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error whose message is for the user.
func Errorf(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Message: fmt.Sprintf(format, args...)}
}

// FieldError is an Invalid error about one named input.
func FieldError(field, format string, args ...any) *Error {
	return &Error{Kind: Invalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// KindOf is the Kind of the first Error in the chain, Internal if there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}
