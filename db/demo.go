package db

import (
	"context"
	"encoding/json"

	"pickpack/picking"
)

// DemoSignIns are what the people of a demo warehouse sign in by, PIN or password, by badge. They are printed where the
// demo starts, so they are no secrets. A warehouse that is no demo has none.
func (s *Store) DemoSignIns(ctx context.Context, w picking.WarehouseID) (map[string]string, error) {
	var raw []byte
	err := s.db.GetContext(ctx, &raw, `SELECT COALESCE(settings -> 'demo_sign_ins', '{}') FROM warehouses WHERE id = $1`, w)
	if err != nil {
		return nil, dbErr(err)
	}
	all := map[string]string{}
	return all, json.Unmarshal(raw, &all)
}

// SetDemoSignIns keeps them, so that a later start can print them again.
func (s *Store) SetDemoSignIns(ctx context.Context, w picking.WarehouseID, all map[string]string) error {
	raw, err := json.Marshal(all)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `
		UPDATE warehouses SET settings = settings || jsonb_build_object('demo_sign_ins', CAST($2 AS jsonb)) WHERE id = $1`, w, string(raw))
	return dbErr(err)
}
