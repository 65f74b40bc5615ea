package db_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/picking/task"
	"pickpack/picking/wall"
)

// robot works the hall by scans alone: it picks, sorts, packs and hands over, and reads nothing but prompts.
type robot struct {
	*hall
	t     testing.TB
	totes int
	carts int

	wary bool // every fifth scan it scans nonsense too (lightIsWhole)
}

func (r *robot) act(u picking.UserID) db.Act {
	return db.Act{Warehouse: r.w, User: u, Device: "robot", ID: newID()}
}

// pickAll takes lists until there are none. In every fifth bin the last unit wanted is missing.
func (r *robot) pickAll() {
	r.t.Helper()
	for {
		list, err := r.NextList(context.Background(), r.act(r.anna), "")
		if picking.KindOf(err) == picking.NotFound && err != nil {
			return
		}
		if err != nil {
			r.t.Fatal(err)
		}
		r.pickList(list)
	}
}

func (r *robot) pickList(list picking.ListID) {
	r.t.Helper()
	ctx := context.Background()
	p, err := r.PickPrompt(ctx, r.act(r.anna), list)
	for n := 0; p.Step != task.StepDone; n++ {
		if err != nil || n > 2000 {
			r.t.Fatalf("list %d, step %s: %v after %d scans", list, p.Step, err, n)
		}
		var a db.PickAnswer
		if p.Step == task.StepItem && p.Task.Location%5 == 0 && p.CanShort && p.Need-p.Counted == 1 {
			a, err = r.PickShort(ctx, r.act(r.anna), list, "none")
		} else {
			a, err = r.PickScan(ctx, r.act(r.anna), list, scanned(r.code(p)))
		}
		if err == nil && !a.Message.Verdict.Accepted() {
			r.t.Fatalf("list %d, %+v: %+v", list, p, a.Message)
		}
		p = a.Prompt
		if r.wary && n%5 == 0 && err == nil {
			r.lightIsWhole(list)
		}
	}
}

// lightIsWhole: a scan looks only at what its step needs, and what it is refused with is what a look at everything shows.
func (r *robot) lightIsWhole(list picking.ListID) {
	r.t.Helper()
	ctx := context.Background()
	want, err := r.PickPrompt(ctx, r.act(r.anna), list)
	if err != nil {
		r.t.Fatal(err)
	}
	got, err := r.PickScan(ctx, r.act(r.anna), list, scanned("O-1")) // an order's number is never what is asked for
	if err != nil || got.Message.Verdict.Accepted() {
		r.t.Fatalf("list %d, step %s: %+v, %v", list, want.Step, got.Message, err)
	}
	if diff := cmp.Diff(want, got.Prompt); diff != "" {
		r.t.Errorf("list %d, step %s (-looked +refused):\n%s", list, want.Step, diff)
	}
}

// code is what the prompt asks for.
func (r *robot) code(p task.Prompt) string {
	switch p.Step {
	case task.StepCart:
		r.carts++
		return fmt.Sprintf("CART-%d", r.carts%4+1)
	case task.StepTotes:
		r.totes++
		return fmt.Sprintf("T-%d", r.totes)
	case task.StepBin:
		return p.Task.Bin
	case task.StepItem:
		return strings.Replace(p.Task.SKU, "SKU", "CODE", 1)
	case task.StepTote:
		return p.Tote
	}
	if p.Method == picking.Batch || p.Method == picking.Zone {
		return "WALL-1"
	}
	return "PACK-1"
}

// sortAll empties every waiting tote at the put wall.
func (r *robot) sortAll() {
	r.t.Helper()
	ctx := context.Background()
	work, err := r.WallWork(ctx, r.w)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, w := range work {
		a, err := r.SortBegin(ctx, r.act(r.boss), scanned(w.Code))
		for p := a.Prompt; err == nil && p.Sort != 0 && p.Step != wall.Done; p = a.Prompt {
			code := p.Slot
			switch {
			case p.Step == wall.TakeItem && p.Item != nil: // one of several is in the hand
				code = strings.Replace(p.Item.SKU, "SKU", "CODE", 1)
			case p.Step == wall.TakeItem:
				code = strings.Replace(p.Show[0].SKU, "SKU", "CODE", 1)
			case code == "":
				code = p.Free
			}
			if a, err = r.SortScan(ctx, r.act(r.boss), p.Sort, scanned(code)); err == nil && !a.Message.Verdict.Accepted() {
				r.t.Fatalf("tote %s, %+v: %+v", w.Code, p, a.Message)
			}
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
}

// packAll packs every picked order into one carton and hands all over.
func (r *robot) packAll() {
	r.t.Helper()
	ctx := context.Background()
	picked, err := r.Orders(ctx, r.w, db.OrderFilter{State: picking.Picked}, "", 500)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, o := range picked.Rows {
		a, err := r.BeginPacking(ctx, r.act(r.boss), scanned(o.Number), false)
		for err == nil && a.Prompt.Step == pack.StepPack {
			if a, err = r.PackScan(ctx, r.act(r.boss), o.ID, scanned(next(a.Prompt)), false); err == nil && !a.Message.Verdict.Accepted() {
				r.t.Fatalf("order %s: %+v", o.Number, a.Message)
			}
		}
		if err == nil {
			a, err = r.CloseCarton(ctx, r.act(r.boss), o.ID, pack.CloseRequest{Weight: 1000, Reason: "robots do not weigh"})
		}
		if err != nil || !a.Message.Verdict.Accepted() {
			r.t.Fatalf("order %s: %+v, %v", o.Number, a.Message, err)
		}
	}
	if _, err := r.HandOverAll(ctx, r.act(r.boss), "parcel"); err != nil {
		r.t.Fatal(err)
	}
}

func next(p pack.Prompt) string {
	for _, l := range p.Lines {
		if l.Packed < l.Want {
			return strings.Replace(l.SKU, "SKU", "CODE", 1)
		}
	}
	return "nothing left"
}

func newRobot(t testing.TB, orders int) *robot {
	r := &robot{hall: newHall(t, orders), t: t}
	r.raw.MustExec(`INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, max_weight_g) VALUES (1, 'BOX', 400, 300, 300, 30000)`)
	return r
}

// clean checks every invariant.
func (r *robot) clean(when string) {
	r.t.Helper()
	found, err := r.Verify(context.Background(), r.w)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, v := range found {
		r.t.Errorf("%s: %s %s: %s", when, v.Rule, v.What, v.Wrong)
	}
}

// TestInvariantsHoldAllTheWay: by every method, from released to gone, with shorts on the way.
func TestInvariantsHoldAllTheWay(t *testing.T) {
	t.Parallel()
	for _, m := range picking.Methods {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			r := newRobot(t, 18)
			r.wary = true
			r.clean("before")
			r.wave(t, db.WaveRequest{Method: m})
			r.clean("released")
			r.pickAll()
			r.clean("picked")
			if r.get(t, "SELECT count(*) FROM events WHERE kind = 'pick.short'") == 0 {
				t.Error("no bin was short")
			}
			r.sortAll()
			r.clean("sorted")
			r.packAll()
			r.clean("gone")
			if n := r.get(t, "SELECT count(*) FROM orders WHERE state IN ('shipped', 'ready_for_pickup')"); n != 18 {
				t.Errorf("%d orders are done, want 18", n)
			}
			if n := r.get(t, "SELECT count(*) FROM waves WHERE state = 'done'"); n != 1 {
				t.Error("the wave is not done")
			}
		})
	}
}
