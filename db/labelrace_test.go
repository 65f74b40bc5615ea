package db_test

import (
	"context"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// amid runs first, holds it when it is about to change a carton, runs second beside it, and lets both end.
func (f *floor) amid(t *testing.T, first, second func() error) (firstErr, secondErr error) {
	t.Helper()
	holder := f.raw.MustBegin()
	holder.MustExec(`SELECT 1 FROM cartons ORDER BY id FOR NO KEY UPDATE`)
	ends := [2]chan error{make(chan error, 1), make(chan error, 1)}
	waiting := func(n int) bool {
		return f.get(t, `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) == n
	}
	go func() { ends[0] <- first() }()
	for !waiting(1) {
		if time.Sleep(5 * time.Millisecond); t.Context().Err() != nil {
			t.Fatal("nobody waits for the carton")
		}
	}
	go func() { ends[1] <- second() }()
	for !waiting(2) && len(ends[1]) == 0 {
		time.Sleep(5 * time.Millisecond)
	}
	if err := holder.Rollback(); err != nil {
		t.Fatal(err)
	}
	return <-ends[0], <-ends[1]
}

// A label is neither given back for a carton that leaves at the same moment, nor bought for one that is opened again.
func TestLabelAndCartonAtOnce(t *testing.T) {
	t.Parallel()
	by := picking.User{ID: pia, Warehouse: 1}
	bg := context.Background()
	closed := func(t *testing.T) (*floor, picking.CartonID) {
		f := newStation(t)
		f.begin(t, pia, "T-9", false)
		f.pack(t, 5, "RED")
		f.close(t, 5, pack.CloseRequest{Weight: 150})
		f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Box', 'sandbox')`)
		return f, picking.CartonID(f.get(t, `SELECT id FROM cartons`))
	}
	book := func(f *floor, carton picking.CartonID) {
		f.raw.MustExec(`INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
			SELECT 1, order_id, id, 1, 'std', 'booked', json_build_object('number', tracking), 3, now() FROM cartons WHERE id = $1`, carton)
	}
	wish := db.BookingWish{Carrier: 1, Service: "std", Why: "sooner"}
	for name, back := range map[string]func(f *floor, c picking.CartonID) error{
		"void": func(f *floor, _ picking.CartonID) error { return f.VoidBooking(bg, by, 1, "wrong") },
		"wish": func(f *floor, c picking.CartonID) error { return f.WishCarton(bg, by, c, wish) },
	} {
		t.Run("left, "+name, func(t *testing.T) {
			t.Parallel()
			f, carton := closed(t)
			book(f, carton)
			left, void := f.amid(t, func() error {
				_, err := f.HandOver(bg, f.act(pia), scanned(pack.CartonCode(carton)), "")
				return err
			}, func() error { return back(f, carton) })
			if left != nil || picking.KindOf(void) != picking.Conflict || f.text(t, `SELECT state FROM bookings`) != "booked" {
				t.Errorf("handed over: %v, given back: %v, the label is %s", left, void, f.text(t, `SELECT state FROM bookings`))
			}
		})
	}
	for name, buy := range map[string]func(f *floor, c picking.CartonID) error{
		"ask": func(f *floor, c picking.CartonID) error {
			_, err := f.AskBooking(bg, by, c, db.BookingWish{})
			return err
		},
		"wish": func(f *floor, c picking.CartonID) error { return f.WishCarton(bg, by, c, wish) },
	} {
		t.Run("open again, "+name, func(t *testing.T) {
			t.Parallel()
			f, carton := closed(t)
			open, bought := f.amid(t, func() error {
				_, err := f.ReopenCarton(bg, f.act(pia), 5, carton, "x")
				return err
			}, func() error { return buy(f, carton) })
			if open != nil || picking.KindOf(bought) != picking.Conflict || f.get(t, `SELECT count(*) FROM bookings`) != 0 {
				t.Errorf("opened again: %v, bought: %v", open, bought)
			}
		})
	}
}

// What its customer collects goes with no carrier, whoever asks.
func TestNoLabelForPickup(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.packAll(t)
	f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Box', 'sandbox')`)
	by, carton := picking.User{ID: pia, Warehouse: 1}, picking.CartonID(f.get(t, `SELECT id FROM cartons WHERE order_id = 4`))
	_, asked := f.AskBooking(t.Context(), by, carton, db.BookingWish{})
	wished := f.WishCarton(t.Context(), by, carton, db.BookingWish{Carrier: 1, Service: "std", Why: "x"})
	if picking.KindOf(asked) != picking.Conflict || picking.KindOf(wished) != picking.Conflict {
		t.Errorf("asked: %v, wished: %v", asked, wished)
	}
}
