package db_test

import (
	"bytes"
	"testing"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// Versions are kept, the last one holds, and who did not see it overwrites nothing.
func TestTemplates(t *testing.T) {
	t.Parallel()
	dsn, ctx := dbtest.DSN(t), t.Context()
	s := dbtest.Open(t, dsn)
	raw := sqlx.MustOpen("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
		INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'admin')`)
	const w = picking.WarehouseID(1)
	ann := picking.User{ID: 1, Warehouse: w, Name: "Ann", Role: picking.Admin}
	if first, err := s.Template(ctx, w, "label"); err != nil || first != (db.Template{}) {
		t.Fatal(first, err)
	}
	for i, body := range []string{"one", "", "three"} {
		if err := s.SaveTemplate(ctx, ann, "label", i, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SaveTemplate(ctx, ann, "label", 1, "late"); picking.KindOf(err) != picking.Conflict {
		t.Errorf("an overtaken save: %v", err)
	}
	all, err := s.Templates(ctx, w, "label", 9)
	if err != nil || len(all) != 3 || all[0].Version != 3 || all[0].Body != "three" || all[0].By != "Ann" {
		t.Error(all, err)
	}
	if second, err := s.TemplateVersion(ctx, w, "label", 2); err != nil || second.Body != "" {
		t.Error(second, err)
	}
	if _, err := s.TemplateVersion(ctx, w+1, "label", 2); picking.KindOf(err) != picking.NotFound {
		t.Errorf("another warehouse's: %v", err)
	}
	if none, err := s.Logo(ctx, w); err != nil || len(none) > 0 {
		t.Errorf("a logo from nowhere: %q, %v", none, err)
	}
	for _, png := range [][]byte{[]byte("a"), []byte("bc"), nil} {
		if err := s.SaveLogo(ctx, ann, png); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Logo(ctx, w); err != nil || !bytes.Equal(got, png) {
			t.Errorf("logo %q, %v", got, err)
		}
	}
}
