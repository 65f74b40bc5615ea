package handheld_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/web/handheld"
)

// What the device keeps of a list: the walk as it goes on from the cursor, with every code of its items.
func TestRestOfAList(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d, bo := f.device(t, "ANN"), f.device(t, "BO")
	d.post(handheld.NextPath)
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1", "RED", "RED"} {
		d.scan(code)
	}
	type task struct {
		Bin, Lot, Tote   string
		Item, Need, Slot int
		Lots             bool
	}
	var got struct {
		List, Version int
		More          bool
		Tasks         []task
		Items         []struct {
			Name   string
			Serial bool
			Codes  map[string]int
		}
		Totes []string
	}
	_, body := d.weigh(handheld.ListRestPath(1))
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatal(err)
	}
	want := []task{{Bin: "B-1", Item: 0, Need: 5, Tote: "T-1", Slot: 1}, {Bin: "B-2", Item: 1, Need: 2, Tote: "T-1", Slot: 1},
		{Bin: "B-4", Item: 2, Need: 1, Lot: "L2", Lots: true, Tote: "T-2", Slot: 2}, {Bin: "B-4", Item: 3, Need: 1, Tote: "T-2", Slot: 2}}
	if d := cmp.Diff(want, got.Tasks); d != "" {
		t.Errorf("tasks (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]int{"RED": 1, "04006381333931": 1, "14006381333938": 3}, got.Items[0].Codes); d != "" {
		t.Errorf("codes (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"T-1", "T-2"}, got.Totes); d != "" || got.More || got.Version == 0 || !got.Items[3].Serial {
		t.Errorf("%+v", got)
	}
	res, err := bo.http.Get(f.url + handheld.ListRestPath(1))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("somebody else gets the list: %d", res.StatusCode)
	}
}

// A long list is kept in a few kilobytes, and not to its end.
func TestRestIsSmall(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.raw.MustExec(`INSERT INTO items (warehouse_id, sku, name, picture) SELECT 1, 'SKU-' || n, 'Enamel teapot, ' || substr(md5(n::text), 1, 8) || ', 1.2 L', '🫖' FROM generate_series(1, 140) n`)
	f.raw.MustExec(`INSERT INTO barcodes (warehouse_id, code, item_id, qty) SELECT 1, (90000000000000 + n * 7919)::text, n + 4, 1 FROM generate_series(1, 140) n`)
	f.raw.MustExec(`INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, slot) SELECT 1, 1, n + 4, 2 + n % 4, n + 4, 1 + n % 5, 1 FROM generate_series(1, $1) n`, 56)
	d := f.device(t, "ANN")
	d.post(handheld.NextPath)
	n, _ := d.weigh(handheld.ListRestPath(1))
	t.Logf("60 lines: %d bytes compressed", n)
	if n > 4<<10 {
		t.Errorf("60 lines are kept in %d bytes compressed", n)
	}
	f.raw.MustExec(`INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, slot) SELECT 1, 1, n + 4, 2 + n % 4, n + 4, 1, 1 FROM generate_series(57, 140) n`)
	var r struct {
		More  bool
		Tasks []struct{ Bin string }
	}
	_, body := d.weigh(handheld.ListRestPath(1))
	if err := json.Unmarshal([]byte(body), &r); err != nil || !r.More || len(r.Tasks) != 100 {
		t.Errorf("%d tasks, more: %t %v", len(r.Tasks), r.More, err)
	}
}
