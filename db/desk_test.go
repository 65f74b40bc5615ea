package db_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
)

func TestOrdersFilterAndPage(t *testing.T) {
	t.Parallel()
	h := newHall(t, 40)
	ctx := context.Background()
	h.raw.MustExec(`UPDATE orders SET hold = 'address' WHERE id = 5`)
	h.raw.MustExec(`UPDATE orders SET channel = 'store' WHERE id <= 3`)
	h.raw.MustExec(`UPDATE orders SET cancelled_at = now() WHERE id IN (38, 39)`)
	h.raw.MustExec(`UPDATE orders SET ship_to = '{"name":"100% Müller_x"}' WHERE id = 6`)
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		f    db.OrderFilter
		want int
	}{
		"all":              {db.OrderFilter{}, 40},
		"a state":          {db.OrderFilter{State: picking.OnHold}, 1},
		"a channel":        {db.OrderFilter{Channel: picking.InStore}, 3},
		"a service":        {db.OrderFilter{Service: "pickup"}, 4},
		"priority":         {db.OrderFilter{MinPriority: 2}, 13},
		"cut-offs":         {db.OrderFilter{From: noon.Add(time.Hour), Until: noon.Add(2 * time.Hour)}, 14},
		"a number":         {db.OrderFilter{Search: "o-17"}, 1},
		"an external id":   {db.OrderFilter{Search: "X40"}, 1},
		"a customer":       {db.OrderFilter{Search: "100% Müller_"}, 1},
		"percent is plain": {db.OrderFilter{Search: "1%0"}, 0},
		"an item's name":   {db.OrderFilter{Search: "thing 39"}, 2},
		"a SKU":            {db.OrderFilter{Search: "sku-39"}, 2},
		"unpacked":         {db.OrderFilter{Unpacked: true}, 37},
		"a zone":           {db.OrderFilter{Zone: "A"}, h.get(t, `SELECT count(DISTINCT l.order_id) FROM order_lines l JOIN balances b USING (item_id) JOIN locations p ON p.id = b.location_id WHERE p.zone = 'A'`)},
		"no such zone":     {db.OrderFilter{Zone: "C"}, 0},
		"both":             {db.OrderFilter{Service: "pickup", MinPriority: 1}, 0},
		"another wave":     {db.OrderFilter{Wave: 7}, 0},
	} {
		var got []picking.OrderID
		after := ""
		for {
			l, err := h.Orders(ctx, h.w, c.f, after, 6)
			if err != nil {
				t.Fatal(name, err)
			}
			for i, r := range l.Rows {
				if i > 0 && (r.Priority > l.Rows[i-1].Priority || r.Priority == l.Rows[i-1].Priority && r.Cutoff.Before(l.Rows[i-1].Cutoff)) {
					t.Errorf("%s: %s comes after %s", name, r.Number, l.Rows[i-1].Number)
				}
				got = append(got, r.ID)
			}
			if after = l.Next; after == "" {
				break
			}
		}
		counts, err := h.CountOrders(ctx, h.w, c.f)
		if err != nil {
			t.Fatal(name, err)
		}
		sum := 0
		for s, n := range counts {
			if c.f.State == "" || s == c.f.State {
				sum += n
			}
		}
		slices.Sort(got)
		if len(got) != c.want || sum != c.want || len(slices.Compact(got)) != c.want {
			t.Errorf("%s: %d orders in pages, %d counted, want %d", name, len(got), sum, c.want)
		}
	}
	newest, err := h.Orders(ctx, h.w, db.OrderFilter{State: picking.Cancelled}, "", 1)
	if err != nil || newest.Rows[0].ID != 39 {
		t.Errorf("the newest cancelled order first: %+v, %v", newest, err)
	}
	if rest, err := h.Orders(ctx, h.w, db.OrderFilter{State: picking.Cancelled}, newest.Next, 1); err != nil || rest.Rows[0].ID != 38 || rest.Next != "" {
		t.Errorf("then the other: %+v, %v", rest, err)
	}
	for _, bad := range []string{"x", "1.2", "1.2.x", "99.0.0"} {
		if _, err := h.Orders(ctx, h.w, db.OrderFilter{}, bad, 1); picking.KindOf(err) != picking.Invalid {
			t.Errorf("cursor %q: %v", bad, err)
		}
	}
	if l, err := h.Orders(ctx, 2, db.OrderFilter{}, "", 10); err != nil || len(l.Rows) != 0 {
		t.Errorf("another warehouse sees %+v, %v", l, err)
	}
}

// TestPagesOfAWave follows one order through every page it is on.
func TestPagesOfAWave(t *testing.T) {
	t.Parallel()
	for _, m := range []picking.Method{picking.Cluster, picking.Batch} {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			r := newRobot(t, 18)
			ctx := context.Background()
			id := r.wave(t, db.WaveRequest{Method: m, Name: "Noon"})
			waves, err := r.Waves(ctx, r.w, 0, 10)
			if err != nil || len(waves) != 1 || waves[0].Name != "Noon" || waves[0].By != "Boss" || waves[0].Done != 0 || waves[0].Wanted == 0 {
				t.Fatalf("%+v, %v", waves, err)
			}
			before, err := r.Pulse(ctx, r.w)
			if err != nil {
				t.Fatal(err)
			}
			list := picking.ListID(r.get(t, "SELECT min(id) FROM pick_lists"))
			planned, err := r.List(ctx, r.w, list)
			if err != nil || math.Abs(length(planned.Floor)-planned.Metres) > 1e-6 {
				t.Errorf("the drawn walk has %v m, the list %v m, %v", length(planned.Floor), planned.Metres, err)
			}
			if err := r.AssignList(ctx, r.w, r.boss, list, r.anna); err != nil {
				t.Fatal(err)
			}
			if _, err := r.PickScan(ctx, r.act(r.anna), list, scanned("NOT A CART")); err != nil {
				t.Fatal(err)
			}
			r.pickList(list)
			after, err := r.Pulse(ctx, r.w)
			if err != nil || after == before {
				t.Errorf("no pulse: %+v, %v", after, err)
			}
			p, err := r.Wave(ctx, r.w, id)
			if err != nil || p.Done != p.Lists[0].Wanted && len(p.Lists) == 1 || p.ListsDone != 1 || p.Since.Year() < 2000 || p.Cutoff.IsZero() {
				t.Fatalf("%+v, %v", p, err)
			}
			l, err := r.List(ctx, r.w, list)
			if err != nil || l.UserName != "Anna" || l.State != "done" || l.Done != l.Wanted || l.TasksDone != l.Tasks || len(l.Stops) != l.Tasks ||
				len(l.Totes) == 0 || l.Totes[0].Code != "T-1" || l.WaveName != "Noon" || l.Orders == 0 {
				t.Fatalf("%+v, %v", l.ListRow, err)
			}
			if len(l.Floor.Walks) != 1 || length(l.Floor) < l.Metres { // shorts have added stops
				t.Errorf("the drawn walk has %v m, the list %v m", length(l.Floor), l.Metres)
			}
			if !slices.ContainsFunc(l.History, func(h db.Happening) bool {
				return h.Verdict == picking.UnknownCode && strings.Contains(h.Text, "NOT A CART") && h.Who == "Anna"
			}) {
				t.Errorf("the refused scan is not in the history: %+v", l.History)
			}
			board, err := r.BoardSnapshot(ctx, r.w)
			if err != nil || len(board.Refused) != 1 || board.Refused[0].Who != "Anna" || len(board.Pickers) != 1 || board.Pickers[0].Done != l.Tasks || len(board.Waves) > 1 {
				t.Errorf("%+v, %v", board, err)
			}
			sum := 0
			for _, n := range board.States {
				sum += n
			}
			if sum != 18 {
				t.Errorf("%d orders on the board, want 18", sum)
			}
			r.pickAll()
			r.sortAll()
			r.packAll()
			orderPage(t, r, m)
		})
	}
}

func length(f db.Floor) float64 {
	stops := f.Walks[0].Stops
	sum := f.Layout.FromDepot(stops[0].Bin) + f.Layout.FromDepot(stops[len(stops)-1].Bin)
	for i := 1; i < len(stops); i++ {
		sum += f.Layout.Distance(stops[i-1].Bin, stops[i].Bin)
	}
	return sum
}

func orderPage(t *testing.T, r *robot, m picking.Method) {
	t.Helper()
	id, err := r.OrderByNumber(context.Background(), r.w, "O-7")
	if err != nil {
		t.Fatal(err)
	}
	o, err := r.Order(context.Background(), r.w, id)
	if err != nil || o.State != picking.Shipped || len(o.OrderLines) != 4 || o.ShipTo.Name != "Customer 7" || len(o.Cartons) != 1 || o.Cartons[0].Units != o.Packed {
		t.Fatalf("%+v, %v", o, err)
	}
	var picked picking.Qty
	for _, p := range o.Picks {
		picked += p.Done
	}
	if picked != o.Picked || len(o.Totes) == 0 && m != picking.Batch {
		t.Errorf("picks %+v add to %d of %d", o.Picks, picked, o.Picked)
	}
	var kinds []string
	for i, h := range o.History {
		if i > 0 && h.At.Before(o.History[i-1].At) {
			t.Errorf("%+v comes after %+v", h, o.History[i-1])
		}
		if strings.HasPrefix(h.Kind, "order.") && h.Kind != "order.slot" {
			kinds = append(kinds, h.Kind)
		}
	}
	want := []string{"order.received", "order.released", "order.picking", "order.picked", "order.packing", "order.packed", "order.shipped"}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Error(d)
	}
	for _, cause := range []string{"move.pack", "move.ship"} {
		if !slices.ContainsFunc(o.History, func(h db.Happening) bool { return h.Kind == cause }) {
			t.Errorf("no %s in the history: %+v", cause, o.History)
		}
	}
	if _, err := r.Order(context.Background(), 2, id); picking.KindOf(err) != picking.NotFound {
		t.Errorf("seen from another warehouse: %v", err)
	}
}

func TestStockPages(t *testing.T) {
	t.Parallel()
	h := newHall(t, 9)
	ctx := context.Background()
	h.raw.MustExec(`UPDATE balances SET suspect = true WHERE location_id = 9`)
	for name, c := range map[string]struct {
		f    db.StockFilter
		want int
	}{
		"all": {db.StockFilter{}, 600}, "a bin": {db.StockFilter{Search: "b-599"}, 1}, "an item": {db.StockFilter{Search: "SKU-300"}, 2},
		"a barcode": {db.StockFilter{Search: "code-17"}, 2}, "a zone": {db.StockFilter{Zone: "B"}, 300 + 1}, "doubtful": {db.StockFilter{Suspect: true}, 1},
	} {
		n, after := 0, ""
		for {
			l, err := h.Stock(ctx, h.w, c.f, after, 70)
			if err != nil {
				t.Fatal(name, err)
			}
			n += len(l.Rows)
			if after = l.Next; after == "" {
				break
			}
		}
		if n != c.want {
			t.Errorf("%s: %d rows, want %d", name, n, c.want)
		}
	}
	p, err := h.Item(ctx, h.w, 10)
	if err != nil || p.SKU != "SKU-10" || len(p.Codes) != 1 || len(p.Stock) != 2 || len(p.Moves) != 2 || p.Moves[0].From != "SUPPLIER" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := h.Item(ctx, 2, 10); picking.KindOf(err) != picking.NotFound {
		t.Errorf("seen from another warehouse: %v", err)
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	r := newRobot(t, 9)
	ctx := context.Background()
	r.wave(t, db.WaveRequest{Method: picking.Cluster})
	loc := picking.LocationID(r.get(t, "SELECT min(location_id) FROM tasks"))
	item := picking.ItemID(r.get(t, "SELECT item_id FROM tasks WHERE location_id = $1", loc))
	reserved := r.get(t, "SELECT reserved FROM balances WHERE location_id = $1", loc)
	r.raw.MustExec("UPDATE balances SET suspect = true WHERE location_id = $1", loc)
	count := func(qty int) (picking.Qty, error) {
		return r.SetCount(ctx, r.w, r.boss, db.Count{Location: loc, Item: item, Qty: picking.Qty(qty)})
	}
	for _, c := range []struct{ qty, diff int }{{47, -3}, {47, 0}, {52, 5}, {reserved, reserved - 52}} {
		if diff, err := count(c.qty); err != nil || int(diff) != c.diff {
			t.Errorf("count %d: difference %d, %v; want %d", c.qty, diff, err, c.diff)
		}
		if n := r.get(t, "SELECT on_hand FROM balances WHERE location_id = $1 AND NOT suspect", loc); n != c.qty {
			t.Errorf("counted %d, there are %d", c.qty, n)
		}
	}
	for _, bad := range []int{reserved - 1, -1, 2_000_000} {
		if _, err := count(bad); picking.KindOf(err) != picking.Invalid {
			t.Errorf("count %d: %v", bad, err)
		}
	}
	for _, c := range []db.Count{{Location: 1, Item: 999, Qty: 1}, {Location: 601, Item: 1, Qty: 1}, {Location: 1, Item: 1, Lot: 5, Qty: 1}} {
		if _, err := r.SetCount(ctx, r.w, r.boss, c); picking.KindOf(err) != picking.NotFound {
			t.Errorf("count %+v: %v", c, err)
		}
	}
	if diff, err := r.SetCount(ctx, r.w, r.boss, db.Count{Location: 1, Item: 77, Qty: 4}); err != nil || diff != 4 {
		t.Errorf("found goods nobody knew of: %d, %v", diff, err)
	}
	if n := r.get(t, "SELECT count(*) FROM events WHERE kind = 'stock.counted' AND user_id = $1", r.boss); n != 4 {
		t.Errorf("%d counts in the audit trail, want 4", n)
	}
	r.clean("counted")
}
