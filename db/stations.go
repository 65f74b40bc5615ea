package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Bench is the packing station a device stands at, with what it prints on. Station 0: it stands nowhere.
type Bench struct {
	Station     picking.LocationID
	Code        string
	Label, Slip *Printer // nil: printed at the browser
}

// Bench is where a device stands.
func (s *Store) Bench(ctx context.Context, w picking.WarehouseID, device string) (b Bench, err error) {
	err = dbErr(s.db.GetContext(ctx, &b, `
		SELECT l.id AS station, l.code FROM station_devices d JOIN locations l ON l.warehouse_id = d.warehouse_id AND l.id = d.location_id
		 WHERE d.warehouse_id = $1 AND d.device = $2`, w, device))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return Bench{}, nil
	}
	if err == nil {
		b.Label, b.Slip, err = s.benchPrinters(ctx, w, b.Station)
	}
	if err != nil {
		return Bench{}, fmt.Errorf("station of a device: %w", err)
	}
	return b, nil
}

func (s *Store) benchPrinters(ctx context.Context, w picking.WarehouseID, station picking.LocationID) (label, slip *Printer, err error) {
	var all []struct {
		Use string
		Printer
	}
	err = s.db.SelectContext(ctx, &all, `
		SELECT sp.use, `+printerColumns+` FROM station_printers sp JOIN printers p ON p.warehouse_id = sp.warehouse_id AND p.id = sp.printer_id
		 WHERE sp.warehouse_id = $1 AND sp.location_id = $2`, w, station)
	for i := range all {
		if all[i].Use == LabelUse {
			label = &all[i].Printer
		} else {
			slip = &all[i].Printer
		}
	}
	return label, slip, dbErr(err)
}

// SitAt says that a device stands at the station of this code. False: there is no such station, and nothing has changed.
func (s *Store) SitAt(ctx context.Context, a Act, code string) (bool, error) {
	var n int
	err := s.db.GetContext(ctx, &n, `
		WITH l AS (SELECT id FROM locations WHERE warehouse_id = $1 AND upper(code) = upper($3) AND kind = 'station'), d AS (
		INSERT INTO station_devices (warehouse_id, device, location_id) SELECT $1, $2, id FROM l
		ON CONFLICT (warehouse_id, device) DO UPDATE SET location_id = excluded.location_id, at = now())
		SELECT count(*) FROM l`, a.Warehouse, a.Device, code)
	if err != nil {
		return false, fmt.Errorf("sit at a station: %w", dbErr(err))
	}
	return n > 0, nil
}

// DueCarton is a closed carton whose papers are to be printed at its station.
type DueCarton struct {
	Warehouse picking.WarehouseID `db:"warehouse_id"`
	Order     picking.OrderID     `db:"order_id"`
	Carton    picking.CartonID    `db:"id"`
	Packer    picking.UserID      `db:"packer_id"`
}

// DueCartons lists cartons whose papers are due, the oldest first: what a request that closed one did not come to.
func (s *Store) DueCartons(ctx context.Context, limit int) (all []DueCarton, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT warehouse_id, order_id, id, packer_id FROM cartons c WHERE papers = 'due' AND state <> 'open' AND NOT `+unlabelled+`
		 ORDER BY warehouse_id, id LIMIT $1`, limit)
	return all, dbErr(err)
}

// CartonPrinters are the printers of the station where a carton was closed; due: its papers are still to be asked for.
func (s *Store) CartonPrinters(ctx context.Context, w picking.WarehouseID, carton picking.CartonID) (label, slip *Printer, due bool, err error) {
	var row struct {
		Station picking.LocationID
		Due     bool
	}
	err = dbErr(s.db.GetContext(ctx, &row, `
		SELECT COALESCE(station_id, 0) AS station, papers = 'due' AS due FROM cartons WHERE warehouse_id = $1 AND id = $2`, w, carton))
	if err == nil && row.Due {
		label, slip, err = s.benchPrinters(ctx, w, row.Station)
	}
	return label, slip, row.Due, err
}

// PapersAsked notes that a carton's papers are in their printers' queues.
func (s *Store) PapersAsked(ctx context.Context, w picking.WarehouseID, carton picking.CartonID) error {
	_, err := s.db.ExecContext(ctx, `UPDATE cartons SET papers = 'asked' WHERE warehouse_id = $1 AND id = $2 AND papers = 'due'`, w, carton)
	return dbErr(err)
}

// stand notes where a carton is closed, in the transaction that closes it, so that its papers are printed there whatever
// happens to the one who closed it.
func stand(ctx context.Context, tx *sqlx.Tx, a Act, carton picking.CartonID) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE cartons c SET station_id = d.location_id,
		       papers = CASE WHEN EXISTS (SELECT FROM station_printers sp WHERE sp.warehouse_id = $1 AND sp.location_id = d.location_id) THEN 'due' ELSE '' END
		  FROM station_devices d WHERE d.warehouse_id = $1 AND d.device = $2 AND c.warehouse_id = $1 AND c.id = $3`, a.Warehouse, a.Device, carton)
	return err
}
