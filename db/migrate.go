package db

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"maps"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"pickpack/db/migrations"
)

// Migrate brings the schema up to date. Replicas that start together take turns. A migration may take long, so it has
// connections of its own on which only waiting for locks is limited.
func (s *Store) Migrate(ctx context.Context) error {
	return s.migrate(ctx, migrations.FS)
}

func (s *Store) migrate(ctx context.Context, files fs.FS) error {
	cfg := s.cfg.Clone()
	maps.Copy(cfg.Runtime, map[string]string{"statement_timeout": "0", "idle_in_transaction_session_timeout": "0"})
	pool := sql.OpenDB(connector{cfg, func() *dialer { return &dialer{} }})
	defer pool.Close()
	// A try each second for five minutes.
	turns, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectPostgres, pool, files, goose.WithSessionLocker(turns),
		goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", dbErr(err))
	}
	return nil
}
