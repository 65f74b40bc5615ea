package dbtest_test

import (
	"database/sql"
	"testing"

	_ "github.com/lib/pq"

	"pickpack/db/dbtest"
)

func one[T any](t *testing.T, dsn, query string, args ...any) (v T) {
	t.Helper()
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

func TestEachTestHasItsOwn(t *testing.T) {
	t.Parallel()
	a, b := dbtest.DSN(t), dbtest.DSN(t)
	if one[string](t, a, "SELECT current_database()") == one[string](t, b, "SELECT current_database()") {
		t.Error("two tests share a database")
	}
	one[int](t, a, "CREATE TABLE mine AS SELECT 1 AS n; SELECT 1")
	for dsn, want := range map[string]bool{a: true, b: false} {
		if got := one[bool](t, dsn, "SELECT to_regclass('mine') IS NOT NULL"); got != want {
			t.Errorf("table there: %v, want %v", got, want)
		}
	}
}

func TestMigratedOrEmpty(t *testing.T) {
	t.Parallel()
	const tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
	if n := one[int](t, dbtest.DSN(t), tables); n < 2 {
		t.Errorf("%d tables in a migrated database", n)
	}
	if n := one[int](t, dbtest.Empty(t), tables); n != 0 {
		t.Errorf("%d tables in an empty database", n)
	}
	s := dbtest.New(t)
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Errorf("the template is not up to date: %v", err)
	}
}

func TestGoneAfterwards(t *testing.T) {
	t.Parallel()
	var name string
	t.Run("inner", func(t *testing.T) {
		dsn := dbtest.DSN(t)
		dbtest.Open(t, dsn)
		name = one[string](t, dsn, "SELECT current_database()")
	})
	if one[bool](t, dbtest.Empty(t), "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name) {
		t.Error("the database is left over")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		dbtest.DSN(b)
	}
}
