package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

func exec(ctx context.Context, tx *sqlx.Tx, query string, args ...any) error {
	_, err := tx.ExecContext(ctx, query, args...)
	return err
}

func TestTxAllOrNothing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := open(t, dbtest.Empty(t), brief)
	must(t, s, "CREATE TABLE effect (n int)")
	refusal := picking.Errorf(picking.Conflict, "no")

	if err := db.Tx(s, ctx, func(tx *sqlx.Tx) error { return exec(ctx, tx, "INSERT INTO effect VALUES (1)") }); err != nil {
		t.Error(err)
	}
	err := db.Tx(s, ctx, func(tx *sqlx.Tx) error {
		return errors.Join(exec(ctx, tx, "INSERT INTO effect VALUES (2)"), refusal)
	})
	if !errors.Is(err, refusal) {
		t.Errorf("got %v instead of our own refusal", err)
	}
	func() {
		defer func() {
			if recover() != "defect" {
				t.Error("the panic is swallowed")
			}
		}()
		_ = db.Tx(s, ctx, func(tx *sqlx.Tx) error {
			_ = exec(ctx, tx, "INSERT INTO effect VALUES (3)")
			panic("defect")
		})
	}()
	if got := value[string](t, s, "SELECT string_agg(CAST(n AS text), ',') FROM effect"); got != "1" {
		t.Errorf("kept %s", got)
	}
	if n := s.Pool().Stats().InUse; n != 0 {
		t.Errorf("%d connections are still in use", n)
	}
}

// A transaction the server broke off for the sake of others is tried again; what cannot succeed is not.
func TestTxAgain(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Empty(t), brief)
	cases := map[string]struct {
		code     string
		failures int // of the first attempts
		runs     int
		kind     picking.Kind // of the error, if all attempts fail
	}{
		"deadlock once":           {"40P01", 1, 2, 0},
		"serialization twice":     {"40001", 2, 3, 0},
		"lock timeout for ever":   {"55P03", 99, db.Attempts, picking.Busy},
		"serialization for ever":  {"40001", 99, db.Attempts, picking.Conflict},
		"duplicate":               {"23505", 99, 1, picking.Conflict},
		"statement took too long": {"57014", 99, 1, picking.Busy},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, runs := t.Context(), 0
			err := db.Tx(s, ctx, func(tx *sqlx.Tx) error {
				if runs++; runs > c.failures {
					return nil
				}
				return exec(ctx, tx, "DO $$ BEGIN RAISE 'x' USING ERRCODE = "+pq.QuoteLiteral(c.code)+"; END $$")
			})
			if runs != c.runs {
				t.Errorf("ran %d times, want %d", runs, c.runs)
			}
			if failed := c.failures >= c.runs; (err != nil) != failed || (failed && picking.KindOf(err) != c.kind) {
				t.Errorf("error %v (kind %v)", err, picking.KindOf(err))
			}
		})
	}
}

// Two transactions take two rows in opposite order: the server breaks one off, and both succeed all the same.
func TestTxDeadlock(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := open(t, dbtest.Empty(t), db.Options{Pool: 4})
	must(t, s, "CREATE TABLE row (id int, n int)")
	must(t, s, "INSERT INTO row VALUES (1, 0), (2, 0)")
	meet := make(chan struct{}, 2)
	add := func(first, second int) error {
		attempt := 0
		return db.Tx(s, ctx, func(tx *sqlx.Tx) error {
			if err := exec(ctx, tx, "UPDATE row SET n = n + 1 WHERE id = $1", first); err != nil {
				return err
			}
			if attempt++; attempt == 1 { // both hold their first row before either asks for the second
				meet <- struct{}{}
				for len(meet) < 2 && ctx.Err() == nil {
					time.Sleep(time.Millisecond)
				}
			}
			return exec(ctx, tx, "UPDATE row SET n = n + 1 WHERE id = $1", second)
		})
	}
	done := make(chan error)
	go func() { done <- add(1, 2) }()
	if err := errors.Join(add(2, 1), <-done); err != nil {
		t.Error(err)
	}
	if sum := value[int](t, s, "SELECT sum(n) FROM row"); sum != 4 {
		t.Errorf("sum %d, want 4", sum)
	}
}

func TestSnapshot(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s := open(t, dbtest.Empty(t), brief)
	must(t, s, "CREATE TABLE effect (n int)")
	err := db.Snapshot(s, ctx, func(tx *sqlx.Tx) error {
		for range 2 {
			var n int
			if err := tx.GetContext(ctx, &n, "SELECT count(*) FROM effect"); err != nil || n != 0 {
				t.Errorf("sees %d rows, %v", n, err)
			}
			must(t, s, "INSERT INTO effect VALUES (1)")
		}
		return exec(ctx, tx, "INSERT INTO effect VALUES (1)")
	})
	var refused *pq.Error
	if !errors.As(err, &refused) || refused.Code.Name() != "read_only_sql_transaction" {
		t.Errorf("writing in a snapshot: %v", err)
	}
}

// Whoever waits gives up, and so do we.
func TestTxGivesUp(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Empty(t), brief)
	ctx, cancel := context.WithCancel(t.Context())
	runs := 0
	err := db.Tx(s, ctx, func(tx *sqlx.Tx) error {
		runs++
		cancel()
		return &pq.Error{Code: "40001", Severity: "ERROR"}
	})
	if err == nil || runs != 1 {
		t.Errorf("ran %d times, %v", runs, err)
	}
}
