package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/web/desk"
)

// What pickers found on the way: the supervisor links a barcode, counts a bin, prints a label; each is done once.
func TestChores(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue := h.client(t, "SUE")
	if a := sue.get(desk.ChoresPath); !strings.Contains(a.body, "Nothing to do") {
		t.Fatalf("%d %s", a.code, a.body)
	}
	h.raw.MustExec(`INSERT INTO chores (warehouse_id, kind, location_id, item_id, code, user_id, text)
		SELECT 1, k, b.location_id, b.item_id, CASE k WHEN 'barcode' THEN '04006381333931' ELSE '' END, 1, 'found on the way'
		  FROM unnest(ARRAY['barcode', 'count', 'relabel']) k, (SELECT location_id, item_id FROM balances WHERE NOT virtual AND lot_id = 0 LIMIT 1) b`)
	a := sue.get(desk.ChoresPath)
	for _, words := range []string{"Unknown barcodes", "04006381333931", "Bins to count", "Labels to print anew"} {
		if !strings.Contains(a.body, words) {
			t.Errorf("%q is not on the page", words)
		}
	}
	var sku string
	if err := h.raw.Get(&sku, `SELECT i.sku FROM chores c JOIN items i ON i.id = c.item_id WHERE c.id = 1`); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		form url.Values
		left int // chores that are open afterwards
	}{
		{desk.ChorePath(1, "link"), url.Values{"sku": {"NONE"}, "qty": {"1"}}, 3},
		{desk.ChorePath(1, "link"), url.Values{"sku": {sku}, "qty": {"0"}}, 3},
		{desk.ChorePath(2, "link"), url.Values{"sku": {sku}, "qty": {"1"}}, 3},
		{desk.ChorePath(1, "link"), url.Values{"sku": {sku}, "qty": {"6"}}, 2},
		{desk.ChorePath(1, "link"), url.Values{"sku": {sku}, "qty": {"7"}}, 2},
		{desk.ChorePath(3, "done"), url.Values{}, 1},
		{desk.ChorePath(2, "drop"), url.Values{}, 0},
	} {
		if a := sue.post(c.path, c.form); a.code != http.StatusSeeOther {
			t.Errorf("%s %v: %d %s", c.path, c.form, a.code, a.body)
		}
		if n := h.get(t, `SELECT count(*) FROM chores WHERE state = 'open'`); n != c.left {
			t.Errorf("%s %v: %d chores are open, want %d", c.path, c.form, n, c.left)
		}
	}
	if n := h.get(t, `SELECT qty FROM barcodes WHERE code = '04006381333931'`); n != 6 {
		t.Errorf("the barcode means %d, want 6", n)
	}
	if a := sue.post(desk.ChorePath(3, "burn"), url.Values{}); a.code != http.StatusNotFound {
		t.Errorf("an unknown act: %d", a.code)
	}
	if a := sue.post(desk.ItemRulesPath(1), url.Values{"over": {"1"}}); a.code != http.StatusSeeOther {
		t.Errorf("rules: %d %s", a.code, a.body)
	}
	if r, err := h.ItemRules(t.Context(), 1, 1); err != nil || r != (db.ItemRules{OverPick: true}) {
		t.Errorf("%+v, %v", r, err)
	}
}
