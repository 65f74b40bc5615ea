package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/layout"
	"pickpack/picking/release"
)

// waveSnapshot is everything a wave is made from, all of the same moment, and the orders asked for by hand that do not
// wait to be released.
type waveSnapshot struct {
	in   release.Input
	gone []release.Left
}

// What a tote takes unless the warehouse's settings say otherwise: tote_ml, tote_fill_percent, cart_kg.
const (
	toteML   = 40_000
	toteFill = 85
)

func (s *Store) waveSnapshot(ctx context.Context, wh picking.WarehouseID, r WaveRequest) (waveSnapshot, error) {
	var snap waveSnapshot
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		l := waveLoader{ctx: ctx, tx: tx, wh: wh, r: r}
		if err := l.load(); err != nil {
			return err
		}
		snap = l.snap
		return nil
	})
	return snap, err
}

// waveLoader reads the snapshot's parts one after the other.
type waveLoader struct {
	ctx  context.Context
	tx   *sqlx.Tx
	wh   picking.WarehouseID
	r    WaveRequest
	zone *time.Location
	snap waveSnapshot
}

func (l *waveLoader) load() error {
	l.snap.in = release.Input{Method: l.r.Method, Short: l.r.Short, Zone: l.r.Zone, Limits: l.r.Limits, Budget: l.r.Search,
		Threads: 2, Seed: 1, Items: map[picking.ItemID]release.Item{}, Bins: map[picking.LocationID]release.Bin{}}
	for _, part := range []func() error{l.floor, l.orders, l.lines, l.stock} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// floor reads what stands still: the floor plan, the carts, the wall, the settings.
func (l *waveLoader) floor() error {
	var row struct {
		Layout   []byte `db:"layout"`
		Settings []byte `db:"settings"`
		Timezone string `db:"timezone"`
		Slots    int    `db:"slots"`
		Wall     int    `db:"wall"`
	}
	err := l.tx.GetContext(l.ctx, &row, `
		SELECT layout, settings, timezone,
		       COALESCE((SELECT mode() WITHIN GROUP (ORDER BY slots) FROM locations
		                  WHERE warehouse_id = $1 AND kind = 'cart' AND slots > 0), 12) AS slots,
		       (SELECT count(*) FROM locations WHERE warehouse_id = $1 AND kind = 'slot') AS wall
		  FROM warehouses WHERE id = $1`, l.wh)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(row.Layout, &l.snap.in.Layout); err != nil {
		l.snap.in.Layout = layout.Layout{} // told as a warehouse without a floor plan
	}
	if l.zone, err = time.LoadLocation(row.Timezone); err != nil {
		l.zone = time.UTC
	}
	l.snap.in.Today = today(row.Timezone)
	if lim := l.r.Limits; lim != nil {
		local := *lim
		local.Until = lim.Until.In(l.zone)
		l.snap.in.Limits = &local
	}
	l.snap.in.Capacity, err = capacity(row.Settings, row.Slots, row.Wall)
	return err
}

func capacity(settings []byte, slots, wall int) (release.Capacity, error) {
	set := struct {
		ToteML   int64 `json:"tote_ml"`
		ToteFill int64 `json:"tote_fill_percent"`
		CartKG   int   `json:"cart_kg"`
	}{toteML, toteFill, 0}
	if err := json.Unmarshal(settings, &set); err != nil {
		return release.Capacity{}, fmt.Errorf("settings of the warehouse: %w", err)
	}
	return release.Capacity{Slots: slots, Tote: set.ToteML * 1000 * set.ToteFill / 100, Weight: picking.Grams(set.CartKG) * 1000, Wall: wall}, nil
}

func (l *waveLoader) orders() error {
	w := l.r.Filter.where(l.wh)
	if len(l.r.Orders) > 0 {
		w = &where{}
		w.add("o.warehouse_id = ?", l.wh)
		w.add("o.id = ANY(?)", pq.Array(l.r.Orders))
	} else {
		w.add("o.state = 'received'")
	}
	rows, err := l.tx.QueryContext(l.ctx, `SELECT o.id, o.number, o.priority, o.cutoff, o.state, o.started_at IS NOT NULL FROM orders o`+
		w.String()+fmt.Sprintf(` ORDER BY o.priority DESC, o.cutoff, o.id LIMIT %d`, MaxWave), w.args...)
	return each(rows, err, func() error {
		var o release.Order
		st := release.Standing{}
		if err := rows.Scan(&o.ID, &o.Number, &o.Priority, &o.Cutoff, &st.State, &st.Started); err != nil {
			return err
		}
		o.Cutoff = o.Cutoff.In(l.zone)
		if st.State == picking.Received {
			l.snap.in.Orders = append(l.snap.in.Orders, o)
		} else {
			l.snap.gone = append(l.snap.gone, release.Left{Order: o.ID, Number: o.Number, Reason: "it does not wait to be released: it " + st.Going()})
		}
		return nil
	})
}

// lines reads what the orders want, and the size of it.
func (l *waveLoader) lines() error {
	index := make(map[picking.OrderID]int, len(l.snap.in.Orders))
	ids := make([]int64, len(l.snap.in.Orders))
	for i, o := range l.snap.in.Orders {
		index[o.ID], ids[i] = i, int64(o.ID)
	}
	rows, err := l.tx.QueryContext(l.ctx, `
		SELECT l.order_id, l.id, l.item_id, l.qty, i.sku, i.weight_g, CAST(i.length_mm AS bigint) * i.width_mm * i.height_mm
		  FROM order_lines l JOIN items i ON i.warehouse_id = l.warehouse_id AND i.id = l.item_id
		 WHERE l.warehouse_id = $1 AND l.order_id = ANY($2) ORDER BY l.order_id, l.no`, l.wh, pq.Array(ids))
	return each(rows, err, func() error {
		var order picking.OrderID
		var line release.Line
		var item release.Item
		if err := rows.Scan(&order, &line.ID, &line.Item, &line.Qty, &item.SKU, &item.Weight, &item.Volume); err != nil {
			return err
		}
		o := &l.snap.in.Orders[index[order]]
		o.Lines = append(o.Lines, line)
		l.snap.in.Items[line.Item] = item
		return nil
	})
}

// stock reads where the wanted items lie.
func (l *waveLoader) stock() error {
	items := make([]int64, 0, len(l.snap.in.Items))
	for id := range l.snap.in.Items {
		items = append(items, int64(id))
	}
	rows, err := l.tx.QueryContext(l.ctx, `
		SELECT b.location_id, p.kind, p.zone, b.item_id, b.lot_id, t.expires, b.on_hand - b.reserved, b.reserved, b.suspect,
		       p.code, p.aisle, p.y
		  FROM balances b
		  JOIN locations p ON p.warehouse_id = b.warehouse_id AND p.id = b.location_id AND p.kind IN ('pick', 'reserve')
		  LEFT JOIN lots t ON t.warehouse_id = b.warehouse_id AND t.id = b.lot_id
		 WHERE b.warehouse_id = $1 AND b.item_id = ANY($2) AND b.on_hand > 0
		 ORDER BY b.item_id, b.location_id, b.lot_id`, l.wh, pq.Array(items))
	return each(rows, err, func() error {
		var st allocate.Stock
		var bin release.Bin
		var expires *time.Time
		if err := rows.Scan(&st.Location, &st.Kind, &st.Zone, &st.Item, &st.Lot, &expires, &st.Available, &st.Reserved, &st.Suspect,
			&bin.Code, &bin.Aisle, &bin.Y); err != nil {
			return err
		}
		if expires != nil {
			st.Expires = *expires
		}
		bin.Zone = st.Zone
		l.snap.in.Stock = append(l.snap.in.Stock, st)
		if st.Kind == picking.PickFace {
			l.snap.in.Bins[st.Location] = bin
		}
		return nil
	})
}

// today is the date in a time zone, UTC if nobody knows it, as the start of a day in UTC: expiry dates have no zone.
func today(timezone string) time.Time {
	zone, err := time.LoadLocation(timezone)
	if err != nil {
		zone = time.UTC
	}
	y, m, d := time.Now().In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
