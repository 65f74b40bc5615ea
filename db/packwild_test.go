package db_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// wild does whatever the packing station, the door, the desk and the courier can do, in any order.
type wild struct {
	*robot
	t      *testing.T
	r      *rand.Rand
	orders int
	did    string
}

// carton is one that there is, an order's if any, else 99.
func (f *wild) carton(of picking.OrderID) (id picking.CartonID) {
	return picking.CartonID(f.get(f.t, fmt.Sprintf(`SELECT COALESCE((SELECT id FROM cartons ORDER BY order_id <> %d, md5(id || '%d') LIMIT 1), 99)`, of, f.r.Int())))
}

// label is a code that stands on a carton.
func (f *wild) label(c picking.CartonID) (code string) {
	q := fmt.Sprintf(`SELECT COALESCE((SELECT COALESCE(%s, 'C-98') FROM cartons WHERE id = %d), 'C-99')`, []string{"sscc", "tracking"}[f.r.IntN(2)], c)
	if err := f.raw.Get(&code, q); err != nil {
		f.t.Fatal(err)
	}
	return code
}

// something is done with the id of an act; it may be sent again.
func (f *wild) something() (name string, do func(db.Act) (any, error)) {
	ctx := context.Background()
	o, yes := picking.OrderID(1+f.r.IntN(f.orders)), f.r.IntN(2) == 0
	c := f.carton(o)
	p, err := f.PackPrompt(ctx, f.act(f.boss), o)
	if err != nil {
		f.t.Fatal(err)
	}
	if p.Step == pack.StepEmpty && yes {
		code := []string{"T-1", "T-2", "T-3", "T-4", "B-1", "NOPE"}[f.r.IntN(6)]
		return fmt.Sprintf("empty a carton of %d into %s", o, code), func(a db.Act) (any, error) { return f.Unpack(ctx, a, o, scanned(code)) }
	}
	switch f.r.IntN(24) {
	case 0, 1, 2:
		code := []string{p.Number, p.Number, p.Number, pack.CartonCode(c), "T-1"}[f.r.IntN(5)]
		return "begin " + code, func(a db.Act) (any, error) { return f.BeginPacking(ctx, a, scanned(code), yes) }
	case 3, 4, 5, 6, 7, 8, 9:
		code := next(p)
		return fmt.Sprintf("scan %s into %d", code, o), func(a db.Act) (any, error) { return f.PackScan(ctx, a, o, scanned(code), yes) }
	case 10, 11:
		code := []string{next(p), "c1", "c2", "c3", "BOX-BOX", "NOPE", "CODE-32", f.label(c), f.label(c)}[f.r.IntN(9)]
		if len(p.Lines) > 0 && yes {
			code = "CODE-" + p.Lines[0].SKU[4:]
		}
		return fmt.Sprintf("scan %s into %d, again %v", code, o, yes), func(a db.Act) (any, error) { return f.PackScan(ctx, a, o, scanned(code), yes) }
	case 12:
		return fmt.Sprintf("undo in %d", o), func(a db.Act) (any, error) { return f.PackUndo(ctx, a, o) }
	case 13:
		return fmt.Sprintf("another carton of %d", o), func(a db.Act) (any, error) { return f.NewCarton(ctx, a, o) }
	case 14, 15, 16:
		return fmt.Sprintf("close %d, more %v", o, yes), func(a db.Act) (any, error) {
			return f.CloseCarton(ctx, a, o, pack.CloseRequest{Weight: 1000, Reason: "x", More: yes})
		}
	case 17:
		return fmt.Sprintf("open %d of %d again", c, o), func(a db.Act) (any, error) { return f.ReopenCarton(ctx, a, o, c, "x") }
	case 18:
		if !yes {
			return f.something()
		}
		return fmt.Sprintf("set %d aside", o), func(a db.Act) (any, error) { return f.SetAside(ctx, a, o, "x") }
	case 19:
		if f.r.IntN(4) > 0 {
			return f.something()
		}
		no, n := 1+f.r.IntN(3), picking.Qty(1+f.r.IntN(2))
		return fmt.Sprintf("%d of line %d of %d are missing", n, no, o), func(a db.Act) (any, error) { return f.MissPacked(ctx, a, o, pack.MissRequest{No: no, Qty: n}) }
	case 20, 21:
		code := f.label(c)
		return fmt.Sprintf("label %s of %d", code, o), func(a db.Act) (any, error) {
			if yes {
				return f.PackScan(ctx, a, o, scanned(code), false)
			}
			return f.SkipLabel(ctx, a, o, "x")
		}
	case 22:
		if yes {
			return "all leave", func(a db.Act) (any, error) { return f.HandOverAll(ctx, a, "parcel") }
		}
		return fmt.Sprintf("collect %d", o), func(a db.Act) (any, error) { return f.Collect(ctx, a, o) }
	}
	code := f.label(c)
	return "leave " + code, func(a db.Act) (any, error) { return f.HandOver(ctx, a, scanned(code), "") }
}

// desk is something of a supervisor or of the courier.
func (f *wild) desk() (string, error) {
	ctx, by, o := context.Background(), picking.User{ID: 1, Warehouse: 1}, picking.OrderID(1+f.r.IntN(f.orders))
	c := f.carton(o)
	switch f.r.IntN(12) {
	case 0:
		_, err := f.AskBooking(ctx, by, c, db.BookingWish{})
		return fmt.Sprint("ask for ", c), err
	case 1:
		return fmt.Sprint("wish for ", c), f.WishCarton(ctx, by, c, db.BookingWish{Carrier: 1, Service: "std", Why: "x"})
	case 2:
		id := picking.BookingID(f.get(f.t, `SELECT COALESCE(max(id), 1) FROM bookings`))
		return fmt.Sprint("give back ", id), f.VoidBooking(ctx, by, id, "x")
	case 3:
		if f.r.IntN(3) > 0 {
			break
		}
		return fmt.Sprint("cancel ", o), f.CancelOrder(ctx, 1, 1, o, "by phone")
	case 4, 5, 11:
		return "see to a call", f.ResolveCall(ctx, by, int64(f.get(f.t, `SELECT COALESCE(min(id), 0) FROM calls WHERE done_at IS NULL`)), "x")
	case 6:
		_, err := f.CloseManifest(ctx, by, db.LoadEnd{Act: newID(), Carrier: 1, Driver: "Box", All: f.r.IntN(2) == 0})
		return "manifest", err
	}
	claim, err := f.ClaimBooking(ctx, time.Minute)
	switch {
	case err != nil || claim == nil:
		return "nothing to buy", err
	case claim.Label != nil:
		return "given back", f.BookingVoided(ctx, claim)
	case f.r.IntN(4) == 0:
		return "refused", f.RefuseBooking(ctx, claim, "x")
	}
	if err := f.ChooseBooking(ctx, claim, 1, "std", "x"); err != nil {
		return "choose", err
	}
	return "bought", f.Booked(ctx, claim, db.BookedLabel{Number: fmt.Sprint("N-", claim.ID), Service: "std"}, nil)
}

// do carries out one thing, some twice at once.
func (f *wild) do() {
	if f.r.IntN(4) == 0 {
		name, err := f.desk()
		f.judge(name, err)
		return
	}
	name, do := f.something()
	a := f.act([]picking.UserID{f.boss, f.boss, f.boss, f.boss, f.anna}[f.r.IntN(5)])
	answers, errs := make([]any, 1+f.r.IntN(2)), make([]error, 2)
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() { answers[i], errs[i] = do(a) })
	}
	wg.Wait()
	for i := range answers {
		f.judge(name, errs[i])
		if d := cmp.Diff(answers[0], answers[i], cmpopts.EquateEmpty(), cmpopts.IgnoreFields(pack.Prompt{}, "Plan")); errs[i] == nil && errs[0] == nil && d != "" {
			f.t.Fatalf("%s: sent twice, answered otherwise: %s\n%s", name, d, f.did)
		}
	}
}

// judge holds what came of it to the books.
func (f *wild) judge(name string, err error) {
	f.t.Helper()
	f.did += "\n" + name
	if err != nil {
		f.did += ": " + err.Error()
	}
	if err != nil && picking.KindOf(err) == picking.Internal {
		f.t.Errorf("no words for it: %v", err)
	}
	if f.r.IntN(8) > 0 {
		return
	}
	f.clean(name)
	for what, q := range map[string]string{
		"labels of cartons that are void": `SELECT count(*) FROM bookings b JOIN cartons c ON c.id = b.carton_id JOIN orders o ON o.id = c.order_id
			WHERE c.state = 'void' AND o.cancelled_at IS NULL AND b.state NOT IN ('refused', 'voided')`,
		"bought labels of cancelled orders that nobody gives back": `SELECT count(*) FROM bookings b JOIN orders o ON o.id = b.order_id
			WHERE o.cancelled_at IS NOT NULL AND b.state = 'booked' AND b.trouble = '' AND b.manifest_id IS NULL`,
		"cancelled orders of which something left":  `SELECT count(*) FROM orders WHERE cancelled_at IS NOT NULL AND shipped > 0`,
		"cartons that left without their label":     `SELECT count(*) FROM cartons c WHERE c.state = 'left' AND EXISTS (SELECT FROM bookings b WHERE b.carton_id = c.id) AND NOT EXISTS (SELECT FROM bookings b WHERE b.carton_id = c.id AND b.state = 'booked')`,
		"cartons of packed orders that stand open":  `SELECT count(*) FROM cartons c JOIN orders o ON o.id = c.order_id WHERE c.state = 'open' AND o.state NOT IN ('packing', 'cancelled')`,
		"empty cartons that are closed":             `SELECT count(*) FROM cartons c WHERE c.state IN ('labelled', 'left') AND NOT EXISTS (SELECT FROM carton_lines l WHERE l.carton_id = c.id AND l.qty > 0)`,
		"goods in cartons that are void":            `SELECT count(*) FROM cartons c JOIN carton_lines l ON l.carton_id = c.id WHERE c.state = 'void' AND l.qty > 0`,
		"numbers that stand on two cartons at once": `SELECT count(*) FROM (SELECT tracking FROM cartons WHERE state <> 'void' GROUP BY 1 HAVING count(*) > 1 AND tracking IS NOT NULL) x`,
	} {
		if n := f.get(f.t, q); n != 0 {
			f.t.Errorf("%d %s", n, what)
		}
	}
	if f.t.Failed() {
		f.t.Fatal(f.did)
	}
}

// Whatever is done, in whatever order and however often it is sent, the books are right and every refusal has words.
func TestAnythingKeepsTheBooks(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			f := &wild{robot: newRobot(t, 3), t: t, r: rand.New(rand.NewPCG(seed, 1)), orders: 3}
			f.raw.MustExec(`UPDATE orders SET service = 'pickup' WHERE id = 2`)
			f.wave(t, db.WaveRequest{Method: picking.Methods[0]})
			f.pickAll()
			if seed > 0 {
				f.raw.MustExec(`INSERT INTO carriers (warehouse_id, name, kind, enabled) VALUES (1, 'Box', 'sandbox', true)`)
			}
			if seed == 0 {
				f.raw.MustExec(`UPDATE warehouses SET settings = settings || '{"label_scan":"on"}'`)
			}
			for range 130 {
				f.do()
			}
			if n := f.get(t, `SELECT count(*) FROM scans WHERE accepted AND order_id > 0`); n < 10 {
				t.Errorf("only %d acts were taken: nothing was tried", n)
			}
		})
	}
}
