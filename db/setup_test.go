package db_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/picking/sample"
)

// A fresh warehouse can pack and count before anything is imported; one that is there keeps the boxes it has.
func TestSetupMakesTheLedgersEndsAndBoxes(t *testing.T) {
	t.Parallel()
	own := pack.Box{Code: "OWN", Length: 100, Width: 100, Height: 100, Tare: 50, MaxWeight: 1000}
	for name, there := range map[string]bool{"fresh": false, "there already": true} {
		s, now := dbtest.New(t), time.Now()
		want := []string{"MAIL", "XS", "S", "M", "LONG", "L", "XL"} // the smallest first
		if there {
			w := sample.Warehouse{Code: "W", Name: "Dock", Timezone: "UTC", At: now, GS1Prefix: "9521234", Boxes: []pack.Box{own}}
			if _, err := s.LoadSample(t.Context(), w, func(string) string { return "" }); err != nil {
				t.Fatal(err)
			}
			want = []string{"OWN"}
		}
		if err := s.PutSetupToken(t.Context(), []byte("t"), now); err != nil {
			t.Fatal(err)
		}
		u, err := s.Setup(t.Context(), []byte("t"), now, db.NewWarehouse{Code: "W", Name: "Dock", Timezone: "UTC"},
			db.Credentials{User: picking.User{Badge: "A-1", Name: "Ada"}})
		if err != nil {
			t.Fatal(err)
		}
		boxes, err := s.Boxes(t.Context(), u.Warehouse)
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, b := range boxes {
			codes = append(codes, b.Code)
		}
		if diff := cmp.Diff(want, codes); diff != "" {
			t.Errorf("%s: boxes (-want +got)\n%s", name, diff)
		}
		if !there && !slices.ContainsFunc(boxes, func(b pack.Box) bool { return b.Code == pack.Standard()[0].Code }) {
			t.Errorf("%s: %v", name, boxes)
		}
		ends := []picking.LocationKind{picking.Supplier, picking.Customer, picking.Adjusted}
		places, err := s.Places(t.Context(), u.Warehouse, ends, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, p := range places {
			found = append(found, string(p.Kind)+" "+p.Code)
		}
		slices.Sort(found)
		if diff := cmp.Diff([]string{"adjust ADJUST", "customer CUSTOMER", "supplier SUPPLIER"}, found); diff != "" {
			t.Errorf("%s: places (-want +got)\n%s", name, diff)
		}
	}
}
