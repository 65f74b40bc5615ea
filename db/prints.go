package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// States of a Print.
//
//	queued ──▶ sending ──▶ printed | sent     it is on paper, or handed to a device that does not say so
//	  ▲  │        ├──▶ queued                 nothing was sent: it is tried again later
//	  │  │        ├──▶ failed                 the device said no
//	  │  │        └──▶ unknown                the line or the sender was lost half way
//	  │  └──▶ cancelled
//	  └── failed, unknown: a person has looked and says that it is not on paper; or unknown ──▶ printed: it is
const (
	PrintQueued    = "queued"
	PrintSending   = "sending"
	PrintSent      = "sent"
	PrintPrinted   = "printed"
	PrintFailed    = "failed"
	PrintUnknown   = "unknown"
	PrintCancelled = "cancelled"
)

// Print is a document's way onto paper.
type Print struct {
	ID       picking.PrintID
	Printer  picking.PrinterID `db:"printer_id"`
	On       string            // the printer's name
	Document int64             // 0: a test print
	Kind     string            // of the document
	Order    picking.OrderID   `db:"order_id"`
	Number   string            // of the order
	Carton   picking.CartonID  `db:"carton_id"`
	State    string
	Trouble  string
	Reason   string
	By       string
	AskedAt  time.Time  `db:"asked_at"`
	EndedAt  *time.Time `db:"ended_at"`
}

const printColumns = `j.id, j.printer_id, p.name AS on, COALESCE(j.document_id, 0) AS document, COALESCE(d.kind, 'test') AS kind,
	COALESCE(d.order_id, 0) AS order_id, COALESCE(o.number, '') AS number, COALESCE(d.carton_id, 0) AS carton_id, j.state, j.trouble,
	j.reason, u.name AS by, j.asked_at, j.ended_at`

const printTables = `prints j JOIN printers p ON p.warehouse_id = j.warehouse_id AND p.id = j.printer_id
	JOIN users u ON u.warehouse_id = j.warehouse_id AND u.id = j.user_id
	LEFT JOIN documents d ON d.warehouse_id = j.warehouse_id AND d.id = j.document_id
	LEFT JOIN orders o ON o.warehouse_id = j.warehouse_id AND o.id = d.order_id`

// Prints lists the prints of a printer, those that wait for somebody first, then the newest.
func (s *Store) Prints(ctx context.Context, w picking.WarehouseID, printer picking.PrinterID, limit, skip int) (all []Print, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT `+printColumns+` FROM `+printTables+` WHERE j.warehouse_id = $1 AND j.printer_id = $2
		 ORDER BY j.state NOT IN ('queued', 'sending', 'failed', 'unknown'), j.id DESC LIMIT $3 OFFSET $4`, w, printer, limit, skip)
	return all, dbErr(err)
}

// CartonPrints lists the prints of a carton's documents, the newest first.
func (s *Store) CartonPrints(ctx context.Context, w picking.WarehouseID, carton picking.CartonID) (all []Print, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT `+printColumns+` FROM `+printTables+` WHERE j.warehouse_id = $1 AND d.carton_id = $2 ORDER BY j.id DESC`, w, carton)
	return all, dbErr(err)
}

// Print is one print. There is none: NotFound.
func (s *Store) Print(ctx context.Context, w picking.WarehouseID, id picking.PrintID) (p Print, err error) {
	err = dbErr(s.db.GetContext(ctx, &p, `SELECT `+printColumns+` FROM `+printTables+` WHERE j.warehouse_id = $1 AND j.id = $2`, w, id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		err = picking.Errorf(picking.NotFound, "There is no such print.")
	}
	return p, err
}

// AskPrint queues a stored document for a printer. Without a reason it is queued once, however often it is asked for: the
// print that there is already is answered.
func (s *Store) AskPrint(ctx context.Context, w picking.WarehouseID, by picking.UserID, printer picking.PrinterID, document int64, reason string) (id picking.PrintID, err error) {
	if len([]rune(reason)) > 200 {
		return 0, picking.FieldError("reason", "The reason is longer than 200 characters.")
	}
	err = s.write(ctx, by, func(tx *sqlx.Tx) error {
		if err := mayPrint(ctx, tx, w, document); err != nil {
			return err
		}
		err := tx.GetContext(ctx, &id, `
			INSERT INTO prints (warehouse_id, printer_id, document_id, reason, user_id) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (warehouse_id, document_id) WHERE reason = '' AND state <> 'cancelled' DO NOTHING RETURNING id`, w, printer, document, reason, by)
		if picking.KindOf(dbErr(err)) != picking.NotFound || err == nil {
			return err
		}
		return tx.GetContext(ctx, &id, `
			SELECT id FROM prints WHERE warehouse_id = $1 AND document_id = $2 AND reason = '' AND state <> 'cancelled'`, w, document)
	})
	if err != nil {
		return 0, fmt.Errorf("print document %d: %w", document, err)
	}
	s.queued.ring()
	return id, nil
}

// mayPrint refuses the documents of a cancelled order; while one is being cancelled it waits.
func mayPrint(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, document int64) error {
	var of []struct {
		Number string
		Gone   bool
	}
	err := tx.SelectContext(ctx, &of, `SELECT number, cancelled_at IS NOT NULL AS gone FROM orders WHERE warehouse_id = $1
		AND id = (SELECT order_id FROM documents WHERE warehouse_id = $1 AND id = $2) FOR SHARE`, w, document)
	if err == nil && len(of) > 0 && of[0].Gone {
		err = picking.Errorf(picking.Conflict, "Order %s was cancelled: nothing of it is printed any more.", of[0].Number)
	}
	return err
}

// AskTestPrint queues a page that shows whether a printer prints.
func (s *Store) AskTestPrint(ctx context.Context, by picking.User, printer picking.PrinterID, content []byte) (id picking.PrintID, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		return tx.GetContext(ctx, &id, `
			INSERT INTO prints (warehouse_id, printer_id, content, reason, user_id) VALUES ($1, $2, $3, 'test print', $4) RETURNING id`,
			by.Warehouse, printer, content, by.ID)
	})
	s.queued.ring()
	return id, err
}

// CancelPrint takes a print out of its queue, if it is still in there.
func (s *Store) CancelPrint(ctx context.Context, by picking.User, id picking.PrintID) error {
	return s.changePrint(ctx, by, id, `state = 'cancelled', ended_at = now()`, `state = 'queued'`,
		"It is no longer in the queue.")
}

// SettlePrint is a person's word on a print that failed or whose fate is unknown: it is on paper, or it is to be printed.
func (s *Store) SettlePrint(ctx context.Context, by picking.User, id picking.PrintID, onPaper bool) error {
	set := `state = 'queued', ended_at = NULL, due = now(), trouble = ''`
	if onPaper {
		set = `state = 'printed', trouble = 'Somebody saw it.'`
	}
	return s.changePrint(ctx, by, id, set, `state IN ('failed', 'unknown')`, "Somebody has settled it already.")
}

// ReroutePrint moves a print that is not on its way to another printer of the same format and paper.
func (s *Store) ReroutePrint(ctx context.Context, by picking.User, id picking.PrintID, to picking.PrinterID) error {
	return s.changePrint(ctx, by, id, `printer_id = $3, state = 'queued', ended_at = NULL, due = now(), trouble = ''`,
		`state IN ('queued', 'failed') AND EXISTS (
			SELECT FROM printers a JOIN printers b ON b.warehouse_id = a.warehouse_id AND b.format = a.format AND b.paper = a.paper
			 WHERE a.warehouse_id = $1 AND a.id = prints.printer_id AND b.id = $3 AND b.gone_at IS NULL)`,
		"It is on its way already, or the other printer prints another format.", to)
}

func (s *Store) changePrint(ctx context.Context, by picking.User, id picking.PrintID, set, where, otherwise string, args ...any) error {
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var n int64
		err := tx.GetContext(ctx, &n, `UPDATE prints SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND `+where+` RETURNING id`,
			append([]any{by.Warehouse, id}, args...)...)
		if picking.KindOf(dbErr(err)) == picking.NotFound && err != nil {
			return picking.Errorf(picking.Conflict, "%s", otherwise)
		}
		return err
	})
	s.queued.ring()
	return err
}

// The times of printing.
const (
	printLease = 90 * time.Second // longer than a device may take (labels/printer), with much to spare
	printRest  = 30 * time.Second // between tries at a device that takes nothing, at most
)

// PrintClaim is a print in the hands of whoever drives its printer. Lost: somebody had it before and was lost with it, so
// the device may have it; it must be looked for, never sent.
type PrintClaim struct {
	Warehouse picking.WarehouseID `db:"warehouse_id" json:"warehouse"`
	Agent     string              `json:"-"` // who took it
	ID        picking.PrintID     `json:"id"`
	N         int                 `db:"claim" json:"n"` // the fencing token
	Lost      bool                `json:"lost"`
	Printer   picking.PrinterID   `db:"printer_id" json:"printer"`
	Address   string              `json:"address"`
	Format    string              `json:"format"`
	Content   []byte              `json:"content"`
}

// ClaimPrint takes the print that waits longest for a printer that this agent drives ("": this server), is not paused and
// is not printing. w 0: of any warehouse. ID 0: there is none.
func (s *Store) ClaimPrint(ctx context.Context, w picking.WarehouseID, agent string) (c PrintClaim, err error) {
	err = s.db.GetContext(ctx, &c, `
		WITH next AS (
		    SELECT j.warehouse_id, j.id, j.state FROM prints j JOIN printers p ON p.warehouse_id = j.warehouse_id AND p.id = j.printer_id
		     WHERE j.state IN ('queued', 'sending') AND p.agent = $1 AND ($2 = 0 OR j.warehouse_id = $2)
		       AND (j.state = 'sending' AND j.lease < now() OR j.state = 'queued' AND j.due <= now() AND NOT p.paused AND NOT EXISTS (
		            SELECT FROM prints b WHERE b.warehouse_id = j.warehouse_id AND b.printer_id = j.printer_id AND b.state = 'sending'))
		     ORDER BY j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED), taken AS (
		UPDATE prints j SET state = 'sending', claim = j.claim + 1, lease = now() + make_interval(secs => $3)
		  FROM next WHERE j.warehouse_id = next.warehouse_id AND j.id = next.id
		RETURNING j.warehouse_id, j.id, j.claim, next.state = 'sending' AS lost, j.printer_id, j.document_id, j.content)
		SELECT t.warehouse_id, t.id, t.claim, t.lost, t.printer_id, p.address, p.format, COALESCE(t.content, d.content) AS content
		  FROM taken t JOIN printers p ON p.warehouse_id = t.warehouse_id AND p.id = t.printer_id
		  LEFT JOIN documents d ON d.warehouse_id = t.warehouse_id AND d.id = t.document_id`, agent, w, printLease.Seconds())
	err = dbErr(err)
	if k := picking.KindOf(err); err != nil && (k == picking.NotFound || k == picking.Conflict) { // Conflict: another took one for the same printer
		return PrintClaim{}, nil
	}
	if err != nil {
		return PrintClaim{}, fmt.Errorf("take a print: %w", err)
	}
	c.Agent = agent
	return c, nil
}

// EndPrint says what became of a claimed print: PrintQueued (nothing was sent), PrintFailed, PrintSent, PrintPrinted or
// PrintUnknown. Nothing happens if the claim is not the newest any more, or its printer is another agent's.
func (s *Store) EndPrint(ctx context.Context, c PrintClaim, state, trouble string) error {
	switch state {
	case PrintQueued, PrintFailed, PrintSent, PrintPrinted, PrintUnknown:
	default:
		return picking.FieldError("state", "A print does not end as %.20q.", state)
	}
	_, err := s.db.ExecContext(ctx, `
		WITH ended AS (
		UPDATE prints SET state = $4, trouble = $5, lease = NULL, ended_at = CASE WHEN $4 <> 'queued' THEN now() END,
		       due = CASE WHEN $4 = 'queued' THEN now() + make_interval(secs => least($6, 0.5 * power(2, least(claim, 10)))) ELSE due END
		 WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'sending'
		   AND EXISTS (SELECT FROM printers d WHERE d.warehouse_id = $1 AND d.id = prints.printer_id AND d.agent = $7) RETURNING printer_id)
		UPDATE printers p SET ready = $4 IN ('sent', 'printed') AND $5 = '', trouble = $5, seen_at = now()
		  FROM ended WHERE p.warehouse_id = $1 AND p.id = ended.printer_id`,
		c.Warehouse, c.ID, c.N, state, clip(trouble), printRest.Seconds(), c.Agent)
	if err != nil {
		return errors.Join(fmt.Errorf("end print %d as %s", c.ID, state), dbErr(err))
	}
	s.queued.ring() // the next one for this printer may wait
	return nil
}
