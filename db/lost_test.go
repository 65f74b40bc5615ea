package db_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// brief is short enough to wait for its end in a test.
var brief = db.Options{Pool: 4, Statement: 400 * time.Millisecond}

func open(t *testing.T, dsn string, o db.Options) *db.Store {
	t.Helper()
	s, err := db.Open(t.Context(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func must(t *testing.T, s *db.Store, query string, args ...any) {
	t.Helper()
	if _, err := s.Pool().ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func value[T any](t *testing.T, s *db.Store, query string, args ...any) (v T) {
	t.Helper()
	if err := s.Pool().GetContext(t.Context(), &v, query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// ways are the ways a statement takes to the server.
var ways = map[string]func(ctx context.Context, s *db.Store, lose func()) error{
	"exec": func(ctx context.Context, s *db.Store, lose func()) error {
		lose()
		_, err := s.Pool().ExecContext(ctx, "INSERT INTO effect VALUES ($1)", 1)
		return err
	},
	"exec without parameters": func(ctx context.Context, s *db.Store, lose func()) error {
		lose()
		_, err := s.Pool().ExecContext(ctx, "INSERT INTO effect VALUES (1)")
		return err
	},
	"query": func(ctx context.Context, s *db.Store, lose func()) error {
		lose()
		return s.Pool().GetContext(ctx, new(int), "INSERT INTO effect VALUES ($1) RETURNING n", 1)
	},
	"prepared": func(ctx context.Context, s *db.Store, lose func()) error {
		st, err := s.Pool().PreparexContext(ctx, "INSERT INTO effect VALUES ($1) RETURNING n")
		if err != nil {
			return err
		}
		defer st.Close()
		lose()
		return st.GetContext(ctx, new(int), 1)
	},
	"commit": func(ctx context.Context, s *db.Store, lose func()) error {
		return db.Tx(s, ctx, func(tx *sqlx.Tx) error {
			defer lose()
			_, err := tx.ExecContext(ctx, "INSERT INTO effect VALUES ($1)", 1)
			return err
		})
	},
}

// The server carries a statement out and its answer is lost. However it is lost, and whichever way the statement took,
// the caller gets an error that says the outcome is unknown, soon, and the statement was carried out once.
func TestLostAnswer(t *testing.T) {
	t.Parallel()
	for how := range faults {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			loseAnswers(t, how, false)
		})
		if how == "RST" {
			continue // TLS has no say in it
		}
		t.Run("TLS "+how, func(t *testing.T) {
			t.Parallel()
			loseAnswers(t, how, true)
		})
	}
}

func loseAnswers(t *testing.T, how string, encrypted bool) {
	dsn := dbtest.Empty(t)
	p, through := newProxy(t, dsn, encrypted)
	s, direct := open(t, through, brief), open(t, dsn, brief)
	must(t, direct, "CREATE TABLE effect (n int)")
	for way, run := range ways {
		t.Run(way, func(t *testing.T) {
			must(t, direct, "TRUNCATE effect")
			begin := time.Now()
			err := run(t.Context(), s, func() { p.arm(faults[how]) })
			if err == nil {
				t.Fatal("no error")
			}
			if how == "FIN" && !encrypted && !strings.Contains(err.Error(), "closed the connection") {
				t.Errorf("the cause is not told: %v", err)
			}
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("it took %v", took)
			}
			if !db.UnknownOutcome(err) {
				t.Errorf("%v is not an unknown outcome", err)
			}
			if got := picking.KindOf(db.DBErr(err)); got != picking.Unavailable {
				t.Errorf("%v has kind %v", err, got)
			}
			if n := value[int](t, direct, "SELECT count(*) FROM effect"); n != 1 {
				t.Errorf("carried out %d times", n)
			}
			must(t, s, "SELECT $1", 2) // the pool is well again
		})
	}
}

// Without our connector the trap is there: the statement runs twice and nobody is told. When this test fails, lib/pq
// has been mended and driver.go may go.
func TestLostAnswerPlain(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	direct := open(t, dsn, brief)
	must(t, direct, "CREATE TABLE effect (n int)")
	for _, how := range []string{"FIN", "FATAL"} {
		p, through := newProxy(t, dsn, false)
		plain, err := sql.Open("postgres", through)
		if err != nil {
			t.Fatal(err)
		}
		defer plain.Close()
		if err := plain.Ping(); err != nil {
			t.Fatal(err)
		}
		p.arm(faults[how])
		if _, err := plain.Exec("INSERT INTO effect VALUES (1)"); err != nil {
			t.Errorf("%s: lib/pq tells: %v", how, err)
		}
	}
	if n := value[int](t, direct, "SELECT count(*) FROM effect"); n != 4 {
		t.Errorf("%d rows by two statements", n)
	}
}

// Connections that the server closed while they lay in the pool cost nobody an error.
func TestStalePool(t *testing.T) {
	t.Parallel()
	for _, encrypted := range []bool{false, true} {
		dsn := dbtest.Empty(t)
		_, through := newProxy(t, dsn, encrypted)
		patient := db.Options{Pool: 4} // a busy server takes its time to end a session
		s, direct := open(t, through, patient), open(t, dsn, patient)
		fill(t, s, 4)
		must(t, direct, `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		time.Sleep(50 * time.Millisecond) // the proxy passes the hang-ups on
		for range 6 {
			must(t, s, "SELECT $1", 1)
		}
	}
}

// fill opens n connections and leaves them idle.
func fill(t *testing.T, s *db.Store, n int) {
	t.Helper()
	for range n {
		c, err := s.Pool().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
}

// A notice, or a notification, on an idle connection is no hang-up.
func TestUnaskedMessages(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	s, other := open(t, dsn, db.Options{Pool: 1}), open(t, dsn, brief)
	must(t, s, "LISTEN shouts")
	before := value[int](t, s, "SELECT pg_backend_pid()")
	must(t, other, "NOTIFY shouts")
	time.Sleep(20 * time.Millisecond)
	if after := value[int](t, s, "SELECT pg_backend_pid()"); after != before {
		t.Error("the connection was thrown away")
	}
}

// One round trip per statement, with parameters or without.
func TestRoundTrips(t *testing.T) {
	t.Parallel()
	p, through := newProxy(t, dbtest.Empty(t), false)
	s := open(t, through, db.Options{Pool: 1})
	for _, query := range []string{"SELECT $1", "INSERT INTO t VALUES ($1)"} {
		must(t, s, "CREATE TABLE IF NOT EXISTS t (x text)")
		before := p.answers.Load()
		must(t, s, query, strings.Repeat("x", 100))
		if n := p.answers.Load() - before; n != 1 {
			t.Errorf("%s: %d round trips", query, n)
		}
	}
}

// A listener hears after a silence longer than any statement may take, and after its connection was cut.
func TestListener(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	s := open(t, dsn, db.Options{Pool: 2, Statement: 400 * time.Millisecond})
	l := db.Listener(s, nil)
	t.Cleanup(func() { l.Close() })
	if err := l.Listen("floor"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1200 * time.Millisecond)
	must(t, s, "SELECT pg_notify('floor', $1)", "hello")
	select {
	case n := <-l.Notify:
		if n == nil || n.Extra != "hello" {
			t.Errorf("heard %+v", n)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("nothing heard")
	}
	must(t, s, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN%'`)
	select {
	case n := <-l.Notify:
		if n != nil {
			t.Errorf("heard %+v instead of the reconnect", n)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("no word of the reconnect")
	}
}
