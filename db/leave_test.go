package db_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// packAll packs all three orders; P-1 in two cartons.
func (f *floor) packAll(t testing.TB) (first, second pack.PromptClosed) {
	t.Helper()
	f.begin(t, pia, "T-7", false)
	f.pack(t, 3, "12000000000012")
	f.close(t, 3, pack.CloseRequest{Weight: 450, Reason: "x", More: true})
	f.pack(t, 3, "RED", "RED", "L1", "L1", "L2", "SN-9")
	closed := f.close(t, 3, pack.CloseRequest{Weight: 1550, Reason: "x"}).Prompt.Closed
	f.begin(t, pia, "T-8", false)
	f.pack(t, 4, "BLUE", "BLUE")
	f.close(t, 4, pack.CloseRequest{Weight: 450})
	f.begin(t, pia, "T-9", false)
	f.pack(t, 5, "RED")
	f.close(t, 5, pack.CloseRequest{Weight: 150})
	return closed[0], closed[1]
}

func (f *floor) handOver(t testing.TB, code string) db.LeaveAnswer {
	t.Helper()
	a, err := f.HandOver(context.Background(), f.act(pia), scanned(code), "")
	if err != nil {
		t.Fatalf("hand over %s: %v", code, err)
	}
	f.checkPacking(t)
	return a
}

func TestHandOver(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	first, second := f.packAll(t)
	pickup := f.get(t, `SELECT id FROM cartons WHERE order_id = 4`)
	for _, step := range []struct {
		code string
		want picking.Verdict
	}{
		{"NOPE", picking.UnknownCode}, {"T-7", picking.UnknownCode}, {pack.CartonCode(picking.CartonID(pickup)), picking.WrongPlace},
		{"00" + first.SSCC, picking.OK}, {first.Tracking, picking.TooMany}, {second.Tracking, picking.ListComplete}, {second.Code, picking.TooMany},
	} {
		if a := f.handOver(t, step.code); a.Message.Verdict != step.want {
			t.Fatalf("%s: %+v, want %s", step.code, a.Message, step.want)
		}
	}
	for what, q := range map[string]string{
		"order left":   `SELECT count(*) FROM orders WHERE id = 3 AND state = 'shipped' AND left_at IS NOT NULL AND shipped = 9`,
		"serial left":  `SELECT count(*) FROM moves WHERE cause = 'ship' AND serial = 'SN-9' AND qty = 1 AND to_id = 2`,
		"cartons left": `SELECT count(*) - 1 FROM cartons WHERE state = 'left' AND left_at IS NOT NULL`,
		"goods out":    `SELECT sum(on_hand) - 8 FROM balances WHERE location_id = 2`,
	} {
		if n := f.get(t, q); n != 1 {
			t.Errorf("%s: %d, want 1", what, n)
		}
	}
}

func TestOpenOrderDoesNotLeave(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-7", false)
	f.pack(t, 3, "RED")
	c := f.close(t, 3, pack.CloseRequest{Weight: 150, Reason: "x", More: true}).Prompt
	if a := f.handOver(t, c.Closed[0].SSCC); a.Message.Verdict != picking.NotAllowed {
		t.Errorf("a carton of an open order left: %+v", a)
	}
	if a := f.handOver(t, c.Carton.Code); a.Message.Verdict != picking.NotAllowed {
		t.Errorf("an open carton left: %+v", a)
	}
}

// All of a service and single cartons at once: each carton leaves once.
func TestHandOverRacing(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	first, second := f.packAll(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	left := 0
	count := func(a db.LeaveAnswer, err error) {
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		left += a.Cartons
	}
	for _, code := range []string{first.SSCC, second.Tracking, first.Code} {
		wg.Go(func() { count(f.HandOver(context.Background(), f.act(pia), scanned(code), "")) })
	}
	for range 3 {
		wg.Go(func() { count(f.HandOverAll(context.Background(), f.act(pam), "express")) })
	}
	wg.Wait()
	f.checkPacking(t)
	if n := f.get(t, `SELECT count(*) FROM orders WHERE state = 'shipped'`); n != 2 || left != 3 {
		t.Errorf("%d orders shipped, %d cartons left; want 2 and 3", n, left)
	}
	parcels, err := f.ParcelsToLeave(t.Context(), f.w, "express")
	if err != nil || len(parcels) != 0 {
		t.Errorf("still waiting: %v, %v", parcels, err)
	}
}

func TestCollect(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.packAll(t)
	act := f.act(pia)
	var answers [4]db.LeaveAnswer
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			var err error
			if answers[i], err = f.Collect(context.Background(), act, 4); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, a := range answers {
		if d := cmp.Diff(answers[0], a); d != "" || a.Cartons != 1 {
			t.Errorf("%+v: %s", a, d)
		}
	}
	for order, want := range map[picking.OrderID]picking.Verdict{4: picking.TooMany, 3: picking.WrongPlace, 1: picking.NotAllowed} {
		if a, err := f.Collect(t.Context(), f.act(pia), order); err != nil || a.Message.Verdict != want {
			t.Errorf("collect %d: %+v, %v", order, a, err)
		}
	}
	f.checkPacking(t)
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id = 4 AND state = 'collected' AND left_at IS NOT NULL`); n != 1 {
		t.Error("not collected")
	}
}

// The program may die between a carton's closing and its documents, or make them twice at once: the first bytes stay.
func TestDocumentsAreMadeOnce(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.packAll(t)
	carton := picking.CartonID(f.get(t, `SELECT id FROM cartons WHERE order_id = 5`))
	want := db.Document{Kind: db.LabelDocument, Format: "pdf", Paper: "4x6", Order: 5, Carton: carton}
	if _, err := f.FindDocument(t.Context(), f.w, want); picking.KindOf(err) != picking.NotFound {
		t.Fatalf("a document before it was made: %v", err)
	}
	var kept [8]db.Document
	var wg sync.WaitGroup
	for i := range kept {
		wg.Go(func() {
			d := want
			d.Content = []byte{byte(i)}
			var err error
			if kept[i], err = f.StoreDocument(context.Background(), f.w, pia, d); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, d := range kept {
		if diff := cmp.Diff(kept[0], d); diff != "" || len(d.Content) != 1 {
			t.Errorf("bytes differ: %s", diff)
		}
	}
	got, err := f.FindDocument(t.Context(), f.w, want)
	if err != nil || cmp.Diff(kept[0], got) != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if all, err := f.Documents(t.Context(), f.w, 5); err != nil || len(all) != 1 || all[0].ID != got.ID || all[0].Content != nil {
		t.Errorf("%+v, %v", all, err)
	}
	f.raw.MustExec(`INSERT INTO printers (warehouse_id, name, address, format, paper) VALUES (1, 'Zebra', 'tcp://10.0.0.9:9100', 'pdf', '4x6')`)
	printer := picking.PrinterID(f.get(t, `SELECT id FROM printers`))
	act := f.act(pia)
	for range 2 {
		if err := f.Reprint(t.Context(), act, got, "torn", printer); err != nil {
			t.Error(err)
		}
	}
	if err := f.Reprint(t.Context(), f.act(pia), got, "", 0); picking.KindOf(err) != picking.Invalid {
		t.Errorf("a reprint without a reason: %v", err)
	}
	if n := f.get(t, `SELECT count(*) FROM events WHERE kind = 'document.reprint' AND order_id = 5 AND text = 'label (pdf): torn'`); n != 1 {
		t.Errorf("%d reprints in the history, want 1", n)
	}
	if n := f.get(t, `SELECT count(*) FROM prints WHERE reason = 'torn'`); n != 1 {
		t.Errorf("it prints %d times, want once", n)
	}
	f.verified(t)
}
