package db

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// Sending is one request to take orders, known by a key that its sender made: the same key is answered with the stored
// answer, however often it comes.
type Sending struct {
	Warehouse picking.WarehouseID
	Key       string
	Hash      []byte // of the request; another one under the same key is refused
	File      intake.File
}

// Answer is what a Sending was told, byte for byte.
type Answer struct {
	Status int
	Body   []byte
}

// OrderRef is an order that a Sending named: taken now, or here already.
type OrderRef struct {
	Source     string
	ExternalID string `db:"external_id"`
	Number     string
	New        bool
}

// SendOrders takes all orders of a sending, or none: then the report says why, and nothing is stored under the key, so
// that the sender can mend it. answer makes the answer to store; it may be called more than once.
func (s *Store) SendOrders(ctx context.Context, d Sending, answer func(intake.Report, []OrderRef) (Answer, error)) (a Answer, r intake.Report, err error) {
	err = s.intake(ctx, 0, func(tx *sqlx.Tx) error {
		a, r = Answer{}, intake.Report{}
		stored, err := storedAnswer(ctx, tx, d)
		if err != nil || stored.Status != 0 {
			a = stored
			return err
		}
		var saved []savedOrder
		if r, saved, err = take(ctx, tx, picking.User{Warehouse: d.Warehouse}, d.File, false); err != nil || !r.Taken {
			return err
		}
		refs, err := orderRefs(ctx, tx, d, saved)
		if err != nil {
			return err
		}
		if a, err = answer(r, refs); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO idempotency_keys (warehouse_id, key, hash, status, body) VALUES ($1, $2, $3, $4, $5)`,
			d.Warehouse, d.Key, d.Hash, a.Status, a.Body)
		return err
	})
	if err != nil {
		return Answer{}, intake.Report{}, fmt.Errorf("take sent orders: %w", err)
	}
	return a, r, nil
}

// storedAnswer waits for whoever uses the same key just now and finds what they were told; the zero Answer: nothing yet.
func storedAnswer(ctx context.Context, tx *sqlx.Tx, d Sending) (a Answer, err error) {
	if _, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock(CAST($1 AS int), hashtext($2))`, d.Warehouse, d.Key); err != nil {
		return a, err
	}
	var row struct {
		Answer
		Hash []byte
	}
	err = tx.GetContext(ctx, &row, `SELECT status, body, hash FROM idempotency_keys WHERE warehouse_id = $1 AND key = $2`, d.Warehouse, d.Key)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return a, nil
	case err == nil && !bytes.Equal(row.Hash, d.Hash):
		return a, &picking.Error{Kind: picking.Conflict, Field: "Idempotency-Key", Message: "This key was used for another request. Make a new one."}
	}
	return row.Answer, err
}

// orderRefs finds the orders of a sending, in its order; saved are those that are new.
func orderRefs(ctx context.Context, tx *sqlx.Tx, d Sending, saved []savedOrder) ([]OrderRef, error) {
	w := d.File.Wanted()
	ids := make([]string, len(w.Orders))
	for i, o := range w.Orders {
		ids[i] = o[1]
	}
	var rows []OrderRef
	err := tx.SelectContext(ctx, &rows, `
		SELECT source, external_id, number FROM orders
		 WHERE warehouse_id = $1 AND external_id = ANY($2)`, d.Warehouse, array(ids))
	by := make(map[[2]string]OrderRef, len(rows))
	for _, r := range rows {
		by[[2]string{r.Source, r.ExternalID}] = r
	}
	for _, o := range saved {
		by[[2]string{o.Source, o.ExternalID}] = OrderRef{o.Source, o.ExternalID, o.Number, true}
	}
	out := make([]OrderRef, len(w.Orders))
	for i, o := range w.Orders {
		out[i] = by[o]
	}
	return out, err
}
