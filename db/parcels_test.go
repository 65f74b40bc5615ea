package db_test

import (
	"testing"
	"time"

	"pickpack/db"
	"pickpack/picking/ship"
)

// The list of parcels to look at holds exactly those that ship.Watch.Concern has words for.
func TestParcelsToLookAt(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Post', 'sandbox')`)
	// an order whose cartons are of every status, left or not, of every age, expected or not
	f.raw.MustExec(`WITH x AS (SELECT s, l, a, e, row_number() OVER () AS n FROM unnest(ARRAY['announced', 'underway', 'delayed', 'trouble', 'missed', 'out_for_delivery', 'waiting',
			'returning', 'delivered', 'cancelled']) s, generate_series(0, 2) l, generate_series(0, 2) a, generate_series(0, 2) e),
		p AS (INSERT INTO locations (warehouse_id, code, kind) SELECT 1, 'CX-' || n, 'carton' FROM x RETURNING id, code),
		c AS (INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at, left_at)
			SELECT 1, 3, 100 + n, p.id, 1, CASE l WHEN 0 THEN 'labelled' ELSE 'left' END, 'M', 1000, lpad(n::text, 18, '0'), now(),
			CASE WHEN l > 0 THEN now() - make_interval(hours => l * 23 - 10) END FROM x JOIN p ON p.code = 'CX-' || n RETURNING id, n),
		b AS (INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
			SELECT 1, 3, c.id, 1, 'std', 'booked', json_build_object('number', 'N-' || c.n), 1, now() FROM c RETURNING id, carton_id)
		INSERT INTO parcels (warehouse_id, booking_id, carrier_id, number, status, at, expected)
			SELECT 1, b.id, 1, 'N-' || c.n, s, now() - make_interval(hours => a * 70), CASE WHEN e > 0 THEN now() + make_interval(hours => 3 - e * 2) END
			  FROM x JOIN c ON c.n = 100 + x.n JOIN b ON b.carton_id = c.id`)
	now := time.Now()
	all, err := f.Parcels(t.Context(), 1, db.ParcelsAll, "", now, 1000, 0)
	if err != nil || len(all) != 270 {
		t.Fatalf("%d, %v", len(all), err)
	}
	look, err := f.Parcels(t.Context(), 1, db.ParcelsToLookAt, "", now, 1000, 0)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, p := range look {
		listed[p.Number] = true
	}
	concerns := map[string]bool{}
	for _, p := range all {
		words := p.Watch().Concern(now)
		concerns[words] = true
		if (words != "") != listed[p.Number] {
			t.Errorf("%s: %q, listed: %v", p.Number, words, listed[p.Number])
		}
	}
	if len(concerns) < 8 {
		t.Errorf("only these concerns were tried: %v", concerns)
	}
	if n, err := f.ParcelsToLook(t.Context(), 1, now); err != nil || n != len(look) {
		t.Errorf("%d of %d, %v", n, len(look), err)
	}
	if b, err := f.BoardSnapshot(t.Context(), 1); err != nil || b.Parcels != len(look) {
		t.Errorf("%d of %d on the board, %v", b.Parcels, len(look), err)
	}
	for search, want := range map[string]int{"N-101": 1, "P-1": 270, "_": 0, "%": 0, "nobody": 0} {
		if got, err := f.Parcels(t.Context(), 1, db.ParcelsAll, search, now, 1000, 0); err != nil || len(got) != want {
			t.Errorf("%q: %d, want %d, %v", search, len(got), want, err)
		}
	}
	if _, err := f.Parcels(t.Context(), 1, "none such", "", now, 1, 0); err == nil {
		t.Error("there is no such list")
	}
	if p, err := f.Tracks(t.Context(), 1, 3); err != nil || len(p) != 270 || p[0].Status == "" || !ship.Status(p[0].Status).Over() && p[0].Number == "" {
		t.Error(len(p), err)
	}
}
