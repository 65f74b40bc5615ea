package db_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// Errors as the server really gives them.
func TestErrors(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Empty(t), db.Options{Pool: 4, Statement: 2 * time.Second, Lock: 100 * time.Millisecond})
	must(t, s, "CREATE TABLE bin (id int PRIMARY KEY, qty int CHECK (qty >= 0), parent int REFERENCES bin, name varchar(3))")
	must(t, s, "INSERT INTO bin VALUES (1, 5), (8, 5)")
	holder, err := s.Pool().Beginx()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = holder.Rollback() })
	if _, err := holder.Exec("SET idle_in_transaction_session_timeout = 0"); err != nil {
		t.Fatal(err)
	}
	if _, err := holder.Exec("UPDATE bin SET qty = 4 WHERE id = 8"); err != nil {
		t.Fatal(err)
	}

	cases := map[string]struct {
		query   string
		kind    picking.Kind
		unknown bool
	}{
		"twice":            {"INSERT INTO bin VALUES (1, 5)", picking.Conflict, false},
		"below zero":       {"INSERT INTO bin VALUES (2, -1)", picking.Conflict, false},
		"parent missing":   {"INSERT INTO bin VALUES (2, 1, 9)", picking.Conflict, false},
		"too long":         {"INSERT INTO bin VALUES (2, 1, 1, 'long')", picking.Invalid, false},
		"out of range":     {"INSERT INTO bin VALUES (2, 99999999999)", picking.Invalid, false},
		"NUL":              {`INSERT INTO bin (id, name) VALUES (2, E'\x00')`, picking.Invalid, false},
		"no row":           {"SELECT id FROM bin WHERE id = 7", picking.NotFound, false},
		"locked":           {"UPDATE bin SET qty = 3 WHERE id = 8 RETURNING id", picking.Busy, true},
		"slow":             {"SELECT 1 FROM pg_sleep(5)", picking.Busy, true},
		"shut down":        {"DO $$ BEGIN RAISE 'x' USING ERRCODE = '57P01'; END $$", picking.Unavailable, true},
		"defect of ours":   {"SELECT * FROM nowhere", picking.Internal, false},
		"raised by a rule": {"DO $$ BEGIN RAISE 'x'; END $$", picking.Internal, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			err := s.Pool().GetContext(t.Context(), new(int), c.query)
			wrapped := fmt.Errorf("count bin 1: %w", err)
			for _, err := range []error{err, wrapped, db.DBErr(wrapped)} {
				if got := picking.KindOf(db.DBErr(err)); got != c.kind {
					t.Errorf("%v has kind %v, want %v", err, got, c.kind)
				}
				if got := db.UnknownOutcome(err); got != c.unknown {
					t.Errorf("%v: unknown outcome %v, want %v", err, got, c.unknown)
				}
			}
			if mapped := db.DBErr(err); !errors.Is(mapped, err) {
				t.Errorf("%v lost its cause", mapped)
			}
		})
	}
}

func TestErrorsPass(t *testing.T) {
	t.Parallel()
	own := picking.Errorf(picking.Forbidden, "not you")
	for _, err := range []error{nil, own, fmt.Errorf("scan: %w", own), errors.New("a defect")} {
		if got := db.DBErr(err); got != err {
			t.Errorf("%v became %v", err, got)
		}
	}
	if db.UnknownOutcome(nil) || db.UnknownOutcome(own) {
		t.Error("success and our own refusals are certain")
	}
	odd := &pq.Error{Code: "", Message: "from a proxy"}
	if !db.UnknownOutcome(odd) || picking.KindOf(db.DBErr(odd)) != picking.Internal {
		t.Error("an error without SQLSTATE")
	}
}

// The caller's own deadline, while a statement runs and while the pool is exhausted.
func TestErrorsOfDeadline(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Empty(t), db.Options{Pool: 1})
	hold, err := s.Pool().Connx(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	soon, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, slow := hold.ExecContext(soon, "SELECT pg_sleep(5)")
	_, starved := s.Pool().ExecContext(soon, "SELECT 1")
	for name, err := range map[string]error{"running": slow, "waiting for a connection": starved} {
		if got := picking.KindOf(db.DBErr(err)); got != picking.Busy {
			t.Errorf("%s: %v has kind %v", name, err, got)
		}
	}
	if err := hold.GetContext(t.Context(), new(int), "SELECT 1"); err == nil {
		t.Error("a connection whose statement was cancelled is used on")
	} else if got := picking.KindOf(db.DBErr(err)); got != picking.Unavailable {
		t.Errorf("%v has kind %v", err, got)
	}
	if err := db.DBErr(sql.ErrConnDone); picking.KindOf(err) != picking.Unavailable {
		t.Error(err)
	}
}
