package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// ReopenCarton opens a closed carton again, for a reason: it is void, with its numbers and its papers, and its goods lie in
// a new carton that scans go into. What of its papers waits for a printer is not printed any more.
func (s *Store) ReopenCarton(ctx context.Context, a Act, order picking.OrderID, carton picking.CartonID, reason string) (answer PackAnswer, err error) {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return answer, picking.FieldError("reason", "Say why the carton is opened again.")
	case len([]rune(reason)) > 200:
		return answer, picking.FieldError("reason", "The reason is longer than 200 characters.")
	}
	answer, err = s.packOnce(ctx, a, order, fmt.Sprintf("reopen:%d:%s", carton, reason),
		func(st pack.State) picking.Message { return pack.Reopen(st, carton) },
		func(tx *sqlx.Tx, st pack.State) (pack.Last, error) {
			return reopenCarton(ctx, tx, a, st, carton, reason)
		})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("reopen carton %d: %w", carton, err)
	}
	return answer, nil
}

// reopenCarton writes it for a locked order.
func reopenCarton(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State, old picking.CartonID, reason string) (last pack.Last, err error) {
	var box string
	for _, c := range st.Cartons {
		if c.ID == old {
			box = c.Box
		}
	}
	contents, err := contentsOf(ctx, tx, a.Warehouse, []int64{int64(old)})
	if err != nil {
		return last, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE cartons SET state = 'void', papers = '' WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, old); err != nil {
		return last, err
	}
	st.Cartons = slices.DeleteFunc(slices.Clone(st.Cartons), func(c pack.Carton) bool { return c.ID == old }) // its number is free
	id, err := openCarton(ctx, tx, a, st, box)
	if err != nil {
		return last, err
	}
	var at picking.LocationID
	if err := tx.GetContext(ctx, &at, `SELECT location_id FROM cartons WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, id); err != nil {
		return last, err
	}
	last = pack.Last{Kind: "reopen", Carton: id, From: old, Moves: pack.Repacked(contents, at)}
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO carton_lines (warehouse_id, carton_id, line_id, lot_id, qty)
			SELECT warehouse_id, $3, line_id, lot_id, qty FROM carton_lines WHERE warehouse_id = $1 AND carton_id = $2 AND qty > 0`, []any{old, id}},
		{`UPDATE carton_lines SET qty = 0 WHERE warehouse_id = $1 AND carton_id = $2`, []any{old}},
		{`UPDATE prints p SET state = 'cancelled', ended_at = now() FROM documents d WHERE p.warehouse_id = $1 AND p.state = 'queued'
			AND d.warehouse_id = $1 AND d.id = p.document_id AND d.carton_id = $2`, []any{old}},
		{`UPDATE documents SET voided_at = now() WHERE warehouse_id = $1 AND carton_id = $2 AND voided_at IS NULL`, []any{old}},
		{`UPDATE boxes SET stock = stock + 1 WHERE warehouse_id = $1 AND code = $2`, []any{box}}, // it is used again
		{`UPDATE orders SET version = version + 1, packed_at = NULL, packer_id = $3 WHERE warehouse_id = $1 AND id = $2`, []any{st.Order.ID, a.User}},
		{`INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text) VALUES ($1, 'carton.reopened', $2, $3, $4, $5)`,
			[]any{a.User, st.Order.ID, old, reason}},
	} {
		if _, err := tx.ExecContext(ctx, q.sql, append([]any{a.Warehouse}, q.args...)...); err != nil {
			return last, err
		}
	}
	return last, applyMoves(ctx, tx, a, last.Moves)
}
