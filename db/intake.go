package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// An import writes in statements of this many rows, so that none comes near the statement's time limit and other
// people's scans get their turn in between.
const importRows = 5_000

// IntakeOptions are what a warehouse's files mean where they do not say so.
func (s *Store) IntakeOptions(ctx context.Context, wh picking.WarehouseID, now time.Time) (intake.Options, error) {
	var name string
	if err := s.db.GetContext(ctx, &name, `SELECT timezone FROM warehouses WHERE id = $1`, wh); err != nil {
		return intake.Options{}, dbErr(err)
	}
	zone, err := zoneOf(name)
	return intake.Options{Zone: zone, Now: now}, err
}

func zoneOf(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, picking.Errorf(picking.Invalid, "The warehouse's time zone %q is not known here.", name)
	}
	return zone, nil
}

// CheckImport is the dry run: what TakeImport would do now, and nothing done.
func (s *Store) CheckImport(ctx context.Context, wh picking.WarehouseID, f intake.File) (intake.Report, error) {
	var r intake.Report
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		k, err := known(ctx, tx, wh, f, false)
		r, _ = f.Judge(k)
		return err
	})
	if err != nil {
		return intake.Report{}, fmt.Errorf("check %s: %w", f.Kind, err)
	}
	return r, nil
}

// TakeImport writes what a file holds into u's warehouse, all or nothing: with a bad row nothing is taken (the report
// says so), unless takeGood asks for the good rows. Taking a file twice changes nothing the second time.
func (s *Store) TakeImport(ctx context.Context, u picking.User, f intake.File, takeGood bool) (intake.Report, error) {
	var r intake.Report
	err := s.intake(ctx, u.ID, func(tx *sqlx.Tx) (err error) {
		r, _, err = take(ctx, tx, u, f, takeGood)
		return err
	})
	if err != nil {
		return intake.Report{}, fmt.Errorf("import %s: %w", f.Kind, err)
	}
	if r.New >= manyRecords {
		s.analyze(ctx, filled)
	}
	return r, nil
}

// manyRecords is how many new records make the server's statistics worth renewing at once.
const manyRecords = 200

// intake runs f in a writing transaction, again if what it found new was written by somebody else meanwhile.
func (s *Store) intake(ctx context.Context, user picking.UserID, f func(*sqlx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := s.write(ctx, user, f)
		var server *pq.Error
		if err == nil || attempt == attempts || !errors.As(err, &server) || sqlState(server) != "23505" || !dally(ctx, attempt) {
			return err
		}
	}
}

// take judges a file and writes what may be taken. Numbers are those of the new orders.
func take(ctx context.Context, tx *sqlx.Tx, u picking.User, f intake.File, takeGood bool) (intake.Report, []savedOrder, error) {
	if f.Kind == intake.Stock { // two counts of one bin must not both find it empty
		if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtext('pickpack stock import'), CAST($1 AS int))`, u.Warehouse); err != nil {
			return intake.Report{}, nil, err
		}
	}
	k, err := known(ctx, tx, u.Warehouse, f, true)
	if err != nil {
		return intake.Report{}, nil, err
	}
	r, a := f.Judge(k)
	if r.BadRows > 0 && !takeGood {
		return r, nil, nil
	}
	saved, err := save(ctx, tx, u, f.Kind, a, k)
	if err != nil {
		return r, nil, err
	}
	r.Taken = true
	return r, saved, noteImport(ctx, tx, u, r)
}

func save(ctx context.Context, tx *sqlx.Tx, u picking.User, kind intake.Kind, a intake.Accepted, k intake.Known) ([]savedOrder, error) {
	switch kind {
	case intake.Items:
		return nil, saveItems(ctx, tx, u.Warehouse, a.Items)
	case intake.Locations:
		return nil, saveLocations(ctx, tx, u.Warehouse, a)
	case intake.Stock:
		return nil, saveCounts(ctx, tx, u, a.Counts, k.Balances)
	}
	return saveOrders(ctx, tx, u.Warehouse, a.Orders)
}

func noteImport(ctx context.Context, tx *sqlx.Tx, u picking.User, r intake.Report) error {
	text := fmt.Sprintf("%s from %s: %d new, %d changed, %d there already, %d rows refused", r.Kind, r.Name, r.New, r.Changed, r.Same, r.BadRows)
	_, err := tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'import.taken', acting_user(), $2)`,
		u.Warehouse, text)
	return err
}

// chunks calls f with the JSON of up to importRows rows at a time.
func chunks[T any](rows []T, f func(doc string) error) error {
	for chunk := range slices.Chunk(rows, importRows) {
		doc, err := json.Marshal(chunk)
		if err != nil {
			return err
		}
		if err := f(string(doc)); err != nil {
			return err
		}
	}
	return nil
}

// WarehouseByCode finds a warehouse by its code. There is none: NotFound.
func (s *Store) WarehouseByCode(ctx context.Context, code string) (w picking.WarehouseID, err error) {
	err = dbErr(s.db.GetContext(ctx, &w, `SELECT id FROM warehouses WHERE code = $1`, code))
	if picking.KindOf(err) == picking.NotFound {
		return 0, picking.Errorf(picking.NotFound, "There is no warehouse %s.", code)
	}
	return w, err
}
