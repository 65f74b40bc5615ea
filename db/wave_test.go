package db_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/release"
)

func (h *hall) get(t testing.TB, q string, args ...any) (n int) {
	t.Helper()
	if err := h.raw.Get(&n, q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

func (h *hall) wave(t testing.TB, r db.WaveRequest) picking.WaveID {
	t.Helper()
	id, err := h.ReleaseWave(context.Background(), h.w, h.boss, r)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestReleaseEachMethod writes what the preview showed, and every unit is in a task, reserved, and in a tote's slot.
func TestReleaseEachMethod(t *testing.T) {
	t.Parallel()
	for _, m := range picking.Methods {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 60)
			r := db.WaveRequest{Method: m, Name: "Noon"}
			p, err := h.WavePreview(context.Background(), h.w, r)
			if err != nil {
				t.Fatal(err)
			}
			id := h.wave(t, r)
			for what, c := range map[string]struct{ got, want int }{
				"orders":    {h.get(t, "SELECT count(*) FROM orders WHERE wave_id = $1 AND state = 'released'", id), 60},
				"lists":     {h.get(t, "SELECT count(*) FROM pick_lists WHERE wave_id = $1 AND state = 'open' AND tasks > 0", id), len(p.Lists)},
				"units":     {h.get(t, "SELECT sum(qty) FROM tasks"), int(p.Total.Units)},
				"reserved":  {h.get(t, "SELECT sum(reserved) FROM balances"), int(p.Total.Units)},
				"wave":      {h.get(t, "SELECT units FROM waves WHERE id = $1", id), h.get(t, "SELECT sum(units) FROM orders")},
				"shares":    {h.get(t, "SELECT COALESCE(sum(qty), 0) FROM shares"), map[bool]int{true: int(p.Total.Units)}[m == picking.Batch]},
				"own tasks": {h.get(t, "SELECT count(*) FROM tasks WHERE (line_id IS NULL) = $1", m != picking.Batch), 0},
				"totes":     {h.get(t, "SELECT count(*) FROM tasks t LEFT JOIN list_totes o USING (warehouse_id, list_id, slot) WHERE o.slot IS NULL"), 0},
				"audit":     {h.get(t, "SELECT count(*) FROM events WHERE kind = 'order.released' AND user_id = $1", h.boss), 60},
			} {
				if c.got != c.want {
					t.Errorf("%s: %d, want %d", what, c.got, c.want)
				}
			}
			if p.Metres <= 0 || p.MetresOne < p.Metres && m != picking.Zone {
				t.Errorf("walks %v m against %v m one at a time", p.Metres, p.MetresOne)
			}
		})
	}
}

func TestPreviewChangesNothing(t *testing.T) {
	t.Parallel()
	h := newHall(t, 5)
	if _, err := h.WavePreview(context.Background(), h.w, db.WaveRequest{Method: picking.Cluster}); err != nil {
		t.Fatal(err)
	}
	if n := h.get(t, "SELECT (SELECT count(*) FROM waves) + (SELECT sum(reserved) FROM balances)"); n != 0 {
		t.Errorf("%d waves and reservations", n)
	}
}

func TestWaveByHandByFilterByItself(t *testing.T) {
	t.Parallel()
	h := newHall(t, 30)
	ctx := context.Background()
	h.raw.MustExec("UPDATE orders SET hold = 'payment' WHERE id = 2")
	for name, c := range map[string]struct {
		r    db.WaveRequest
		want []picking.OrderID
		out  map[picking.OrderID]string
	}{
		"by hand": {db.WaveRequest{Orders: []picking.OrderID{1, 2, 3, 99}}, []picking.OrderID{1, 3},
			map[picking.OrderID]string{2: "it does not wait to be released: it is on hold"}},
		"by filter": {db.WaveRequest{Filter: db.OrderFilter{Service: picking.Pickup, MinPriority: 0}}, []picking.OrderID{9, 18, 27}, nil},
		"by itself": {db.WaveRequest{Filter: db.OrderFilter{Search: "o-2"}, Limits: &release.Limits{Orders: 2, Until: time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)}},
			[]picking.OrderID{20, 26}, map[picking.OrderID]string{
				23: "its cut-off 2026-11-23 18:00 CET is after this wave's 2026-11-23 15:30 CET",
				24: "the wave is full: 2 orders of higher priority or earlier cut-off"}},
	} {
		c.r.Method = picking.Discrete
		p, err := h.WavePreview(ctx, h.w, c.r)
		if err != nil {
			t.Fatal(name, err)
		}
		if d := cmp.Diff(c.want, p.Orders); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		for _, l := range p.Out {
			if want, listed := c.out[l.Order]; listed && want != l.Reason {
				t.Errorf("%s: order %s left out because %q, want %q", name, l.Number, l.Reason, want)
			}
		}
	}
}

func TestShortages(t *testing.T) {
	t.Parallel()
	h := newHall(t, 3)
	ctx := context.Background()
	// Order 1 wants 2 of items 39 and 70 each; item 39 has one left, in a bin nobody doubts.
	h.raw.MustExec("UPDATE balances SET on_hand = 1 WHERE item_id = 39 AND location_id = 38")
	h.raw.MustExec("UPDATE balances SET suspect = true WHERE item_id = 39 AND location_id <> 38")
	r := db.WaveRequest{Method: picking.Cluster, Orders: []picking.OrderID{1, 2, 3}}
	p, err := h.WavePreview(ctx, h.w, r)
	if err != nil {
		t.Fatal(err)
	}
	want := []release.Left{{Order: 1, Number: "O-1", Reason: "SKU-39: only 1 of 2 in the pick faces; 50 in bins that wait for a count"}}
	if d := cmp.Diff(want, p.Out); d != "" {
		t.Error(d)
	}
	r.Short = true
	id := h.wave(t, r)
	if n := h.get(t, "SELECT short FROM orders WHERE id = 1"); n != 1 {
		t.Errorf("order is short %d, want 1", n)
	}
	if n := h.get(t, "SELECT short FROM order_lines WHERE order_id = 1 AND item_id = 39"); n != 1 {
		t.Errorf("line is short %d, want 1", n)
	}
	if n := h.get(t, "SELECT count(*) FROM orders WHERE wave_id = $1", id); n != 3 {
		t.Errorf("%d orders in the wave, want 3", n)
	}
	_, err = h.ReleaseWave(ctx, h.w, h.boss, r)
	if picking.KindOf(err) != picking.Conflict {
		t.Errorf("released again: %v", err)
	}
}

// TestTwoWavesRace: eight supervisors release at once what is there once. Nothing is reserved twice and no order is in
// two waves.
func TestTwoWavesRace(t *testing.T) {
	t.Parallel()
	h := newHall(t, 120)
	h.raw.MustExec("UPDATE balances SET on_hand = 2 WHERE NOT virtual")
	var wg sync.WaitGroup
	var mu sync.Mutex
	released := 0
	for k := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			r := db.WaveRequest{Method: picking.Methods[k%4]}
			if k%2 == 0 { // overlapping orders
				r.Filter.MinPriority = 1
			}
			_, err := h.ReleaseWave(context.Background(), h.w, h.boss, r)
			if err != nil && picking.KindOf(err) != picking.Conflict {
				t.Errorf("supervisor %d: %v", k, err)
			}
			if err == nil {
				mu.Lock()
				released++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	if released == 0 || released != h.get(t, "SELECT count(*) FROM waves") {
		t.Errorf("%d released, %d waves", released, h.get(t, "SELECT count(*) FROM waves"))
	}
	if n := h.get(t, "SELECT count(*) FROM balances WHERE NOT virtual AND reserved > on_hand"); n != 0 {
		t.Errorf("%d balances promise more than they have", n)
	}
	if a, b := h.get(t, "SELECT sum(reserved) FROM balances"), h.get(t, "SELECT sum(qty) FROM tasks"); a != b {
		t.Errorf("reserved %d for tasks of %d", a, b)
	}
	if a, b := h.get(t, "SELECT sum(units) FROM orders WHERE wave_id IS NOT NULL"), h.get(t, "SELECT sum(qty) FROM tasks"); a != b {
		t.Errorf("orders of %d units have tasks of %d", a, b)
	}
}

// BenchmarkPreview is the preview of 1,000 orders, as the new-wave page makes it.
func BenchmarkPreview(b *testing.B) {
	h := newHall(b, 1000)
	for _, m := range picking.Methods {
		b.Run(string(m), func(b *testing.B) {
			for b.Loop() {
				if _, err := h.WavePreview(context.Background(), h.w, db.WaveRequest{Method: m}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRelease is the release of 1,000 orders, from the snapshot to the commit.
func BenchmarkRelease(b *testing.B) {
	for _, m := range picking.Methods {
		b.Run(string(m), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				h := newHall(b, 1000)
				b.StartTimer()
				h.wave(b, db.WaveRequest{Method: m})
			}
		})
	}
}
