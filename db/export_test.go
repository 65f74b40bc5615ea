package db

import "github.com/jmoiron/sqlx"

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
