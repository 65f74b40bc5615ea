package db

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// LoadSample writes a generated warehouse, all or nothing. hash makes what is stored of a PIN or password; it is slow
// by purpose and called from several goroutines.
func (s *Store) LoadSample(ctx context.Context, w sample.Warehouse, hash func(secret string) string) (wh picking.WarehouseID, err error) {
	secrets := hashAll(w.Users, hash)
	err = s.write(ctx, 0, func(tx *sqlx.Tx) error {
		if wh, err = saveWarehouse(ctx, tx, w); err != nil {
			return err
		}
		if err := saveLocations(ctx, tx, wh, intake.Accepted{Layout: w.Layout, Locations: placesOf(w)}); err != nil {
			return err
		}
		if err := saveItems(ctx, tx, wh, itemsOf(w)); err != nil {
			return err
		}
		if err := saveUsers(ctx, tx, wh, w.Users, secrets); err != nil {
			return err
		}
		return saveGoods(ctx, tx, wh, w)
	})
	if err != nil {
		return 0, fmt.Errorf("load warehouse %s: %w", w.Code, err)
	}
	s.analyze(ctx, filled)
	return wh, nil
}

// hashAll hashes all secrets, as many at once as there are cores: each takes memory as well. It is done before anything
// is written, since a transaction that waits for it would be broken off on a busy machine.
func hashAll(users []sample.User, hash func(string) string) [][2]string {
	out := make([][2]string, len(users))
	next := make(chan int)
	var all sync.WaitGroup
	for range runtime.NumCPU() {
		all.Go(func() {
			for i := range next {
				for k, secret := range []string{users[i].PIN, users[i].Password} {
					if secret != "" {
						out[i][k] = hash(secret)
					}
				}
			}
		})
	}
	for i := range users {
		next <- i
	}
	close(next)
	all.Wait()
	return out
}

func saveWarehouse(ctx context.Context, tx *sqlx.Tx, w sample.Warehouse) (wh picking.WarehouseID, err error) {
	from, err := json.Marshal(w.ShipFrom)
	if err != nil {
		return 0, err
	}
	if err := tx.GetContext(ctx, &wh, `
		INSERT INTO warehouses (code, name, timezone, ship_from, gs1_prefix) VALUES ($1, $2, $3, CAST($4 AS jsonb), $5) RETURNING id`,
		w.Code, w.Name, w.Timezone, string(from), w.GS1Prefix); err != nil {
		return 0, err
	}
	for _, z := range w.Zones {
		if _, err := tx.ExecContext(ctx, `INSERT INTO zones (warehouse_id, code, name) VALUES ($1, $2, $3)`, wh, z.Code, z.Name); err != nil {
			return 0, err
		}
	}
	for _, b := range w.Boxes {
		if err := saveBox(ctx, tx, wh, b); err != nil {
			return 0, err
		}
	}
	return wh, nil
}

func placesOf(w sample.Warehouse) []intake.Location {
	out := make([]intake.Location, len(w.Locations))
	for i, l := range w.Locations {
		out[i].Location = l
	}
	return out
}

func itemsOf(w sample.Warehouse) []intake.Item {
	out := make([]intake.Item, len(w.Items))
	for i, it := range w.Items {
		out[i] = intake.Item{Item: it.Item, Codes: it.Codes}
	}
	return out
}

func saveUsers(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, users []sample.User, secrets [][2]string) error {
	for i, u := range users {
		c := Credentials{User: u.User, PINHash: secrets[i][0], PasswordHash: secrets[i][1]}
		c.Warehouse = wh
		if _, err := addUser(ctx, tx, c); err != nil {
			return err
		}
	}
	return nil
}

// saveGoods takes stock and orders by the road that files take.
func saveGoods(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, w sample.Warehouse) error {
	zone, err := zoneOf(w.Timezone)
	if err != nil {
		return err
	}
	o := intake.Options{Now: w.At, Zone: zone}
	stock, orders := intake.New(intake.Stock, "sample", o), intake.New(intake.Orders, "sample", o)
	for _, s := range w.Stock {
		stock.Stock = append(stock.Stock, intake.StockRow{Location: s.Location, SKU: s.SKU, Lot: s.Lot, Expires: s.Expires, Qty: s.Qty})
	}
	for _, o := range w.Orders {
		orders.AddOrder(o)
	}
	for _, f := range []intake.File{stock, orders} {
		r, _, err := take(ctx, tx, picking.User{Warehouse: wh}, f, false)
		if err != nil {
			return err
		}
		if !r.Taken {
			return picking.Errorf(picking.Internal, "the sample's %s are refused: %v", f.Kind, r.Bad[0])
		}
	}
	return nil
}
