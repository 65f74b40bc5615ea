package manifests_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web/counter"
	"pickpack/web/desk/manifests"
	"pickpack/web/respond"
	"pickpack/web/scan"
)

// server answers the area's routes for a supervisor. A van (account 1) has three parcels, two of which have left; a
// sandbox (2) has one of UPS and one of DHL.
func server(t *testing.T) (http.Handler, *db.Store) {
	t.Helper()
	dsn := dbtest.DSN(t)
	store := dbtest.Open(t, dsn)
	raw := sqlx.MustOpen("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name, timezone, ship_from) VALUES ('W', 'Test', 'Europe/Berlin', '{"name":"Nordlicht","street1":"Hafenstr. 12","postcode":"20457","city":"Hamburg","country":"DE"}');
		INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Sue', 'supervisor');
		INSERT INTO carriers (warehouse_id, name, kind, settings) VALUES (1, 'Van', 'manual', '{"services":[{"code":"day","name":"Day","price":{"minor":700,"currency":"EUR"}}]}'), (1, 'Box', 'sandbox', '{}');
		INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
			VALUES (1, 'P-1', 'test', '1', 'online', 'express', now(), '{"name":"Mia <b>","street1":"Allee 1","postcode":"80331","city":"München","country":"DE"}', '', 1);
		INSERT INTO locations (warehouse_id, code, kind) SELECT 1, 'C-' || n, 'carton' FROM generate_series(1, 5) n;
		INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at, left_at)
			SELECT 1, 1, n, n, 1, CASE WHEN n <= 2 THEN 'left' ELSE 'labelled' END, 'M', 1800, '34012345000000000' || n, now(), CASE WHEN n <= 2 THEN now() END FROM generate_series(1, 5) n;
		INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
			SELECT 1, 1, n, CASE WHEN n <= 3 THEN 1 ELSE 2 END, 'day', 'booked', json_build_object('number', 'N-' || n, 'by', (ARRAY['Van', 'Van', '', 'UPS', 'DHL'])[n]), 1, now()
			  FROM generate_series(1, 5) n`)
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) {
		trouble := respond.TroubleOf(err)
		_ = c.String(trouble.Status, trouble.Message)
	}
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set("auth.user", picking.User{ID: 1, Warehouse: 1, Role: picking.Supervisor, Name: "Sue", Badge: "U-1"})
			return next(c)
		}
	})
	(&manifests.Area{Store: store, Counter: counter.New(store, nil, time.Now), Now: time.Now}).Mount(e.Group(manifests.Path))
	return e, store
}

func get(t *testing.T, h http.Handler, path string, want int) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	if w.Code != want {
		t.Fatalf("%s: %d %.500s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

func post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// A load is closed once however often the form is sent; what is still here stays for the next; its list is the same for ever.
func TestCloseALoad(t *testing.T) {
	t.Parallel()
	h, store := server(t)
	if body := get(t, h, manifests.Path, 200); !strings.Contains(body, "UPS, by Box") || !strings.Contains(body, "2 of 3") {
		t.Errorf("%s", body)
	}
	load := get(t, h, manifests.LoadPath(1, "Van"), 200)
	if !strings.Contains(load, "Still here: 1") || !strings.Contains(load, "Loaded: 2") || !strings.Contains(load, "Mia &lt;b&gt;") {
		t.Errorf("%s", load)
	}
	form := url.Values{"act": {scan.NewID()}, "carrier": {"1"}, "driver": {"Van"}}
	to := make([]string, 4)
	var busy sync.WaitGroup
	for i := range to {
		busy.Go(func() { to[i] = post(h, manifests.Path, form).Header().Get("Location") })
	}
	busy.Wait()
	for _, path := range to {
		if path != manifests.OnePath(1) {
			t.Errorf("closed four times: %v", to)
		}
	}
	m, err := store.Manifest(t.Context(), 1, 1)
	if err != nil || m.State != db.ManifestClosed || m.Parcels != 2 || m.Who != "Sue" {
		t.Errorf("%+v, %v", m, err)
	}
	first := get(t, h, manifests.FilePath(1, "list.pdf"), 200)
	if !strings.HasPrefix(first, "%PDF-") || get(t, h, manifests.FilePath(1, "list.pdf"), 200) != first {
		t.Error("the list is no PDF, or another one the second time")
	}
	if body := get(t, h, manifests.OnePath(1), 200); !strings.Contains(body, "N-2") || strings.Contains(body, "N-3") {
		t.Errorf("%s", body)
	}
	get(t, h, manifests.FilePath(1, "carrier.pdf"), 404)
	again := url.Values{"act": {scan.NewID()}, "carrier": {"1"}, "driver": {"Van"}}
	if w := post(h, manifests.Path, again); w.Code != 409 || !strings.Contains(w.Body.String(), "No parcel waits") {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
	again.Set("all", "1")
	if w := post(h, manifests.Path, again); w.Header().Get("Location") == "" {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
	told := url.Values{"act": {scan.NewID()}, "carrier": {"2"}, "driver": {"UPS"}, "all": {"1"}}
	path := post(h, manifests.Path, told).Header().Get("Location")
	if body := get(t, h, path, 200); !strings.Contains(body, "UPS is told which parcels come") || !strings.Contains(body, "N-4") || strings.Contains(body, "N-5") {
		t.Errorf("%s", body)
	}
	if w := post(h, path+"/drop", nil); w.Code != http.StatusSeeOther {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, bad := range []url.Values{{"act": {"x"}, "carrier": {"1"}}, {"act": {scan.NewID()}, "carrier": {"9"}}, {"act": {scan.NewID()}, "carrier": {"x"}}} {
		if w := post(h, manifests.Path, bad); w.Code != 404 && w.Code != 422 {
			t.Errorf("%v: %d", bad, w.Code)
		}
	}
	for _, path := range []string{manifests.OnePath(99), manifests.Path + "/x", manifests.FilePath(99, "list.pdf"), manifests.LoadPath(9, "x")} {
		get(t, h, path, 404)
	}
	get(t, h, manifests.LoadPath(1, "nobody"), 200)
}
