package db_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

func (f *floor) cancel(t testing.TB, o picking.OrderID) {
	t.Helper()
	if err := f.CancelOrder(t.Context(), f.w, f.bob, o, "ordered twice"); err != nil {
		t.Fatal(err)
	}
	f.verified(t)
}

func (f *floor) unpack(t testing.TB, o picking.OrderID, code, title string) db.PackAnswer {
	t.Helper()
	act := f.act(pam)
	var a db.PackAnswer
	for range 2 { // sent twice, done once
		var err error
		if a, err = f.Unpack(t.Context(), act, o, scanned(code)); err != nil || a.Message.Title.String() != title {
			t.Fatalf("%s: %+v %v, want %s", code, a.Message, err, title)
		}
	}
	f.verified(t)
	return a
}

// An order is cancelled while one of its cartons is closed and one is open: the packer's next scan says so, both are emptied
// into totes, and nothing of it is bought, printed or handed over.
func TestCancelWhilePacking(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind) VALUES (1, 'Box', 'sandbox');
		INSERT INTO printers (warehouse_id, name, address, format, paper) VALUES (1, 'P', 'spool:p', 'pdf', '4x6')`)
	f.begin(t, pia, "T-7", false)
	f.pack(t, 3, "12000000000012")
	f.close(t, 3, pack.CloseRequest{Weight: 450, Reason: "x", More: true})
	f.pack(t, 3, "RED", "L1", "SN-9")
	first := picking.CartonID(f.get(t, `SELECT min(id) FROM cartons`))
	f.raw.MustExec(`INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, state, label, user_id, ended_at)
		SELECT 1, order_id, id, 1, 'std', 'booked', json_build_object('number', tracking), 3, now() FROM cartons WHERE id = $1`, first)
	doc, err := f.StoreDocument(t.Context(), 1, pia, db.Document{Kind: db.LabelDocument, Format: "pdf", Paper: "4x6", Order: 3, Carton: first, Content: []byte("x")})
	if err == nil {
		_, err = f.AskPrint(t.Context(), 1, pia, 1, doc.ID, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := f.CancelOrder(t.Context(), f.w, f.bob, 3, " "); picking.KindOf(err) != picking.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	f.cancel(t, 3)
	a, err := f.PackScan(t.Context(), f.act(pia), 3, scanned("RED"), false)
	if err != nil || a.Message.Title != "Order cancelled" || a.Message.Detail.String() != "Order P-1 was cancelled: ordered twice." || a.Prompt.Step != pack.StepEmpty || len(a.Prompt.Full) != 2 {
		t.Fatalf("the next scan: %+v %v", a, err)
	}
	if a := f.close(t, 3, pack.CloseRequest{Weight: 900, Reason: "x"}); a.Message.Title != "Order cancelled" {
		t.Errorf("closing it: %+v", a.Message)
	}
	if a := f.handOver(t, pack.CartonCode(first)); a.Message.Title != "Cancelled" {
		t.Errorf("at the door: %+v", a.Message)
	}
	if _, err := f.AskPrint(t.Context(), 1, pia, 1, doc.ID, "again"); picking.KindOf(err) != picking.Conflict {
		t.Errorf("printed all the same: %v", err)
	}
	if b, p := f.text(t, `SELECT state FROM bookings`), f.text(t, `SELECT state FROM prints`); b != "voiding" || p != "cancelled" {
		t.Errorf("the label is %s, its print %s", b, p)
	}
	for _, x := range [][2]string{{"RED", "Scan a tote"}, {"NOPE", "Scan a tote"}, {"B-1", "Scan a tote"}, {"T-8", "Another order's"}} {
		f.unpack(t, 3, x[0], x[1])
	}
	if a := f.begin(t, pam, "P-1", false); a.Prompt.Step != pack.StepEmpty {
		t.Errorf("its number leads to %s", a.Prompt.Step)
	}
	f.unpack(t, 3, "T-3", "Carton 1 is empty")
	if a := f.unpack(t, 3, "T-7", "Carton 2 is empty"); a.Message.Verdict != picking.ListComplete || a.Prompt.Step != pack.StepIdle {
		t.Errorf("the last: %+v", a)
	}
	f.unpack(t, 3, "T-7", "Nothing to take out")
	if n := f.get(t, `SELECT sum(on_hand) FROM balances WHERE location_id IN (10, 13)`); n != 9 {
		t.Errorf("%d units in totes, want 9", n)
	}
	if n := f.get(t, `SELECT count(*) FROM cartons WHERE state <> 'void'`); n != 0 {
		t.Errorf("%d cartons are not void", n)
	}
	for _, tote := range []string{"T-3", "T-7"} {
		if o, err := f.BackOf(t.Context(), 1, scanned(tote)); err != nil || o != 3 {
			t.Errorf("%s is put back for %d, %v", tote, o, err)
		}
	}
}

// A packed order is cancelled as long as nothing of it has left.
func TestCancelPacked(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	first, _ := f.packAll(t)
	f.handOver(t, first.Tracking)
	err := f.CancelOrder(t.Context(), f.w, f.bob, 3, "x")
	if picking.KindOf(err) != picking.Conflict || err.Error() == "" {
		t.Errorf("a carton has left: %v", err)
	}
	f.cancel(t, 4)
	f.unpack(t, 4, "T-8", "Carton 1 is empty") // it is free since the order was packed
	if a, err := f.Collect(t.Context(), f.act(pia), 4); err != nil || a.Message.Verdict.Accepted() {
		t.Errorf("collected: %+v %v", a, err)
	}
}

// While a courier buys a label its order is cancelled: what was bought goes back.
func TestCancelWhileBuying(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind, enabled) VALUES (1, 'Box', 'sandbox', true)`)
	f.begin(t, pia, "T-9", false)
	f.pack(t, 5, "RED")
	f.close(t, 5, pack.CloseRequest{Weight: 150})
	claim, err := f.ClaimBooking(t.Context(), time.Minute)
	if err == nil {
		err = f.ChooseBooking(t.Context(), claim, 1, "std", "x")
	}
	if err != nil {
		t.Fatal(err)
	}
	f.cancel(t, 5)
	if err := f.Booked(t.Context(), claim, db.BookedLabel{Number: "N-1", Service: "std"}, nil); err != nil {
		t.Fatal(err)
	}
	if claim, err = f.ClaimBooking(t.Context(), time.Minute); err != nil || claim == nil || claim.Label == nil || !claim.Gone {
		t.Fatalf("it is not given back: %+v %v", claim, err)
	}
	if err := f.BookingVoided(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	if a := f.begin(t, pia, "N-1", false); a.Prompt.Step != pack.StepEmpty {
		t.Errorf("the label that was given back leads to %+v", a)
	}
	f.unpack(t, 5, "T-9", "Carton 1 is empty")
}

// Of closing a carton and cancelling its order at the same moment, the first one decides and the second is told.
func TestCancelAndCloseAtOnce(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	for _, o := range []struct {
		id   picking.OrderID
		tote string
		code string
		into string
	}{{3, "T-7", "SN-9", "T-1"}, {4, "T-8", "BLUE", "T-2"}, {5, "T-9", "RED", "T-3"}} {
		f.begin(t, pia, o.tote, false)
		f.pack(t, o.id, o.code)
		var wg sync.WaitGroup
		var closed db.PackAnswer
		var failed, gone error
		wg.Go(func() {
			closed, failed = f.CloseCarton(context.Background(), f.act(pia), o.id, pack.CloseRequest{Weight: 500, Reason: "x", More: true})
		})
		wg.Go(func() { gone = f.CancelOrder(context.Background(), f.w, f.bob, o.id, "x") })
		wg.Wait()
		if failed != nil || gone != nil {
			t.Fatalf("closing: %v, cancelling: %v", failed, gone)
		}
		if !closed.Message.Verdict.Accepted() && closed.Message.Title != "Order cancelled" {
			t.Errorf("closing: %+v", closed.Message)
		}
		f.verified(t)
		f.unpack(t, o.id, o.into, "Carton 1 is empty")
		if n := f.get(t, `SELECT count(*) FROM cartons WHERE order_id = $1 AND state IN ('open', 'labelled')`, o.id); n != 0 {
			t.Errorf("order %d: %d cartons are left", o.id, n)
		}
	}
}

// The goods of a packed order that is cancelled come back to their bins, and a serial number may be picked again.
func TestPackedGoodsGoBack(t *testing.T) {
	t.Parallel()
	f := serialsPicked(t)
	f.begin(t, f.bob, "T-2", false)
	for _, code := range []string{"SN-1", "SN-2", "L1", "L1"} {
		if a, err := f.PackScan(t.Context(), f.act(f.bob), 2, scanned(code), false); err != nil || !a.Message.Verdict.Accepted() {
			t.Fatalf("%s: %+v %v", code, a.Message, err)
		}
	}
	if a, err := f.CloseCarton(t.Context(), f.act(f.bob), 2, pack.CloseRequest{Weight: 900, Reason: "x"}); err != nil || !a.Message.Verdict.Accepted() {
		t.Fatalf("%+v %v", a.Message, err)
	}
	f.sound(t, "packed")
	if err := f.CancelOrder(t.Context(), f.w, f.bob, 2, "ordered twice"); err != nil {
		t.Fatal(err)
	}
	f.sound(t, "cancelled")
	if all, err := f.Returns(t.Context(), 1); err != nil || len(all) != 1 || all[0].Packed != 4 || all[0].Units != 4 {
		t.Errorf("to be put back: %+v %v", all, err)
	}
	if a, err := f.Unpack(t.Context(), f.act(f.ann), 2, scanned("T-4")); err != nil || !a.Message.Verdict.Accepted() {
		t.Fatalf("%+v %v", a.Message, err)
	}
	f.sound(t, "taken out")
	for _, code := range []string{"B-2", "BLUE", "BLUE", "B-4", "L1", "L1"} {
		if a, err := f.BackScan(t.Context(), f.act(f.ann), 2, scanned(code)); err != nil || !a.Message.Verdict.Accepted() {
			t.Fatalf("back, %s: %+v %v", code, a.Message, err)
		}
		f.sound(t, "back, "+code)
	}
	if n := f.get(t, `SELECT count(*) FROM serials`) + f.get(t, `SELECT count(*) FROM list_totes WHERE tote_id = 14 AND state = 'dropped'`); n != 0 {
		t.Error("a serial number or the tote is not free")
	}
	if all, err := f.Returns(t.Context(), 1); err != nil || len(all) != 0 {
		t.Errorf("still to be put back: %+v %v", all, err)
	}
}
