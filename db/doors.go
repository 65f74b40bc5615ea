package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// drivenFrom is who drives a carton c, as its bought label says; ” if the label is the house's own.
const drivenFrom = `COALESCE((SELECT ` + drivenBy + ` FROM bookings b JOIN carriers r ON r.warehouse_id = b.warehouse_id AND r.id = b.carrier_id
		WHERE b.warehouse_id = c.warehouse_id AND b.carton_id = c.id AND b.state = 'booked'), '')`

// Door is a carrier that parcels are loaded for.
type Door struct {
	Name    string // who drives
	Loaded  int    // today, since somebody ended the loading the last time
	Waiting int    // still to be loaded
}

// doorsQuery is the parcels of carriers: those that wait, and those that were loaded today.
const doorsQuery = `WITH today AS (SELECT date_trunc('day', now() AT TIME ZONE timezone) AT TIME ZONE timezone AS began FROM warehouses WHERE id = $1), x AS (
		SELECT ` + drivenFrom + ` AS name, c.state, c.left_at FROM orders o JOIN cartons c ON c.warehouse_id = $1 AND c.order_id = o.id AND c.state = 'labelled'
		 WHERE o.warehouse_id = $1 AND o.state = 'packed'
		UNION ALL
		SELECT ` + drivenFrom + `, c.state, c.left_at FROM cartons c WHERE c.warehouse_id = $1 AND c.state = 'left' AND c.left_at >= (SELECT began FROM today))
	SELECT name, count(*) FILTER (WHERE state = 'labelled') AS waiting, count(*) FILTER (WHERE state = 'left' AND left_at > COALESCE((
		SELECT max(at) FROM departures d WHERE d.warehouse_id = $1 AND d.door = x.name), '-infinity')) AS loaded FROM x WHERE name <> '' `

// Doors lists the carriers that have parcels waiting, or had some loaded today.
func (s *Store) Doors(ctx context.Context, w picking.WarehouseID) (all []Door, err error) {
	err = s.db.SelectContext(ctx, &all, doorsQuery+`GROUP BY name ORDER BY name`, w)
	return all, dbErr(err)
}

// DoorParcels lists the parcels that wait for a carrier, in the order they were packed.
func (s *Store) DoorParcels(ctx context.Context, w picking.WarehouseID, door string) (p []pack.Parcel, err error) {
	err = s.db.SelectContext(ctx, &p, parcelQuery+`o.state = 'packed' AND c.state = 'labelled' AND `+drivenFrom+` = $2 ORDER BY o.id, c.n`, w, door)
	return p, dbErr(err)
}

// EndLoading notes that the driver at a door leaves. seen is how many missing parcels the person was shown: if there are
// others now, it is refused.
func (s *Store) EndLoading(ctx context.Context, a Act, door string, seen int) (answer LeaveAnswer, err error) {
	raw := fmt.Sprintf("end loading: %s, %d missing", door, seen)
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		var d []Door
		if err := tx.SelectContext(ctx, &d, doorsQuery+`AND name = $2 GROUP BY name`, a.Warehouse, door); err != nil {
			return step{}, err
		}
		if len(d) == 0 {
			d = []Door{{Name: door}}
		}
		answer := LeaveAnswer{Message: pack.EndLoading(door, d[0].Loaded, d[0].Waiting, seen)}
		w := leaveStep(a, raw, answer)
		if w.Accepted = answer.Message.Verdict.Accepted(); !w.Accepted {
			return w, nil
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO departures (warehouse_id, door, loaded, missing, user_id) VALUES ($1, $2, $3, $4, $5)`,
			a.Warehouse, door, d[0].Loaded, d[0].Waiting, a.User); err != nil {
			return step{}, err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'door.left', $2, $3)`,
			a.Warehouse, a.User, fmt.Sprintf("%s: %d loaded, %d missing", door, d[0].Loaded, d[0].Waiting))
		return w, err
	})
	if err != nil {
		return LeaveAnswer{}, fmt.Errorf("end the loading for %s: %w", door, err)
	}
	return answer, nil
}
