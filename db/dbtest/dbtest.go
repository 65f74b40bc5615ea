package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lib/pq"

	"pickpack/db"
)

// New is a store on a clean, migrated database that is gone after the test.
func New(t testing.TB) *db.Store {
	t.Helper()
	return Open(t, DSN(t))
}

// DSN names a clean, migrated database that is gone after the test.
func DSN(t testing.TB) string {
	t.Helper()
	return create(t, theServer(t).template)
}

// Empty names a database without our tables that is gone after the test.
func Empty(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

// Open is a store on the database; it is closed after the test. Several on one DSN are several replicas.
func Open(t testing.TB, dsn string) *db.Store {
	t.Helper()
	s, err := db.Open(t.Context(), dsn, db.Options{Pool: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func create(t testing.TB, template string) string {
	t.Helper()
	srv := theServer(t)
	name := prefix + strings.ToLower(rand.Text()[:16])
	if err := srv.createDatabase(t.Context(), name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		if err := srv.dropDatabase(ctx, name); err != nil {
			t.Error(err)
		}
	})
	return withDatabase(srv.dsn, name)
}

// theServer is this process's server; it fails the test if there is none to be had.
func theServer(t testing.TB) *server {
	t.Helper()
	srv, err := shared()
	if err != nil {
		t.Fatalf("the tests need a PostgreSQL: %v", err)
	}
	return srv
}

func (s *server) createDatabase(ctx context.Context, name, template string) error {
	return s.exec(ctx, "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", name, template)
}

func (s *server) dropDatabase(ctx context.Context, name string) error {
	return s.exec(ctx, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name)
}

// exec runs a statement that takes names but no parameters.
func (s *server) exec(ctx context.Context, format string, names ...any) error {
	for i, n := range names {
		names[i] = pq.QuoteIdentifier(n.(string))
	}
	query := fmt.Sprintf(format, names...)
	if _, err := s.admin.ExecContext(ctx, query); err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	return nil
}

// withDatabase is the connection string, URL or key=value, of another database on the same server.
func withDatabase(dsn, name string) string {
	if u, err := url.Parse(dsn); err == nil && strings.HasPrefix(u.Scheme, "postgres") {
		u.Path = "/" + name
		q := u.Query()
		q.Del("dbname")
		u.RawQuery = q.Encode()
		return u.String()
	}
	return dsn + " dbname=" + name // the last one counts
}

// openAdmin is a small pool on the server's own database.
func openAdmin(dsn string) (*sql.DB, error) {
	admin, err := sql.Open("postgres", dsn)
	if err == nil {
		admin.SetMaxOpenConns(4)
	}
	return admin, err
}
