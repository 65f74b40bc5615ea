package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net"
	"slices"

	"github.com/lib/pq"

	"pickpack/picking"
)

// verdict is what an SQLSTATE means to the person who waits for the answer.
type verdict struct {
	kind    picking.Kind
	message string
}

var (
	duplicate  = verdict{picking.Conflict, "This is already there."}
	entangled  = verdict{picking.Conflict, "This belongs to something that is gone or still in use."}
	impossible = verdict{picking.Conflict, "The stock or state of things does not allow this."}
	overtaken  = verdict{picking.Conflict, "Somebody else changed the same thing at the same moment. Please look and try again."}
	malformed  = verdict{picking.Invalid, "A value is too long, out of range or not readable."}
	overloaded = verdict{picking.Busy, "This takes too long at the moment. Please try again."}
	away       = verdict{picking.Unavailable, "The database does not answer. Please try again in a moment."}
)

// bySQLState holds whole codes and, for the rest, classes (the first two characters). PostgreSQL, appendix A.
var bySQLState = map[string]verdict{
	"23505": duplicate,
	"23P01": duplicate,  // exclusion
	"23502": impossible, // something that must be there is missing
	"23503": entangled,
	"23514": impossible,
	"40001": overtaken,
	"40P01": overtaken,
	"55P03": overloaded, // lock_timeout
	"57014": overloaded, // statement_timeout, or the caller gave up
	"53300": overloaded, // no free connection
	"25006": away,       // read only: a standby
	"25P03": overloaded, // idle in transaction for too long
	"22":    malformed,
	"08":    away,
	"53":    away, // disk, memory
	"57":    away, // shutting down, starting up
	"58":    away, // input and output
}

// dbErr gives an error of the database the kind and words for whoever waits; the cause stays in the chain. nil, errors
// that have a kind already and errors that are not the database's (a defect of ours) pass unchanged.
func dbErr(err error) error {
	var own *picking.Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	v, ok := verdictOn(err)
	if !ok {
		return err
	}
	return &picking.Error{Kind: v.kind, Message: v.message, Cause: err}
}

func verdictOn(err error) (verdict, bool) {
	var server *pq.Error
	var network net.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return verdict{picking.NotFound, "There is no such thing here."}, true
	case errors.As(err, &server):
		v, ok := bySQLState[sqlState(server)]
		if !ok {
			v, ok = bySQLState[sqlState(server)[:2]]
		}
		return v, ok
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return overloaded, true
	case errors.As(err, &network), errors.Is(err, errLost), errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone):
		return away, true
	}
	return verdict{}, false
}

// sqlState is the five-character code; "XX000", internal error, if a proxy sent something else.
func sqlState(e *pq.Error) string {
	if len(e.Code) != 5 {
		return "XX000"
	}
	return string(e.Code)
}

// unknownOutcome reports whether a statement that ended in err may have been carried out all the same. Then ask again
// with the same key, never without one. Certain are only our own refusals, the absence of rows and the server's
// refusals of the statement itself: data (22), integrity (23), syntax and access (42), PL/pgSQL (P0).
func unknownOutcome(err error) bool {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return false
	}
	var server *pq.Error
	if errors.As(err, &server) {
		return !slices.Contains([]string{"22", "23", "42", "P0"}, sqlState(server)[:2])
	}
	var own *picking.Error
	return !errors.As(err, &own) || own.Cause != nil
}
