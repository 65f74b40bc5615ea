package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/task"
)

// BackAnswer is what somebody who puts goods back is told. It is stored with the receipt.
type BackAnswer struct {
	Message picking.Message `json:"message"`
	Prompt  task.BackPrompt `json:"prompt"`
}

// Returning is a cancelled order of which goods wait to be put back: in dropped totes, in a slot of the wall, or still among
// those of others in a batch tote.
type Returning struct {
	Order  picking.OrderID `db:"id"`
	Number string          `db:"number"`
	Places string          `db:"places"` // codes of totes and slots, with a comma between
	At     string          `db:"at"`     // where the totes were left
	Units  picking.Qty     `db:"units"`
	Unsort picking.Qty     `db:"unsort"` // of a batch, to be sorted first
	Packed picking.Qty     `db:"packed"` // of Units, in cartons: a packer takes them out first
	Since  time.Time       `db:"since"`
}

// Returns lists them, the longest waiting first.
func (s *Store) Returns(ctx context.Context, wh picking.WarehouseID) ([]Returning, error) {
	var all []Returning
	err := s.db.SelectContext(ctx, &all, query.Returns, wh, mostChores)
	if err != nil {
		return nil, fmt.Errorf("list goods to put back: %w", dbErr(err))
	}
	return all, nil
}

// BackOf finds the cancelled order whose goods wait in a dropped tote or a slot of the wall. There is none: NotFound.
func (s *Store) BackOf(ctx context.Context, wh picking.WarehouseID, scan picking.Scan) (order picking.OrderID, err error) {
	err = s.hot(ctx, &order, `SELECT o.id FROM locations c JOIN orders o ON o.warehouse_id = $1 AND o.cancelled_at IS NOT NULL
		WHERE c.warehouse_id = $1 AND c.code = $2 AND o.id IN (
			SELECT t.order_id FROM list_totes t WHERE t.warehouse_id = $1 AND t.tote_id = c.id AND t.state = 'dropped'
			UNION SELECT w.order_id FROM wall_slots w WHERE w.warehouse_id = $1 AND w.slot_id = c.id) LIMIT 1`, wh, scan.Code)
	return order, err
}

// BackPrompt says what is to be put back next of a cancelled order. There is no such order: NotFound.
func (s *Store) BackPrompt(ctx context.Context, wh picking.WarehouseID, order picking.OrderID) (task.BackPrompt, error) {
	var doc []byte
	if err := s.hot(ctx, &doc, query.BackState, wh, order, "", ""); err != nil {
		return task.BackPrompt{}, err
	}
	var st task.BackState
	err := json.Unmarshal(doc, &st)
	return task.BackPromptFor(st), err
}

// BackScan judges a scan while goods of a cancelled order are put back, and moves what it brings back, once however often it
// is sent. A tote that becomes empty is free again.
func (s *Store) BackScan(ctx context.Context, a Act, order picking.OrderID, scan picking.Scan) (BackAnswer, error) {
	return s.back(ctx, a, order, backAct{"back:" + scan.Raw, scan, task.Back})
}

// BackUndo takes the last of these steps back.
func (s *Store) BackUndo(ctx context.Context, a Act, order picking.OrderID) (BackAnswer, error) {
	return s.back(ctx, a, order, backAct{raw: "undo", decide: func(st task.BackState, _ picking.Scan) task.BackOutcome { return task.BackUndo(st) }})
}

type backAct struct {
	raw    string
	scan   picking.Scan
	decide func(task.BackState, picking.Scan) task.BackOutcome
}

func (s *Store) back(ctx context.Context, a Act, order picking.OrderID, b backAct) (answer BackAnswer, err error) {
	raw, scan := onOrder(order, b.raw), b.scan
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		var version int
		if err := tx.GetContext(ctx, &version, `SELECT version FROM orders WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, a.Warehouse, order); err != nil {
			return step{}, err
		}
		var doc []byte
		if err := tx.GetContext(ctx, &doc, query.BackState, a.Warehouse, order, scan.Code, scan.GTIN); err != nil {
			return step{}, err
		}
		var st task.BackState
		if err := json.Unmarshal(doc, &st); err != nil {
			return step{}, err
		}
		o := b.decide(st, scan)
		w := newStep(a, raw, o.Message)
		w.Order, w.Version, w.Answer = order, version, BackAnswer{o.Message, o.Prompt}
		if !o.Message.Verdict.Accepted() {
			return w, nil
		}
		w.Accepted, w.Step = true, o.Last
		return w, putBack(ctx, tx, a, order, o)
	})
	if err != nil {
		return BackAnswer{}, fmt.Errorf("put back order %d: %w", order, err)
	}
	return answer, nil
}

// putBack writes an accepted step; the order is locked.
func putBack(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, o task.BackOutcome) error {
	if _, err := tx.ExecContext(ctx, `UPDATE orders SET version = version + 1 WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, order); err != nil {
		return err
	}
	if o.Undone != "" {
		if _, err := tx.ExecContext(ctx, `UPDATE scans SET undone = true WHERE warehouse_id = $1 AND order_id = $2 AND order_id <> 0 AND accepted
			AND scan_id = CAST($3 AS uuid)`, a.Warehouse, order, o.Undone); err != nil {
			return err
		}
	}
	if o.Move == nil {
		return nil
	}
	doc, err := json.Marshal([]picking.Move{*o.Move})
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `SELECT ledger_apply($1, $2, $3, CAST($4 AS jsonb), '[]')`, a.Warehouse, a.ID, a.User, string(doc)); err != nil {
		return err
	}
	if o.Undone != "" {
		return takeAgain(ctx, tx, a, order, o.Move.To)
	}
	return giveUp(ctx, tx, a, order, o.Move.From)
}

// giveUp gives the tote or the slot of a cancelled order free if nothing is left in it.
func giveUp(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, place picking.LocationID) error {
	const empty = ` AND NOT EXISTS (SELECT 1 FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = $3 AND b.on_hand > 0)`
	for _, q := range []string{
		`UPDATE list_totes SET state = 'done' WHERE warehouse_id = $1 AND order_id = $2 AND tote_id = $3 AND state = 'dropped'` + empty,
		`DELETE FROM wall_slots WHERE warehouse_id = $1 AND order_id = $2 AND slot_id = $3` + empty,
	} {
		if _, err := tx.ExecContext(ctx, q, a.Warehouse, order, place); err != nil {
			return err
		}
	}
	return nil
}

// takeAgain gives the order back its tote or slot. Somebody else who has taken it breaks the step off, to be decided anew.
func takeAgain(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, place picking.LocationID) error {
	for _, q := range []string{
		`UPDATE list_totes SET state = 'dropped' WHERE warehouse_id = $1 AND order_id = $2 AND tote_id = $3 AND state = 'done'`,
		`INSERT INTO wall_slots (warehouse_id, order_id, slot_id) SELECT $1, $2, id FROM locations l WHERE l.warehouse_id = $1 AND l.id = $3 AND l.kind = 'slot'
			AND NOT EXISTS (SELECT 1 FROM wall_slots x WHERE x.warehouse_id = $1 AND x.slot_id = $3 AND x.order_id = $2)`,
	} {
		if _, err := tx.ExecContext(ctx, q, a.Warehouse, order, place); err != nil {
			return err
		}
	}
	return nil
}
