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

// A packed order's carton is opened again: its label and papers are void, its goods and serial numbers lie in the next
// carton, and the door knows the old label.
func TestReopenCarton(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-7", false)
	f.pack(t, 3, "RED", "RED", "12000000000012", "SN-9", "L1", "L1", "L2")
	f.close(t, 3, pack.CloseRequest{Weight: 1200, Reason: "test"})
	old := picking.CartonID(f.get(t, `SELECT id FROM cartons`))
	sscc := f.text(t, `SELECT sscc FROM cartons`)
	doc, err := f.StoreDocument(t.Context(), 1, pia, db.Document{Kind: db.LabelDocument, Format: "pdf", Paper: "4x6", Order: 3, Carton: old, Content: []byte("x")})
	if err != nil || doc.ID == 0 {
		t.Fatal(err)
	}
	if _, err := f.ReopenCarton(t.Context(), f.act(pia), 3, old, " "); picking.KindOf(err) != picking.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	f.raw.MustExec(`INSERT INTO bookings (warehouse_id, order_id, carton_id, user_id) VALUES (1, 3, $1, 3)`, old)
	if a, err := f.ReopenCarton(t.Context(), f.act(pia), 3, old, "a fork is missing"); err != nil || a.Message.Title != "Its label is under way" {
		t.Errorf("while its label is bought: %+v %v", a.Message, err)
	}
	f.raw.MustExec(`DELETE FROM bookings`)
	act := f.act(pia)
	for range 2 {
		a, err := f.ReopenCarton(t.Context(), act, 3, old, "a fork is missing")
		if err != nil || !a.Message.Verdict.Accepted() || a.Prompt.Step != pack.StepClose || a.Prompt.Carton.N != 1 || a.Prompt.CanUndo {
			t.Fatalf("%+v %v", a, err)
		}
	}
	f.verified(t)
	if a := f.handOver(t, sscc); a.Message.Title != "The label is void" {
		t.Errorf("the old label at the door: %+v", a.Message)
	}
	if n := f.get(t, `SELECT count(*) FROM documents WHERE voided_at IS NOT NULL`); n != 1 {
		t.Error("the old label is not void")
	}
	if d, err := f.StoredDocument(t.Context(), 1, 3, doc.ID); err != nil || string(d.Content) != "x" {
		t.Errorf("the old label is not there to be looked up: %v", err)
	}
	if _, err := f.StoredDocument(t.Context(), 1, 2, doc.ID); picking.KindOf(err) != picking.NotFound {
		t.Errorf("as another order's: %v", err)
	}
	f.close(t, 3, pack.CloseRequest{Weight: 1200, Reason: "test"})
	if a := f.handOver(t, f.text(t, `SELECT sscc FROM cartons WHERE state = 'labelled'`)); !a.Message.Verdict.Accepted() {
		t.Errorf("the new label at the door: %+v", a.Message)
	}
	if n := f.get(t, `SELECT count(*) FROM moves WHERE cause = 'ship' AND serial = 'SN-9'`); n != 1 {
		t.Errorf("SN-9 left %d times", n)
	}
	a, err := f.ReopenCarton(t.Context(), f.act(pia), 3, old+1, "too late")
	if err != nil || a.Message.Title != "It has left" {
		t.Errorf("after it left: %+v %v", a.Message, err)
	}
	f.verified(t)
}

func (f *floor) text(t testing.TB, q string) (s string) {
	t.Helper()
	if err := f.raw.Get(&s, q); err != nil {
		t.Fatal(err)
	}
	return s
}

// Goods of another order say whose they are, by what was scanned of them.
func TestWhoseGoods(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-8", false)
	for code, words := range map[string]string{"SN-9": "Serial number SN-9 is of order P-1 (T-7).", "L2": "Lot L2 was picked for order P-1 (T-7).",
		"RED": "It may be of order P-1 (T-7) or P-3 (T-9).", "NOPE": `"NOPE" is no item`} {
		if a := f.pack(t, 4, "!"+code); !strings.Contains(a.Message.Detail.String(), words) {
			t.Errorf("%s: %s", code, a.Message.Detail)
		}
	}
}
