package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// CartWork lists the orders whose totes came on a cart and wait for a packer, in the order of the cart's slots.
func (s *Store) CartWork(ctx context.Context, w picking.WarehouseID, cart string) (all []pack.OnCart, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT o.id, o.number, c.code AS tote, o.picked - o.packed AS "left"`+cartTables+` ORDER BY t.list_id, t.slot`, w, cart)
	return all, dbErr(err)
}

// cartTables are the totes of a cart ($2, its code) that were dropped with goods of orders that may be packed.
const cartTables = `
	FROM locations k
	JOIN pick_lists p ON p.warehouse_id = $1 AND p.cart_id = k.id
	JOIN list_totes t ON t.warehouse_id = $1 AND t.list_id = p.id AND t.state = 'dropped'
	JOIN orders o ON o.warehouse_id = $1 AND o.id = t.order_id AND o.state IN ('picked', 'packing') AND o.packed < o.picked
	JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
	WHERE k.warehouse_id = $1 AND k.code = $2 AND k.kind = 'cart'
	  AND NOT EXISTS (SELECT FROM calls x WHERE x.warehouse_id = $1 AND x.order_id = o.id AND x.done_at IS NULL)`

// CartOf is the cart that an order's totes came on while others on it wait for a packer; "" if none does.
func (s *Store) CartOf(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (cart string, err error) {
	err = s.db.GetContext(ctx, &cart, `SELECT COALESCE(min(k.code), '') FROM list_totes t
		JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id
		JOIN locations k ON k.warehouse_id = $1 AND k.id = p.cart_id
		WHERE t.warehouse_id = $1 AND t.order_id = $2 AND EXISTS (
			SELECT FROM list_totes t2 JOIN orders o ON o.warehouse_id = $1 AND o.id = t2.order_id AND o.state IN ('picked', 'packing') AND o.packed < o.picked
			 WHERE t2.warehouse_id = $1 AND t2.list_id = p.id AND t2.state = 'dropped')`, w, order)
	return cart, dbErr(err)
}

// BeginFromCart begins the order of a cart that a scanned item, lot or serial number is of, if it is one order's alone.
// Any other code begins what BeginPacking does; take is as there.
func (s *Store) BeginFromCart(ctx context.Context, a Act, cart string, scan picking.Scan, take bool) (answer PackAnswer, err error) {
	raw := "cart:" + cart + ":" + scan.Raw
	if take {
		raw = "take:" + raw
	}
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		found, order, err := packOrder(ctx, tx, a.Warehouse, scan)
		if err != nil {
			return step{}, err
		}
		if order == 0 && found.Location == nil {
			want, err := cartWants(ctx, tx, a.Warehouse, cart, scan, found)
			if err != nil {
				return step{}, err
			}
			m := pack.FromCart(cart, want, found, scan.Code)
			if !m.Verdict.Accepted() {
				return packStep(a, raw, PackAnswer{Message: m}), nil
			}
			w, err := beginPacking(ctx, tx, a, want[0].ID, raw, take)
			if begun, ok := w.Answer.(PackAnswer); ok && begun.Message.Verdict.Accepted() {
				begun.Message.Need = pack.OnlyBegun
				w.Answer = begun
			}
			return w, err
		}
		if order == 0 {
			return packStep(a, raw, PackAnswer{Message: pack.NoOrder(found, scan.Code)}), nil
		}
		return beginPacking(ctx, tx, a, order, raw, take)
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("begin packing %q of cart %s: %w", scan.Code, cart, err)
	}
	return answer, nil
}

func cartWants(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, cart string, scan picking.Scan, f picking.Found) (all []pack.OnCart, err error) {
	var item picking.ItemID
	lot, serial := scan.Lot, scan.Serial
	if f.Item != nil {
		item = f.Item.ID
	} else {
		lot, serial = scan.Code, scan.Code
	}
	err = tx.SelectContext(ctx, &all, `SELECT o.id, o.number, min(c.code) AS tote, o.picked - o.packed AS "left"`+cartTables+`
		AND EXISTS (SELECT FROM balances b LEFT JOIN lots l ON l.warehouse_id = $1 AND l.id = b.lot_id
			WHERE b.warehouse_id = $1 AND b.location_id = t.tote_id AND b.on_hand > 0 AND ($3 = 0 OR b.item_id = $3)
			  AND ($3 <> 0 AND ($4 = '' OR b.lot_id = 0 OR l.code = $4) AND ($5 = '' OR NOT EXISTS (SELECT FROM serials s WHERE s.warehouse_id = $1 AND s.serial = $5)
			        OR EXISTS (SELECT FROM serials s JOIN order_lines x ON x.warehouse_id = $1 AND x.id = s.line_id AND x.order_id = o.id
			                    WHERE s.warehouse_id = $1 AND s.serial = $5))
			    OR $3 = 0 AND (l.code = $4 OR EXISTS (SELECT FROM serials s JOIN order_lines x ON x.warehouse_id = $1 AND x.id = s.line_id AND x.order_id = o.id
			                    WHERE s.warehouse_id = $1 AND s.serial = $5 AND s.item_id = b.item_id))))
		GROUP BY o.id, o.number, o.picked, o.packed ORDER BY o.id`, w, cart, item, lot, serial)
	return all, err
}
