package db

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
)

// oldest is the first PostgreSQL whose SQL the migrations may use, as server_version_num.
const oldest = 150000

// Options of a Store. Zero values are replaced by what is named with each.
type Options struct {
	Pool        int           // connections of this process at most: 12. 8 to 16 serve two cores of the server best
	Statement   time.Duration // a statement is broken off after: 10 s
	Lock        time.Duration // waiting for a lock is given up after: 3 s
	Application string        // as the server's statistics name us: pickpack
}

// Store is the database. It is safe for use by many goroutines.
type Store struct {
	db  *sqlx.DB
	dsn string
	cfg pq.Config // of dsn, with the settings of every session

	asked, due, queued, planned bell // labels to buy, papers to print, prints to send, plans to make
}

// Open connects to the database named by a URL or a key=value string and checks that it answers and is new enough.
//
// Settings in dsn win over Options. Several hosts (host=a,b target_session_attrs=read-write) follow a promotion.
// Through PgBouncer its ignore_startup_parameters must name statement_timeout, lock_timeout and
// idle_in_transaction_session_timeout, which then belong on the database role; Migrate and listeners need a DSN that
// goes to the server directly.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		return nil, picking.Errorf(picking.Invalid, "The database address cannot be read: %v", err)
	}
	o = o.withDefaults()
	settle(&cfg, o)
	silent := o.Statement + o.Statement/2 // longer than the server's own limit, so that its word comes first
	pool := sql.OpenDB(connector{cfg, func() *dialer { return &dialer{silence: silent} }})
	pool.SetMaxOpenConns(o.Pool)
	pool.SetMaxIdleConns(o.Pool)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	pool.SetConnMaxLifetime(time.Hour)
	s := &Store{db: sqlx.NewDb(pool, "postgres"), dsn: dsn, cfg: cfg, asked: newBell(), due: newBell(), queued: newBell(), planned: newBell()}
	if err := s.checkVersion(ctx); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("open the database: %w", dbErr(err))
	}
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Pool == 0 {
		o.Pool = 12
	}
	if o.Statement == 0 {
		o.Statement = 10 * time.Second
	}
	if o.Lock == 0 {
		o.Lock = 3 * time.Second
	}
	if o.Application == "" {
		o.Application = "pickpack"
	}
	return o
}

// settle writes what every session of ours needs into the configuration.
func settle(cfg *pq.Config, o Options) {
	cfg.BinaryParameters = true // one round trip per statement, and safe behind PgBouncer
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 3 * time.Second
	}
	if cfg.ApplicationName == "" {
		cfg.ApplicationName = o.Application
	}
	given := cfg.Runtime
	cfg.Runtime = map[string]string{
		"statement_timeout":                   milliseconds(o.Statement),
		"lock_timeout":                        milliseconds(o.Lock),
		"idle_in_transaction_session_timeout": milliseconds(2 * o.Statement),
		"timezone":                            "UTC",
	}
	maps.Copy(cfg.Runtime, given)
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

func (s *Store) checkVersion(ctx context.Context) error {
	var version int
	err := s.db.GetContext(ctx, &version, `SELECT CAST(current_setting('server_version_num') AS int)`)
	if err == nil && version < oldest {
		err = picking.Errorf(picking.Invalid, "The database is PostgreSQL %d; %d or newer is needed.", version/10000, oldest/10000)
	}
	return err
}

// Close ends all connections; statements under way fail.
func (s *Store) Close() error { return s.db.Close() }

// Ping reports whether the database answers and can be written to, which a standby cannot.
func (s *Store) Ping(ctx context.Context) error {
	var readOnly bool
	err := s.db.GetContext(ctx, &readOnly,
		`SELECT pg_is_in_recovery() OR CAST(current_setting('transaction_read_only') AS boolean)`)
	if err == nil && readOnly {
		return picking.Errorf(picking.Unavailable, "The database is a read-only standby.")
	}
	return dbErr(err)
}

// listener opens a connection of its own that waits for notifications for as long as it takes, and reconnects by itself.
// What was notified meanwhile is lost: after a nil notification read the state again. The caller closes it.
func (s *Store) listener(events pq.EventCallbackType) *pq.Listener {
	return pq.NewDialListener(&dialer{}, s.dsn, 100*time.Millisecond, 10*time.Second, events)
}
