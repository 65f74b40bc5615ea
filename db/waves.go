package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/release"
)

// WaveRow is a wave in a list, with how far its picking is.
type WaveRow struct {
	ID         picking.WaveID `db:"id"`
	Name       string         `db:"name"`
	Method     picking.Method `db:"method"`
	State      string         `db:"state"`
	Orders     int            `db:"orders"`
	Lines      int            `db:"lines"`
	Units      int            `db:"units"`
	Metres     float64        `db:"metres"`
	MetresOne  float64        `db:"metres_one"`
	By         string         `db:"by"`
	ReleasedAt time.Time      `db:"released_at"`
	Cutoff     time.Time      `db:"cutoff"` // the earliest of its lists
	Lists      int            `db:"lists"`
	ListsDone  int            `db:"lists_done"`
	Wanted     int            `db:"wanted"` // units of its tasks, less what was found short
	Done       int            `db:"done"`   // of them, picked
	Since      time.Time      `db:"since"`  // its first list was begun
}

// Progress is for a forecast.
func (w WaveRow) Progress() release.Progress {
	p := release.Progress{Done: w.Done, Units: w.Wanted}
	if w.Since.Year() > 1 {
		p.Since = w.Since
	}
	return p
}

const waveColumns = `w.id, w.name, w.method, w.state, w.orders, w.lines, w.units, w.metres, w.metres_one, w.released_at,
	COALESCE((SELECT name FROM users u WHERE u.warehouse_id = w.warehouse_id AND u.id = w.user_id), '') AS by,
	COALESCE(p.cutoff, w.released_at) AS cutoff, p.lists, p.lists_done, p.since, t.wanted, t.done
	FROM waves w
	CROSS JOIN LATERAL (SELECT min(cutoff) FILTER (WHERE state <> 'cancelled') AS cutoff, count(*) FILTER (WHERE state <> 'cancelled') AS lists,
		count(*) FILTER (WHERE state = 'done') AS lists_done, COALESCE(min(started_at), '0001-01-01Z') AS since
		FROM pick_lists p WHERE p.warehouse_id = w.warehouse_id AND p.wave_id = w.id) p
	CROSS JOIN LATERAL (SELECT COALESCE(sum(t.qty - t.short), 0) AS wanted, COALESCE(sum(t.done), 0) AS done FROM pick_lists p
		JOIN tasks t ON t.warehouse_id = p.warehouse_id AND t.list_id = p.id AND t.state <> 'cancelled'
		WHERE p.warehouse_id = w.warehouse_id AND p.wave_id = w.id) t`

// Waves lists waves, newest first, below the id before (0: from the newest).
func (s *Store) Waves(ctx context.Context, wh picking.WarehouseID, before picking.WaveID, limit int) ([]WaveRow, error) {
	var rows []WaveRow
	err := s.db.SelectContext(ctx, &rows, `SELECT `+waveColumns+`
		WHERE w.warehouse_id = $1 AND ($2 = 0 OR w.id < $2) ORDER BY w.id DESC LIMIT $3`, wh, before, limit)
	if err != nil {
		return nil, fmt.Errorf("list waves: %w", dbErr(err))
	}
	return rows, nil
}

// ListRow is a pick list with how far it is.
type ListRow struct {
	ID        picking.ListID `db:"id"`
	Wave      picking.WaveID `db:"wave_id"`
	Method    picking.Method `db:"method"`
	Zone      string         `db:"zone"`
	State     string         `db:"state"`
	Step      string         `db:"step"`
	Priority  int            `db:"priority"`
	Cutoff    time.Time      `db:"cutoff"`
	User      picking.UserID `db:"user_id"`
	UserName  string         `db:"user_name"`
	Cart      string         `db:"cart"`
	Metres    float64        `db:"metres"`
	Tasks     int            `db:"tasks"`
	TasksDone int            `db:"tasks_done"`
	Orders    int            `db:"orders"`
	Wanted    int            `db:"wanted"`
	Done      int            `db:"done"`
	At        string         `db:"at"` // the bin last proven
	Since     time.Time      `db:"since"`
	DoneAt    time.Time      `db:"done_at"`
}

const listColumns = `p.id, p.wave_id, p.method, p.zone, p.state, p.step, p.priority, p.cutoff, COALESCE(p.user_id, 0) AS user_id,
	COALESCE(u.name, '') AS user_name, COALESCE(c.code, '') AS cart, p.metres, p.tasks, p.done AS tasks_done, COALESCE(b.code, '') AS at,
	COALESCE(p.started_at, '0001-01-01Z') AS since, COALESCE(p.done_at, '0001-01-01Z') AS done_at, t.wanted, t.done, t.orders
	FROM pick_lists p
	LEFT JOIN users u ON u.warehouse_id = p.warehouse_id AND u.id = p.user_id
	LEFT JOIN locations c ON c.warehouse_id = p.warehouse_id AND c.id = p.cart_id
	LEFT JOIN locations b ON b.warehouse_id = p.warehouse_id AND b.id = p.at_id
	CROSS JOIN LATERAL (SELECT COALESCE(sum(k.qty - k.short), 0) AS wanted, COALESCE(sum(k.done), 0) AS done,
		COALESCE(NULLIF(count(DISTINCT l.order_id), 0), (SELECT count(DISTINCT x.order_id) FROM tasks y
			JOIN shares h ON h.warehouse_id = p.warehouse_id AND h.task_id = y.id
			JOIN order_lines x ON x.warehouse_id = p.warehouse_id AND x.id = h.line_id
			WHERE y.warehouse_id = p.warehouse_id AND y.list_id = p.id)) AS orders
		FROM tasks k LEFT JOIN order_lines l ON l.warehouse_id = p.warehouse_id AND l.id = k.line_id
		WHERE k.warehouse_id = p.warehouse_id AND k.list_id = p.id AND k.state <> 'cancelled') t`

// WavePage is one wave with its lists and the floor they are walked on.
type WavePage struct {
	WaveRow
	Bound     float64 // metres that no plan of its walks can be below; 0: not proven
	FirstCome float64 // metres of the same orders as they come, walked in S-shape; 0: not known
	Lists     []ListRow
	Floor     Floor
}

// Wave loads a wave. There is none: NotFound.
func (s *Store) Wave(ctx context.Context, wh picking.WarehouseID, id picking.WaveID) (WavePage, error) {
	var p WavePage
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		p = WavePage{}
		var options []byte
		if err := tx.GetContext(ctx, &p.WaveRow, `SELECT `+waveColumns+` WHERE w.warehouse_id = $1 AND w.id = $2`, wh, id); err != nil {
			return err
		}
		if err := tx.GetContext(ctx, &options, `SELECT options FROM waves WHERE warehouse_id = $1 AND id = $2`, wh, id); err != nil {
			return err
		}
		var o struct {
			Bound     float64
			FirstCome float64 `json:"first_come"`
		}
		if err := json.Unmarshal(options, &o); err != nil {
			return err
		}
		p.Bound, p.FirstCome = o.Bound, o.FirstCome
		if err := tx.SelectContext(ctx, &p.Lists, `SELECT `+listColumns+`
			WHERE p.warehouse_id = $1 AND p.wave_id = $2 ORDER BY p.state = 'cancelled', p.priority DESC, p.cutoff, p.id`, wh, id); err != nil {
			return err
		}
		var err error
		p.Floor, err = loadFloor(ctx, tx, wh, `p.wave_id = $2`, id)
		return err
	})
	if picking.KindOf(err) == picking.NotFound {
		return p, picking.Errorf(picking.NotFound, "There is no wave %d here.", id)
	}
	if err != nil {
		return p, fmt.Errorf("wave %d: %w", id, err)
	}
	return p, nil
}

// OrderWhy is why an order is on its list. Next is another list's id; 0: there was no other for it.
type OrderWhy struct {
	release.Why
	Number string
	Cutoff time.Time
	Next   picking.ListID
}

// WhyOn says of each order of a list why it was put there when its wave was planned. A list that was planned before
// reasons were kept has none.
func (s *Store) WhyOn(ctx context.Context, wh picking.WarehouseID, list picking.ListID) ([]OrderWhy, error) {
	var all []OrderWhy
	rows, err := s.db.QueryContext(ctx, `
		SELECT o.id, o.number, o.cutoff, CAST(y.value->>'Alone' AS float8), CAST(y.value->>'Adds' AS float8),
		       GREATEST(CAST(y.value->>'Next' AS bigint), 0), CAST(y.value->>'NextAdds' AS float8)
		  FROM pick_lists p JOIN waves w ON w.warehouse_id = p.warehouse_id AND w.id = p.wave_id
		  CROSS JOIN jsonb_array_elements(COALESCE(w.why->CAST(p.id AS text), '[]')) WITH ORDINALITY AS y(value, n)
		  JOIN orders o ON o.warehouse_id = p.warehouse_id AND o.id = CAST(y.value->>'Order' AS bigint)
		 WHERE p.warehouse_id = $1 AND p.id = $2 ORDER BY y.n`, wh, list)
	err = each(rows, err, func() error {
		var y OrderWhy
		err := rows.Scan(&y.Order, &y.Number, &y.Cutoff, &y.Alone, &y.Adds, &y.Next, &y.NextAdds)
		all = append(all, y)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("why list %d: %w", list, dbErr(err))
	}
	return all, nil
}
