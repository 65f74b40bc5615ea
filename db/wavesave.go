package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/release"
)

// saveWave writes a draft as a wave: a *changed error when an order no longer waits or stock is no longer free. Rows are
// locked orders first, by id, then balances by item, location and lot, as everywhere.
func saveWave(ctx context.Context, tx *sqlx.Tx, u picking.User, r WaveRequest, p WavePreview) (picking.WaveID, error) {
	w := waveWriter{ctx: ctx, tx: tx, wh: u.Warehouse, p: p}
	for _, part := range []func() error{w.lockOrders, w.reserve, func() error { return w.wave(u.ID, r) }, w.lists, w.why, w.totes, w.tasks, w.release} {
		if err := part(); err != nil {
			return 0, err
		}
	}
	return w.id, nil
}

// waveWriter writes one draft in one transaction.
type waveWriter struct {
	ctx     context.Context
	tx      *sqlx.Tx
	wh      picking.WarehouseID
	p       WavePreview
	id      picking.WaveID
	listIDs []int64
}

// lockOrders locks the draft's orders and makes sure that they still wait and want what they wanted.
func (w *waveWriter) lockOrders() error {
	now := make(map[picking.OrderID]picking.Qty, len(w.p.Served))
	rows, err := w.tx.QueryContext(w.ctx, `SELECT id, units FROM orders
		WHERE warehouse_id = $1 AND id = ANY($2) AND state = 'received' ORDER BY id FOR UPDATE`, w.wh, pq.Array(w.p.Orders))
	err = each(rows, err, func() error {
		var id picking.OrderID
		var n picking.Qty
		err := rows.Scan(&id, &n)
		now[id] = n
		return err
	})
	if err != nil {
		return err
	}
	var gone []string
	for _, o := range w.p.Served {
		if units, waits := now[o.ID]; !waits || units != o.Units {
			gone = append(gone, o.Number)
		}
	}
	switch len(gone) {
	case 0:
		return nil
	case 1:
		return &changed{"order " + gone[0] + " does not wait any more as it did"}
	}
	return &changed{fmt.Sprintf("%d orders do not wait any more as they did, %s among them", len(gone), gone[0])}
}

// reserve promises the draft's stock, all of it or none.
func (w *waveWriter) reserve() error {
	var c columns
	for _, r := range w.p.Reserve {
		c.add(int64(r.Item), int64(r.Location), int64(r.Lot), int64(r.Qty))
	}
	// The rows come sorted as they are locked: two waves can wait for each other, never deadlock.
	if _, err := w.tx.ExecContext(w.ctx, `
		SELECT 1 FROM balances b JOIN unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS x(item, loc, lot)
		    ON b.warehouse_id = $1 AND b.item_id = x.item AND b.location_id = x.loc AND b.lot_id = x.lot
		 ORDER BY b.item_id, b.location_id, b.lot_id FOR UPDATE OF b`, append([]any{w.wh}, c.arrays()[:3]...)...); err != nil {
		return err
	}
	var timezone string
	if err := w.tx.GetContext(w.ctx, &timezone, `SELECT timezone FROM warehouses WHERE id = $1`, w.wh); err != nil {
		return err
	}
	// What was good when the plan was made may have expired since, or its bin may be kept for something else now.
	res, err := w.tx.ExecContext(w.ctx, `
		UPDATE balances b SET reserved = b.reserved + x.qty
		  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) AS x(item, loc, lot, qty)
		 WHERE b.warehouse_id = $1 AND b.item_id = x.item AND b.location_id = x.loc AND b.lot_id = x.lot
		   AND b.on_hand - b.reserved >= x.qty AND NOT b.suspect
		   AND EXISTS (SELECT 1 FROM locations p WHERE p.warehouse_id = b.warehouse_id AND p.id = b.location_id AND p.kind IN ('pick', 'reserve'))
		   AND NOT EXISTS (SELECT 1 FROM lots t WHERE t.warehouse_id = b.warehouse_id AND t.id = b.lot_id AND t.expires < CAST($6 AS date))`,
		append(append([]any{w.wh}, c.arrays()...), today(timezone).Format(time.DateOnly))...)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n != int64(len(w.p.Reserve)) {
		err = &changed{fmt.Sprintf("the stock of %d of %d bins is not free any more", int64(len(w.p.Reserve))-n, len(w.p.Reserve))}
	}
	return err
}

func (w *waveWriter) wave(user picking.UserID, r WaveRequest) error {
	options, err := json.Marshal(struct {
		WaveRequest
		Bound     *float64 `json:"bound,omitempty"` // metres that no plan of these walks can be below
		FirstCome float64  `json:"first_come"`      // metres of the same orders as they come, in S-shape
	}{r, w.p.Bound, w.p.FirstCome})
	if err != nil {
		return err
	}
	t := w.p.Total
	return w.tx.GetContext(w.ctx, &w.id, `
		INSERT INTO waves (warehouse_id, name, method, state, options, orders, lines, units, metres, metres_one, user_id)
		VALUES ($1, $2, $3, 'released', CAST($4 AS jsonb), $5, $6, $7, $8, $9, $10) RETURNING id`,
		w.wh, r.Name, r.Method, string(options), t.Orders, t.Lines, int(t.Units), w.p.Metres, w.p.MetresOne, user)
}

func (w *waveWriter) lists() error {
	ids, err := w.draw("pick_lists", len(w.p.Lists))
	if err != nil {
		return err
	}
	w.listIDs = ids
	n := len(w.p.Lists)
	zones, cutoffs, metres := make([]string, n), make([]time.Time, n), make([]float64, n)
	priorities, tasks := make([]int64, n), make([]int64, n)
	for i, l := range w.p.Lists {
		zones[i], cutoffs[i], metres[i] = l.Zone, l.Cutoff, l.Metres
		priorities[i], tasks[i] = int64(l.Priority), int64(len(l.Tasks))
	}
	_, err = w.tx.ExecContext(w.ctx, `
		INSERT INTO pick_lists (warehouse_id, id, wave_id, method, zone, priority, cutoff, metres, tasks) OVERRIDING SYSTEM VALUE
		SELECT $1, x.id, $2, $3, x.zone, x.priority, x.cutoff, x.metres, x.tasks
		  FROM unnest($4::bigint[], $5::text[], $6::bigint[], $7::timestamptz[], $8::float8[], $9::bigint[])
		       AS x(id, zone, priority, cutoff, metres, tasks)`,
		w.wh, w.id, w.p.Method, pq.Array(ids), pq.Array(zones), pq.Array(priorities), timestamps(cutoffs), pq.Array(metres), pq.Array(tasks))
	return err
}

// why keeps the planner's reasons with the wave, the lists named as they are named from now on.
func (w *waveWriter) why() error {
	all := make(map[int64][]release.Why, len(w.listIDs))
	for i, l := range w.p.Lists {
		for _, y := range l.Why {
			if y.Next >= 0 {
				y.Next = int(w.listIDs[y.Next])
			}
			all[w.listIDs[i]] = append(all[w.listIDs[i]], y)
		}
	}
	doc, err := json.Marshal(all)
	if err == nil {
		_, err = w.tx.ExecContext(w.ctx, `UPDATE waves SET why = CAST($3 AS jsonb) WHERE warehouse_id = $1 AND id = $2`, w.wh, w.id, string(doc))
	}
	return err
}

func (w *waveWriter) totes() error {
	var c columns
	for i, l := range w.p.Lists {
		for _, t := range l.Totes {
			c.add(w.listIDs[i], int64(t.Slot), int64(t.Order))
		}
	}
	_, err := w.tx.ExecContext(w.ctx, `
		INSERT INTO list_totes (warehouse_id, list_id, slot, order_id)
		SELECT $1, x.list, x.slot, NULLIF(x.ord, 0) FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS x(list, slot, ord)`,
		append([]any{w.wh}, c.arrays()...)...)
	return err
}

func (w *waveWriter) tasks() error {
	n := 0
	for _, l := range w.p.Lists {
		n += len(l.Tasks)
	}
	ids, err := w.draw("tasks", n)
	if err != nil {
		return err
	}
	var tasks, shares columns
	for i, l := range w.p.Lists {
		for seq, t := range l.Tasks {
			id := ids[0]
			ids = ids[1:]
			tasks.add(id, w.listIDs[i], int64(seq+1), int64(t.Location), int64(t.Item), int64(t.Lot), int64(t.Qty), int64(t.Line), int64(t.Slot))
			for _, s := range t.Shares {
				shares.add(id, int64(s.Line), int64(s.Qty))
			}
		}
	}
	if _, err = w.tx.ExecContext(w.ctx, `
		INSERT INTO tasks (warehouse_id, id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot) OVERRIDING SYSTEM VALUE
		SELECT $1, x.id, x.list, x.seq, x.loc, x.item, x.lot, x.qty, NULLIF(x.line, 0), x.slot
		  FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
		       AS x(id, list, seq, loc, item, lot, qty, line, slot)`, append([]any{w.wh}, tasks.arrays()...)...); err != nil {
		return err
	}
	if len(shares) == 0 {
		return nil
	}
	_, err = w.tx.ExecContext(w.ctx, `
		INSERT INTO shares (warehouse_id, task_id, line_id, qty)
		SELECT $1, x.task, x.line, x.qty FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS x(task, line, qty)`,
		append([]any{w.wh}, shares.arrays()...)...)
	return err
}

// release binds the orders to the wave and books what they go without.
func (w *waveWriter) release() error {
	short := w.shortByOrder()
	var orders, lines columns
	for _, o := range w.p.Orders {
		orders.add(int64(o), int64(short[o]))
	}
	for _, s := range w.p.Shortages {
		if _, released := short[s.Order]; released {
			lines.add(int64(s.Line), int64(s.Qty))
		}
	}
	if len(lines) > 0 {
		if _, err := w.tx.ExecContext(w.ctx, `
			UPDATE order_lines l SET short = l.short + x.qty FROM unnest($2::bigint[], $3::bigint[]) AS x(line, qty)
			 WHERE l.warehouse_id = $1 AND l.id = x.line`, append([]any{w.wh}, lines.arrays()...)...); err != nil {
			return err
		}
	}
	_, err := w.tx.ExecContext(w.ctx, `
		UPDATE orders o SET wave_id = $4, short = o.short + x.short FROM unnest($2::bigint[], $3::bigint[]) AS x(id, short)
		 WHERE o.warehouse_id = $1 AND o.id = x.id`, append(append([]any{w.wh}, orders.arrays()...), w.id)...)
	return err
}

// shortByOrder is what each released order that has a shortage goes without.
func (w *waveWriter) shortByOrder() map[picking.OrderID]picking.Qty {
	released := make(map[picking.OrderID]bool, len(w.p.Orders))
	for _, o := range w.p.Orders {
		released[o] = true
	}
	short := make(map[picking.OrderID]picking.Qty)
	for _, s := range w.p.Shortages {
		if released[s.Order] {
			short[s.Order] += s.Qty
		}
	}
	return short
}

// draw takes n identifiers of a table before its rows are written, so that rows of others can name them.
func (w *waveWriter) draw(table string, n int) (ids []int64, err error) {
	err = w.tx.SelectContext(w.ctx, &ids, `SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1, $2)`, table, n)
	return ids, err
}
