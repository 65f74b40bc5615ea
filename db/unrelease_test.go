package db_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"pickpack/db"
	"pickpack/picking"
)

// untouched checks that nothing is promised, planned or short any more.
func (h *hall) untouched(t *testing.T) {
	t.Helper()
	for q, want := range map[string]int{
		"SELECT sum(reserved) FROM balances":                                       0,
		"SELECT count(*) FROM tasks WHERE state <> 'cancelled'":                    0,
		"SELECT count(*) FROM shares":                                              0,
		"SELECT count(*) FROM list_totes WHERE order_id IS NOT NULL":               0,
		"SELECT count(*) FROM pick_lists WHERE state <> 'cancelled' OR tasks <> 0": 0,
		"SELECT count(*) FROM waves WHERE state <> 'cancelled' OR units <> 0":      0,
		"SELECT count(*) FROM orders WHERE wave_id IS NOT NULL OR short <> 0":      0,
		"SELECT count(*) FROM order_lines WHERE short <> 0":                        0,
	} {
		if got := h.get(t, q); got != want {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
}

func TestUnreleaseWaveLeavesNoTrace(t *testing.T) {
	t.Parallel()
	for _, m := range picking.Methods {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 25)
			h.raw.MustExec("UPDATE balances SET on_hand = 1 WHERE item_id = 39")
			id := h.wave(t, db.WaveRequest{Method: m, Short: true})
			u, err := h.UnreleaseWave(context.Background(), h.w, h.boss, id)
			if err != nil || len(u.Freed) != 25 || len(u.Stayed) != 0 {
				t.Fatalf("%+v, %v", u, err)
			}
			h.untouched(t)
			if n := h.get(t, "SELECT count(*) FROM orders WHERE state = 'received'"); n != 25 {
				t.Errorf("%d orders wait, want 25", n)
			}
			h.wave(t, db.WaveRequest{Method: m}) // and it can be done again
		})
	}
}

// TestUnreleaseKeepsWhatIsStarted: Anna has begun one list; its orders stay, with all their lists, the others go back.
func TestUnreleaseKeepsWhatIsStarted(t *testing.T) {
	t.Parallel()
	for _, m := range picking.Methods {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 60)
			ctx := context.Background()
			id := h.wave(t, db.WaveRequest{Method: m})
			a := db.Act{Warehouse: h.w, User: h.anna, Device: "handheld-1", ID: newID()}
			list, err := h.NextList(ctx, a, "")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := h.PickScan(ctx, a, list, scanned("CART-1")); err != nil {
				t.Fatal(err)
			}
			started := h.get(t, "SELECT count(*) FROM orders WHERE started_at IS NOT NULL")
			if _, err := h.UnreleaseList(ctx, h.w, h.boss, list); picking.KindOf(err) != picking.Conflict ||
				!strings.Contains(err.Error(), "Anna has started list") {
				t.Errorf("list taken from under Anna: %v", err)
			}
			u, err := h.UnreleaseWave(ctx, h.w, h.boss, id)
			if started == 60 { // one batch holds all
				if picking.KindOf(err) != picking.Conflict {
					t.Errorf("everything is started: %v", err)
				}
				return
			}
			if err != nil || len(u.Stayed) != started || len(u.Freed) != 60-started {
				t.Fatalf("%d started: %d stayed, %d freed, %v", started, len(u.Stayed), len(u.Freed), err)
			}
			if !strings.HasSuffix(u.Stayed[0].Reason, "is being picked.") {
				t.Errorf("stayed because %q", u.Stayed[0].Reason)
			}
			if a, b := h.get(t, "SELECT sum(reserved) FROM balances"), h.get(t, "SELECT sum(qty) FROM tasks WHERE state = 'open'"); a != b {
				t.Errorf("reserved %d for tasks of %d", a, b)
			}
			if n := h.get(t, "SELECT units FROM waves"); n != h.get(t, "SELECT sum(units) FROM orders WHERE wave_id IS NOT NULL") {
				t.Errorf("the wave counts %d units", n)
			}
			p, err := h.PickPrompt(ctx, a, list)
			if err != nil || p.Tasks == 0 {
				t.Errorf("Anna cannot go on: %+v, %v", p, err)
			}
		})
	}
}

func TestUnreleaseListTakesItsZonesAlong(t *testing.T) {
	t.Parallel()
	h := newHall(t, 12)
	h.wave(t, db.WaveRequest{Method: picking.Zone})
	list := picking.ListID(h.get(t, "SELECT min(id) FROM pick_lists"))
	orders := h.get(t, "SELECT count(DISTINCT order_id) FROM list_totes WHERE list_id = $1", list)
	u, err := h.UnreleaseList(context.Background(), h.w, h.boss, list)
	if err != nil || len(u.Freed) != orders {
		t.Fatalf("%d orders on the list, %+v, %v", orders, u, err)
	}
	if n := h.get(t, `SELECT count(*) FROM tasks t JOIN order_lines l ON l.id = t.line_id JOIN orders o ON o.id = l.order_id
		WHERE t.state = 'open' AND o.state = 'received'`); n != 0 {
		t.Errorf("%d tasks are left for orders that wait again", n)
	}
	if a, b := h.get(t, "SELECT sum(reserved) FROM balances"), h.get(t, "SELECT COALESCE(sum(qty), 0) FROM tasks WHERE state = 'open'"); a != b {
		t.Errorf("reserved %d for tasks of %d", a, b)
	}
	if n := h.get(t, "SELECT count(*) FROM pick_lists p WHERE tasks <> (SELECT count(*) FROM tasks t WHERE t.list_id = p.id AND t.state <> 'cancelled')"); n != 0 {
		t.Errorf("%d lists count their tasks wrong", n)
	}
}

func TestOrderActs(t *testing.T) {
	t.Parallel()
	h := newHall(t, 4)
	ctx := context.Background()
	state := func(id picking.OrderID) (s string) {
		t.Helper()
		if err := h.raw.Get(&s, "SELECT state FROM orders WHERE id = $1", id); err != nil {
			t.Fatal(err)
		}
		return s
	}
	steps := []struct {
		name string
		do   func() error
		id   picking.OrderID
		want string
		kind picking.Kind
	}{
		{"hold without a reason", func() error { return h.HoldOrder(ctx, h.w, h.boss, 1, "") }, 1, "received", picking.Invalid},
		{"hold", func() error { return h.HoldOrder(ctx, h.w, h.boss, 1, "payment") }, 1, "on_hold", -1},
		{"hold again", func() error { return h.HoldOrder(ctx, h.w, h.boss, 1, "address") }, 1, "on_hold", picking.Conflict},
		{"unhold", func() error { return h.UnholdOrder(ctx, h.w, h.boss, 1) }, 1, "received", -1},
		{"unhold again", func() error { return h.UnholdOrder(ctx, h.w, h.boss, 1) }, 1, "received", picking.Conflict},
		{"release", func() error {
			_, err := h.ReleaseWave(ctx, h.w, h.boss, db.WaveRequest{Method: picking.Batch})
			return err
		}, 1, "released", -1},
		{"hold a released order", func() error { return h.HoldOrder(ctx, h.w, h.boss, 1, "address") }, 1, "on_hold", -1},
		{"take back", func() error { return h.ReturnOrder(ctx, h.w, h.boss, 2) }, 2, "received", -1},
		{"take back again", func() error { return h.ReturnOrder(ctx, h.w, h.boss, 2) }, 2, "received", picking.Conflict},
		{"cancel a released order", func() error { return h.CancelOrder(ctx, h.w, h.boss, 3, "by phone") }, 3, "cancelled", -1},
		{"cancel it again", func() error { return h.CancelOrder(ctx, h.w, h.boss, 3, "by phone") }, 3, "cancelled", picking.Conflict},
		{"cancel nothing", func() error { return h.CancelOrder(ctx, h.w, h.boss, 99, "by phone") }, 4, "released", picking.NotFound},
		{"of another warehouse", func() error { return h.CancelOrder(ctx, 2, h.boss, 4, "by phone") }, 4, "released", picking.NotFound},
		{"cancel the last", func() error { return h.CancelOrder(ctx, h.w, h.boss, 4, "by phone") }, 4, "cancelled", -1},
	}
	for _, s := range steps {
		err := s.do()
		if s.kind < 0 && err != nil || s.kind >= 0 && (err == nil || picking.KindOf(err) != s.kind) {
			t.Fatalf("%s: %v", s.name, err)
		}
		if got := state(s.id); got != s.want {
			t.Fatalf("%s: order %d is %s, want %s", s.name, s.id, got, s.want)
		}
	}
	h.untouched(t)
}

func TestAssignList(t *testing.T) {
	t.Parallel()
	h := newHall(t, 30)
	ctx := context.Background()
	h.wave(t, db.WaveRequest{Method: picking.Cluster})
	if n := h.get(t, "SELECT count(*) FROM pick_lists"); n < 2 {
		t.Fatalf("%d lists, two are needed", n)
	}
	last := picking.ListID(h.get(t, "SELECT max(id) FROM pick_lists"))
	must := func(user picking.UserID) {
		t.Helper()
		if err := h.AssignList(ctx, h.w, h.boss, last, user); err != nil {
			t.Fatal(err)
		}
	}
	must(h.anna)
	a := db.Act{Warehouse: h.w, User: h.anna, Device: "handheld-1", ID: newID()}
	if got, err := h.NextList(ctx, a, ""); err != nil || got != last {
		t.Errorf("Anna gets list %d, %v; want hers, %d", got, err, last)
	}
	must(0)
	if got, _ := h.NextList(ctx, a, ""); got == last {
		t.Error("the least urgent list comes first")
	}
	must(h.anna)
	if _, err := h.PickScan(ctx, a, last, scanned("CART-1")); err != nil {
		t.Fatal(err)
	}
	if err := h.AssignList(ctx, h.w, h.boss, last, 0); picking.KindOf(err) != picking.Conflict {
		t.Errorf("a started list went back to the pile: %v", err)
	}
	must(h.boss) // but may change hands
	if _, err := h.PickPrompt(ctx, a, last); picking.KindOf(err) != picking.Forbidden {
		t.Errorf("Anna still has it: %v", err)
	}
	if err := h.AssignList(ctx, h.w, h.boss, last, 77); picking.KindOf(err) != picking.Invalid {
		t.Errorf("given to nobody we know: %v", err)
	}
	if err := h.AssignList(ctx, 2, h.boss, last, 0); picking.KindOf(err) != picking.NotFound {
		t.Errorf("of another warehouse: %v", err)
	}
}

// TestUnreleaseRacesPickers: while a supervisor takes lists back, their picker begins them. Each list is either walked or
// taken back as a whole, and every invariant holds.
func TestUnreleaseRacesPickers(t *testing.T) {
	t.Parallel()
	r := newRobot(t, 40)
	ctx := context.Background()
	r.raw.MustExec(`UPDATE locations SET slots = 3 WHERE kind = 'cart'`)
	r.wave(t, db.WaveRequest{Method: picking.Zone})
	var lists []picking.ListID
	if err := r.raw.Select(&lists, "SELECT id FROM pick_lists ORDER BY id"); err != nil || len(lists) < 6 {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	r.raw.MustExec(`INSERT INTO locations (warehouse_id, code, kind, slots) SELECT 1, 'RACE-' || id, 'cart', 12 FROM pick_lists`)
	for _, l := range lists {
		if err := r.AssignList(ctx, r.w, r.boss, l, r.anna); err != nil {
			t.Fatal(err)
		}
	}
	var all sync.WaitGroup
	for _, l := range lists {
		all.Go(func() {
			_, err := r.PickScan(ctx, r.act(r.anna), l, scanned(fmt.Sprintf("RACE-%d", l)))
			if err != nil && picking.KindOf(err) != picking.Busy {
				t.Errorf("pick list %d: %v", l, err)
			}
		})
		all.Go(func() {
			if _, err := r.UnreleaseList(ctx, r.w, r.boss, l); err != nil && picking.KindOf(err) != picking.Conflict {
				t.Errorf("take list %d back: %v", l, err)
			}
		})
	}
	all.Wait()
	r.clean("after the race")
	if n := r.get(t, `SELECT count(*) FROM orders WHERE state = 'received' AND started_at IS NOT NULL`); n != 0 {
		t.Errorf("%d orders wait although somebody walks for them", n)
	}
}
