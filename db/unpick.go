package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// unpick takes missing units off the tasks or shares that brought them, so that these say what came, and answers with the
// moves by which they are gone: those of a task name it. A unit with a serial number is taken off the task that captured it,
// others off what captured none.
func unpick(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, m pack.Missed) (moves []picking.Move, err error) {
	for _, x := range m.Moves {
		var from []struct {
			Task  picking.TaskID `db:"id"`
			Done  picking.Qty    `db:"done"`
			Share bool           `db:"share"`
		}
		err := tx.SelectContext(ctx, &from, `
			SELECT t.id, t.done, false AS share FROM tasks t WHERE t.warehouse_id = $1 AND t.line_id = $2 AND t.item_id = $3 AND t.lot_id = $4 AND t.done > 0
			   AND (t.id = $5 OR $5 = 0 AND NOT EXISTS (SELECT FROM serials s WHERE s.warehouse_id = $1 AND s.task_id = t.id))
			UNION ALL
			SELECT t.id, h.put, true FROM shares h JOIN tasks t ON t.warehouse_id = $1 AND t.id = h.task_id
			 WHERE h.warehouse_id = $1 AND h.line_id = $2 AND t.item_id = $3 AND t.lot_id = $4 AND h.put > 0 AND $5 = 0
			 ORDER BY share, id`, w, m.Line, x.Item, x.Lot, x.Task)
		if err != nil {
			return nil, err
		}
		for _, f := range from {
			n := min(x.Qty, f.Done)
			if n == 0 {
				continue
			}
			one := x
			one.Qty = n
			q := `UPDATE tasks SET done = done - $3, short = short + $3 WHERE warehouse_id = $1 AND id = $2 AND $4 <> 0`
			if f.Share {
				q = `UPDATE shares SET put = put - $3, short = short + $3 WHERE warehouse_id = $1 AND task_id = $2 AND line_id = $4`
			} else {
				one.Task = f.Task
			}
			if _, err := tx.ExecContext(ctx, q, w, f.Task, n, m.Line); err != nil {
				return nil, err
			}
			moves = append(moves, one)
			x.Qty -= n
		}
		if x.Qty > 0 {
			return nil, picking.Errorf(picking.Conflict, "Nobody knows who picked these units. Count the bin they came from.")
		}
	}
	return moves, nil
}

func applyMoves(ctx context.Context, tx *sqlx.Tx, a Act, moves []picking.Move) error {
	doc, err := json.Marshal(moves)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `SELECT ledger_apply($1, CAST($2 AS uuid), $3, CAST($4 AS jsonb), '[]')`, a.Warehouse, a.ID, a.User, string(doc))
	return err
}
