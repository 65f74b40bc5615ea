package db

import (
	"context"
	"strings"

	"github.com/lib/pq"

	"pickpack/picking"
)

// ItemCode is one barcode of an item.
type ItemCode struct {
	SKU     string
	Name    string
	Picture string
	Code    string
	Qty     picking.Qty
}

// Places lists the locations of some kinds whose code holds text, by code.
func (s *Store) Places(ctx context.Context, w picking.WarehouseID, kinds []picking.LocationKind, text string, limit int) ([]picking.Location, error) {
	var all []picking.Location
	err := s.db.SelectContext(ctx, &all, `
		SELECT id, code, kind, zone, aisle, y, side, level, slots FROM locations
		WHERE warehouse_id = $1 AND kind = ANY($2) AND code LIKE $3
		ORDER BY length(code), code LIMIT $4`, w, pq.Array(kinds), holds(strings.ToUpper(text)), limit)
	return all, dbErr(err)
}

// ItemCodes lists the barcodes of items whose SKU, name or code holds text.
func (s *Store) ItemCodes(ctx context.Context, w picking.WarehouseID, text string, limit int) ([]ItemCode, error) {
	var all []ItemCode
	err := s.db.SelectContext(ctx, &all, `
		SELECT i.sku, i.name, i.picture, b.code, b.qty
		FROM items i JOIN barcodes b ON b.warehouse_id = i.warehouse_id AND b.item_id = i.id
		WHERE i.warehouse_id = $1 AND (i.sku ILIKE $2 OR i.name ILIKE $2 OR b.code LIKE $2)
		ORDER BY i.sku, b.qty, b.code LIMIT $3`, w, holds(text), limit)
	return all, dbErr(err)
}

// FirstWarehouse is the oldest warehouse; NotFound if there is none.
func (s *Store) FirstWarehouse(ctx context.Context) (w picking.WarehouseID, err error) {
	err = s.db.GetContext(ctx, &w, `SELECT id FROM warehouses ORDER BY id LIMIT 1`)
	return w, dbErr(err)
}

// holds is the LIKE pattern of every text that contains part.
func holds(part string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(part) + "%"
}

// FreePlaces lists carts or totes that nobody works with.
func (s *Store) FreePlaces(ctx context.Context, w picking.WarehouseID, kind picking.LocationKind, limit int) ([]picking.Location, error) {
	var all []picking.Location
	err := s.db.SelectContext(ctx, &all, `
		SELECT l.id, l.code, l.kind, l.zone, l.aisle, l.y, l.side, l.level, l.slots FROM locations l
		WHERE l.warehouse_id = $1 AND l.kind = $2
		  AND NOT EXISTS (SELECT FROM list_totes t WHERE t.warehouse_id = $1 AND t.tote_id = l.id AND t.state IN ('filling', 'dropped'))
		  AND NOT EXISTS (SELECT FROM pick_lists p WHERE p.warehouse_id = $1 AND p.cart_id = l.id AND p.state = 'in_progress')
		ORDER BY length(l.code), l.code LIMIT $3`, w, kind, limit)
	return all, dbErr(err)
}
