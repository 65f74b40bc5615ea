package db

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// StockFilter says which stock is meant. Zero values do not limit.
type StockFilter struct {
	Search  string // in bin codes, SKUs and item names; or a whole barcode
	Suspect bool   // only what waits for a count
	Zone    string
}

// StockRow is one lot of one item in one place.
type StockRow struct {
	Location picking.LocationID   `db:"location_id"`
	Bin      string               `db:"bin"`
	Kind     picking.LocationKind `db:"kind"`
	Zone     string               `db:"zone"`
	Item     picking.ItemID       `db:"item_id"`
	SKU      string               `db:"sku"`
	Name     string               `db:"name"`
	Picture  string               `db:"picture"`
	Lot      picking.LotID        `db:"lot_id"`
	LotCode  string               `db:"lot_code"`
	Expires  time.Time            `db:"expires"` // zero year: does not expire
	OnHand   picking.Qty          `db:"on_hand"`
	Reserved picking.Qty          `db:"reserved"`
	Suspect  bool                 `db:"suspect"`
}

// Available is what may still be promised.
func (r StockRow) Available() picking.Qty {
	if r.Suspect {
		return 0
	}
	return r.OnHand - r.Reserved
}

const stockColumns = `b.location_id, p.code AS bin, p.kind, p.zone, b.item_id, i.sku, i.name, i.picture, b.lot_id, COALESCE(t.code, '') AS lot_code,
	COALESCE(t.expires, '0001-01-01') AS expires, b.on_hand, b.reserved, b.suspect
	FROM balances b
	JOIN locations p ON p.warehouse_id = b.warehouse_id AND p.id = b.location_id AND p.kind NOT IN ('supplier', 'customer', 'adjust')
	JOIN items i ON i.warehouse_id = b.warehouse_id AND i.id = b.item_id
	LEFT JOIN lots t ON t.warehouse_id = b.warehouse_id AND t.id = b.lot_id`

// StockList is one page of stock. Next continues after it; empty: there is no more.
type StockList struct {
	Rows []StockRow
	Next string
}

// Stock lists what lies where, by bin, item and lot. after is a Next, empty for the first page.
func (s *Store) Stock(ctx context.Context, wh picking.WarehouseID, f StockFilter, after string, limit int) (StockList, error) {
	w := f.where(wh)
	if after != "" {
		part := strings.SplitN(after, "\x1f", 3)
		if len(part) != 3 {
			return StockList{}, picking.FieldError("after", "this page of the list cannot be found; start at the first")
		}
		w.add("(p.code, i.sku, COALESCE(t.code, '')) > (?, ?, ?)", part[0], part[1], part[2])
	}
	w.args = append(w.args, limit+1)
	var list StockList
	err := s.db.SelectContext(ctx, &list.Rows, `SELECT `+stockColumns+w.String()+
		fmt.Sprintf(` ORDER BY p.code, i.sku, COALESCE(t.code, '') LIMIT $%d`, len(w.args)), w.args...)
	if err != nil {
		return StockList{}, fmt.Errorf("list stock: %w", dbErr(err))
	}
	if len(list.Rows) > limit {
		list.Rows = list.Rows[:limit]
		last := list.Rows[limit-1]
		list.Next = last.Bin + "\x1f" + last.SKU + "\x1f" + last.LotCode
	}
	return list, nil
}

func (f StockFilter) where(wh picking.WarehouseID) *where {
	w := &where{}
	w.add("b.warehouse_id = ?", wh)
	if f.Suspect {
		w.add("b.suspect")
	} else {
		w.add("(b.on_hand > 0 OR b.suspect OR p.kind = 'pick')")
	}
	if f.Zone != "" {
		w.add("p.zone = ?", f.Zone)
	}
	if q := strings.TrimSpace(f.Search); q != "" {
		code, err := picking.NormalCode(q)
		if err != nil {
			code = "" // no barcode, but it may be part of a name
		}
		w.add(`(p.code ILIKE ? OR i.sku ILIKE ? OR i.name ILIKE ? OR i.id IN (
			SELECT c.item_id FROM barcodes c WHERE c.warehouse_id = $1 AND c.code = ?))`,
			contains(q), contains(q), contains(q), code)
	}
	return w
}

// ItemPage is one item with where it lies and what happened to it.
type ItemPage struct {
	picking.Item
	Codes []picking.Barcode
	Stock []StockRow
	Moves []MoveRow
	Wants picking.Qty // units that received orders want
}

// MoveRow is one line of an item's ledger.
type MoveRow struct {
	At    time.Time   `db:"at"`
	Who   string      `db:"who"`
	Cause string      `db:"cause"`
	From  string      `db:"src"`
	To    string      `db:"dst"`
	Lot   string      `db:"lot"`
	Qty   picking.Qty `db:"qty"`
}

// movesShown is how many of the latest moves an item's page has.
const movesShown = 100

// Item loads an item. There is none: NotFound.
func (s *Store) Item(ctx context.Context, wh picking.WarehouseID, id picking.ItemID) (ItemPage, error) {
	var p ItemPage
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		p = ItemPage{}
		if err := tx.GetContext(ctx, &p.Item, `SELECT id, sku, name, picture, weight_g AS weight, length_mm AS length, width_mm AS width,
			height_mm AS height, tracking FROM items WHERE warehouse_id = $1 AND id = $2`, wh, id); err != nil {
			return err
		}
		for _, part := range []struct {
			dest  any
			query string
		}{
			{&p.Codes, `SELECT code, item_id AS item, qty FROM barcodes WHERE warehouse_id = $1 AND item_id = $2 ORDER BY qty, code`},
			{&p.Stock, `SELECT ` + stockColumns + ` WHERE b.warehouse_id = $1 AND b.item_id = $2 AND (b.on_hand > 0 OR b.suspect OR p.kind = 'pick')
				ORDER BY p.kind <> 'pick', p.code, COALESCE(t.code, '')`},
			{&p.Moves, fmt.Sprintf(`SELECT m.at, COALESCE(u.name, '') AS who, m.cause, f.code AS src, t.code AS dst, COALESCE(l.code, '') AS lot, m.qty
				FROM moves m
				JOIN locations f ON f.warehouse_id = $1 AND f.id = m.from_id
				JOIN locations t ON t.warehouse_id = $1 AND t.id = m.to_id
				LEFT JOIN lots l ON l.warehouse_id = $1 AND l.id = m.lot_id
				LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = m.user_id
				WHERE m.warehouse_id = $1 AND m.item_id = $2 ORDER BY m.at DESC, m.n DESC LIMIT %d`, movesShown)},
		} {
			if err := tx.SelectContext(ctx, part.dest, part.query, wh, id); err != nil {
				return err
			}
		}
		return tx.GetContext(ctx, &p.Wants, `SELECT COALESCE(sum(l.qty - l.short), 0) FROM order_lines l
			JOIN orders o ON o.warehouse_id = $1 AND o.id = l.order_id AND o.state = 'received' WHERE l.warehouse_id = $1 AND l.item_id = $2`, wh, id)
	})
	if picking.KindOf(err) == picking.NotFound {
		return p, picking.Errorf(picking.NotFound, "There is no such item here.")
	}
	if err != nil {
		return p, fmt.Errorf("item %d: %w", id, err)
	}
	return p, nil
}

// Balance is one lot of one item in one place, if it has a row. There is none: NotFound.
func (s *Store) Balance(ctx context.Context, wh picking.WarehouseID, c Count) (r StockRow, err error) {
	err = s.db.GetContext(ctx, &r, `SELECT `+stockColumns+` WHERE b.warehouse_id = $1 AND b.location_id = $2 AND b.item_id = $3 AND b.lot_id = $4`,
		wh, c.Location, c.Item, c.Lot)
	if picking.KindOf(dbErr(err)) == picking.NotFound {
		return r, picking.Errorf(picking.NotFound, "There is no such stock here to be counted.")
	}
	return r, dbErr(err)
}
