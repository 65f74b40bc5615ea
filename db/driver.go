package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/lib/pq"
)

// errLost says that a statement was sent and its outcome is unknown.
var errLost = errors.New("the connection broke after the statement was sent: nobody knows whether it was carried out")

// connector opens lib/pq's connections through our dialer.
//
// # Why
//
// database/sql repeats a statement on another connection when the driver answers driver.ErrBadConn. lib/pq answers so
// also after the statement was sent: when the server hangs up (dial.go cures that in the clear, but below TLS it cannot
// see the hang-up) and at every FATAL message, such as PgBouncer's "server conn crashed" in the middle of a commit. The
// statement then runs twice and the caller sees no error. A session therefore passes ErrBadConn on only if nothing was
// sent. In return it looks, before each use, whether the server has hung up meanwhile, so that a restarted server does
// not cost an error for each pooled connection.
type connector struct {
	cfg     pq.Config
	dialing func() *dialer
}

func (c connector) Driver() driver.Driver { return pq.Driver{} }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	base, err := pq.NewConnectorConfig(c.cfg)
	if err != nil {
		return nil, err
	}
	d := c.dialing()
	base.Dialer(d)
	inner, err := base.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &session{pqConn: inner.(pqConn), wire: d.last.Load()}, nil
}

// pqConn is what lib/pq's connections can do and database/sql asks for.
type pqConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.NamedValueChecker
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// session is a lib/pq connection that tells the truth about lost answers. BEGIN and Ping stay repeatable.
type session struct {
	pqConn
	wire *wire
}

// honest turns a bad connection into a lost answer if anything was sent since then.
func (s *session) honest(sentBefore int64, err error) error {
	if errors.Is(err, driver.ErrBadConn) && s.wire.sent.Load() != sentBefore {
		return errLost
	}
	return err
}

func (s *session) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	before := s.wire.sent.Load()
	r, err := s.pqConn.ExecContext(ctx, query, args)
	return r, s.honest(before, err)
}

func (s *session) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	before := s.wire.sent.Load()
	r, err := s.pqConn.QueryContext(ctx, query, args)
	return r, s.honest(before, err)
}

func (s *session) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	st, err := s.pqConn.PrepareContext(ctx, query)
	if inner, ok := st.(pqStmt); ok && err == nil {
		return &statement{inner, s}, nil
	}
	return st, err
}

// ResetSession is called before a pooled connection is used again.
func (s *session) ResetSession(ctx context.Context) error {
	if s.wire.hungUp() {
		return driver.ErrBadConn
	}
	return s.pqConn.ResetSession(ctx)
}

type pqStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// statement is a prepared one.
type statement struct {
	pqStmt
	on *session
}

func (st *statement) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	before := st.on.wire.sent.Load()
	r, err := st.pqStmt.ExecContext(ctx, args)
	return r, st.on.honest(before, err)
}

func (st *statement) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	before := st.on.wire.sent.Load()
	r, err := st.pqStmt.QueryContext(ctx, args)
	return r, st.on.honest(before, err)
}
