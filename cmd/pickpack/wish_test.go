package main

import (
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/labels/carrier/account"
	"pickpack/picking"
)

func (d *dispatch) wish(t *testing.T, service string, kind picking.Kind) {
	t.Helper()
	err := d.WishCarton(t.Context(), pia, 1, db.BookingWish{Carrier: 1, Service: service, Why: "chosen by hand: sooner"})
	if (kind == picking.Internal) != (err == nil) || err != nil && picking.KindOf(err) != kind {
		t.Fatalf("%s: %v", service, err)
	}
	if err := d.raw.Get(&d.id, `SELECT max(id) FROM bookings`); err != nil {
		t.Fatal(err)
	}
}

// A person's choice against the rules: before a label is bought, after one was refused, and of a carton that has one, which
// goes back first. What may have been bought already is never left behind.
func TestWish(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{Script: "buy down, buy refused"})
	k := d.courier()
	if _, err := k.next(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b := d.booking(t); b.State != db.BookingAsked || b.Service != "economy" {
		t.Fatalf("%+v", b)
	}
	d.wish(t, "standard", picking.Internal) // the carrier was down: nothing was bought for sure
	if b := d.until(t, k, db.BookingRefused); b.Service != "standard" || b.Why != "chosen by hand: sooner" {
		t.Fatalf("%+v", b)
	}
	d.wish(t, "standard", picking.Internal)
	first := d.until(t, k, db.BookingBooked)
	d.wish(t, "express", picking.Internal)
	if b := d.booking(t); b.ID != first.ID || b.State != db.BookingVoiding {
		t.Fatalf("%+v", b)
	}
	if _, err := k.next(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.raw.Get(&d.id, `SELECT max(id) FROM bookings`); err != nil || d.id == first.ID {
		t.Fatal("nothing is asked for in its place", err)
	}
	if b := d.until(t, k, db.BookingBooked); b.Service != "express" || b.Label.Number == first.Label.Number {
		t.Fatalf("%+v", b)
	}
	d.proven(t)

	// given back by hand, the old wish does not come true again
	if err := d.VoidBooking(t.Context(), pia, d.id, "wrong box"); err != nil {
		t.Fatal(err)
	}
	last := d.id
	d.until(t, k, db.BookingVoided)
	var most picking.BookingID
	if err := d.raw.Get(&most, `SELECT max(id) FROM bookings`); err != nil || most != last {
		t.Errorf("booking %d, %v", most, err)
	}

	// a label that is perhaps bought is waited for
	d.ask(t, db.BookingWish{})
	d.raw.MustExec(`UPDATE bookings SET state = 'asked', sure = false, claim = 1, carrier_id = 1, service = 'economy' WHERE id = $1`, d.id)
	d.wish(t, "express", picking.Conflict)
	d.raw.MustExec(`UPDATE bookings SET state = 'booking', lease = now() + interval '1 hour' WHERE id = $1`, d.id)
	d.wish(t, "express", picking.Conflict)
	d.raw.MustExec(`UPDATE cartons SET state = 'left'`)
	d.wish(t, "express", picking.Conflict)
	var text string
	if err := d.raw.Get(&text, `SELECT string_agg(kind || ' ' || text, '; ' ORDER BY id) FROM events WHERE kind IN ('booking.chosen', 'booking.reason')`); err != nil ||
		!strings.Contains(text, "booking.chosen standard, chosen by hand: sooner") || !strings.Contains(text, "booking.reason chosen by hand: sooner") {
		t.Error(text, err)
	}
}

// A wish for an order holds for each carton that is closed after it.
func TestWishForAnOrder(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{})
	wish := db.BookingWish{Carrier: 1, Service: "express", Why: "chosen by hand: x", Number: "ignored"}
	if err := d.WishOrder(t.Context(), pia, 1, wish); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := d.raw.Get(&n, `SELECT count(*) FROM carrier_wishes WHERE carton_id = 0 AND number = '' AND service = 'express'`); err != nil || n != 1 {
		t.Error(n, err)
	}
	d.raw.MustExec(`UPDATE orders SET service = 'pickup'`)
	if err := d.WishOrder(t.Context(), pia, 1, wish); picking.KindOf(err) != picking.Conflict {
		t.Error(err)
	}
}
