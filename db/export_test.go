package db

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// What the tests of this package reach into.
var (
	DBErr          = dbErr
	UnknownOutcome = unknownOutcome
	Attempts       = attempts
	Tx             = (*Store).tx
	Snapshot       = (*Store).snapshot
	MigrateFrom    = (*Store).migrate
	Listener       = (*Store).listener
	Hot            = (*Store).hot
)

func (s *Store) Pool() *sqlx.DB { return s.db }

// TakeJob is a worker that takes a job and then does nothing any more. Late is what it does if it comes back after all.
func (s *Store) TakeJob(ctx context.Context) (late func() error, err error) {
	c, err := s.claimJob(ctx)
	return func() error { return c.keep(ctx, WavePreview{}) }, err
}
