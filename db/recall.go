package db

import (
	"pickpack/picking"
)

// recall takes back what packing has asked for on behalf of a locked order that is being cancelled. Bought labels go back to
// their carriers, what is not bought is not bought any more, nothing of it is printed, and cartons without goods are void.
// What lies in cartons stays there until a packer takes it out (unpack.go).
//
// A label that a courier is buying just now is bought: Booked looks at the order and gives it back. A label on a manifest
// stays, for its carrier was told of it.
func (f *freeing) recall(id picking.OrderID) error {
	const labels = `WHERE b.warehouse_id = $1 AND b.order_id = $2`
	for _, q := range []string{
		`SELECT 1 FROM bookings b ` + labels + ` ORDER BY b.id FOR UPDATE`, // a courier who has one comes to his end first
		`WITH back AS (UPDATE bookings b SET state = 'voiding', ended_at = NULL, due = now(), trouble = ''
			` + labels + ` AND b.state = 'booked' AND b.manifest_id IS NULL RETURNING b.order_id, b.carton_id)
			INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
			SELECT $1, 'booking.reason', acting_user(), order_id, carton_id, 'The order was cancelled' FROM back`,
		`UPDATE bookings b SET state = 'refused', ended_at = now(), trouble = 'The order was cancelled.' ` + labels + ` AND b.state = 'asked' AND b.sure`,
		`DELETE FROM carrier_wishes WHERE warehouse_id = $1 AND order_id = $2`,
		`UPDATE prints p SET state = 'cancelled', ended_at = now() FROM documents d WHERE p.warehouse_id = $1 AND p.state = 'queued'
			AND d.warehouse_id = $1 AND d.id = p.document_id AND d.order_id = $2`,
		`UPDATE documents SET voided_at = now() WHERE warehouse_id = $1 AND order_id = $2 AND voided_at IS NULL`,
		`UPDATE cartons c SET papers = '', state = CASE WHEN c.state = 'open' AND NOT EXISTS (SELECT FROM carton_lines l
				WHERE l.warehouse_id = $1 AND l.carton_id = c.id AND l.qty > 0) THEN 'void' ELSE c.state END
			WHERE c.warehouse_id = $1 AND c.order_id = $2 AND c.state IN ('open', 'labelled')`,
		`UPDATE orders SET carton_id = NULL, open_cartons = (SELECT count(*) FROM cartons c WHERE c.warehouse_id = $1 AND c.order_id = $2 AND c.state = 'open')
			WHERE warehouse_id = $1 AND id = $2`,
	} {
		if _, err := f.tx.ExecContext(f.ctx, q, f.wh, id); err != nil {
			return err
		}
	}
	_, err := f.tx.ExecContext(f.ctx, `UPDATE calls SET done_by = $3, done_at = now() WHERE warehouse_id = $1 AND order_id = $2 AND done_at IS NULL`, f.wh, id, f.user)
	return err
}

// giveBack has labels given back that a courier has bought while their order was cancelled.
const giveBack = `UPDATE bookings b SET state = 'voiding', ended_at = NULL, due = now() FROM orders o WHERE b.warehouse_id = $1 AND b.id = $2
	AND o.warehouse_id = $1 AND o.id = b.order_id AND o.cancelled_at IS NOT NULL`
