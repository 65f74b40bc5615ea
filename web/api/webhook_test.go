package api_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web"
	"pickpack/web/api"
	"pickpack/web/counter"
)

// gate is a server with an EasyPost (1), a Karrio (2) and a sandbox account (3), and a parcel of each with the number N-1.
type gate struct {
	t     *testing.T
	store *db.Store
	app   *web.App
}

func newGate(t *testing.T) *gate {
	t.Helper()
	dsn := dbtest.DSN(t)
	g := &gate{t: t, store: dbtest.Open(t, dsn)}
	raw := sqlx.MustConnect("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('V', 'Other'), ('W', 'House'); INSERT INTO users (warehouse_id, badge, name, role) VALUES (2, 'U-1', 'Pia', 'packer')`)
	v, err := carrier.NewVault(bytes.Repeat([]byte{1}, carrier.VaultKey))
	if err != nil {
		t.Fatal(err)
	}
	at := counter.New(g.store, v, time.Now)
	for _, a := range []db.CarrierAccount{{Name: "E", Kind: account.EasyPost, Settings: []byte(`{}`)}, {Name: "K", Kind: account.Karrio, Settings: []byte(`{"address":"https://karrio.example"}`)},
		{Name: "S", Kind: account.Sandbox, Settings: []byte(`{}`)}, {Name: "M", Kind: account.Manual, Settings: []byte(`{"services":[{"code":"d","name":"D","price":{"minor":1,"currency":"EUR"}}]}`)}} {
		seal := at.Seal(map[string]carrier.Secret{account.Key: carrier.NewSecret("key"), account.Webhook: carrier.NewSecret("hook")})
		if _, err := g.store.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 2}, a, seal); err != nil {
			t.Fatal(err)
		}
	}
	raw.MustExec(`INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
			VALUES (2, 'P-1', 'test', '1', 'online', 'express', now(), '{"name":"Mia"}', '', 1);
		INSERT INTO locations (warehouse_id, code, kind) SELECT 2, 'C-' || n, 'carton' FROM generate_series(1, 3) n;
		INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at)
			SELECT 2, 1, n, n, 1, 'labelled', 'M', 1800, '34012345000000000' || n, now() FROM generate_series(1, 3) n;
		INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
			SELECT 2, 1, n, n, 'x', 'booked', '{"number":"N-1","by":"UPS"}', 1, now() FROM generate_series(1, 3) n;
		INSERT INTO parcels (warehouse_id, booking_id, carrier_id, number, at) SELECT 2, n, n, 'N-1', now() - interval '1 day' FROM generate_series(1, 3) n`)
	g.app = web.New(web.Deps{Store: g.store, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Carriers: at})
	return g
}

func (g *gate) call(id picking.CarrierID, c carrier.Call) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", api.WebhookPath(id), bytes.NewReader(c.Body))
	r.Header = c.Header.Clone()
	w := httptest.NewRecorder()
	g.app.ServeHTTP(w, r)
	return w
}

func (g *gate) track(n int) db.Track {
	g.t.Helper()
	all, err := g.store.Tracks(g.t.Context(), 2, 1)
	if err != nil || len(all) != 3 {
		g.t.Fatalf("%+v, %v", all, err)
	}
	return all[n-1]
}

// Each carrier's call moves its own parcel, once however often it comes, and never backwards. What does not prove itself
// changes nothing.
func TestWebhooks(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	now := time.Now().UTC().Truncate(time.Second)
	told := func(s ship.Status, at time.Time) carrier.Tracking {
		return carrier.Tracking{Number: "N-1", Due: now.Add(48 * time.Hour), News: []ship.News{{Status: s, At: at, Text: "It moves.\x00", Place: "Hub"}}}
	}
	for id, make := range map[picking.CarrierID]func(carrier.Tracking) carrier.Call{
		1: func(x carrier.Tracking) carrier.Call {
			return carriertest.EasyPostCall("hook", api.WebhookPath(1), x, now)
		},
		2: func(x carrier.Tracking) carrier.Call { return carriertest.KarrioCall("hook", x, now) },
		3: func(x carrier.Tracking) carrier.Call { return sandbox.Call(x.Number, x.News[0], now) },
	} {
		out := make(told(ship.Out, now))
		var busy sync.WaitGroup
		for range 4 { // the carrier is impatient
			busy.Go(func() {
				if w := g.call(id, out); w.Code != http.StatusNoContent {
					t.Errorf("%d: %d %s", id, w.Code, w.Body)
				}
			})
		}
		busy.Wait()
		if w := g.call(id, make(told(ship.Underway, now.Add(-2*time.Hour)))); w.Code != http.StatusNoContent {
			t.Errorf("%d, late: %d %s", id, w.Code, w.Body)
		}
		if p := g.track(int(id)); p.Status != ship.Out || len(p.News) != 2 || p.News[0].Status != ship.Out || strings.Contains(p.News[0].Text, "\x00") {
			t.Errorf("%d: %+v", id, p)
		}
		none := told(ship.Out, now)
		none.Number = "N-\x00"
		if w := g.call(id, make(none)); w.Code != http.StatusNoContent {
			t.Errorf("%d, another's parcel: %d %s", id, w.Code, w.Body)
		}
		bad := make(told(ship.Delivered, now.Add(time.Hour)))
		for name := range bad.Header {
			if strings.HasPrefix(name, "X-") {
				bad.Header.Set(name, bad.Header.Get(name)+"0")
			}
		}
		for what, c := range map[string]carrier.Call{"forged": bad, "bare": {Header: http.Header{}, Body: out.Body}, "empty": {Header: http.Header{}}} {
			if w := g.call(id, c); w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), "hook") {
				t.Errorf("%d, %s: %d %s", id, what, w.Code, w.Body)
			}
		}
		if p := g.track(int(id)); p.Status != ship.Out {
			t.Errorf("%d: a forged call moved it: %+v", id, p)
		}
	}
	if w := g.call(4, carriertest.KarrioCall("hook", told(ship.Out, now), now)); w.Code != http.StatusUnauthorized {
		t.Errorf("a carrier that calls nobody: %d", w.Code)
	}
	for _, path := range []string{api.WebhookPath(99), "/api/v1/carriers/x/webhook", "/api/v1/carriers/-1/webhook"} {
		w := httptest.NewRecorder()
		g.app.ServeHTTP(w, httptest.NewRequest("POST", path, strings.NewReader("{}")))
		if w.Code != http.StatusUnauthorized {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := g.call(2, carrier.Call{Header: http.Header{}, Body: make([]byte, 300<<10)}); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", w.Code)
	}
}
