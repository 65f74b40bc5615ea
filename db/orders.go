package db

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"pickpack/picking"
)

// OrderFilter says which orders are meant. Zero values do not limit.
type OrderFilter struct {
	State       picking.State
	Channel     picking.Channel
	Service     string
	MinPriority int
	Zone        string    // orders that want an item which lies in this zone
	From, Until time.Time // cut-offs: From ≤ cut-off ≤ Until
	Unpacked    bool      // orders that still have work before they are packed
	Wave        picking.WaveID
	Search      string // in the number, the external id, the customer's name, SKUs and item names
}

// OrderRow is an order in a list.
type OrderRow struct {
	ID         picking.OrderID `db:"id"`
	Number     string          `db:"number"`
	Source     string          `db:"source"`
	ExternalID string          `db:"external_id"`
	Customer   string          `db:"customer"`
	Channel    picking.Channel `db:"channel"`
	Service    string          `db:"service"`
	Priority   int             `db:"priority"`
	Cutoff     time.Time       `db:"cutoff"`
	State      picking.State   `db:"state"`
	Hold       string          `db:"hold"`
	Wave       picking.WaveID  `db:"wave"`
	Lines      int             `db:"lines"`
	Units      picking.Qty     `db:"units"`
	Short      picking.Qty     `db:"short"`
	Picked     picking.Qty     `db:"picked"`
	Packed     picking.Qty     `db:"packed"`
}

// OrderList is one page of orders. Next continues after it; empty: there are no more.
type OrderList struct {
	Rows []OrderRow
	Next string
}

// Orders lists orders, most urgent first: by priority, then cut-off, then age; those of a state that is an end, newest
// first. after is a Next, empty for the first page.
func (s *Store) Orders(ctx context.Context, wh picking.WarehouseID, f OrderFilter, after string, limit int) (OrderList, error) {
	w := f.where(wh)
	if err := w.addAfter(after, f.ended()); err != nil {
		return OrderList{}, err
	}
	order := "o.priority DESC, o.cutoff, o.id"
	if f.ended() {
		order = "o.id DESC"
	}
	w.args = append(w.args, limit+1)
	var list OrderList
	err := s.db.SelectContext(ctx, &list.Rows, `
		SELECT o.id, o.number, o.source, o.external_id, COALESCE(o.ship_to->>'name', '') AS customer, o.channel, o.service,
		       o.priority, o.cutoff, o.state, o.hold, COALESCE(o.wave_id, 0) AS wave, o.units, o.short, o.picked, o.packed,
		       (SELECT count(*) FROM order_lines l WHERE l.warehouse_id = o.warehouse_id AND l.order_id = o.id) AS lines
		  FROM orders o`+w.String()+fmt.Sprintf(` ORDER BY %s LIMIT $%d`, order, len(w.args)), w.args...)
	if err != nil {
		return OrderList{}, fmt.Errorf("list orders: %w", dbErr(err))
	}
	if len(list.Rows) > limit {
		list.Rows = list.Rows[:limit]
		list.Next = list.Rows[limit-1].cursor()
	}
	return list, nil
}

// CountOrders counts orders by state; f.State is not looked at.
func (s *Store) CountOrders(ctx context.Context, wh picking.WarehouseID, f OrderFilter) (map[picking.State]int, error) {
	f.State = ""
	w := f.where(wh)
	var rows []struct {
		State picking.State `db:"state"`
		N     int           `db:"n"`
	}
	err := s.db.SelectContext(ctx, &rows, `SELECT o.state, count(*) AS n FROM orders o`+w.String()+` GROUP BY o.state`, w.args...)
	if err != nil {
		return nil, fmt.Errorf("count orders: %w", dbErr(err))
	}
	counts := make(map[picking.State]int, len(rows))
	for _, r := range rows {
		counts[r.State] = r.N
	}
	return counts, nil
}

// OrderChoices is what the filters of a warehouse's orders can be set to.
type OrderChoices struct {
	Services []string
	Zones    []string
}

// OrderChoices lists the services that orders have and the zones.
func (s *Store) OrderChoices(ctx context.Context, wh picking.WarehouseID) (c OrderChoices, err error) {
	err = s.db.SelectContext(ctx, &c.Services, `SELECT DISTINCT service FROM orders WHERE warehouse_id = $1 ORDER BY 1`, wh)
	if err == nil {
		err = s.db.SelectContext(ctx, &c.Zones, `SELECT code FROM zones WHERE warehouse_id = $1 ORDER BY 1`, wh)
	}
	return c, dbErr(err)
}

func (f OrderFilter) where(wh picking.WarehouseID) *where {
	w := &where{}
	w.add("o.warehouse_id = ?", wh)
	if f.State != "" {
		w.add("o.state = ?", f.State)
	}
	if f.Channel != "" {
		w.add("o.channel = ?", f.Channel)
	}
	if f.Service != "" {
		w.add("o.service = ?", f.Service)
	}
	if f.MinPriority > 0 {
		w.add("o.priority >= ?", f.MinPriority)
	}
	if !f.From.IsZero() {
		w.add("o.cutoff >= ?", f.From)
	}
	if !f.Until.IsZero() {
		w.add("o.cutoff <= ?", f.Until)
	}
	if f.Unpacked {
		w.add("o.state IN ('received', 'released', 'picking', 'picked', 'packing')")
	}
	if f.Wave != 0 {
		w.add("o.wave_id = ?", f.Wave)
	}
	if f.Zone != "" {
		w.add(`EXISTS (SELECT 1 FROM order_lines l
			JOIN balances b ON b.warehouse_id = l.warehouse_id AND b.item_id = l.item_id AND b.on_hand > 0
			JOIN locations p ON p.warehouse_id = b.warehouse_id AND p.id = b.location_id AND p.kind = 'pick'
			WHERE l.warehouse_id = o.warehouse_id AND l.order_id = o.id AND p.zone = ?)`, f.Zone)
	}
	if strings.TrimSpace(f.Search) != "" {
		p := contains(f.Search)
		w.add(`(o.number ILIKE ? OR o.external_id ILIKE ? OR o.ship_to->>'name' ILIKE ? OR o.id IN (
			SELECT l.order_id FROM items i JOIN order_lines l ON l.warehouse_id = i.warehouse_id AND l.item_id = i.id
			 WHERE i.warehouse_id = $1 AND (i.sku ILIKE ? OR i.name ILIKE ?)))`, p, p, p, p, p)
	}
	return w
}

// ended says that the state is one that orders do not leave by themselves.
func (f OrderFilter) ended() bool {
	switch f.State {
	case picking.Shipped, picking.Collected, picking.Cancelled:
		return true
	}
	return false
}

// addAfter continues after a row of the list.
func (w *where) addAfter(cursor string, newestFirst bool) error {
	if cursor == "" {
		return nil
	}
	part := strings.Split(cursor, ".")
	var n [3]int64
	for i := range n {
		var err error
		if len(part) == len(n) {
			n[i], err = strconv.ParseInt(part[i], 10, 64)
		}
		if err != nil || len(part) != len(n) || i == 0 && (n[i] < 0 || n[i] > 9) {
			return picking.FieldError("after", "this page of the list cannot be found; start at the first")
		}
	}
	if newestFirst {
		w.add("o.id < ?", n[2])
		return nil
	}
	w.add("o.priority <= ? AND (o.priority < ? OR (o.cutoff, o.id) > (?, ?))", n[0], n[0], time.UnixMicro(n[1]).UTC(), n[2])
	return nil
}

// cursor is the row's place in the list; cut-offs are stored to the microsecond.
func (r OrderRow) cursor() string {
	return fmt.Sprintf("%d.%d.%d", r.Priority, r.Cutoff.UnixMicro(), r.ID)
}
