package db

import (
	"context"
	"fmt"
	"time"

	"pickpack/picking"
)

// ScaleReading is what the scale of a station shows, as labels/scale names it.
type ScaleReading struct {
	Station string // its code
	State   string
	Grams   picking.Grams
}

// scaleLives is how long a reading is believed: an agent speaks more often.
const scaleLives = 6 * time.Second

// ScaleSays keeps what an agent's scale shows. There is no such station: NotFound.
func (s *Store) ScaleSays(ctx context.Context, w picking.WarehouseID, agent string, r ScaleReading) error {
	res, err := s.db.ExecContext(ctx, `
		INSERT INTO station_scales AS old (warehouse_id, location_id, state, grams, agent)
		SELECT $1, id, $3, $4, $5 FROM locations WHERE warehouse_id = $1 AND code = upper($2) AND kind = 'station'
		ON CONFLICT (warehouse_id, location_id) DO UPDATE SET state = excluded.state, grams = excluded.grams, agent = excluded.agent, at = now()`,
		w, r.Station, r.State, r.Grams, agent)
	if err != nil {
		return fmt.Errorf("scale of %s: %w", r.Station, dbErr(err))
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return picking.Errorf(picking.NotFound, "There is no station %.40q.", r.Station)
	}
	return nil
}

// StationScale is what the scale of a device's station shows; nil: nobody has said so lately.
func (s *Store) StationScale(ctx context.Context, w picking.WarehouseID, device string) (*ScaleReading, error) {
	var r ScaleReading
	err := dbErr(s.db.GetContext(ctx, &r, `
		SELECT l.code AS station, x.state, x.grams FROM station_devices d
		  JOIN station_scales x ON x.warehouse_id = d.warehouse_id AND x.location_id = d.location_id
		  JOIN locations l ON l.warehouse_id = d.warehouse_id AND l.id = d.location_id
		 WHERE d.warehouse_id = $1 AND d.device = $2 AND x.at > now() - make_interval(secs => $3)`, w, device, scaleLives.Seconds()))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return nil, nil
	}
	return &r, err
}
