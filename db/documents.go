package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Kinds of Document.
const (
	LabelDocument  = "label"  // the shipping label of a carton
	SlipDocument   = "slip"   // the packing slip of a carton
	PickupDocument = "pickup" // the slip on a carton that its customer collects

	LogisticDocument = "logistic" // the GS1 logistic label of a carton
	GiftDocument     = "gift"     // the slip of a present
	ReturnDocument   = "return"   // the slip to send goods back with
)

// Document is bytes that were made once and are shown again unchanged. Carton 0: of the whole order.
type Document struct {
	ID      int64            `db:"id"`
	Kind    string           `db:"kind"`
	Format  string           `db:"format"` // pdf, zpl or png
	Paper   string           `db:"paper"`
	Order   picking.OrderID  `db:"order_id"`
	Carton  picking.CartonID `db:"carton_id"`
	Content []byte           `db:"content"`
	At      time.Time        `db:"at"`
}

const documentColumns = `id, kind, format, paper, order_id, COALESCE(carton_id, 0) AS carton_id, content, at`

// StoreDocument keeps a document, unless there is one of the same order, carton, kind, format and paper: the one that is
// kept is answered, and its bytes win.
func (s *Store) StoreDocument(ctx context.Context, w picking.WarehouseID, by picking.UserID, d Document) (kept Document, err error) {
	err = s.write(ctx, by, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO documents (warehouse_id, kind, format, paper, order_id, carton_id, content)
			VALUES ($1, $2, $3, $4, $5, NULLIF($6, 0), $7) ON CONFLICT DO NOTHING`,
			w, d.Kind, d.Format, d.Paper, d.Order, int64(d.Carton), d.Content)
		if err != nil {
			return err
		}
		kept, err = findDocument(ctx, tx, w, d)
		return err
	})
	if err != nil {
		return Document{}, fmt.Errorf("store %s of order %d: %w", d.Kind, d.Order, err)
	}
	return kept, nil
}

// FindDocument answers the stored document of d's order, carton, kind, format and paper. There is none: NotFound.
func (s *Store) FindDocument(ctx context.Context, w picking.WarehouseID, d Document) (Document, error) {
	found, err := findDocument(ctx, s.db, w, d)
	return found, dbErr(err)
}

// Documents lists what is stored of an order, without the bytes.
func (s *Store) Documents(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (all []Document, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT id, kind, format, paper, order_id, COALESCE(carton_id, 0) AS carton_id, at FROM documents
		WHERE warehouse_id = $1 AND order_id = $2 AND voided_at IS NULL ORDER BY carton_id, kind DESC, format, paper`, w, order)
	return all, dbErr(err)
}

// StoredDocument answers a document of an order as it was stored, void or not. There is none: NotFound.
func (s *Store) StoredDocument(ctx context.Context, w picking.WarehouseID, order picking.OrderID, id int64) (d Document, err error) {
	err = dbErr(s.db.GetContext(ctx, &d, `SELECT `+documentColumns+` FROM documents WHERE warehouse_id = $1 AND order_id = $2 AND id = $3`, w, order, id))
	if picking.KindOf(err) == picking.NotFound {
		return d, picking.Errorf(picking.NotFound, "There is no such document.")
	}
	return d, err
}

func findDocument(ctx context.Context, q sqlx.QueryerContext, w picking.WarehouseID, d Document) (found Document, err error) {
	err = sqlx.GetContext(ctx, q, &found, `SELECT `+documentColumns+` FROM documents
		WHERE warehouse_id = $1 AND order_id = $2 AND COALESCE(carton_id, 0) = $3 AND kind = $4 AND format = $5 AND paper = $6 AND voided_at IS NULL`,
		w, d.Order, d.Carton, d.Kind, d.Format, d.Paper)
	return found, err
}

// Reprint notes that a document is printed again, and why, and queues it for a printer; 0: the browser prints it. However
// often the act is sent, it is one. The bytes stay the same.
func (s *Store) Reprint(ctx context.Context, a Act, d Document, reason string, on picking.PrinterID) error {
	if reason == "" {
		return picking.FieldError("reason", "Say why it is printed again.")
	}
	if len(reason) > 200 {
		return picking.FieldError("reason", "The reason is longer than 200 characters.")
	}
	var answer struct {
		Message picking.Message `json:"message"`
	}
	raw := fmt.Sprintf("reprint:%d:%s", d.ID, reason)
	err := s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		answer.Message = picking.Message{Verdict: picking.OK, Title: "Printed again"}
		w := newStep(a, raw, answer.Message)
		w.Order, w.Accepted, w.Answer = d.Order, true, answer
		_, err := tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
			VALUES ($1, 'document.reprint', $2, $3, $4, $5)`, a.Warehouse, a.User, d.Order, d.Carton,
			fmt.Sprintf("%s (%s): %s", d.Kind, d.Format, reason))
		if err == nil {
			err = mayPrint(ctx, tx, a.Warehouse, d.ID)
		}
		if err == nil && on != 0 {
			_, err = tx.ExecContext(ctx, `INSERT INTO prints (warehouse_id, printer_id, document_id, reason, user_id) VALUES ($1, $2, $3, $4, $5)`,
				a.Warehouse, on, d.ID, reason, a.User)
		}
		return w, err
	})
	if err != nil {
		return fmt.Errorf("reprint document %d: %w", d.ID, err)
	}
	s.queued.ring()
	return nil
}
