package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Board is the floor at one moment. Every order is counted in exactly one state.
type Board struct {
	At      time.Time
	States  map[picking.State]int
	Waves   []WaveRow // not ended, the next cut-off first
	Lists   []ListRow // being worked, then assigned, then the most urgent open ones
	Open    int       // lists nobody has
	Pickers []PickerRow
	Refused []RefusedScan // latest first
	Doubts  []StockRow    // stock that waits for a count
	Doubted int           // how many there are
	Calls   int           // orders that were set aside at the packing stations
	Chores  int           // barcodes nobody knows and labels nobody can read: what pickers ask for
	Floor   Floor         // where the lists being worked lead
	Late    int           // orders not packed whose cut-off is past
	Soon    int           // orders not packed whose cut-off is within the hour
	Parcels int           // with carriers, that somebody should look at
}

// PickerRow is somebody who picks or has picked in the last two hours.
type PickerRow struct {
	ID    picking.UserID `db:"id"`
	Name  string         `db:"name"`
	List  picking.ListID `db:"list"` // being worked now, 0: none
	At    string         `db:"at"`   // the bin last proven
	Done  int            `db:"done"` // tasks finished on lists of the last two hours
	Spent float64        `db:"spent"`
}

// PerHour is how many tasks an hour the picker finishes while on a list; 0: too early to say.
func (p PickerRow) PerHour() int {
	if p.Spent < 60 || p.Done < 3 {
		return 0
	}
	return int(float64(p.Done)/p.Spent*3600 + 0.5)
}

// RefusedScan is a scan that changed nothing.
type RefusedScan struct {
	At      time.Time       `db:"at"`
	Who     string          `db:"who"`
	List    picking.ListID  `db:"list_id"`
	Order   picking.OrderID `db:"order_id"`
	Number  string          `db:"number"`
	Verdict picking.Verdict `db:"verdict"`
	Title   picking.Text    `db:"title"`
	Detail  picking.Text    `db:"detail"`
}

// How many of each the board shows.
const (
	boardLists   = 14
	boardRefused = 10
	boardDoubts  = 8
)

// BoardSnapshot reads the floor at one moment.
func (s *Store) BoardSnapshot(ctx context.Context, wh picking.WarehouseID) (Board, error) {
	var b Board
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		b = Board{At: time.Now()}
		if err := b.states(ctx, tx, wh); err != nil {
			return err
		}
		for _, part := range []struct {
			dest  any
			query string
		}{
			{&b.Waves, `SELECT ` + waveColumns + ` WHERE w.warehouse_id = $1 AND w.state IN ('released', 'in_progress') ORDER BY p.cutoff, w.id`},
			{&b.Lists, fmt.Sprintf(`SELECT `+listColumns+` WHERE p.warehouse_id = $1 AND p.state IN ('open', 'assigned', 'in_progress')
				ORDER BY p.state = 'in_progress' DESC, p.state = 'assigned' DESC, p.priority DESC, p.cutoff, p.id LIMIT %d`, boardLists)},
			{&b.Pickers, `SELECT u.id, u.name, COALESCE(max(p.id) FILTER (WHERE p.state = 'in_progress'), 0) AS list,
				COALESCE((array_agg(l.code ORDER BY p.state = 'in_progress' DESC, p.id DESC))[1], '') AS at, sum(p.done) AS done,
				EXTRACT(EPOCH FROM sum(COALESCE(p.done_at, now()) - p.started_at)) AS spent
				FROM pick_lists p
				JOIN users u ON u.warehouse_id = $1 AND u.id = p.user_id
				LEFT JOIN locations l ON l.warehouse_id = $1 AND l.id = p.at_id
				WHERE p.warehouse_id = $1 AND (p.state = 'in_progress' OR p.state = 'done' AND p.done_at > now() - interval '2 hours')
				  AND p.started_at IS NOT NULL GROUP BY u.id, u.name ORDER BY bool_or(p.state = 'in_progress') DESC, u.name`},
			{&b.Refused, fmt.Sprintf(`SELECT s.at, COALESCE(u.name, '') AS who, s.list_id, s.order_id, COALESCE(o.number, '') AS number, s.verdict,
				COALESCE(s.answer->'message'->>'title', '') AS title, COALESCE(s.answer->'message'->>'detail', '') AS detail
				FROM scans s
				LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = s.user_id
				LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = s.order_id
				WHERE s.warehouse_id = $1 AND s.refused ORDER BY s.at DESC LIMIT %d`, boardRefused)},
			{&b.Doubts, fmt.Sprintf(`SELECT `+stockColumns+` WHERE b.warehouse_id = $1 AND b.suspect ORDER BY b.reserved DESC, p.code LIMIT %d`, boardDoubts)},
		} {
			if err := tx.SelectContext(ctx, part.dest, part.query, wh); err != nil {
				return err
			}
		}
		var err error
		if b.Floor, err = loadFloor(ctx, tx, wh, `p.state = $2`, "in_progress"); err != nil {
			return err
		}
		return b.counts(ctx, tx, wh)
	})
	if err != nil {
		return Board{}, fmt.Errorf("board: %w", err)
	}
	return b, nil
}

func (b *Board) states(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID) error {
	b.States = make(map[picking.State]int, len(picking.States))
	rows, err := tx.QueryContext(ctx, `SELECT state, count(*) FROM orders WHERE warehouse_id = $1 GROUP BY state`, wh)
	return each(rows, err, func() error {
		var state picking.State
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return err
		}
		b.States[state] = n
		return nil
	})
}

func (b *Board) counts(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID) error {
	return tx.QueryRowContext(ctx, `
		SELECT (`+parcelsToLook+`), (SELECT count(*) FROM pick_lists WHERE warehouse_id = $1 AND state = 'open'),
		       (SELECT count(*) FROM balances WHERE warehouse_id = $1 AND suspect),
		       (SELECT count(*) FROM calls WHERE warehouse_id = $1 AND done_at IS NULL),
		       (SELECT count(*) FROM chores WHERE warehouse_id = $1 AND state = 'open' AND kind <> 'count'),
		       count(*) FILTER (WHERE cutoff <= now()), count(*) FILTER (WHERE cutoff > now() AND cutoff <= now() + interval '1 hour')
		  FROM orders WHERE warehouse_id = $1 AND state IN ('received', 'released', 'picking', 'picked', 'packing')`, wh, time.Now()).
		Scan(&b.Parcels, &b.Open, &b.Doubted, &b.Calls, &b.Chores, &b.Late, &b.Soon)
}

// Pulse changes whenever something happens that a live page shows. Two equal pulses: nothing did.
type Pulse struct {
	Events  int64     `db:"events"`  // the last row of the audit trail
	Refused time.Time `db:"refused"` // the last refused scan
	Steps   int64     `db:"steps"`   // taken on lists being worked
	Packing int64     `db:"packing"` // steps taken on orders being packed
	Doubts  int64     `db:"doubts"`  // stock that waits for a count, and what else pickers ask for
}

// Pulse reads the pulse of a warehouse, from indexes alone.
func (s *Store) Pulse(ctx context.Context, wh picking.WarehouseID) (p Pulse, err error) {
	err = s.hot(ctx, &p, `SELECT COALESCE((SELECT max(id) FROM events WHERE warehouse_id = $1), 0) AS events,
		COALESCE((SELECT max(at) FROM scans WHERE warehouse_id = $1 AND refused), '0001-01-01Z') AS refused,
		(SELECT COALESCE(sum(version), 0) FROM pick_lists WHERE warehouse_id = $1 AND state IN ('assigned', 'in_progress')) AS steps,
		(SELECT COALESCE(sum(version), 0) FROM orders WHERE warehouse_id = $1 AND state = 'packing') AS packing,
		(SELECT count(*) FROM balances WHERE warehouse_id = $1 AND suspect) +
		(SELECT count(*) FROM chores WHERE warehouse_id = $1 AND state = 'open') AS doubts`, wh)
	return p, err
}
