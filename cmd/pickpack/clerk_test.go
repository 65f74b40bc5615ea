package main

import (
	"bytes"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/web/scan"
)

// close closes the load of the sandbox's parcels.
func (d *dispatch) close(t *testing.T, driver string) picking.ManifestID {
	t.Helper()
	m, err := d.CloseManifest(t.Context(), pia, db.LoadEnd{Act: scan.NewID(), Carrier: 1, Driver: driver, All: true, Told: true})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (d *dispatch) told(t *testing.T, k *clerk, m picking.ManifestID, want string) db.Manifest {
	t.Helper()
	d.raw.MustExec(`UPDATE manifests SET due = now(), lease = CASE WHEN lease IS NOT NULL THEN now() END`)
	if took, err := k.next(t.Context()); err != nil || !took {
		t.Fatalf("%v, %v", took, err)
	}
	x, err := d.Manifest(t.Context(), 1, m)
	if err != nil || x.State != want {
		t.Fatalf("%+v, want %s, %v", x, want, err)
	}
	return x
}

// A carrier is told of a load once: an answer that was lost, a clerk that is lost and a carrier that is down end in the same
// manifest, with the carrier's own list.
func TestClerk(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{Script: "manifest down, manifest lost"})
	courier := d.courier()
	d.until(t, courier, db.BookingBooked)
	m := d.close(t, "Sandbox")
	k := &clerk{d.Store, courier.at, slog.New(slog.DiscardHandler)}
	if x := d.told(t, k, m, db.ManifestAsked); x.Trouble == "" {
		t.Errorf("down: %+v", x)
	}
	d.told(t, k, m, db.ManifestAsked)
	late, err := d.ClaimManifest(t.Context(), time.Minute) // not due yet
	if err != nil || late != nil {
		t.Fatalf("%+v, %v", late, err)
	}
	d.raw.MustExec(`UPDATE manifests SET due = now()`)
	if late, err = d.ClaimManifest(t.Context(), time.Minute); err != nil || late == nil || len(late.Parcels) != 1 {
		t.Fatalf("%+v, %v", late, err)
	}
	x := d.told(t, k, m, db.ManifestClosed)
	if x.Ref == "" || !x.Theirs || x.Parcels != 1 || x.Holds != 1 {
		t.Errorf("%+v", x)
	}
	if err := d.ManifestDone(t.Context(), late, "other", nil); err != db.ErrFenced {
		t.Error("one that came too late wrote:", err)
	}
	if b, err := d.ManifestFile(t.Context(), 1, m, true); err != nil || !bytes.HasPrefix(b, []byte("%PDF-")) {
		t.Error(err)
	}
	if err := d.VoidBooking(t.Context(), pia, d.id, "x"); picking.KindOf(err) != picking.Conflict {
		t.Error("a label on a manifest was given back:", err)
	}
	if _, err := d.CloseManifest(t.Context(), pia, db.LoadEnd{Act: scan.NewID(), Carrier: 1, Driver: "Sandbox", All: true}); picking.KindOf(err) != picking.Conflict {
		t.Error("a parcel was put on two manifests:", err)
	}
	if took, err := k.next(t.Context()); took || err != nil {
		t.Error(took, err)
	}
}

// A load that is refused is asked for again, or taken apart: then its parcels wait for another one.
func TestClerkIsRefused(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{Script: "manifest refused, manifest refused"})
	courier := d.courier()
	d.until(t, courier, db.BookingBooked)
	k := &clerk{d.Store, courier.at, slog.New(slog.DiscardHandler)}
	m := d.close(t, "Sandbox")
	d.told(t, k, m, db.ManifestRefused)
	if err := d.AskManifest(t.Context(), pia, m); err != nil {
		t.Fatal(err)
	}
	if err := d.DropManifest(t.Context(), pia, m); picking.KindOf(err) != picking.Conflict {
		t.Error("taken apart while the carrier is asked:", err)
	}
	d.told(t, k, m, db.ManifestRefused)
	if err := d.DropManifest(t.Context(), pia, m); err != nil {
		t.Fatal(err)
	}
	if err := d.AskManifest(t.Context(), pia, m); picking.KindOf(err) != picking.Conflict {
		t.Error("asked for without parcels:", err)
	}
	d.told(t, k, d.close(t, "Sandbox"), db.ManifestClosed)
	if all, err := d.Manifests(t.Context(), 1, 10, 0); err != nil || len(all) != 2 || all[1].Holds != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

// The same over HTTP, with the services that buy from many.
func TestClerkOverHTTP(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{account.EasyPost, account.Karrio} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s, path := carriertest.EasyPost(sandbox.New(time.Now), "key-1"), "/v2"
			if kind == account.Karrio {
				s, path = carriertest.Karrio(sandbox.New(time.Now), "key-1"), ""
			}
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			d := newDispatch(t, kind, account.Settings{Address: h.URL + path, Inside: true})
			courier := d.courier()
			b := d.until(t, courier, db.BookingBooked)
			loads, err := d.Loadings(t.Context(), 1)
			if err != nil || len(loads) != 1 || loads[0].Here != 1 || loads[0].Driver != b.Label.By {
				t.Fatalf("%+v, %v", loads, err)
			}
			k := &clerk{d.Store, courier.at, slog.New(slog.DiscardHandler)}
			if x := d.told(t, k, d.close(t, loads[0].Driver), db.ManifestClosed); x.Ref == "" || !x.Theirs {
				t.Errorf("%+v", x)
			}
		})
	}
}
