package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

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
