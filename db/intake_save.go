package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// codeRow is a barcode on its way into the table.
type codeRow struct {
	SKU  string      `json:"sku"`
	Code string      `json:"code"`
	Qty  picking.Qty `json:"qty"`
}

// saveItems writes items, new or changed, and adds their barcodes.
func saveItems(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, items []intake.Item) error {
	var rows []picking.Item
	var codes []codeRow
	for _, it := range items {
		rows = append(rows, it.Item)
		for _, c := range it.Codes {
			codes = append(codes, codeRow{it.SKU, c.Code, c.Qty})
		}
	}
	err := chunks(rows, func(doc string) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO items (warehouse_id, sku, name, picture, weight_g, length_mm, width_mm, height_mm, stand, tracking, hazard)
			SELECT $1, x.sku, x.name, x.picture, x.weight, x.length, x.width, x.height, COALESCE(NULLIF(x.stand, ''), 'any'), x.tracking, x.hazard
			  FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(sku text, name text, picture text, weight int, length int, width int, height int, stand text, tracking text, hazard text)
			ON CONFLICT (warehouse_id, sku) DO UPDATE SET name = excluded.name, picture = excluded.picture, weight_g = excluded.weight_g,
			       length_mm = excluded.length_mm, width_mm = excluded.width_mm, height_mm = excluded.height_mm, stand = excluded.stand, tracking = excluded.tracking,
			       hazard = excluded.hazard`, wh, doc)
		return err
	})
	if err != nil {
		return err
	}
	return chunks(codes, func(doc string) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO barcodes AS b (warehouse_id, code, item_id, qty)
			SELECT $1, x.code, i.id, x.qty FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(sku text, code text, qty int)
			  JOIN items i ON i.warehouse_id = $1 AND i.sku = x.sku
			ON CONFLICT (warehouse_id, code) DO UPDATE SET qty = excluded.qty WHERE b.item_id = excluded.item_id`, wh, doc)
		return err
	})
}

// saveLocations writes places, new or changed, their zones and the floor they stand on.
func saveLocations(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, a intake.Accepted) error {
	layout, err := json.Marshal(a.Layout)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE warehouses SET layout = CAST($2 AS jsonb) WHERE id = $1`, wh, string(layout)); err != nil {
		return err
	}
	var rows []picking.Location
	for _, l := range a.Locations {
		rows = append(rows, l.Location)
	}
	if err := saveVirtual(ctx, tx, wh); err != nil {
		return err
	}
	return chunks(rows, func(doc string) error {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO zones (warehouse_id, code, name)
			SELECT DISTINCT CAST($1 AS bigint), x.zone, x.zone FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(zone text, kind text)
			 WHERE x.zone <> '' AND x.kind IN ('pick', 'reserve') ON CONFLICT DO NOTHING`, wh, doc); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO locations (warehouse_id, code, kind, zone, aisle, y, side, level, slots)
			SELECT $1, x.code, x.kind, x.zone, x.aisle, x.y, x.side, x.level, x.slots
			  FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(code text, kind text, zone text, aisle int, y double precision, side text, level int, slots int)
			ON CONFLICT (warehouse_id, code) DO UPDATE SET zone = excluded.zone, aisle = excluded.aisle, y = excluded.y,
			       side = excluded.side, level = excluded.level, slots = excluded.slots`, wh, doc)
		return err
	})
}

// saveVirtual makes the three ends of the ledger if they are not there.
func saveVirtual(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO locations (warehouse_id, code, kind)
		SELECT CAST($1 AS bigint), upper(v.kind), v.kind FROM (VALUES ('supplier'), ('customer'), ('adjust')) AS v(kind)
		 WHERE NOT EXISTS (SELECT 1 FROM locations WHERE warehouse_id = $1 AND kind = v.kind)`, wh)
	return err
}

// lotRow is a lot on its way into the table; no expiry is null.
type lotRow struct {
	Item    picking.ItemID `json:"item"`
	Code    string         `json:"code"`
	Expires *string        `json:"expires"`
}

// saveCounts brings bins to what was counted, by ledger moves from what was there.
func saveCounts(ctx context.Context, tx *sqlx.Tx, u picking.User, counts []intake.Count, was map[intake.BalanceKey]intake.Balance) error {
	if len(counts) == 0 {
		return nil
	}
	if err := saveLots(ctx, tx, u.Warehouse, counts); err != nil {
		return err
	}
	supplier, adjust, err := ledgerEnds(ctx, tx, u.Warehouse)
	if err != nil {
		return err
	}
	var moves []picking.Move
	for _, c := range counts {
		before, known := was[intake.BalanceKey{Location: c.Location, Item: c.Item, Lot: c.Lot}]
		if m, ok := c.Move(before, known, supplier, adjust); ok {
			moves = append(moves, m)
		}
	}
	if err := clearDoubt(ctx, tx, u.Warehouse, counts); err != nil {
		return err
	}
	return saveMoves(ctx, tx, u, moves)
}

// ledgerEnds are the places that received goods come from and that corrections go to.
func ledgerEnds(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID) (supplier, adjust picking.LocationID, err error) {
	if err := saveVirtual(ctx, tx, wh); err != nil {
		return 0, 0, err
	}
	err = tx.QueryRowxContext(ctx, `
		SELECT min(id) FILTER (WHERE kind = 'supplier'), min(id) FILTER (WHERE kind = 'adjust')
		  FROM locations WHERE warehouse_id = $1 AND kind IN ('supplier', 'adjust')`, wh).Scan(&supplier, &adjust)
	return supplier, adjust, err
}

// clearDoubt lets counted stock be promised again.
func clearDoubt(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, counts []intake.Count) error {
	var sure columns
	for _, c := range counts {
		sure.add(int64(c.Location), int64(c.Item), int64(c.Lot))
	}
	_, err := tx.ExecContext(ctx, `
		UPDATE balances b SET suspect = false FROM unnest(CAST($2 AS bigint[]), CAST($3 AS bigint[]), CAST($4 AS bigint[])) AS c(loc, item, lot)
		 WHERE b.warehouse_id = $1 AND b.location_id = c.loc AND b.item_id = c.item AND b.lot_id = c.lot AND b.suspect`,
		append([]any{wh}, sure.arrays()...)...)
	return err
}

// saveLots makes the lots that counts name and fills in their ids; a lot without expiry learns it.
func saveLots(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, counts []intake.Count) error {
	lots := map[intake.LotKey]lotRow{}
	for _, c := range counts {
		key := intake.LotKey{Item: c.Item, Code: c.LotCode}
		row := lotRow{Item: c.Item, Code: c.LotCode, Expires: lots[key].Expires}
		if !c.Expires.IsZero() {
			day := c.Expires.Format("2006-01-02")
			row.Expires = &day
		}
		if c.LotCode != "" {
			lots[key] = row
		}
	}
	rows := make([]lotRow, 0, len(lots))
	for _, row := range lots {
		rows = append(rows, row)
	}
	ids := make(map[intake.LotKey]picking.LotID, len(lots))
	err := chunks(rows, func(doc string) error {
		var saved []struct {
			ID   picking.LotID
			Item picking.ItemID
			Code string
		}
		err := tx.SelectContext(ctx, &saved, `
			INSERT INTO lots AS l (warehouse_id, item_id, code, expires)
			SELECT $1, x.item, x.code, x.expires FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(item bigint, code text, expires date) ORDER BY 2, 3
			ON CONFLICT (warehouse_id, item_id, code) DO UPDATE SET expires = COALESCE(l.expires, excluded.expires)
			RETURNING id, item_id AS item, code`, wh, doc)
		for _, l := range saved {
			ids[intake.LotKey{Item: l.Item, Code: l.Code}] = l.ID
		}
		return err
	})
	for i := range counts {
		if c := &counts[i]; c.LotCode != "" {
			c.Lot = ids[intake.LotKey{Item: c.Item, Code: c.LotCode}]
		}
	}
	return err
}

// saveMoves writes moves and the balances they change.
func saveMoves(ctx context.Context, tx *sqlx.Tx, u picking.User, moves []picking.Move) error {
	return chunks(moves, func(doc string) error {
		_, err := tx.ExecContext(ctx, `SELECT ledger_apply($1, gen_random_uuid(), $2, CAST($3 AS jsonb), '[]')`, u.Warehouse, u.ID, doc)
		return err
	})
}
