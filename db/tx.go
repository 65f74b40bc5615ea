package db

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// attempts is how often a transaction is tried that the server breaks off for the sake of others.
const attempts = 4

// tx runs f in one READ COMMITTED transaction: committed if f returns nil, else rolled back, as it is when f panics.
// f may run several times, so it keeps its results to itself until it returns: the server's word that the transaction
// lost against another one (serialization failure, deadlock, lock_timeout) is followed by another attempt. A commit
// whose answer is lost is not: see unknownOutcome. The error is one of dbErr's.
func (s *Store) tx(ctx context.Context, f func(*sqlx.Tx) error) error {
	return s.transact(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted}, f)
}

// snapshot runs f in one read-only transaction in which all statements see the same moment (REPEATABLE READ).
func (s *Store) snapshot(ctx context.Context, f func(*sqlx.Tx) error) error {
	return s.transact(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, f)
}

func (s *Store) transact(ctx context.Context, o *sql.TxOptions, f func(*sqlx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := s.once(ctx, o, f)
		if err == nil || attempt == attempts || !worthAnother(err) || !dally(ctx, attempt) {
			return dbErr(err)
		}
	}
}

func (s *Store) once(ctx context.Context, o *sql.TxOptions, f func(*sqlx.Tx) error) error {
	tx, err := s.db.BeginTxx(ctx, o)
	if err != nil {
		return err
	}
	defer tx.Rollback() // on error and panic; after a commit it does nothing
	if err := f(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// worthAnother reports whether the server rolled the transaction back only because others were in its way.
func worthAnother(err error) bool {
	var server *pq.Error
	if !errors.As(err, &server) {
		return false
	}
	switch sqlState(server) {
	case "40001", "40P01", "55P03":
		return true
	}
	return false
}

// dally waits a random while, longer with each attempt, so that those who collided do not meet again. It reports false
// if ctx ended.
func dally(ctx context.Context, attempt int) bool {
	longest := 5 * time.Millisecond << attempt
	select {
	case <-time.After(rand.N(longest)):
		return true
	case <-ctx.Done():
		return false
	}
}
