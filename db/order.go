package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/db/query"
	"pickpack/picking"
)

// OrderPage is one order with everything that belongs to it, all of the same moment.
type OrderPage struct {
	OrderRow
	PlacedAt   time.Time
	Started    bool
	ShipTo     picking.Address
	Note       string
	Gift       string // the giver's words
	Call       string // why it was set aside at packing; "": it was not, or that is settled
	OrderLines []OrderPageLine
	Picks      []OrderPick
	Totes      []OrderTote
	Wall       string // code of the put wall's slot that is taken for it
	Cartons    []OrderCarton
	Documents  []OrderDocument
	Photos     []Photo
	History    []Happening
}

// OrderPageLine is a line with its item.
type OrderPageLine struct {
	ID      picking.LineID `db:"id"`
	No      int            `db:"no"`
	Item    picking.ItemID `db:"item_id"`
	SKU     string         `db:"sku"`
	Name    string         `db:"name"`
	Picture string         `db:"picture"`
	Qty     picking.Qty    `db:"qty"`
	Short   picking.Qty    `db:"short"`
	Picked  picking.Qty    `db:"picked"`
	Packed  picking.Qty    `db:"packed"`
	Shipped picking.Qty    `db:"shipped"`
}

// OrderPick is a task, or a share of one, that serves the order.
type OrderPick struct {
	List  picking.ListID `db:"list_id"`
	No    int            `db:"no"` // of the line
	SKU   string         `db:"sku"`
	Bin   string         `db:"bin"`
	Lot   string         `db:"lot"`
	Qty   picking.Qty    `db:"qty"`
	Done  picking.Qty    `db:"done"` // of a batch: put into the wall's slot
	State string         `db:"state"`
}

// OrderTote is a tote that carries the order's goods, or will.
type OrderTote struct {
	List  picking.ListID `db:"list_id"`
	Slot  int            `db:"slot"`
	Code  string         `db:"code"` // empty: not chosen yet
	State string         `db:"state"`
	At    string         `db:"at"`
}

// OrderCarton is a parcel of the order.
type OrderCarton struct {
	ID       picking.CartonID `db:"id"`
	N        int              `db:"n"`
	State    string           `db:"state"`
	Box      string           `db:"box"`
	Weight   picking.Grams    `db:"weight"`
	SSCC     string           `db:"sscc"`
	Tracking string           `db:"tracking"`
	Units    picking.Qty      `db:"units"`
}

// OrderDocument is a stored slip or label.
type OrderDocument struct {
	ID     int64            `db:"id"`
	Kind   string           `db:"kind"`
	Format string           `db:"format"`
	Paper  string           `db:"paper"`
	Carton picking.CartonID `db:"carton"` // 0: of the whole order
	Void   bool             `db:"void"`
	At     time.Time        `db:"at"`
}

// Happening is one line of a history: an event of the audit trail, or a scan.
type Happening struct {
	At      time.Time       `db:"at"`
	Who     string          `db:"who"` // empty: the system
	Kind    string          `db:"kind"`
	Text    string          `db:"text"`
	Verdict picking.Verdict `db:"verdict"` // of a scan, else empty
}

// Words are the happening's text in English: of a scan its code, and the title and detail of the answer, which the queries
// put beside each other.
func (h Happening) Words() string {
	parts := strings.Split(h.Text, "\x1c")
	for i, p := range parts {
		parts[i] = picking.Text(p).String()
	}
	return strings.Join(parts, ": ")
}

// Order loads an order with all that belongs to it. There is none: NotFound.
func (s *Store) Order(ctx context.Context, wh picking.WarehouseID, id picking.OrderID) (OrderPage, error) {
	var p OrderPage
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		p = OrderPage{}
		if err := p.head(ctx, tx, wh, id); err != nil {
			return err
		}
		return p.parts(ctx, tx, wh, id)
	})
	if picking.KindOf(err) == picking.NotFound {
		return p, picking.Errorf(picking.NotFound, "There is no order with this number here.")
	}
	if err != nil {
		return p, fmt.Errorf("order %d: %w", id, err)
	}
	return p, nil
}

// OrderByNumber is the id of the order with a number. There is none: NotFound.
func (s *Store) OrderByNumber(ctx context.Context, wh picking.WarehouseID, number string) (id picking.OrderID, err error) {
	err = s.db.GetContext(ctx, &id, `SELECT id FROM orders WHERE warehouse_id = $1 AND number = $2`, wh, number)
	if picking.KindOf(dbErr(err)) == picking.NotFound {
		return 0, picking.Errorf(picking.NotFound, "There is no order %s here.", number)
	}
	return id, dbErr(err)
}

func (p *OrderPage) head(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, id picking.OrderID) error {
	var row struct {
		OrderRow
		PlacedAt time.Time `db:"placed_at"`
		Started  bool      `db:"started"`
		ShipTo   []byte    `db:"ship_to"`
		Note     string    `db:"note"`
		Gift     string    `db:"gift_message"`
		Wall     string    `db:"wall"`
		Call     string    `db:"call"`
	}
	err := tx.GetContext(ctx, &row, `
		SELECT o.id, o.number, o.source, o.external_id, COALESCE(o.ship_to->>'name', '') AS customer, o.channel, o.service,
		       o.priority, o.cutoff, o.state, o.hold, COALESCE(o.wave_id, 0) AS wave, o.units, o.short, o.picked, o.packed,
		       (SELECT count(*) FROM order_lines l WHERE l.warehouse_id = o.warehouse_id AND l.order_id = o.id) AS lines,
		       o.placed_at, o.started_at IS NOT NULL AS started, o.ship_to, o.note, o.gift_message, COALESCE(c.code, '') AS wall,
		       COALESCE((SELECT k.reason FROM calls k WHERE k.warehouse_id = $1 AND k.order_id = o.id AND k.done_at IS NULL), '') AS call
		  FROM orders o
		  LEFT JOIN wall_slots w ON w.warehouse_id = o.warehouse_id AND w.order_id = o.id
		  LEFT JOIN locations c ON c.warehouse_id = o.warehouse_id AND c.id = w.slot_id
		 WHERE o.warehouse_id = $1 AND o.id = $2`, wh, id)
	if err != nil {
		return dbErr(err)
	}
	p.OrderRow, p.PlacedAt, p.Started, p.Note, p.Gift, p.Wall, p.Call = row.OrderRow, row.PlacedAt, row.Started, row.Note, row.Gift, row.Wall, row.Call
	return json.Unmarshal(row.ShipTo, &p.ShipTo)
}

func (p *OrderPage) parts(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, id picking.OrderID) error {
	for _, part := range []struct {
		dest  any
		query string
	}{
		{&p.OrderLines, `SELECT l.id, l.no, l.item_id, i.sku, i.name, i.picture, l.qty, l.short, l.picked, l.packed, l.shipped
			FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
			WHERE l.warehouse_id = $1 AND l.order_id = $2 ORDER BY l.no`},
		{&p.Picks, `SELECT t.list_id, l.no, i.sku, b.code AS bin, COALESCE(lt.code, '') AS lot, COALESCE(sh.qty, t.qty) AS qty,
			COALESCE(sh.put, t.done) AS done, t.state
			FROM order_lines l
			JOIN LATERAL (SELECT k.*, NULL::bigint AS share FROM tasks k WHERE k.warehouse_id = $1 AND k.line_id = l.id
				UNION ALL SELECT k.*, h.task_id FROM shares h JOIN tasks k ON k.warehouse_id = $1 AND k.id = h.task_id
				WHERE h.warehouse_id = $1 AND h.line_id = l.id) t ON true
			LEFT JOIN shares sh ON sh.warehouse_id = $1 AND sh.task_id = t.share AND sh.line_id = l.id
			JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
			JOIN locations b ON b.warehouse_id = $1 AND b.id = t.location_id
			LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = t.lot_id
			WHERE l.warehouse_id = $1 AND l.order_id = $2 AND t.state <> 'cancelled' ORDER BY t.list_id, t.seq, l.no`},
		{&p.Totes, `SELECT lt.list_id, lt.slot, COALESCE(t.code, '') AS code, lt.state, COALESCE(a.code, '') AS at
			FROM list_totes lt
			LEFT JOIN locations t ON t.warehouse_id = $1 AND t.id = lt.tote_id
			LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = lt.at_id
			WHERE lt.warehouse_id = $1 AND lt.order_id = $2 ORDER BY lt.list_id, lt.slot`},
		{&p.Cartons, `SELECT c.id, c.n, c.state, c.box, COALESCE(c.weight_g, 0) AS weight, COALESCE(c.sscc, '') AS sscc,
			COALESCE(c.tracking, '') AS tracking, COALESCE((SELECT sum(qty) FROM carton_lines l
				WHERE l.warehouse_id = $1 AND l.carton_id = c.id), 0) AS units
			FROM cartons c WHERE c.warehouse_id = $1 AND c.order_id = $2 ORDER BY c.n, c.id`},
		{&p.Documents, `SELECT d.id, d.kind, d.format, d.paper, COALESCE(d.carton_id, 0) AS carton, d.at, d.voided_at IS NOT NULL AS void
			FROM documents d WHERE d.warehouse_id = $1 AND d.order_id = $2 ORDER BY d.id`},
		{&p.Photos, `SELECT f.id, c.n AS carton, COALESCE(u.name, '') AS who, f.at FROM carton_photos f
			JOIN cartons c ON c.warehouse_id = $1 AND c.id = f.carton_id LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = f.user_id
			WHERE f.warehouse_id = $1 AND f.order_id = $2 ORDER BY f.id`},
		{&p.History, query.OrderHistory},
	} {
		if err := tx.SelectContext(ctx, part.dest, part.query, wh, id); err != nil {
			return dbErr(err)
		}
	}
	return nil
}

// OrdersByNumber finds orders by their numbers; missing are those that are not here.
func (s *Store) OrdersByNumber(ctx context.Context, wh picking.WarehouseID, numbers []string) (ids []picking.OrderID, missing []string, err error) {
	found := make(map[string]bool, len(numbers))
	rows, err := s.db.QueryContext(ctx, `SELECT id, number FROM orders WHERE warehouse_id = $1 AND number = ANY($2) ORDER BY id`, wh, pq.Array(numbers))
	err = each(rows, err, func() error {
		var id picking.OrderID
		var number string
		if err := rows.Scan(&id, &number); err != nil {
			return err
		}
		ids, found[number] = append(ids, id), true
		return nil
	})
	for _, n := range numbers {
		if !found[n] {
			missing = append(missing, n)
		}
	}
	return ids, missing, dbErr(err)
}
