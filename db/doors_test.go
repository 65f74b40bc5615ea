package db_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
)

// Parcels are loaded for one carrier: another one's is refused, what is missing must have been seen, and the next driver
// begins anew.
func TestDoors(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	first, second := f.packAll(t)
	f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Box', 'sandbox')`)
	f.raw.MustExec(`INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
		SELECT 1, order_id, id, 1, 'std', 'booked', json_build_object('number', tracking, 'by', CASE WHEN order_id = 3 THEN 'UPS' ELSE '' END), 1, now() FROM cartons WHERE order_id IN (3, 5)`)
	f.raw.MustExec(`INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
		SELECT 1, order_id, id, 1, 'std', 'voided', '{"number":"OLD-1"}', 1, now() FROM cartons WHERE order_id = 5`)
	doors := func(want ...db.Door) {
		t.Helper()
		got, err := f.Doors(t.Context(), f.w)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(diff, err)
		}
	}
	at := func(code, door string, want picking.Verdict) {
		t.Helper()
		if a, err := f.HandOver(t.Context(), f.act(pia), scanned(code), door); err != nil || a.Message.Verdict != want {
			t.Errorf("%s at %s: %+v, want %s, %v", code, door, a.Message, want, err)
		}
	}
	end := func(door string, seen int, want picking.Verdict) {
		t.Helper()
		act := f.act(pia)
		for range 2 { // sent twice, it is one
			if a, err := f.EndLoading(context.Background(), act, door, seen); err != nil || a.Message.Verdict != want {
				t.Errorf("%s ends: %+v, want %s, %v", door, a.Message, want, err)
			}
		}
	}
	doors(db.Door{Name: "Box", Waiting: 1}, db.Door{Name: "UPS", Waiting: 2})
	at(first.Tracking, "Box", picking.WrongPlace)
	at("OLD-1", "", picking.NotAllowed)
	at(first.Tracking, "UPS", picking.OK)
	doors(db.Door{Name: "Box", Waiting: 1}, db.Door{Name: "UPS", Loaded: 1, Waiting: 1})
	if p, err := f.DoorParcels(t.Context(), f.w, "UPS"); err != nil || len(p) != 1 || p[0].Tracking != second.Tracking || p[0].Carrier != "UPS" {
		t.Errorf("%+v, %v", p, err)
	}
	end("UPS", 0, picking.NotAllowed)
	end("UPS", 1, picking.ListComplete)
	doors(db.Door{Name: "Box", Waiting: 1}, db.Door{Name: "UPS", Waiting: 1})
	at(second.Tracking, "UPS", picking.ListComplete)
	doors(db.Door{Name: "Box", Waiting: 1}, db.Door{Name: "UPS", Loaded: 1})
	end("UPS", 0, picking.ListComplete)
	end("nobody", 0, picking.NotAllowed)
	if n := f.get(t, `SELECT count(*) FROM departures`); n != 2 {
		t.Errorf("%d departures", n)
	}
	f.checkPacking(t)
}
