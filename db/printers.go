package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Printer is a device that a server or an agent drives.
type Printer struct {
	ID      picking.PrinterID
	Name    string
	Address string // as labels/printer takes it
	Agent   string // the API key of the program that drives it; "" this server does
	Format  string // zpl203, zpl300, zpl600 or pdf
	Paper   string // 4x6, a4 or letter
	Paused  bool
	Ready   *bool // as it said last; nil: it was not asked yet
	Trouble string
	Seen    *time.Time `db:"seen_at"`
	Waiting int        // prints that are not at their end
	Stuck   int        // that wait for a person: failed, or nobody knows
}

const printerColumns = `p.id, p.name, p.address, p.agent, p.format, p.paper, p.paused, p.ready, p.trouble, p.seen_at,
	(SELECT count(*) FROM prints j WHERE j.warehouse_id = p.warehouse_id AND j.printer_id = p.id AND j.state IN ('queued', 'sending')) AS waiting,
	(SELECT count(*) FROM prints j WHERE j.warehouse_id = p.warehouse_id AND j.printer_id = p.id AND j.state IN ('failed', 'unknown')) AS stuck`

// Printers lists the printers of a warehouse by name.
func (s *Store) Printers(ctx context.Context, w picking.WarehouseID) (all []Printer, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT `+printerColumns+` FROM printers p WHERE p.warehouse_id = $1 AND p.gone_at IS NULL ORDER BY lower(p.name)`, w)
	return all, dbErr(err)
}

// Printer is one printer. There is none: NotFound.
func (s *Store) Printer(ctx context.Context, w picking.WarehouseID, id picking.PrinterID) (p Printer, err error) {
	err = dbErr(s.db.GetContext(ctx, &p, `
		SELECT `+printerColumns+` FROM printers p WHERE p.warehouse_id = $1 AND p.id = $2 AND p.gone_at IS NULL`, w, id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		err = picking.Errorf(picking.NotFound, "There is no such printer.")
	}
	return p, err
}

// SavePrinter adds a printer, if its ID is zero, or changes it. What it said of itself is forgotten. A name that is taken
// is an error of that field.
func (s *Store) SavePrinter(ctx context.Context, by picking.User, p Printer) (id picking.PrinterID, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		kind := "printer.changed"
		if p.ID == 0 {
			kind = "printer.added"
			err = tx.GetContext(ctx, &id, `
				INSERT INTO printers (warehouse_id, name, address, agent, format, paper) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
				by.Warehouse, p.Name, p.Address, p.Agent, p.Format, p.Paper)
		} else {
			err = tx.GetContext(ctx, &id, `
				UPDATE printers SET name = $3, address = $4, agent = $5, format = $6, paper = $7, ready = NULL, trouble = '', seen_at = NULL
				 WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL RETURNING id`,
				by.Warehouse, p.ID, p.Name, p.Address, p.Agent, p.Format, p.Paper)
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, by, kind, p.Name+" at "+p.Address)
	})
	switch picking.KindOf(err) {
	case picking.Conflict:
		err = &picking.Error{Kind: picking.Conflict, Field: "name", Message: "Another printer has this name.", Cause: err}
	case picking.NotFound:
		err = picking.Errorf(picking.NotFound, "There is no such printer.")
	}
	return id, err
}

// PausePrinter keeps a printer's queue waiting, or lets it go on.
func (s *Store) PausePrinter(ctx context.Context, by picking.User, id picking.PrinterID, paused bool) error {
	kind := map[bool]string{true: "printer.paused", false: "printer.resumed"}[paused]
	return s.changePrinter(ctx, by, id, kind, `paused = $3`, paused)
}

// DropPrinter takes a printer off the list. It must have nothing left to print.
func (s *Store) DropPrinter(ctx context.Context, by picking.User, id picking.PrinterID) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var name string
		var waiting int
		err := tx.QueryRowxContext(ctx, `
			SELECT p.name, (SELECT count(*) FROM prints j WHERE j.warehouse_id = $1 AND j.printer_id = $2 AND j.state IN ('queued', 'sending'))
			  FROM printers p WHERE p.warehouse_id = $1 AND p.id = $2 AND p.gone_at IS NULL FOR UPDATE`, by.Warehouse, id).Scan(&name, &waiting)
		if err != nil {
			return err
		}
		if waiting > 0 {
			return picking.Errorf(picking.Conflict, "%d prints wait for this printer. Send them to another one or cancel them first.", waiting)
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM station_printers WHERE warehouse_id = $1 AND printer_id = $2`, by.Warehouse, id); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE printers SET gone_at = now() WHERE warehouse_id = $1 AND id = $2`, by.Warehouse, id); err != nil {
			return err
		}
		return note(ctx, tx, by, "printer.dropped", name)
	})
}

func (s *Store) changePrinter(ctx context.Context, by picking.User, id picking.PrinterID, kind, set string, args ...any) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var name string
		err := tx.GetContext(ctx, &name, `UPDATE printers SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL RETURNING name`,
			append([]any{by.Warehouse, id}, args...)...)
		if err != nil {
			return err
		}
		return note(ctx, tx, by, kind, name)
	})
}

// PrinterHealth keeps how a printer says it is, if this agent drives it.
func (s *Store) PrinterHealth(ctx context.Context, w picking.WarehouseID, agent string, id picking.PrinterID, ready bool, trouble string) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE printers SET ready = $4, trouble = $5, seen_at = now() WHERE warehouse_id = $1 AND agent = $2 AND id = $3`, w, agent, id, ready, clip(trouble))
	return dbErr(err)
}

// DrivenPrinter is a printer with its warehouse, for whoever drives it.
type DrivenPrinter struct {
	Warehouse picking.WarehouseID `db:"warehouse_id"`
	Printer
}

// PrintersToAsk are the printers that this agent drives ("": this server) and that nobody has asked for so long.
func (s *Store) PrintersToAsk(ctx context.Context, w picking.WarehouseID, agent string, since time.Duration) (all []DrivenPrinter, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT p.warehouse_id, `+printerColumns+` FROM printers p
		 WHERE p.gone_at IS NULL AND p.agent = $1 AND ($2 = 0 OR p.warehouse_id = $2)
		   AND COALESCE(p.seen_at < now() - make_interval(secs => $3), true) ORDER BY p.id`, agent, w, since.Seconds())
	return all, dbErr(err)
}

// Uses of a printer at a station.
const (
	LabelUse = "label"
	SlipUse  = "slip"
)

// StationPrinter says where a station prints its labels or slips; Printer 0: at its browser.
type StationPrinter struct {
	Station picking.LocationID `db:"location_id"`
	Code    string
	Use     string
	Printer picking.PrinterID `db:"printer_id"`
}

// StationPrinters lists every station of a warehouse with both uses, by code.
func (s *Store) StationPrinters(ctx context.Context, w picking.WarehouseID) (all []StationPrinter, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT l.id AS location_id, l.code, u.use, COALESCE(sp.printer_id, 0) AS printer_id
		  FROM locations l CROSS JOIN (VALUES ('label'), ('slip')) u (use)
		  LEFT JOIN station_printers sp ON sp.warehouse_id = l.warehouse_id AND sp.location_id = l.id AND sp.use = u.use
		 WHERE l.warehouse_id = $1 AND l.kind = 'station' ORDER BY l.code, u.use`, w)
	return all, dbErr(err)
}

// BindStation says on which printer a station prints its labels or slips; Printer 0: at its browser.
func (s *Store) BindStation(ctx context.Context, by picking.User, sp StationPrinter) error {
	if sp.Use != LabelUse && sp.Use != SlipUse {
		return picking.FieldError("use", "A station prints labels and slips.")
	}
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var code string
		err := tx.GetContext(ctx, &code, `SELECT code FROM locations WHERE warehouse_id = $1 AND id = $2 AND kind = 'station'`, by.Warehouse, sp.Station)
		if err != nil {
			return err
		}
		name := "its browser"
		if sp.Use == SlipUse && sp.Printer != 0 {
			if err := takesSheets(ctx, tx, by.Warehouse, sp.Printer); err != nil {
				return err
			}
		}
		if sp.Printer == 0 {
			_, err = tx.ExecContext(ctx, `DELETE FROM station_printers WHERE warehouse_id = $1 AND location_id = $2 AND use = $3`, by.Warehouse, sp.Station, sp.Use)
		} else {
			err = tx.GetContext(ctx, &name, `
				WITH p AS (SELECT id, name FROM printers WHERE warehouse_id = $1 AND id = $4 AND gone_at IS NULL), b AS (
				INSERT INTO station_printers (warehouse_id, location_id, use, printer_id) SELECT $1, $2, $3, id FROM p
				ON CONFLICT (warehouse_id, location_id, use) DO UPDATE SET printer_id = excluded.printer_id)
				SELECT name FROM p`, by.Warehouse, sp.Station, sp.Use, sp.Printer)
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "station.printer", fmt.Sprintf("%s prints each %s on %s", code, sp.Use, name))
	})
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return picking.Errorf(picking.NotFound, "There is no such station or printer.")
	}
	return err
}

// takesSheets refuses a printer that cannot print a slip: those are made as PDF.
func takesSheets(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, id picking.PrinterID) error {
	var format string
	if err := tx.GetContext(ctx, &format, `SELECT format FROM printers WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL`, w, id); err != nil {
		return err
	}
	if format != "pdf" {
		return picking.FieldError("slip", "Slips need a printer that takes PDF.")
	}
	return nil
}

// clip keeps words of a device or a person to what is stored.
func clip(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300])
	}
	return s
}
