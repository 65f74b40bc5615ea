//go:build linux || darwin || freebsd

package embedded_test

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"pickpack/db/embedded"
)

func TestLife(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	var said bytes.Buffer
	begin := time.Now()
	s := start(t, embedded.Options{Dir: dir, Log: &said, Settings: map[string]string{"work_mem": "7MB"}})
	t.Logf("first start %v", time.Since(begin))
	if !strings.Contains(said.String(), "making a new database") {
		t.Errorf("said %q", &said)
	}

	t.Run("settings", func(t *testing.T) {
		for name, want := range map[string]string{
			"fsync": "on", "data_checksums": "on", "listen_addresses": "", "server_encoding": "UTF8",
			"work_mem": "7MB", "password_encryption": "scram-sha-256",
		} {
			if got := query(t, s.DSN("postgres"), "SHOW "+name); got != want {
				t.Errorf("%s = %q, want %q", name, got, want)
			}
		}
	})
	t.Run("a wrong password is refused", func(t *testing.T) {
		db, _ := sql.Open("postgres", s.DSN("postgres")+" password=guess")
		defer db.Close()
		if err := db.PingContext(t.Context()); err == nil {
			t.Error("signed in with a guess")
		}
	})
	t.Run("the secrets are closed", func(t *testing.T) {
		for path, want := range map[string]os.FileMode{"password": 0o600, "data": 0o700} {
			info, err := os.Stat(filepath.Join(dir, path))
			if err != nil {
				t.Fatal(err)
			}
			if got := info.Mode().Perm(); got != want {
				t.Errorf("%s has mode %o, want %o", path, got, want)
			}
		}
	})
	t.Run("a second start at once is refused", func(t *testing.T) {
		err := refused(t, embedded.Options{Dir: dir}, "already served by process "+strconv.Itoa(os.Getpid()))
		if !errors.Is(err, embedded.ErrInUse) {
			t.Errorf("%v is not ErrInUse", err)
		}
	})
	t.Run("a database is made once", func(t *testing.T) {
		for range 2 {
			if err := s.CreateDatabase(t.Context(), `wms "1"`); err != nil {
				t.Fatal(err)
			}
		}
		query(t, s.DSN(`wms "1"`), "CREATE TABLE kept AS SELECT 42 AS n")
	})

	begin = time.Now()
	stop(t, s)
	t.Logf("stop %v", time.Since(begin))
	stop(t, s) // a second time is nothing

	t.Run("a later start keeps the data", func(t *testing.T) {
		begin := time.Now()
		s := start(t, embedded.Options{Dir: dir})
		t.Logf("later start %v", time.Since(begin))
		if got := query(t, s.DSN(`wms "1"`), "SELECT n FROM kept"); got != "42" {
			t.Errorf("kept %q", got)
		}
	})
	t.Run("a foreign process that got the old number is no obstacle", func(t *testing.T) {
		foreign := sleeper(t, dir)
		stale := filepath.Join(dir, "data", "postmaster.pid")
		put(t, stale, fmt.Sprintf("%d\n%s\n0\n5432\n\n\n\n", foreign, dir+"/data"))
		owner := ownerOf(t, dir)
		if err := os.Chown(stale, int(owner.Uid), int(owner.Gid)); err != nil {
			t.Fatal(err)
		}
		s := start(t, embedded.Options{Dir: dir})
		query(t, s.DSN("postgres"), "SELECT 1")
	})
	t.Run("the data of a lost password is refused", func(t *testing.T) {
		if err := os.Rename(filepath.Join(dir, "password"), filepath.Join(dir, "password.away")); err != nil {
			t.Fatal(err)
		}
		refused(t, embedded.Options{Dir: dir}, "password is missing")
	})
	t.Run("another major version is refused and untouched", func(t *testing.T) {
		put(t, filepath.Join(dir, "data", "PG_VERSION"), "11\n")
		refused(t, embedded.Options{Dir: dir}, "was made by PostgreSQL 11, which is not here")
		if _, err := os.Stat(filepath.Join(dir, "data", "base")); err != nil {
			t.Error(err)
		}
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	foreign := folder(t)
	put(t, filepath.Join(foreign, "holiday.jpg"), "x")
	refused(t, embedded.Options{Dir: foreign}, "is not empty and holds no private PostgreSQL")

	data := folder(t)
	put(t, filepath.Join(data, "PG_VERSION"), "15\n")
	refused(t, embedded.Options{Dir: data}, "is a PostgreSQL data directory itself")

	broken := folder(t)
	put(t, filepath.Join(broken, "lock"), "")
	put(t, filepath.Join(broken, "data", "base", "1"), "x")
	refused(t, embedded.Options{Dir: broken}, "no PG_VERSION")

	for _, dir := range []string{foreign + "/holiday.jpg", data + "/PG_VERSION", broken + "/data/base/1"} {
		if _, err := os.Stat(dir); err != nil {
			t.Errorf("something was deleted: %v", err)
		}
	}
	refused(t, embedded.Options{}, "needs a folder")
	refused(t, embedded.Options{Dir: folder(t), Bin: foreign}, "no PostgreSQL server of version 15 or newer was found")
	if os.Geteuid() == 0 {
		closed := filepath.Join(folder(t), "closed")
		put(t, filepath.Join(closed, "x"), "")
		if err := os.Chmod(closed, 0o700); err != nil {
			t.Fatal(err)
		}
		refused(t, embedded.Options{Dir: filepath.Join(closed, "pg")}, "may not enter "+closed)
	}
}

// A server whose handle nobody keeps still runs and still holds its folder, however often memory is collected.
func TestForgottenServerKeepsItsFolder(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	dsn := func() string {
		s, err := embedded.Start(t.Context(), embedded.Options{Dir: dir, Settings: map[string]string{"fsync": "off"}})
		if err != nil {
			t.Fatal(err)
		}
		return s.DSN("postgres")
	}()
	for range 5 {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	if _, err := embedded.Start(t.Context(), embedded.Options{Dir: dir}); !errors.Is(err, embedded.ErrInUse) {
		t.Errorf("a second start: %v, want %v", err, embedded.ErrInUse)
	}
	if got := query(t, dsn, "SELECT 'still here'"); got != "still here" {
		t.Errorf("got %q", got)
	}
}
