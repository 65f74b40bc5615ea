package db_test

import (
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// verified proves all invariants but for how the goods came into the totes, which this floor only claims.
func (f *floor) verified(t testing.TB) {
	t.Helper()
	f.checkPacking(t)
	found, err := f.Verify(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range found {
		if !strings.Contains(x.Wrong, "tasks and shares say 0") && !strings.HasPrefix(x.Wrong, "pick of 12") && x.What != "list 2" {
			t.Errorf("%+v", x)
		}
	}
}

func (f *floor) newCarton(t testing.TB, order picking.OrderID) db.PackAnswer {
	t.Helper()
	a, err := f.NewCarton(t.Context(), f.act(pia), order)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Two cartons are open, goods move between them with their serial number and lot, a third is opened and not used.
func TestCartonsOpenTogether(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-7", false)
	if a := f.newCarton(t, 3); a.Message.Verdict.Accepted() {
		t.Fatal("a second empty carton was opened")
	}
	f.pack(t, 3, "RED", "RED", "12000000000012", "SN-9", "L1")
	if a := f.newCarton(t, 3); !a.Message.Verdict.Accepted() || a.Prompt.Carton.N != 2 || len(a.Prompt.Open) != 2 {
		t.Fatalf("another carton: %+v", a)
	}
	f.pack(t, 3, "!c9", "L1", "L2", "!RED", "=RED", "!SN-9", "=SN-9", "!L1", "c1", "!L2", "=L2", "undo", "c2")
	if a := f.newCarton(t, 3); a.Prompt.Carton.N != 3 {
		t.Fatalf("a third: %+v", a)
	}
	f.pack(t, 3, "c2")
	if n := f.get(t, `SELECT count(*) FROM carton_serials(1, 3) x JOIN cartons c ON c.id = x.carton AND c.n = 2`); n != 1 {
		t.Error("the serial number did not come along")
	}
	a := f.close(t, 3, pack.CloseRequest{Weight: 1200, Reason: "test"})
	if !a.Message.Verdict.Accepted() || a.Prompt.Carton.N != 1 || a.Prompt.Step != pack.StepClose {
		t.Fatalf("carton 2: %+v", a)
	}
	a = f.close(t, 3, pack.CloseRequest{Weight: 900, Reason: "test"})
	if a.Message.Verdict != picking.ListComplete || a.Prompt.Step != pack.StepDone || len(a.Prompt.Closed) != 2 {
		t.Fatalf("carton 1: %+v", a)
	}
	sh, err := f.Shipment(t.Context(), 1, 3)
	if err != nil || len(sh.Cartons) != 2 || len(sh.Cartons[1].Serials) != 1 || len(sh.Cartons[0].Serials) != 0 {
		t.Fatalf("%+v %v", sh, err)
	}
	if _, err := f.HandOverAll(t.Context(), f.act(pia), "express"); err != nil {
		t.Fatal(err)
	}
	if n := f.get(t, `SELECT count(*) FROM moves WHERE cause = 'ship' AND serial = 'SN-9'`); n != 1 {
		t.Errorf("SN-9 left %d times", n)
	}
	f.verified(t)
}
