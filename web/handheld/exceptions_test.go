package handheld_test

import (
	"context"
	"testing"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web/handheld"
)

// A walk in which everything happens: another lot, a tote that is full, a typed quantity, damaged goods, digits for a label, a
// short, a pause, an unknown barcode, a cart that is handed over and taken back, a cancelled order and its goods put back.
func TestEverythingHappens(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	d, bo := f.device(t, "ANN"), f.device(t, "BO")
	d.post(handheld.NextPath)
	for _, code := range []string{"CART-1", "T-1", "T-2"} {
		d.scan(code)
	}
	steps := func(d *device, all ...[3]string) {
		t.Helper()
		for _, s := range all {
			d.scan(s[0])
			d.is(s[1], s[2])
			d.same()
		}
	}
	d.open(handheld.ListDigitsPath(1))
	d.shows("action", handheld.ListDigitsPath(1), "keys", "numeric")
	d.scan(picking.CheckDigits("B-1"))
	d.is("item", "ok")
	steps(d, [3]string{"4006381333931", "item", "ok"}, [3]string{"96385074", "item", "unknown_code"})
	d.scan("96385074")
	d.says("Supervisor asked")
	d.open(handheld.ListDamagedPath(1))
	d.says("How many are damaged?")
	d.post(handheld.ListDamagedPath(1), "qty", "1") // all of the bin is promised: one of the five comes from B-3
	d.is("item", "ok")
	d.says("1 set aside")
	d.open(handheld.ListTypePath(1))
	d.scan("4")
	d.is("tote", "ok")
	steps(d, [3]string{"T-3", "tote", "confirm"}, [3]string{"T-3", "tote", "ok"}, [3]string{"T-3", "bin", "line_complete"})
	d.post(handheld.ListPausePath(1))
	d.is("home", "ok")
	d.says("paused")
	d.open(handheld.ListPath(1))
	d.shows("step", "bin", "bin", "B-2")
	steps(d, [3]string{"B-2", "item", "ok"}, [3]string{"BLUE", "item", "ok"})
	d.scan("BO")
	d.is("item", "confirm")
	d.scan("CART-1")
	d.is("home", "ok")
	d.says("Bo has the cart")
	bo.open(handheld.ListPath(1))
	bo.shows("step", "item", "bin", "B-2", "counted", "1")
	d.open(handheld.HomePath)
	d.scan("CART-1")
	d.is("home", "confirm")
	d.scan("CART-1")
	d.is("item", "ok")
	d.post(handheld.ListShortPath(1), "reason", "none")
	steps(d, [3]string{"T-3", "bin", "line_complete"}, [3]string{"B-4", "item", "ok"}, [3]string{"L1", "item", "confirm"}, [3]string{"L1", "tote", "ok"})
	store := dbtest.Open(t, f.dsn)
	if err := store.CancelOrder(context.Background(), 1, 2, 1, "by phone"); err != nil { // what is in T-3 goes back
		t.Fatal(err)
	}
	d.scan("T-2")
	d.is("tote", "not_allowed")
	d.says("Order O-1 was cancelled.")
	steps(d, [3]string{"T-2", "item", "line_complete"}, [3]string{"LAMP", "serial", "ok"}, [3]string{"SN-0001", "tote", "ok"}, [3]string{"T-2", "drop", "line_complete"})
	d.scan("PACK-1")
	d.is("done", "list_complete")
	d.says("Put T-3 back: order O-1 was cancelled.")
	d.scan("T-3")
	d.shows("step", "back-bin", "left", "5")
	for _, code := range []string{"B-1", "4006381333931", "UNDO", "4006381333931", "14006381333938", "B-2", "BLUE", "UNDO", "BLUE"} {
		d.scan(code)
	}
	d.is("back-done", "list_complete")
	if d.most > scanAnswer {
		t.Errorf("an answer has %d bytes compressed, the limit is %d", d.most, scanAnswer)
	}
	sound(t, store)
}
