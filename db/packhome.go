package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// PackHome is what waits at the packing stations, most urgent first.
type PackHome struct {
	Mine    []PackWaiting // open at this person's station
	Others  []PackWaiting // open at a colleague's
	Aside   []PackWaiting // set aside, for a supervisor
	Due     []PackWaiting // packed, but a label was not scanned yet
	Gone    []PackWaiting // cancelled, but still in cartons
	Ready   []PackWaiting // picked; at most so many as were asked for
	Pickups []PackWaiting // packed, wait for their customers
	Picked  int           // how many are picked in all
	Leaving []ServiceWaiting
	Doors   []Door
}

// PackWaiting is an order at the packing stations.
type PackWaiting struct {
	ID         picking.OrderID `db:"id"`
	Number     string          `db:"number"`
	Call       string          `db:"call"` // why it was set aside; "": it was not
	Service    string          `db:"service"`
	Priority   int             `db:"priority"`
	Cutoff     time.Time       `db:"cutoff"`
	State      picking.State   `db:"state"`
	Units      picking.Qty     `db:"units"`
	Packed     picking.Qty     `db:"packed"`
	Customer   string          `db:"customer"`
	Packer     picking.UserID  `db:"packer"`
	PackerName string          `db:"packer_name"`
	Places     string          `db:"places"` // totes and slot that hold its goods
	At         string          `db:"at"`     // where these stand
	Wall       bool            `db:"wall"`   // several zones' totes: to be brought together first
}

// ServiceWaiting is a service with parcels that wait for the carrier.
type ServiceWaiting struct {
	Service string    `db:"service"`
	Orders  int       `db:"orders"`
	Cartons int       `db:"cartons"`
	Cutoff  time.Time `db:"cutoff"` // the first of them
}

// PackHome lists what waits for a packer, all of the same moment; at most limit of the orders that wait for anybody.
func (s *Store) PackHome(ctx context.Context, w picking.WarehouseID, u picking.UserID, limit int) (h PackHome, err error) {
	var all []PackWaiting
	err = s.snapshot(ctx, func(tx *sqlx.Tx) error {
		all = nil
		if err := tx.SelectContext(ctx, &all, query.PackHome, w, u, limit); err != nil {
			return err
		}
		if err := tx.GetContext(ctx, &h.Picked, `SELECT count(*) FROM orders WHERE warehouse_id = $1 AND state = 'picked'`, w); err != nil {
			return err
		}
		var err error
		if h.Leaving, err = servicesWaiting(ctx, tx, w); err != nil {
			return err
		}
		h.Doors = nil
		return tx.SelectContext(ctx, &h.Doors, doorsQuery+`AND state = 'labelled' GROUP BY name ORDER BY name`, w)
	})
	for _, o := range all {
		switch {
		case o.State == picking.Cancelled:
			h.Gone = append(h.Gone, o)
		case o.State == picking.ReadyForPickup:
			h.Pickups = append(h.Pickups, o)
		case o.State == picking.Packed:
			h.Due = append(h.Due, o)
		case o.Call != "":
			h.Aside = append(h.Aside, o)
		case o.State == picking.Picked || o.Packer == 0: // nobody's any more: it was set aside, and a supervisor has looked
			h.Ready = append(h.Ready, o)
		case o.Packer == u:
			h.Mine = append(h.Mine, o)
		default:
			h.Others = append(h.Others, o)
		}
	}
	if err != nil {
		return PackHome{}, fmt.Errorf("packing stations: %w", err)
	}
	return h, nil
}

func servicesWaiting(ctx context.Context, q sqlx.QueryerContext, w picking.WarehouseID) (all []ServiceWaiting, err error) {
	err = sqlx.SelectContext(ctx, q, &all, `SELECT o.service, count(DISTINCT o.id) AS orders, count(*) AS cartons, min(o.cutoff) AS cutoff
		FROM orders o JOIN cartons c ON c.warehouse_id = $1 AND c.order_id = o.id AND c.state = 'labelled'
		WHERE o.warehouse_id = $1 AND o.state = 'packed' AND `+drivenFrom+` = '' GROUP BY o.service ORDER BY min(o.cutoff), o.service`, w)
	return all, err
}

// ParcelsToLeave lists the cartons with a label of the house that wait for the carrier of a service, in the order they were packed.
func (s *Store) ParcelsToLeave(ctx context.Context, w picking.WarehouseID, service string) ([]pack.Parcel, error) {
	all, err := parcelsToLeave(ctx, s.db, w, service)
	return all, dbErr(err)
}

// ServicesToLeave lists the services with parcels that wait and bear a label of the house, the first cut-off first.
func (s *Store) ServicesToLeave(ctx context.Context, w picking.WarehouseID) ([]ServiceWaiting, error) {
	all, err := servicesWaiting(ctx, s.db, w)
	return all, dbErr(err)
}
