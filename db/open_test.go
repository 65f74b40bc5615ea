package db_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// with adds a setting to an address of either form.
func with(dsn, setting string) string {
	switch {
	case !strings.HasPrefix(dsn, "postgres"):
		return dsn + " " + setting
	case strings.Contains(dsn, "?"):
		return dsn + "&" + setting
	}
	return dsn + "?" + setting
}

func TestOpenRefusals(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	cases := map[string]struct {
		dsn  string
		kind picking.Kind
	}{
		"not an address":   {"postgres://[", picking.Invalid},
		"nobody there":     {"host=/nowhere user=x dbname=x", picking.Unavailable},
		"port closed":      {"host=127.0.0.1 port=1 user=x dbname=x sslmode=disable", picking.Unavailable},
		"another password": {with(dsn, "password=guess"), picking.Internal},
		"no such setting":  {with(dsn, "statement_timeot=1"), picking.Internal},
	}
	for name, c := range cases {
		s, err := db.Open(t.Context(), c.dsn, db.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s: opened", name)
		} else if got := picking.KindOf(err); got != c.kind {
			t.Errorf("%s: %v has kind %v, want %v", name, err, got, c.kind)
		}
	}
}

// Both forms of address give the same sessions, and what the address says wins.
func TestOpenSettings(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	_, tcp := newProxy(t, dsn, false)
	cfg, err := pq.NewConfig(tcp)
	if err != nil {
		t.Fatal(err)
	}
	link := url.URL{Scheme: "postgres", User: url.UserPassword(cfg.User, cfg.Password),
		Host: fmt.Sprintf("127.0.0.1:%d", cfg.Port), Path: cfg.Database, RawQuery: "sslmode=disable"}
	for _, dsn := range []string{dsn, tcp, link.String()} {
		s := open(t, with(dsn, "lock_timeout=77"), db.Options{Statement: 4 * time.Second, Lock: time.Second})
		for name, want := range map[string]string{"statement_timeout": "4s", "lock_timeout": "77ms", "timezone": "UTC",
			"idle_in_transaction_session_timeout": "8s", "application_name": "pickpack"} {
			if got := value[string](t, s, "SELECT current_setting($1)", name); got != want {
				t.Errorf("%s: %s = %s, want %s", dsn, name, got, want)
			}
		}
	}
}

func TestPing(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	if err := open(t, dsn, brief).Ping(t.Context()); err != nil {
		t.Error(err)
	}
	standby := open(t, with(dsn, "default_transaction_read_only=on"), brief)
	if err := standby.Ping(t.Context()); picking.KindOf(err) != picking.Unavailable {
		t.Errorf("read only: %v", err)
	}
	closed := open(t, dsn, brief)
	closed.Close()
	if err := closed.Ping(t.Context()); err == nil {
		t.Error("a closed store answers")
	}
}

func sqlFile(text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("-- +goose Up\n" + text)}
}

// Replicas start together: each migration is applied once, and all of them come up. One migration takes longer than any
// statement of the store may.
func TestMigrate(t *testing.T) {
	t.Parallel()
	dsn := dbtest.Empty(t)
	files := fstest.MapFS{
		"0001_start.sql": sqlFile("CREATE TABLE effect (n int);"),
		"0002_fill.sql":  sqlFile("INSERT INTO effect SELECT 1 FROM pg_sleep(0.7);"),
	}
	done := make(chan error)
	for range 3 {
		s := open(t, dsn, brief)
		go func() { done <- db.MigrateFrom(s, t.Context(), files) }()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	s := open(t, dsn, brief)
	if n := value[int](t, s, "SELECT count(*) FROM effect"); n != 1 {
		t.Errorf("applied %d times", n)
	}

	files["0003_bad.sql"] = sqlFile("INSERT INTO effect VALUES (2); INSERT INTO nowhere VALUES (1);")
	err := db.MigrateFrom(s, t.Context(), files)
	if err == nil || !strings.Contains(err.Error(), "nowhere") || !strings.Contains(err.Error(), "version:3") {
		t.Errorf("a broken migration: %v", err)
	}
	if n := value[int](t, s, "SELECT count(*) FROM effect"); n != 1 {
		t.Errorf("half a migration stayed: %d rows", n)
	}
	files["0003_bad.sql"] = sqlFile("INSERT INTO effect VALUES (3);")
	if err := db.MigrateFrom(s, t.Context(), files); err != nil {
		t.Errorf("mended: %v", err)
	}
}
