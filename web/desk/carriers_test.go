package desk_test

import (
	"net/http"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/desk"
	"pickpack/web/desk/carriers"
	"pickpack/web/desk/manifests"
	"pickpack/web/desk/parcels"
	"pickpack/web/station"
	"pickpack/web/webtest"
)

// The pages about carriers on a desk and on a phone, judged by axe.
func TestCarriersLook(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	s := h.seatOf(t, "ART")
	s.look("carriers-none", carriers.Path)
	art := picking.User{ID: 1, Warehouse: 1}
	for _, a := range []db.CarrierAccount{
		{Name: "Box", Kind: "sandbox", Settings: []byte(`{}`), Enabled: true},
		{Name: "Van", Kind: "manual", Enabled: true, Settings: []byte(`{"services":[{"code":"day","name":"Same day","price":{"minor":700,"currency":"EUR"},"days":1}],"range":{"prefix":"NV","first":1,"last":99,"digits":4}}`)},
		{Name: "Post", Kind: "karrio", Settings: []byte(`{"address":"https://karrio.example"}`), Enabled: true}} {
		if _, err := h.SaveCarrier(t.Context(), art, a, nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := h.CarrierHeard(t.Context(), 1, 3, "Karrio does not answer. Please try again."); err != nil {
		t.Fatal(err)
	}
	for _, r := range []ship.Rule{{Service: "express", Want: ship.InTime, Days: 1, Among: []string{"Van", "Box/express"}, SupervisorOnly: true}, {Want: ship.Cheapest, Limit: ship.Money{Minor: 990, Currency: "EUR"}}} {
		if err := h.SaveShipRule(t.Context(), art, r); err != nil {
			t.Fatal(err)
		}
	}
	order := parcelsOfAnOrder(h)
	pages := []struct{ name, path string }{
		{"parcels", parcels.Path},
		{"order-way", desk.OrderPath(order)},
		{"manifests", manifests.Path},
		{"manifest-load", manifests.LoadPath(1, "UPS")},
		{"manifest-closed", manifests.OnePath(1)},
		{"manifest-refused", manifests.OnePath(2)},
		{"carriers", carriers.Path},
		{"carrier-van", carriers.OnePath(2)},
		{"carrier-post", carriers.OnePath(3)},
		{"carrier-rules", carriers.RulePath("express")},
		{"carrier-try", carriers.RulesPath + "?try=1&service=express&postcode=80331&city=M%C3%BCnchen&country=DE&grams=1200&box=M"},
		{"another-service", station.ServicePath(picking.OrderID(h.get(t, "SELECT min(id) FROM orders WHERE state = 'received' AND NOT pickup")), 0)},
	}
	for _, p := range pages {
		s.look(p.name, p.path)
		webtest.AuditPage(t, s.ctx, p.name, p.path)
	}
}

// parcelsOfAnOrder has an order leave in two parcels: one is on its way, one in trouble.
func parcelsOfAnOrder(h *house) picking.OrderID {
	h.raw.MustExec(`WITH o AS (SELECT id FROM orders WHERE state = 'received' AND NOT pickup ORDER BY id DESC LIMIT 1),
		p AS (INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'CX-1', 'carton'), (1, 'CX-2', 'carton') RETURNING id, code),
		c AS (INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at, left_at, tracking)
			SELECT 1, o.id, right(code, 1)::int, p.id, 1, 'left', 'M', 1800, '34012345000000000' || right(code, 1), now(), now() - interval '30 hours', 'SB' || right(code, 1) FROM p, o
			RETURNING id, order_id, n, tracking)
		INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
			SELECT 1, order_id, id, 1, 'standard', 'booked', json_build_object('number', tracking, 'by', 'UPS'), 1, now() FROM c`)
	h.raw.MustExec(`INSERT INTO parcels (warehouse_id, booking_id, carrier_id, number, status, at, expected)
		SELECT 1, id, 1, label->>'number', CASE label->>'number' WHEN 'SB1' THEN 'underway' ELSE 'trouble' END, now() - interval '4 hours', now() + interval '30 hours' FROM bookings`)
	h.raw.MustExec(`INSERT INTO parcel_news (warehouse_id, booking_id, at, status, text, place) SELECT 1, b.id, now() - make_interval(hours => n), s, t, 'Depot North'
		FROM bookings b, (VALUES (28, 'announced', 'The label was made.'), (20, 'underway', 'The parcel was taken in.'), (4, 'trouble', 'The address is incomplete. The recipient is asked.')) x(n, s, t)
		WHERE s <> 'trouble' OR label->>'number' = 'SB2'`)
	h.raw.MustExec(`INSERT INTO manifests (warehouse_id, carrier_id, driver, act, state, parcels, trouble, ref, theirs, user_id, ended_at) VALUES
		(1, 1, 'DHL', gen_random_uuid(), 'closed', 1, '', 'sf_0815', 'x', 1, now()), (1, 2, 'Van', gen_random_uuid(), 'refused', 1, 'The van does not know the parcel NV0001.', '', NULL, 1, now())`)
	h.raw.MustExec(`WITH p AS (INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'CX-3', 'carton'), (1, 'CX-4', 'carton'), (1, 'CX-5', 'carton') RETURNING id, code),
		c AS (INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at, tracking)
			SELECT 1, (SELECT min(order_id) FROM bookings), right(code, 1)::int, p.id, 1, 'labelled', 'M', 1800, '34012345000000000' || right(code, 1), now(), 'NV000' || right(code, 1) FROM p
			RETURNING id, order_id, n, tracking)
		INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at, manifest_id)
			SELECT 1, order_id, id, 1, 'standard', 'booked', json_build_object('number', tracking, 'by', 'UPS'), 1, now(), NULLIF(n - 3, 0) FROM c`)
	var order picking.OrderID
	if err := h.raw.Get(&order, `SELECT order_id FROM bookings LIMIT 1`); err != nil {
		panic(err)
	}
	return order
}

// A tracking number leads to its order, which tells where each parcel is; the list takes whatever stands in its address.
func TestParcels(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Box', 'sandbox'), (1, 'Van', 'manual')`)
	order := parcelsOfAnOrder(h)
	c := h.client(t, "SUE")
	for path, want := range map[string][2]string{
		parcels.Path:                             {"SB2", "SB1"},
		parcels.WayPath(db.ParcelsOnTheWay):      {"SB1", "Nothing to look at"},
		parcels.Path + "?q=+SB1+":                {"SB1", "SB2"},
		parcels.Path + "?q=%00nothing%25":        {"No parcel like that", "SB1"},
		parcels.WayPath(db.ParcelsArrived):       {"No parcels", "SB1"},
		parcels.Path + "?way=all&after=-7":       {"SB1", "No parcels"},
		parcels.Path + "?way=all&after=99999999": {"No parcels", "SB1"},
		desk.HomePath:                            {"1 parcel to look at", "SB1"},
		desk.OrderPath(order):                    {"The address is incomplete.", "nothing like this"},
		manifests.Path + "?after=x":              {"UPS, by Box", "nothing like this"},
	} {
		if body := c.page(path); !strings.Contains(body, want[0]) || strings.Contains(body, want[1]) {
			t.Errorf("%s: want %q and not %q: %s", path, want[0], want[1], body)
		}
	}
	h.raw.MustExec(`INSERT INTO documents (warehouse_id, kind, format, paper, order_id, carton_id, content, voided_at)
		SELECT 1, 'label', f, '4x6', $1, min(id), convert_to(f || ' bytes', 'UTF8'), CASE f WHEN 'zpl' THEN now() END FROM cartons, (VALUES ('pdf'), ('zpl')) x(f)
		WHERE order_id = $1 AND n = 1 GROUP BY f`, order)
	page := c.page(desk.OrderPath(order))
	for id, want := range map[string]string{"1": "pdf bytes", "2": "zpl bytes"} {
		if a := c.get(desk.OrderPath(order) + "/papers/" + id); a.code != 200 || a.body != want || !strings.Contains(page, desk.OrderPath(order)+"/papers/"+id) {
			t.Errorf("paper %s: %d %s", id, a.code, a.body)
		}
	}
	for _, none := range []string{desk.OrderPath(order) + "/papers/x", desk.OrderPath(order) + "/papers/99", desk.OrderPath(1) + "/papers/1"} {
		if a := c.get(none); a.code != http.StatusNotFound {
			t.Errorf("%s: %d", none, a.code)
		}
	}
	if strings.Contains(page, "label.png") || strings.Count(page, "label.zpl") != 1 || !strings.Contains(page, "void:") {
		t.Error("the order's page does not list what is stored, and what of it is void")
	}
	if a := c.get(parcels.WayPath("none such")); a.code != http.StatusNotFound {
		t.Errorf("%d", a.code)
	}
	if a := c.get(carriers.Path); a.code != http.StatusForbidden {
		t.Errorf("a supervisor sees the accounts: %d", a.code)
	}
}
