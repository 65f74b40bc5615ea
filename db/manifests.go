package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
)

// States of a Manifest: a load that a carrier is told of.
//
//	asked ──▶ asking ──▶ closed
//	  ▲          └──▶ refused      the carrier will not: ask again, or take it apart and close another one
//	  └──────────┘   no answer, or nobody knows: the same key answers the same manifest
//
// One of a carrier that takes none is closed at once: our own list is all there is. Our list is made once and stored.
const (
	ManifestAsked   = "asked"
	ManifestAsking  = "asking"
	ManifestClosed  = "closed"
	ManifestRefused = "refused"
)

// Manifest is a load as people see it.
type Manifest struct {
	ID      picking.ManifestID
	Carrier picking.CarrierID `db:"carrier_id"`
	Account string            // its name
	Driver  string            // who drives
	State   string
	Parcels int
	Holds   int // parcels that are still on it: none, once it was taken apart
	Ref     string
	Theirs  bool // the carrier gave a list of its own
	Trouble string
	Who     string
	MadeAt  time.Time `db:"made_at"`
}

// Number is what people call it.
func (m Manifest) Number() string { return fmt.Sprintf("M-%d", m.ID) }

const manifestColumns = `SELECT m.id, m.carrier_id, c.name AS account, m.driver, m.state, m.parcels, m.ref, m.theirs IS NOT NULL AS theirs, m.trouble,
		COALESCE(u.name, '') AS who, m.made_at, (SELECT count(*) FROM bookings b WHERE b.warehouse_id = m.warehouse_id AND b.manifest_id = m.id) AS holds
	FROM manifests m JOIN carriers c ON c.warehouse_id = m.warehouse_id AND c.id = m.carrier_id
	LEFT JOIN users u ON u.warehouse_id = m.warehouse_id AND u.id = m.user_id WHERE m.warehouse_id = $1 `

// Manifests lists a warehouse's manifests, the newest first.
func (s *Store) Manifests(ctx context.Context, w picking.WarehouseID, limit, offset int) (all []Manifest, err error) {
	err = s.db.SelectContext(ctx, &all, manifestColumns+`ORDER BY m.id DESC LIMIT $2 OFFSET $3`, w, limit, offset)
	return all, dbErr(err)
}

// Manifest is one of them. There is none: NotFound.
func (s *Store) Manifest(ctx context.Context, w picking.WarehouseID, id picking.ManifestID) (m Manifest, err error) {
	err = dbErr(s.db.GetContext(ctx, &m, manifestColumns+`AND m.id = $2`, w, id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		err = picking.Errorf(picking.NotFound, "There is no such manifest.")
	}
	return m, err
}

// Loading is what waits to be put on a manifest.
type Loading struct {
	Carrier picking.CarrierID `db:"carrier_id"`
	Account string
	Driver  string
	Loaded  int // has left the house
	Here    int // is labelled and still here
}

// unlisted is true of bookings b, with cartons c, that wait to be put on a manifest.
const unlisted = `b.warehouse_id = $1 AND b.state = 'booked' AND b.manifest_id IS NULL AND c.state IN ('labelled', 'left')`

// drivenBy is who drives a booking b's parcel.
const drivenBy = `COALESCE(NULLIF(b.label->>'by', ''), r.name)`

// Loadings lists what waits for a manifest, for each account and driver.
func (s *Store) Loadings(ctx context.Context, w picking.WarehouseID) (all []Loading, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT b.carrier_id, r.name AS account, `+drivenBy+` AS driver,
			count(*) FILTER (WHERE c.state = 'left') AS loaded, count(*) FILTER (WHERE c.state = 'labelled') AS here
		  FROM bookings b JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id JOIN carriers r ON r.warehouse_id = $1 AND r.id = b.carrier_id
		 WHERE `+unlisted+` GROUP BY 1, 2, 3 ORDER BY 2, 3`, w)
	return all, dbErr(err)
}

// LoadParcel is a parcel of a load.
type LoadParcel struct {
	Number  string
	Order   picking.OrderID `db:"order_id"`
	OrderNo string          `db:"order_no"`
	N       int             // of the carton
	To      string
	Service string
	LeftAt  *time.Time `db:"left_at"` // nil: it is still here
}

const loadColumns = `SELECT COALESCE(b.label->>'number', '') AS number, o.id AS order_id, o.number AS order_no, c.n, COALESCE(o.ship_to->>'name', '') AS to,
		b.service, c.left_at
	FROM bookings b JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id JOIN carriers r ON r.warehouse_id = $1 AND r.id = b.carrier_id
	JOIN orders o ON o.warehouse_id = $1 AND o.id = b.order_id WHERE `

// LoadingParcels are the parcels that wait for a manifest with a driver, those that are still here first.
func (s *Store) LoadingParcels(ctx context.Context, w picking.WarehouseID, carrier picking.CarrierID, by string) (all []LoadParcel, err error) {
	err = s.db.SelectContext(ctx, &all, loadColumns+unlisted+` AND b.carrier_id = $2 AND `+drivenBy+` = $3 ORDER BY c.state, o.id, c.n`, w, carrier, by)
	return all, dbErr(err)
}

// ManifestParcels are the parcels on a manifest.
func (s *Store) ManifestParcels(ctx context.Context, w picking.WarehouseID, id picking.ManifestID) (all []LoadParcel, err error) {
	err = s.db.SelectContext(ctx, &all, loadColumns+`b.warehouse_id = $1 AND b.manifest_id = $2 ORDER BY o.id, c.n`, w, id)
	return all, dbErr(err)
}

// LoadEnd is the end of a load.
type LoadEnd struct {
	Act     string // its UUID: sent again, it is the same manifest
	Carrier picking.CarrierID
	Driver  string
	All     bool // what is still here goes on it, too
	Told    bool // the carrier takes manifests
}

// CloseManifest puts what waits on a manifest. Conflict: nothing waits.
func (s *Store) CloseManifest(ctx context.Context, by picking.User, x LoadEnd) (id picking.ManifestID, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		err := tx.GetContext(ctx, &id, `SELECT id FROM manifests WHERE warehouse_id = $1 AND act = CAST($2 AS uuid)`, by.Warehouse, x.Act)
		if err == nil || picking.KindOf(dbErr(err)) != picking.NotFound {
			return err
		}
		var on []int64
		err = tx.SelectContext(ctx, &on, `SELECT b.id FROM bookings b JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id
				JOIN carriers r ON r.warehouse_id = $1 AND r.id = b.carrier_id
			 WHERE `+unlisted+` AND b.carrier_id = $2 AND `+drivenBy+` = $3 AND ($4 OR c.state = 'left') ORDER BY b.id FOR UPDATE OF b`,
			by.Warehouse, x.Carrier, x.Driver, x.All)
		if err != nil {
			return err
		}
		if len(on) == 0 {
			return picking.Errorf(picking.Conflict, "No parcel waits for a manifest of %s.", x.Driver)
		}
		err = tx.GetContext(ctx, &id, `INSERT INTO manifests (warehouse_id, carrier_id, driver, act, state, parcels, user_id, ended_at)
			VALUES ($1, $2, $3, CAST($4 AS uuid), CASE WHEN $5 THEN 'asked' ELSE 'closed' END, $6, $7, CASE WHEN NOT $5 THEN now() END) RETURNING id`,
			by.Warehouse, x.Carrier, x.Driver, x.Act, x.Told, len(on), by.ID)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE bookings SET manifest_id = $3 WHERE warehouse_id = $1 AND id = ANY ($2)`, by.Warehouse, pq.Array(on), id)
		return err
	})
	if err != nil && picking.KindOf(err) == picking.Conflict { // perhaps of the same act, sent twice at once
		if s.db.GetContext(ctx, &id, `SELECT id FROM manifests WHERE warehouse_id = $1 AND act = CAST($2 AS uuid)`, by.Warehouse, x.Act) == nil {
			return id, nil
		}
		return 0, err
	}
	if err != nil {
		return 0, fmt.Errorf("close a manifest of %s: %w", x.Driver, err)
	}
	return id, nil
}

// AskManifest has a carrier asked again about a manifest that it refused. Conflict: it is not refused, or was taken apart.
func (s *Store) AskManifest(ctx context.Context, by picking.User, id picking.ManifestID) error {
	return s.changeRefused(ctx, by, id, `UPDATE manifests SET state = 'asked', ended_at = NULL, due = now(), trouble = '' WHERE warehouse_id = $1 AND id = $2`)
}

// DropManifest takes a manifest apart that its carrier refused: its parcels wait for another one.
func (s *Store) DropManifest(ctx context.Context, by picking.User, id picking.ManifestID) error {
	return s.changeRefused(ctx, by, id, `UPDATE bookings SET manifest_id = NULL WHERE warehouse_id = $1 AND manifest_id = $2`)
}

func (s *Store) changeRefused(ctx context.Context, by picking.User, id picking.ManifestID, change string) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var holds bool
		err := tx.GetContext(ctx, &holds, `SELECT state = 'refused' AND EXISTS (SELECT FROM bookings b WHERE b.warehouse_id = $1 AND b.manifest_id = m.id)
			FROM manifests m WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, by.Warehouse, id)
		if err != nil {
			return err
		}
		if !holds {
			return picking.Errorf(picking.Conflict, "The carrier has not refused this manifest, or it was taken apart.")
		}
		if _, err := tx.ExecContext(ctx, change, by.Warehouse, id); err != nil {
			return err
		}
		return note(ctx, tx, by, "manifest.changed", fmt.Sprintf("M-%d", id))
	})
}
