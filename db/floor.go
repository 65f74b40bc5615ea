package db

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/layout"
	"pickpack/picking/release"
)

// Floor is the floor plan with the walks of some pick lists on it.
type Floor struct {
	Layout layout.Layout
	Walks  []Walk
}

// Walk is the stops of one list in walking order.
type Walk struct {
	List  picking.ListID
	State string
	Who   string // who walks it
	At    string // the bin they proved last
	Stops []Stop
}

// Stop is a bin on a walk; Done when nothing is left to be taken there.
type Stop struct {
	layout.Bin
	Code string
	Done bool
}

// loadFloor reads the floor plan and the walks of the lists p that match a condition on $2.
func loadFloor(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, which string, arg any) (Floor, error) {
	var plan []byte
	if err := tx.GetContext(ctx, &plan, `SELECT layout FROM warehouses WHERE id = $1`, wh); err != nil {
		return Floor{}, err
	}
	var f Floor
	if err := json.Unmarshal(plan, &f.Layout); err != nil {
		f.Layout = layout.Layout{} // drawn as a warehouse without a floor plan
	}
	bins := make(map[picking.LocationID]release.Bin)
	var ids []picking.LocationID
	rows, err := tx.QueryContext(ctx, `SELECT p.id, p.state, COALESCE(u.name, ''), COALESCE(a.code, ''), b.id, b.code, b.aisle, b.y, bool_and(t.state <> 'open')
		FROM pick_lists p JOIN tasks t ON t.warehouse_id = p.warehouse_id AND t.list_id = p.id AND t.state <> 'cancelled'
		JOIN locations b ON b.warehouse_id = p.warehouse_id AND b.id = t.location_id
		LEFT JOIN users u ON u.warehouse_id = p.warehouse_id AND u.id = p.user_id
		LEFT JOIN locations a ON a.warehouse_id = p.warehouse_id AND a.id = p.at_id
		WHERE p.warehouse_id = $1 AND `+which+` GROUP BY p.id, p.state, u.name, a.code, b.id, b.code, b.aisle, b.y ORDER BY p.id, min(t.seq)`, wh, arg)
	err = each(rows, err, func() error {
		var w Walk
		var s Stop
		var id picking.LocationID
		if err := rows.Scan(&w.List, &w.State, &w.Who, &w.At, &id, &s.Code, &s.Aisle, &s.Y, &s.Done); err != nil {
			return err
		}
		if n := len(f.Walks); n == 0 || f.Walks[n-1].List != w.List {
			f.Walks = append(f.Walks, w)
		}
		last := &f.Walks[len(f.Walks)-1]
		last.Stops = append(last.Stops, s)
		bins[id] = release.Bin{Bin: s.Bin}
		ids = append(ids, id)
		return nil
	})
	if err != nil {
		return Floor{}, err
	}
	f.Layout, bins, _ = release.Floor(f.Layout, bins)
	for i := range f.Walks {
		for k := range f.Walks[i].Stops {
			f.Walks[i].Stops[k].Bin = bins[ids[0]].Bin
			ids = ids[1:]
		}
	}
	return f, nil
}
