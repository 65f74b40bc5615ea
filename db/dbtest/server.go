package dbtest

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"pickpack/db"
	"pickpack/db/embedded"
	"pickpack/db/migrations"
)

const (
	prefix         = "pickpack_test_" // of databases of one test
	templatePrefix = "pickpack_template_"
	templateLock   = 0x7069636b // held while a template is made; any number nobody else uses
)

// server is where this process's test databases live.
type server struct {
	dsn      string
	admin    *sql.DB
	template string
}

// shared starts or finds the server once per process. It is not stopped here: the system ends it with the process.
var shared = sync.OnceValues(func() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	dsn, private := os.Getenv("TEST_DATABASE_URL"), false
	if dsn == "" {
		s, err := startPrivate(ctx)
		if err != nil {
			return nil, err
		}
		dsn, private = s.DSN("postgres"), true
	}
	admin, err := openAdmin(dsn)
	if err != nil {
		return nil, err
	}
	srv := &server{dsn: dsn, admin: admin, template: templateName()}
	if private {
		err = srv.sweep(ctx)
	}
	return srv, errors.Join(err, srv.ensureTemplate(ctx))
})

// fast trades durability for speed: a power cut may spoil the data, which can be made again.
var fast = map[string]string{
	"fsync":              "off",
	"synchronous_commit": "off",
	"full_page_writes":   "off",
	"wal_level":          "minimal",
	"max_wal_senders":    "0",
	"autovacuum":         "off",
	"max_connections":    "300",
	"shared_buffers":     "64MB",
}

// startPrivate takes the first folder of the cache that no other test process holds.
func startPrivate(ctx context.Context) (*embedded.Server, error) {
	for i := 0; ; i++ {
		dir := filepath.Join(embedded.CacheDir(), "test", strconv.Itoa(i))
		s, err := embedded.Start(ctx, embedded.Options{Dir: dir, Settings: fast})
		if errors.Is(err, embedded.ErrInUse) && ctx.Err() == nil {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%w (the folder %s may be removed; TEST_DATABASE_URL names another server)", err, dir)
		}
		return s, nil
	}
}

// sweep drops what killed test processes and earlier migrations left on a private server, which nobody else uses.
func (s *server) sweep(ctx context.Context) error {
	rows, err := s.admin.QueryContext(ctx, `SELECT datname FROM pg_database
		WHERE (starts_with(datname, $1) OR starts_with(datname, $2)) AND datname <> $3`, prefix, templatePrefix, s.template)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		if err := s.dropDatabase(ctx, name); err != nil {
			return err
		}
	}
	return rows.Err()
}

// templateName changes with every byte of the migrations.
func templateName() string {
	h := sha256.New()
	files, _ := fs.Glob(migrations.FS, "*")
	for _, name := range files {
		text, _ := migrations.FS.ReadFile(name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	return templatePrefix + hex.EncodeToString(h.Sum(nil)[:8])
}

// ensureTemplate makes the template database unless it is there.
func (s *server) ensureTemplate(ctx context.Context) error {
	conn, err := s.admin.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", templateLock)
	var there bool
	err = conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", s.template).Scan(&there)
	if err != nil || there {
		return err
	}
	return s.makeTemplate(ctx)
}

func (s *server) makeTemplate(ctx context.Context) error {
	unfinished := s.template + "_unfinished"
	if err := s.dropDatabase(ctx, unfinished); err != nil {
		return err
	}
	if err := s.createDatabase(ctx, unfinished, "template0"); err != nil {
		return err
	}
	store, err := db.Open(ctx, withDatabase(s.dsn, unfinished), db.Options{Pool: 1})
	if err != nil {
		return err
	}
	if err := errors.Join(store.Migrate(ctx), store.Close()); err != nil {
		return err
	}
	return s.exec(ctx, "ALTER DATABASE %s RENAME TO %s", unfinished, s.template)
}
