package db

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// savedOrder is a new order as it was written.
type savedOrder struct {
	ID         picking.OrderID
	Number     string
	Source     string
	ExternalID string `db:"external_id"`
}

// orderRow is an order on its way into the table.
type orderRow struct {
	Source     string          `json:"source"`
	ExternalID string          `json:"external_id"`
	Channel    picking.Channel `json:"channel"`
	Service    string          `json:"service"`
	Priority   int             `json:"priority"`
	Cutoff     time.Time       `json:"cutoff"`
	PlacedAt   *time.Time      `json:"placed_at"`
	ShipTo     picking.Address `json:"ship_to"`
	Note       string          `json:"note"`
	Gift       string          `json:"gift"`
	Hash       string          `json:"hash"` // hexadecimal
	Units      picking.Qty     `json:"units"`
}

type orderLineRow struct {
	Order picking.OrderID `json:"order"`
	No    int             `json:"no"`
	Item  picking.ItemID  `json:"item"`
	Qty   picking.Qty     `json:"qty"`
}

// saveOrders writes new orders with their lines; each gets the next number, O-100001 and on.
func saveOrders(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, orders []intake.Acceptable) ([]savedOrder, error) {
	rows := make([]orderRow, len(orders))
	units := make(map[[2]string][]intake.ItemUnits, len(orders))
	for i, o := range orders {
		rows[i] = rowOf(o)
		units[[2]string{o.Source, o.ExternalID}] = o.Units
	}
	var all []savedOrder
	err := chunks(rows, func(doc string) error {
		var saved []savedOrder
		if err := tx.SelectContext(ctx, &saved, `
			INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, priority, cutoff, placed_at, ship_to, note, gift_message, payload_hash, units)
			SELECT $1, 'O-' || 100000 + nextval('order_number'), x.source, x.external_id, x.channel, x.service, x.priority, x.cutoff,
			       COALESCE(x.placed_at, now()), x.ship_to, x.note, x.gift, decode(x.hash, 'hex'), x.units
			  FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x(source text, external_id text, channel text, service text, priority int,
			       cutoff timestamptz, placed_at timestamptz, ship_to jsonb, note text, gift text, hash text, units int)
			RETURNING id, number, source, external_id`, wh, doc); err != nil {
			return err
		}
		all = append(all, saved...)
		return saveOrderLines(ctx, tx, wh, saved, units)
	})
	return all, err
}

func rowOf(o intake.Acceptable) orderRow {
	r := orderRow{Source: o.Source, ExternalID: o.ExternalID, Channel: o.Channel, Service: o.Service, Priority: o.Priority,
		Cutoff: o.Cutoff, ShipTo: o.ShipTo, Note: o.Note, Gift: o.Gift, Hash: hex.EncodeToString(o.Hash)}
	if !o.PlacedAt.IsZero() {
		r.PlacedAt = &o.PlacedAt
	}
	for _, u := range o.Units {
		r.Units += u.Qty
	}
	return r
}

func saveOrderLines(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, saved []savedOrder, units map[[2]string][]intake.ItemUnits) error {
	var rows []orderLineRow
	for _, o := range saved {
		for i, u := range units[[2]string{o.Source, o.ExternalID}] {
			rows = append(rows, orderLineRow{o.ID, i + 1, u.Item, u.Qty})
		}
	}
	return chunks(rows, func(doc string) error {
		_, err := tx.ExecContext(ctx, `
			INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty)
			SELECT $1, x."order", x.no, x.item, x.qty FROM jsonb_to_recordset(CAST($2 AS jsonb)) AS x("order" bigint, no int, item bigint, qty int)`, wh, doc)
		return err
	})
}
