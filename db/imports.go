package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// Import is an uploaded file between its dry run and its end.
type Import struct {
	ID     int64
	Kind   intake.Kind
	Name   string
	State  string // checked: it waits for a decision; taken; dropped
	At     time.Time
	Who    string
	Report intake.Report // of the dry run, or of the taking
}

// AddImport makes a file's dry run and keeps the file until it is taken or dropped.
func (s *Store) AddImport(ctx context.Context, u picking.User, f intake.File, content []byte) (Import, error) {
	r, err := s.CheckImport(ctx, u.Warehouse, f)
	if err != nil {
		return Import{}, err
	}
	i := Import{Kind: f.Kind, Name: f.Name, State: "checked", Who: u.Name, Report: r}
	doc, err := json.Marshal(r)
	if err != nil {
		return Import{}, err
	}
	err = s.write(ctx, u.ID, func(tx *sqlx.Tx) error {
		return tx.QueryRowxContext(ctx, `
			INSERT INTO imports (warehouse_id, kind, filename, content, report, user_id) VALUES ($1, $2, $3, $4, CAST($5 AS jsonb), $6)
			RETURNING id, at`, u.Warehouse, f.Kind, f.Name, content, string(doc), u.ID).Scan(&i.ID, &i.At)
	})
	return i, err
}

// importRow is an Import as it is stored.
type importRow struct {
	ID      int64
	Kind    intake.Kind
	Name    string
	State   string
	At      time.Time
	Who     string
	Report  []byte
	Content []byte
}

const importColumns = `i.id, i.kind, i.filename AS name, i.state, i.at, i.report,
	COALESCE((SELECT name FROM users u WHERE u.warehouse_id = i.warehouse_id AND u.id = i.user_id), '') AS who`

func (r importRow) open() (Import, error) {
	i := Import{ID: r.ID, Kind: r.Kind, Name: r.Name, State: r.State, At: r.At, Who: r.Who}
	return i, json.Unmarshal(r.Report, &i.Report)
}

// Imports lists the latest imports, newest first.
func (s *Store) Imports(ctx context.Context, wh picking.WarehouseID, limit int) ([]Import, error) {
	var rows []importRow
	err := s.db.SelectContext(ctx, &rows, `
		SELECT `+importColumns+` FROM imports i WHERE i.warehouse_id = $1 ORDER BY i.id DESC LIMIT $2`, wh, limit)
	if err != nil {
		return nil, fmt.Errorf("list imports: %w", dbErr(err))
	}
	out := make([]Import, len(rows))
	for i, r := range rows {
		if out[i], err = r.open(); err != nil {
			return nil, fmt.Errorf("import %d: %w", r.ID, err)
		}
	}
	return out, nil
}

// Import is one of them. There is none: NotFound.
func (s *Store) Import(ctx context.Context, wh picking.WarehouseID, id int64) (Import, error) {
	var row importRow
	err := dbErr(s.db.GetContext(ctx, &row, `SELECT `+importColumns+` FROM imports i WHERE i.warehouse_id = $1 AND i.id = $2`, wh, id))
	if err != nil {
		return Import{}, noImport(err)
	}
	return row.open()
}

func noImport(err error) error {
	if picking.KindOf(err) == picking.NotFound {
		return picking.Errorf(picking.NotFound, "There is no such import here.")
	}
	return err
}

// TakeStored takes a kept file, judged anew: all of it, or the good rows. If there are bad rows and takeGood is false it
// stays as it is, with the new report. A file that was taken or dropped before is a Conflict.
func (s *Store) TakeStored(ctx context.Context, u picking.User, id int64, now time.Time, takeGood bool) (intake.Report, error) {
	o, err := s.IntakeOptions(ctx, u.Warehouse, now)
	if err != nil {
		return intake.Report{}, err
	}
	var r intake.Report
	err = s.intake(ctx, u.ID, func(tx *sqlx.Tx) error {
		row, err := waiting(ctx, tx, u.Warehouse, id)
		if err != nil {
			return err
		}
		f, err := intake.Parse(row.Kind, row.Name, row.Content, o)
		if err != nil {
			return err
		}
		if r, _, err = take(ctx, tx, u, f, takeGood); err != nil {
			return err
		}
		state := "checked"
		if r.Taken {
			state = "taken"
		}
		return endImport(ctx, tx, u.Warehouse, id, state, &r)
	})
	if err != nil {
		return intake.Report{}, fmt.Errorf("take import %d: %w", id, noImport(err))
	}
	if r.New >= manyRecords {
		s.analyze(ctx, filled)
	}
	return r, nil
}

// DropImport forgets a kept file.
func (s *Store) DropImport(ctx context.Context, u picking.User, id int64) error {
	err := s.write(ctx, u.ID, func(tx *sqlx.Tx) error {
		if _, err := waiting(ctx, tx, u.Warehouse, id); err != nil {
			return err
		}
		return endImport(ctx, tx, u.Warehouse, id, "dropped", nil)
	})
	return noImport(err)
}

// waiting locks a kept file that nobody has decided on.
func waiting(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, id int64) (importRow, error) {
	var row importRow
	err := tx.GetContext(ctx, &row, `
		SELECT `+importColumns+`, i.content FROM imports i WHERE i.warehouse_id = $1 AND i.id = $2 FOR UPDATE`, wh, id)
	if err == nil && row.State != "checked" {
		err = picking.Errorf(picking.Conflict, "This file was %s already.", row.State)
	}
	return row, err
}

// endImport sets a file's state; once decided on, its content is not needed any more.
func endImport(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, id int64, state string, r *intake.Report) error {
	var doc *string
	if r != nil {
		b, err := json.Marshal(r)
		if err != nil {
			return err
		}
		text := string(b)
		doc = &text
	}
	res, err := tx.ExecContext(ctx, `
		UPDATE imports SET state = $3, report = COALESCE(CAST($4 AS jsonb), report), content = CASE WHEN $3 = 'checked' THEN content ELSE '' END
		 WHERE warehouse_id = $1 AND id = $2`, wh, id, state, doc)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(err, picking.Errorf(picking.NotFound, "There is no such import here."))
	}
	return nil
}
