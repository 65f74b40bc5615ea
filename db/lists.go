package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
)

// AssignList gives a list to a person, or with user 0 to whoever asks next. A list that has been started can change
// hands, with what is on its cart, but cannot go back to the pile.
func (s *Store) AssignList(ctx context.Context, wh picking.WarehouseID, by picking.UserID, id picking.ListID, user picking.UserID) error {
	err := s.write(ctx, by, func(tx *sqlx.Tx) error {
		var l struct {
			State string         `db:"state"`
			User  picking.UserID `db:"user_id"`
			Fit   bool           `db:"fit"`
		}
		err := tx.GetContext(ctx, &l, `SELECT state, COALESCE(user_id, 0) AS user_id,
			$3 = 0 OR EXISTS (SELECT 1 FROM users u WHERE u.warehouse_id = $1 AND u.id = $3 AND u.active) AS fit
			FROM pick_lists WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, wh, id, user)
		switch {
		case err != nil:
			return err
		case !l.Fit:
			return picking.FieldError("user", "this person does not work here")
		case l.State == "done", l.State == "cancelled":
			return picking.Errorf(picking.Conflict, "List %d is %s.", id, l.State)
		case l.State == "in_progress" && user == 0:
			return picking.Errorf(picking.Conflict, "List %d has been started. Give it to somebody instead.", id)
		case l.User == user:
			return nil
		}
		_, err = tx.ExecContext(ctx, `UPDATE pick_lists SET user_id = NULLIF($3, 0), version = version + 1,
			state = CASE WHEN state = 'in_progress' THEN state WHEN $3 = 0 THEN 'open' ELSE 'assigned' END
			WHERE warehouse_id = $1 AND id = $2`, wh, id, user)
		return err
	})
	if picking.KindOf(err) == picking.NotFound {
		return picking.Errorf(picking.NotFound, "There is no pick list %d here.", id)
	}
	if err != nil {
		return fmt.Errorf("assign list %d: %w", id, err)
	}
	return nil
}

// ListFilter says which pick lists are wanted: those in a state ("": all), below an ID (0: from the newest).
type ListFilter struct {
	State  string
	Before picking.ListID
	Limit  int
}

// Lists lists pick lists, newest first.
func (s *Store) Lists(ctx context.Context, wh picking.WarehouseID, f ListFilter) ([]ListRow, error) {
	var rows []ListRow
	err := s.db.SelectContext(ctx, &rows, `SELECT `+listColumns+`
		WHERE p.warehouse_id = $1 AND ($2 = '' OR p.state = $2) AND ($3 = 0 OR p.id < $3) ORDER BY p.id DESC LIMIT $4`,
		wh, f.State, f.Before, f.Limit)
	if err != nil {
		return nil, fmt.Errorf("list pick lists: %w", dbErr(err))
	}
	return rows, nil
}

// ListPage is one pick list with everything on it.
type ListPage struct {
	ListRow
	WaveName string
	Stops    []ListTask
	Totes    []ListTote
	Floor    Floor
	History  []Happening
}

// ListTask is one task of a list.
type ListTask struct {
	ID      picking.TaskID     `db:"id"`
	Bin     string             `db:"bin"`
	Item    picking.ItemID     `db:"item_id"`
	SKU     string             `db:"sku"`
	Name    string             `db:"name"`
	Picture string             `db:"picture"`
	Lot     string             `db:"lot"`
	Qty     picking.Qty        `db:"qty"`
	Done    picking.Qty        `db:"done"`
	Short   picking.Qty        `db:"short"`
	Slot    int                `db:"slot"`
	State   string             `db:"state"`
	Order   picking.OrderID    `db:"order_id"` // 0: a batch task
	Number  string             `db:"number"`
	Orders  int                `db:"orders"` // of a batch task
	Place   picking.LocationID `db:"location_id"`
}

// ListTote is one slot of the cart.
type ListTote struct {
	Slot   int             `db:"slot"`
	Code   string          `db:"code"` // empty: no tote yet
	State  string          `db:"state"`
	At     string          `db:"at"`
	Order  picking.OrderID `db:"order_id"`
	Number string          `db:"number"`
}

// List loads a pick list. There is none: NotFound.
func (s *Store) List(ctx context.Context, wh picking.WarehouseID, id picking.ListID) (ListPage, error) {
	var p ListPage
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		p = ListPage{}
		if err := tx.GetContext(ctx, &p.ListRow, `SELECT `+listColumns+` WHERE p.warehouse_id = $1 AND p.id = $2`, wh, id); err != nil {
			return err
		}
		for _, part := range []struct {
			dest  any
			query string
		}{
			{&p.Stops, `SELECT t.id, b.code AS bin, t.location_id, t.item_id, i.sku, i.name, i.picture, COALESCE(lt.code, '') AS lot, t.qty, t.done,
				t.short, t.slot, t.state, COALESCE(o.id, 0) AS order_id, COALESCE(o.number, '') AS number,
				(SELECT count(DISTINCT x.order_id) FROM shares h JOIN order_lines x ON x.warehouse_id = $1 AND x.id = h.line_id
				  WHERE h.warehouse_id = $1 AND h.task_id = t.id) AS orders
				FROM tasks t
				JOIN locations b ON b.warehouse_id = $1 AND b.id = t.location_id
				JOIN items i ON i.warehouse_id = $1 AND i.id = t.item_id
				LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = t.lot_id
				LEFT JOIN order_lines l ON l.warehouse_id = $1 AND l.id = t.line_id
				LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = l.order_id
				WHERE t.warehouse_id = $1 AND t.list_id = $2 AND t.state <> 'cancelled' ORDER BY t.seq, t.id`},
			{&p.Totes, `SELECT t.slot, COALESCE(c.code, '') AS code, t.state, COALESCE(a.code, '') AS at, COALESCE(t.order_id, 0) AS order_id,
				COALESCE(o.number, '') AS number
				FROM list_totes t
				LEFT JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
				LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = t.at_id
				LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = t.order_id
				WHERE t.warehouse_id = $1 AND t.list_id = $2 ORDER BY t.slot`},
			{&p.History, query.ListHistory},
		} {
			if err := tx.SelectContext(ctx, part.dest, part.query, wh, id); err != nil {
				return err
			}
		}
		if err := tx.GetContext(ctx, &p.WaveName, `SELECT name FROM waves WHERE warehouse_id = $1 AND id = $2`, wh, p.Wave); err != nil {
			return err
		}
		var err error
		p.Floor, err = loadFloor(ctx, tx, wh, `p.id = $2`, id)
		return err
	})
	if picking.KindOf(err) == picking.NotFound {
		return p, picking.Errorf(picking.NotFound, "There is no pick list %d here.", id)
	}
	if err != nil {
		return p, fmt.Errorf("pick list %d: %w", id, err)
	}
	return p, nil
}
