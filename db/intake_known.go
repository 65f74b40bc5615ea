package db

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// knowing collects what a warehouse knows of a file's names.
type knowing struct {
	ctx  context.Context
	tx   *sqlx.Tx
	wh   picking.WarehouseID
	want intake.Wanted
	k    intake.Known
}

// known looks up what a file speaks of. With lock, the balances of counted bins stay as they are until the transaction
// ends; they are locked in the house's order.
func known(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, f intake.File, lock bool) (intake.Known, error) {
	n := &knowing{ctx: ctx, tx: tx, wh: wh, want: f.Wanted()}
	steps := []func() error{n.items, n.codes, n.locations}
	switch f.Kind {
	case intake.Items:
		steps = append(steps, n.stocked)
	case intake.Locations:
		steps = append(steps, n.floor)
	case intake.Stock:
		steps = append(steps, n.lots, func() error { return n.balances(lock) })
	case intake.Orders:
		steps = append(steps, n.orders)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return n.k, err
		}
	}
	return n.k, nil
}

// array is the names without repetition, for = ANY.
func array(names []string) any {
	names = slices.Clone(names)
	slices.Sort(names)
	return pq.Array(slices.Compact(names))
}

func (n *knowing) items() error {
	var rows []picking.Item
	err := n.tx.SelectContext(n.ctx, &rows, `
		SELECT id, sku, name, picture, weight_g AS weight, length_mm AS length, width_mm AS width, height_mm AS height, stand, tracking, hazard
		  FROM items WHERE warehouse_id = $1 AND (sku = ANY($2) OR id IN (
		       SELECT item_id FROM barcodes WHERE warehouse_id = $1 AND code = ANY($3)))`, n.wh, array(n.want.SKUs), array(n.want.Codes))
	n.k.Items = make(map[string]intake.KnownItem, len(rows))
	for _, it := range rows {
		n.k.Items[it.SKU] = intake.KnownItem{Item: it}
	}
	return err
}

func (n *knowing) codes() error {
	var rows []struct {
		Code string
		SKU  string
		Qty  picking.Qty
	}
	err := n.tx.SelectContext(n.ctx, &rows, `
		SELECT b.code, i.sku, b.qty FROM barcodes b JOIN items i ON i.warehouse_id = $1 AND i.id = b.item_id
		 WHERE b.warehouse_id = $1 AND b.code = ANY($2)`, n.wh, array(n.want.Codes))
	n.k.Codes = make(map[string]intake.KnownCode, len(rows))
	for _, r := range rows {
		n.k.Codes[r.Code] = intake.KnownCode{SKU: r.SKU, Qty: r.Qty}
	}
	return err
}

func (n *knowing) locations() error {
	var rows []picking.Location
	err := n.tx.SelectContext(n.ctx, &rows, `
		SELECT id, code, kind, zone, aisle, y, side, level, slots FROM locations WHERE warehouse_id = $1 AND code = ANY($2)`,
		n.wh, array(n.want.Locations))
	n.k.Locations = make(map[string]picking.Location, len(rows))
	for _, l := range rows {
		n.k.Locations[l.Code] = l
	}
	return err
}

// stocked marks the items there are units of.
func (n *knowing) stocked() error {
	var skus []string
	err := n.tx.SelectContext(n.ctx, &skus, `
		SELECT i.sku FROM items i WHERE i.warehouse_id = $1 AND i.sku = ANY($2) AND EXISTS (
		       SELECT 1 FROM balances b WHERE b.warehouse_id = $1 AND b.item_id = i.id AND b.on_hand <> 0 AND NOT b.virtual)`,
		n.wh, array(n.want.SKUs))
	for _, sku := range skus {
		it := n.k.Items[sku]
		it.Stocked = true
		n.k.Items[sku] = it
	}
	return err
}

// floor locks the warehouse's layout and reads it, with how far the bins reach.
func (n *knowing) floor() error {
	var row struct {
		Layout []byte
		Low    float64
		High   float64
	}
	err := n.tx.GetContext(n.ctx, &row, `
		SELECT w.layout, b.low, b.high FROM warehouses w, LATERAL (
		       SELECT COALESCE(min(y), 0) AS low, COALESCE(max(y), 0) AS high FROM locations
		        WHERE warehouse_id = w.id AND kind IN ('pick', 'reserve')) b
		 WHERE w.id = $1`, n.wh)
	if err != nil {
		return err
	}
	n.k.LowY, n.k.HighY = row.Low, row.High
	return json.Unmarshal(row.Layout, &n.k.Layout)
}

func (n *knowing) lots() error {
	var rows []struct {
		ID      picking.LotID
		Item    picking.ItemID
		Code    string
		Expires *time.Time
	}
	err := n.tx.SelectContext(n.ctx, &rows, `
		SELECT id, item_id AS item, code, expires FROM lots WHERE warehouse_id = $1 AND code = ANY($2)`, n.wh, array(n.want.Lots))
	n.k.Lots = make(map[intake.LotKey]intake.KnownLot, len(rows))
	for _, r := range rows {
		lot := intake.KnownLot{ID: r.ID}
		if r.Expires != nil {
			lot.Expires = *r.Expires
		}
		n.k.Lots[intake.LotKey{Item: r.Item, Code: r.Code}] = lot
	}
	return err
}

func (n *knowing) balances(lock bool) error {
	var rows []struct {
		Location picking.LocationID
		Item     picking.ItemID
		Lot      picking.LotID
		OnHand   picking.Qty `db:"on_hand"`
		Reserved picking.Qty
	}
	query := `
		SELECT location_id AS location, item_id AS item, lot_id AS lot, on_hand, reserved FROM balances
		 WHERE warehouse_id = $1 AND location_id = ANY($2) ORDER BY item_id, location_id, lot_id`
	if lock {
		query += ` FOR UPDATE`
	}
	err := n.tx.SelectContext(n.ctx, &rows, query, n.wh, pq.Array(n.locationIDs()))
	n.k.Balances = make(map[intake.BalanceKey]intake.Balance, len(rows))
	for _, r := range rows {
		n.k.Balances[intake.BalanceKey{Location: r.Location, Item: r.Item, Lot: r.Lot}] = intake.Balance{OnHand: r.OnHand, Reserved: r.Reserved}
	}
	return err
}

func (n *knowing) locationIDs() []int64 {
	ids := make([]int64, 0, len(n.k.Locations))
	for _, l := range n.k.Locations {
		ids = append(ids, int64(l.ID))
	}
	return ids
}

func (n *knowing) orders() error {
	ids := make([]string, 0, len(n.want.Orders))
	for _, o := range n.want.Orders {
		ids = append(ids, o[1])
	}
	var rows []struct {
		Source     string
		ExternalID string `db:"external_id"`
		Number     string
		Hash       []byte
		State      picking.State
	}
	err := n.tx.SelectContext(n.ctx, &rows, `
		SELECT source, external_id, number, payload_hash AS hash, state FROM orders WHERE warehouse_id = $1 AND external_id = ANY($2)`,
		n.wh, array(ids))
	n.k.Orders = make(map[[2]string]intake.KnownOrder, len(rows))
	for _, r := range rows {
		n.k.Orders[[2]string{r.Source, r.ExternalID}] = intake.KnownOrder{Number: r.Number, Hash: r.Hash, State: r.State}
	}
	return err
}
