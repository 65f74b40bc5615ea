package db

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// prepared keeps the statements of the scan path parsed and planned on each connection.
type prepared struct {
	mu    sync.Mutex
	stmts map[string]*sqlx.Stmt
}

func (s *Store) prepare(ctx context.Context, q string) (*sqlx.Stmt, error) {
	s.prepared.mu.Lock()
	defer s.prepared.mu.Unlock()
	if st, ok := s.prepared.stmts[q]; ok {
		return st, nil
	}
	st, err := s.db.PreparexContext(ctx, q)
	if err != nil {
		return nil, err
	}
	if s.prepared.stmts == nil {
		s.prepared.stmts = map[string]*sqlx.Stmt{}
	}
	s.prepared.stmts[q] = st
	return st, nil
}

// hot runs a prepared statement that answers one row, into dest. No row is sql.ErrNoRows, mapped like every error.
func (s *Store) hot(ctx context.Context, dest any, q string, args ...any) error {
	st, err := s.prepare(ctx, q)
	if err != nil {
		return dbErr(err)
	}
	return dbErr(st.GetContext(ctx, dest, args...))
}
