package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// CarrierAccount is an account with one who moves parcels. Settings are as labels/carrier/account reads them; Secrets are
// sealed and say nothing here.
type CarrierAccount struct {
	ID       picking.CarrierID
	Name     string
	Kind     string
	Settings json.RawMessage
	Secrets  []byte
	Enabled  bool
	Trouble  string     // what the last call ended with; "": it went well
	HeardAt  *time.Time `db:"heard_at"` // when that was; nil: nobody has called it
}

const carrierColumns = `id, name, kind, settings, secrets, enabled, trouble, heard_at`

// SealName is what an account's secrets are bound to: they open nowhere else.
func SealName(w picking.WarehouseID, id picking.CarrierID) string {
	return fmt.Sprintf("carrier/%d/%d", w, id)
}

// Carriers lists the accounts of a warehouse by name.
func (s *Store) Carriers(ctx context.Context, w picking.WarehouseID) (all []CarrierAccount, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT `+carrierColumns+` FROM carriers WHERE warehouse_id = $1 AND gone_at IS NULL ORDER BY lower(name)`, w)
	return all, dbErr(err)
}

// Carrier is one account, also one that was taken off the list: its labels are still to be tracked and given back.
func (s *Store) Carrier(ctx context.Context, w picking.WarehouseID, id picking.CarrierID) (c CarrierAccount, err error) {
	err = dbErr(s.db.GetContext(ctx, &c, `SELECT `+carrierColumns+` FROM carriers WHERE warehouse_id = $1 AND id = $2`, w, id))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		err = noCarrier()
	}
	return c, err
}

func noCarrier() error { return picking.Errorf(picking.NotFound, "There is no such carrier.") }

// SaveCarrier adds an account, if its ID is zero, or changes it. seal seals its secrets under the account's SealName; nil
// leaves them as they are. A name that is taken is an error of that field.
func (s *Store) SaveCarrier(ctx context.Context, by picking.User, c CarrierAccount, seal func(name string) ([]byte, error)) (id picking.CarrierID, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		kind := "carrier.changed"
		if c.ID == 0 {
			kind = "carrier.added"
			err = tx.GetContext(ctx, &id, `INSERT INTO carriers (warehouse_id, name, kind, settings, enabled)
				VALUES ($1, $2, $3, CAST($4 AS jsonb), $5) RETURNING id`, by.Warehouse, c.Name, c.Kind, string(c.Settings), c.Enabled)
		} else if err = renameInRules(ctx, tx, by.Warehouse, c); err == nil {
			err = tx.GetContext(ctx, &id, `UPDATE carriers SET name = $3, settings = CAST($4 AS jsonb), enabled = $5
				WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL RETURNING id`, by.Warehouse, c.ID, c.Name, string(c.Settings), c.Enabled)
		}
		if err != nil {
			return err
		}
		if err := sealed(ctx, tx, by.Warehouse, id, seal); err != nil {
			return err
		}
		return note(ctx, tx, by, kind, c.Name)
	})
	switch picking.KindOf(err) {
	case picking.Conflict:
		err = &picking.Error{Kind: picking.Conflict, Field: "name", Message: "Another carrier has this name.", Cause: err}
	case picking.NotFound:
		err = noCarrier()
	}
	return id, err
}

// renameInRules has the rules follow an account to its new name.
func renameInRules(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, c CarrierAccount) error {
	var was string
	if err := tx.GetContext(ctx, &was, `SELECT name FROM carriers WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, w, c.ID); err != nil || was == c.Name {
		return err
	}
	rules, err := shipRules(ctx, tx, w)
	if err != nil {
		return err
	}
	for _, r := range rules {
		doc, err := json.Marshal(r.Renamed(was, c.Name))
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE carrier_rules SET rule = CAST($3 AS jsonb) WHERE warehouse_id = $1 AND service = $2`, w, r.Service, string(doc)); err != nil {
			return err
		}
	}
	return nil
}

func sealed(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, id picking.CarrierID, seal func(string) ([]byte, error)) error {
	if seal == nil {
		return nil
	}
	box, err := seal(SealName(w, id))
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE carriers SET secrets = $3 WHERE warehouse_id = $1 AND id = $2`, w, id, box)
	return err
}

// CarrierHeard keeps how an account is: what a call to it ended with, "" if it went well.
func (s *Store) CarrierHeard(ctx context.Context, w picking.WarehouseID, id picking.CarrierID, trouble string) error {
	_, err := s.db.ExecContext(ctx, `UPDATE carriers SET trouble = $3, heard_at = now() WHERE warehouse_id = $1 AND id = $2`, w, id, clip(trouble))
	return dbErr(err)
}

// RemoveCarrier takes an account off the list.
func (s *Store) RemoveCarrier(ctx context.Context, by picking.User, id picking.CarrierID) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var name string
		err := tx.GetContext(ctx, &name, `UPDATE carriers SET gone_at = now(), enabled = false
			WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL RETURNING name`, by.Warehouse, id)
		if picking.KindOf(dbErr(err)) == picking.NotFound && err != nil {
			return noCarrier()
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "carrier.removed", name)
	})
}

// ShipRules lists the rules by which orders go, that for every service first.
func (s *Store) ShipRules(ctx context.Context, w picking.WarehouseID) ([]ship.Rule, error) {
	return shipRules(ctx, s.db, w)
}

func shipRules(ctx context.Context, q sqlx.QueryerContext, w picking.WarehouseID) (rules []ship.Rule, err error) {
	var docs [][]byte
	if err := sqlx.SelectContext(ctx, q, &docs, `SELECT rule FROM carrier_rules WHERE warehouse_id = $1 ORDER BY service`, w); err != nil {
		return nil, dbErr(err)
	}
	for _, doc := range docs {
		var r ship.Rule
		if err := json.Unmarshal(doc, &r); err != nil {
			return nil, fmt.Errorf("read a carrier rule: %w", err)
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// SaveShipRule makes r the rule of its service.
func (s *Store) SaveShipRule(ctx context.Context, by picking.User, r ship.Rule) error {
	doc, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO carrier_rules (warehouse_id, service, rule) VALUES ($1, $2, CAST($3 AS jsonb))
			ON CONFLICT (warehouse_id, service) DO UPDATE SET rule = EXCLUDED.rule`, by.Warehouse, r.Service, string(doc))
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "carrier.rule", fmt.Sprintf("%q: %s", r.Service, r.Want))
	})
}

// RemoveShipRule takes the rule of a service away: its orders go as all others do.
func (s *Store) RemoveShipRule(ctx context.Context, by picking.User, service string) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM carrier_rules WHERE warehouse_id = $1 AND service = $2`, by.Warehouse, service)
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "carrier.rule", fmt.Sprintf("%q: removed", service))
	})
}

// ShipFrom is the address that parcels of a warehouse come from.
func (s *Store) ShipFrom(ctx context.Context, w picking.WarehouseID) (a picking.Address, err error) {
	var doc []byte
	if err := s.db.GetContext(ctx, &doc, `SELECT ship_from FROM warehouses WHERE id = $1`, w); err != nil {
		return a, dbErr(err)
	}
	return a, json.Unmarshal(doc, &a)
}

// ShopServices lists the shop's words for services in the orders of the last weeks.
func (s *Store) ShopServices(ctx context.Context, w picking.WarehouseID) (all []string, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT service FROM orders WHERE warehouse_id = $1 AND NOT pickup AND service <> ''
		AND placed_at > now() - interval '30 days' GROUP BY service ORDER BY count(*) DESC, service LIMIT 20`, w)
	return all, dbErr(err)
}
