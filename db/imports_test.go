package db_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/intake"
)

func TestImportIsDecidedOnce(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	add := func(content string) db.Import {
		f, err := intake.Parse(intake.Items, "items.csv", []byte(content), d.o)
		if err != nil {
			t.Fatal(err)
		}
		i, err := d.AddImport(t.Context(), d.u, f, []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	mixed := add("sku,name,barcode\nA,Apple,A1\nB,Bun,4006381333932\n")
	if mixed.State != "checked" || mixed.Report.BadRows != 1 || mixed.Report.Taken {
		t.Errorf("%+v", mixed)
	}
	if r, err := d.TakeStored(t.Context(), d.u, mixed.ID, dockTime, false); err != nil || r.Taken {
		t.Errorf("all of it: %+v, %v", r, err)
	}
	if r, err := d.TakeStored(t.Context(), d.u, mixed.ID, dockTime, true); err != nil || !r.Taken || r.New != 1 {
		t.Errorf("the good rows: %+v, %v", r, err)
	}
	if _, err := d.TakeStored(t.Context(), d.u, mixed.ID, dockTime, true); picking.KindOf(err) != picking.Conflict {
		t.Errorf("taken twice: %v", err)
	}
	other := add("sku,name\nC,Cup\n")
	if err := d.DropImport(t.Context(), d.u, other.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.TakeStored(t.Context(), d.u, other.ID, dockTime, true); picking.KindOf(err) != picking.Conflict {
		t.Errorf("taken after it was dropped: %v", err)
	}
	list, err := d.Imports(t.Context(), d.w, 10)
	if err != nil || len(list) != 2 || list[0].State != "dropped" || list[1].State != "taken" || list[1].Who != "Ann" || list[1].Report.New != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if n := d.count(t, `SELECT count(*) FROM imports WHERE length(content) > 0`); n != 0 {
		t.Errorf("%d files are still kept", n)
	}
	if _, err := d.Import(t.Context(), 2, mixed.ID); picking.KindOf(err) != picking.NotFound {
		t.Errorf("another warehouse sees it: %v", err)
	}
	if err := d.DropImport(t.Context(), picking.User{Warehouse: 2}, mixed.ID); picking.KindOf(err) != picking.NotFound {
		t.Errorf("another warehouse drops it: %v", err)
	}
}

func (d *dock) sending(key, sku string, qty picking.Qty) db.Sending {
	o := intake.Order{Source: "shop", ExternalID: key, Service: "pickup", ShipTo: picking.Address{Name: "Ann"},
		Lines: []intake.OrderLine{{SKU: sku, Qty: qty}}}
	f := intake.New(intake.Orders, "api", d.o)
	f.AddOrder(o)
	return db.Sending{Warehouse: d.w, Key: key, Hash: o.Hash(), File: f}
}

func told(r intake.Report, refs []db.OrderRef) (db.Answer, error) {
	body, err := json.Marshal(refs)
	return db.Answer{Status: 201, Body: body}, err
}

// The same request eight times at once is taken once, and all are told the same.
func TestSendingIsTakenOnce(t *testing.T) {
	t.Parallel()
	d := newDock(t)
	d.take(t, intake.Items, "sku,name\nA,Apple\n", false)
	var all sync.WaitGroup
	answers := make([]db.Answer, 8)
	for i := range answers {
		all.Go(func() {
			var err error
			if answers[i], _, err = d.SendOrders(context.Background(), d.sending("k1", "A", 2), told); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, a := range answers {
		if string(a.Body) != string(answers[0].Body) || a.Status != 201 {
			t.Errorf("%s and %s", a.Body, answers[0].Body)
		}
	}
	if n := d.count(t, `SELECT count(*) FROM orders`); n != 1 {
		t.Errorf("%d orders", n)
	}
	if _, _, err := d.SendOrders(t.Context(), d.sending("k1", "A", 3), told); picking.KindOf(err) != picking.Conflict {
		t.Errorf("another request under the same key: %v", err)
	}
	bad := d.sending("k2", "NIX", 1)
	if a, r, err := d.SendOrders(t.Context(), bad, told); err != nil || a.Status != 0 || r.Taken || r.Bad[0].Field != "lines[0].sku" {
		t.Errorf("an unknown item: %+v, %+v, %v", a, r, err)
	}
	d.take(t, intake.Items, "sku,name\nNIX,Nixie\n", false)
	if a, _, err := d.SendOrders(t.Context(), bad, told); err != nil || a.Status != 201 {
		t.Errorf("the same request once the item is there: %+v, %v", a, err)
	}
}
