package desk_test

import (
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/desk/carriers"
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
	pages := []struct{ name, path string }{
		{"carriers", carriers.Path},
		{"carrier-van", carriers.OnePath(2)},
		{"carrier-post", carriers.OnePath(3)},
		{"carrier-drop", carriers.ActPath(1, "drop")},
		{"carrier-new", carriers.NewPath("manual")},
		{"carrier-rules", carriers.RulePath("express")},
		{"carrier-try", carriers.RulesPath + "?try=1&service=express&postcode=80331&city=M%C3%BCnchen&country=DE&grams=1200&box=M"},
		{"another-service", station.ServicePath(picking.OrderID(h.get(t, "SELECT min(id) FROM orders WHERE state = 'received' AND NOT pickup")), 0)},
	}
	for _, p := range pages {
		s.look(p.name, p.path)
		webtest.AuditPage(t, s.ctx, p.name, p.path)
	}
}
