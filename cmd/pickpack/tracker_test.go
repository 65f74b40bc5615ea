package main

import (
	"log/slog"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/manual"
	"pickpack/picking/ship"
	"pickpack/web/counter"
)

// A parcel is followed from its label to its recipient by asking; news told again stand there once, and a carrier that does
// not answer is asked again later.
func TestTracker(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{Script: "track down"})
	now := time.Now()
	at := counter.New(d.Store, d.vault, func() time.Time { return now })
	k := newCourier(d.Store, at, slog.New(slog.DiscardHandler))
	d.until(t, k, db.BookingBooked)
	watch := &tracker{d.Store, at, slog.New(slog.DiscardHandler), func() time.Time { return now }}
	look := func(want int) db.Track {
		t.Helper()
		n, err := watch.look(t.Context())
		if err != nil || n != want {
			t.Fatalf("%d parcels, want %d, %v", n, want, err)
		}
		all, err := d.Tracks(t.Context(), 1, 1)
		if err != nil || len(all) != 1 {
			t.Fatalf("%+v, %v", all, err)
		}
		return all[0]
	}
	due := func() { d.raw.MustExec(`UPDATE parcels SET due = now() WHERE due IS NOT NULL`) }
	if p := look(0); p.Status != ship.Announced || len(p.News) != 0 { // not at once
		t.Fatalf("%+v", p)
	}
	due()
	look(1)
	var tries int
	if err := d.raw.Get(&tries, `SELECT tries FROM parcels WHERE due > now() + interval '4 minutes'`); err != nil || tries != 1 {
		t.Error("a carrier that is down:", tries, err)
	}
	due()
	if p := look(1); p.Status != ship.Announced || len(p.News) != 1 || p.Expected == nil {
		t.Errorf("%+v", p)
	}
	now = now.Add(16 * time.Hour)
	for range 2 {
		due()
		if p := look(1); p.Status != ship.Underway || len(p.News) != 3 || p.News[0].Text != "It is sorted." {
			t.Errorf("%+v", p)
		}
	}
	now = now.AddDate(0, 0, 12)
	due()
	if p := look(1); p.Status != ship.Delivered {
		t.Errorf("%+v", p)
	}
	due()
	look(0)
	var events int
	if err := d.raw.Get(&events, `SELECT count(*) FROM events WHERE kind IN ('parcel.underway', 'parcel.delivered') AND order_id = 1 AND carton_id = 1`); err != nil || events != 2 {
		t.Error(events, err)
	}
}

// Who never tells is asked once.
func TestTrackerOfACarrierThatCannotTell(t *testing.T) {
	t.Parallel()
	day := []manual.Service{{Code: "day", Name: "Same day", Price: ship.Money{Minor: 700, Currency: "EUR"}}}
	d := newDispatch(t, account.Manual, account.Settings{Services: day, Range: &manual.Range{First: 1, Last: 9, Digits: 4}})
	k := d.courier()
	d.until(t, k, db.BookingBooked)
	d.raw.MustExec(`UPDATE parcels SET due = now()`)
	watch := &tracker{d.Store, k.at, slog.New(slog.DiscardHandler), time.Now}
	for _, want := range []int{1, 0} {
		if n, err := watch.look(t.Context()); n != want || err != nil {
			t.Errorf("%d, want %d, %v", n, want, err)
		}
	}
	if err := d.VoidBooking(t.Context(), pia, d.id, "x"); err != nil {
		t.Fatal(err)
	}
	d.until(t, k, db.BookingVoided)
	if all, err := d.Tracks(t.Context(), 1, 1); err != nil || all[0].Status != ship.Cancelled {
		t.Errorf("%+v, %v", all, err)
	}
}
