package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// actOnce carries out an act that is more than one scan, in one transaction with its receipt: f locks what it needs,
// decides, writes, and returns the step with its answer, which is stored and put into answer. The same act again is
// answered from the receipt; the same id for another act is a Conflict. f may run several times.
func (s *Store) actOnce(ctx context.Context, a Act, raw string, answer any, f func(*sqlx.Tx) (step, error)) error {
	return s.decide(ctx, func() (bool, error) {
		err := s.fromReceipt(ctx, a, raw, answer)
		if err == nil || picking.KindOf(err) != picking.NotFound {
			return true, err
		}
		var doc []byte
		err = s.write(ctx, a.User, func(tx *sqlx.Tx) error {
			st, err := f(tx)
			if err != nil {
				return err
			}
			if doc, err = json.Marshal(st.Answer); err != nil {
				return err
			}
			return addReceipt(ctx, tx, st, doc)
		})
		if lostRace(err) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		return true, json.Unmarshal(doc, answer)
	})
}

// addReceipt keeps what was answered. A receipt that is there already breaks the transaction off.
func addReceipt(ctx context.Context, tx *sqlx.Tx, st step, answer []byte) error {
	what := []byte("{}")
	if st.Step != nil {
		var err error
		if what, err = json.Marshal(st.Step); err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO scans (warehouse_id, device, scan_id, user_id, list_id, sort_id, order_id, version,
			raw, verdict, accepted, step, answer)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CAST($12 AS jsonb), CAST($13 AS jsonb))`,
		st.Warehouse, st.Device, st.Scan, st.User, st.List, st.Sort, st.Order, st.Version, st.Raw, st.Verdict, st.Accepted,
		string(what), string(answer))
	return err
}
