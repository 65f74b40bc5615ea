package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// ErrorsBlock says whether a refusal stops further scans on the handhelds of a warehouse until it is acknowledged.
func (s *Store) ErrorsBlock(ctx context.Context, wh picking.WarehouseID) (on bool, err error) {
	err = s.db.GetContext(ctx, &on, `SELECT COALESCE((settings->>'errors_block')::boolean, false) FROM warehouses WHERE id = $1`, wh)
	return on, dbErr(err)
}

// SetErrorsBlock changes it.
func (s *Store) SetErrorsBlock(ctx context.Context, wh picking.WarehouseID, by picking.UserID, on bool) error {
	return s.write(ctx, by, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE warehouses SET settings = settings || jsonb_build_object('errors_block', CAST($2 AS boolean)) WHERE id = $1`, wh, on)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'settings.changed', $2, $3)`,
			wh, by, fmt.Sprintf("errors block: %t", on))
		return err
	})
}

// Ends of LabelScan.
const (
	LabelScanAuto = "auto" // where labels print at the station
	LabelScanOn   = "on"
	LabelScanOff  = "off"
)

// Closing is what a warehouse wants when a carton is closed.
type Closing struct {
	LabelScan string `db:"label_scan"` // whether its label is scanned once it sticks on it
	LastScan  bool   `db:"last_scan"`  // the order's last scan closes it, by the scale's weight or the expected one
}

// ClosingRules are those of a warehouse.
func (s *Store) ClosingRules(ctx context.Context, wh picking.WarehouseID) (c Closing, err error) {
	err = s.db.GetContext(ctx, &c, `SELECT COALESCE(settings->>'label_scan', 'auto') AS label_scan,
		COALESCE((settings->>'last_scan')::boolean, false) AS last_scan FROM warehouses WHERE id = $1`, wh)
	return c, dbErr(err)
}

// SetClosingRules changes them.
func (s *Store) SetClosingRules(ctx context.Context, wh picking.WarehouseID, by picking.UserID, c Closing) error {
	if c.LabelScan != LabelScanAuto && c.LabelScan != LabelScanOn && c.LabelScan != LabelScanOff {
		return picking.FieldError("label_scan", "Choose one of the list.")
	}
	return s.write(ctx, by, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE warehouses SET settings = settings || jsonb_build_object('label_scan', CAST($2 AS text),
			'last_scan', CAST($3 AS boolean)) WHERE id = $1`, wh, c.LabelScan, c.LastScan)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'settings.changed', $2, $3)`,
			wh, by, fmt.Sprintf("labels are scanned: %s; the last scan closes the carton: %t", c.LabelScan, c.LastScan))
		return err
	})
}
