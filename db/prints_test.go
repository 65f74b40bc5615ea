package db_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
)

var printBoss = picking.User{ID: 1, Warehouse: 1}

// press is a hall with printers and documents of its first order.
type press struct {
	*hall
	label, slip picking.PrinterID
	documents   []int64
}

func newPress(t testing.TB, documents int) *press {
	t.Helper()
	p := &press{hall: newHall(t, 4)}
	p.label = p.printer(t, db.Printer{Name: "Label 1", Address: "tcp://10.0.0.7:9100", Format: "zpl203", Paper: "4x6"})
	p.slip = p.printer(t, db.Printer{Name: "Office", Address: "ipp://10.0.0.8/ipp/print", Format: "pdf", Paper: "a4"})
	for n := range documents {
		var id int64
		if err := p.raw.Get(&id, `INSERT INTO documents (warehouse_id, kind, format, paper, order_id, content)
			SELECT 1, 'label', 'zpl', $1, min(id), '^XA^XZ' FROM orders RETURNING id`, fmt.Sprint(n)); err != nil {
			t.Fatal(err)
		}
		p.documents = append(p.documents, id)
	}
	return p
}

func (p *press) printer(t testing.TB, d db.Printer) picking.PrinterID {
	t.Helper()
	id, err := p.SavePrinter(context.Background(), printBoss, d)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (p *press) ask(t testing.TB, on picking.PrinterID, document int64, reason string) picking.PrintID {
	t.Helper()
	id, err := p.AskPrint(context.Background(), 1, 1, on, document, reason)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (p *press) claim(t testing.TB) db.PrintClaim {
	t.Helper()
	c, err := p.ClaimPrint(context.Background(), 0, "")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (p *press) end(t testing.TB, c db.PrintClaim, state, trouble string) {
	t.Helper()
	if err := p.EndPrint(context.Background(), c, state, trouble); err != nil {
		t.Fatal(err)
	}
}

func (p *press) state(t testing.TB, id picking.PrintID) string {
	t.Helper()
	j, err := p.Print(context.Background(), 1, id)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(j.State + " " + j.Trouble)
}

// However often and by however many a document is asked for, it is printed once, unless somebody says why again.
func TestPrintOnce(t *testing.T) {
	t.Parallel()
	p := newPress(t, 1)
	ids := make([]picking.PrintID, 8)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() { ids[i] = p.ask(t, p.label, p.documents[0], "") })
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("printed as %v", ids)
		}
	}
	if again := p.ask(t, p.label, p.documents[0], "torn"); again == ids[0] {
		t.Error("a reprint is the print itself")
	}
	if _, err := p.AskPrint(context.Background(), 1, 1, p.label, p.documents[0], strings.Repeat("x", 201)); picking.KindOf(err) != picking.Invalid {
		t.Errorf("long reason: %v", err)
	}
	if _, err := p.AskPrint(context.Background(), 2, 1, p.label, p.documents[0], ""); err == nil {
		t.Error("printed in a foreign warehouse")
	}
	c := p.claim(t)
	p.end(t, c, db.PrintPrinted, "")
	if id := p.ask(t, p.label, p.documents[0], ""); id != ids[0] {
		t.Error("what is printed is printed again")
	}
}

// One print at a time goes to a printer, oldest first; printers do not wait for each other, and a paused one waits.
func TestPrintQueue(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	p := newPress(t, 4)
	first, second := p.ask(t, p.label, p.documents[0], ""), p.ask(t, p.label, p.documents[1], "")
	other := p.ask(t, p.slip, p.documents[2], "")
	a, b := p.claim(t), p.claim(t)
	if a.ID != first || b.ID != other || p.claim(t).ID != 0 {
		t.Fatalf("claimed %d and %d of %d, %d, %d", a.ID, b.ID, first, second, other)
	}
	if diff := cmp.Diff(db.PrintClaim{Warehouse: 1, ID: first, N: 1, Printer: p.label, Address: "tcp://10.0.0.7:9100", Format: "zpl203",
		Content: []byte("^XA^XZ")}, a); diff != "" {
		t.Error(diff)
	}
	p.end(t, a, db.PrintQueued, "It is out of paper.")
	if got := p.state(t, first); got != "queued It is out of paper." {
		t.Errorf("nothing sent: %s", got)
	}
	d, err := p.Printer(ctx, 1, p.label)
	if err != nil || d.Ready == nil || *d.Ready || d.Waiting != 2 || d.Trouble == "" {
		t.Errorf("the printer: %+v, %v", d, err)
	}
	c := p.claim(t) // the first one rests for a while
	if c.ID != second {
		t.Fatalf("claimed %d, not %d", c.ID, second)
	}
	p.end(t, c, db.PrintSent, "")
	if err := p.PausePrinter(ctx, printBoss, p.label, true); err != nil {
		t.Fatal(err)
	}
	p.raw.MustExec(`UPDATE prints SET due = now() WHERE state = 'queued'`)
	if c := p.claim(t); c.ID != 0 {
		t.Error("a paused printer prints")
	}
	if err := p.DropPrinter(ctx, printBoss, p.label); picking.KindOf(err) != picking.Conflict {
		t.Errorf("dropped with a print waiting: %v", err)
	}
	if err := p.PausePrinter(ctx, printBoss, p.label, false); err != nil {
		t.Fatal(err)
	}
	if c := p.claim(t); c.ID != first || c.N != 2 {
		t.Errorf("claimed %+v", c)
	}
	if err := p.EndPrint(ctx, a, db.PrintCancelled, ""); picking.KindOf(err) != picking.Invalid {
		t.Errorf("ended as cancelled: %v", err)
	}
}

// Whoever printed is lost: the next one is told to look for the print, and the lost one's word counts no more.
func TestLostPrint(t *testing.T) {
	t.Parallel()
	p := newPress(t, 1)
	id := p.ask(t, p.label, p.documents[0], "")
	lost := p.claim(t)
	p.raw.MustExec(`UPDATE prints SET lease = now() - interval '1 second'`)
	c := p.claim(t)
	if c.ID != id || !c.Lost || c.N != lost.N+1 {
		t.Fatalf("claimed %+v after %+v", c, lost)
	}
	p.end(t, lost, db.PrintPrinted, "")
	if got := p.state(t, id); got != "sending" {
		t.Errorf("the lost one's word made it %s", got)
	}
	p.end(t, c, db.PrintUnknown, "Look whether it was printed.")
	if got := p.state(t, id); !strings.HasPrefix(got, "unknown") {
		t.Error(got)
	}
	if p.claim(t).ID != 0 {
		t.Error("what is unknown is sent again")
	}
}

// Several take prints at once: nobody takes what another has, and no printer has two.
func TestPrintsRace(t *testing.T) {
	t.Parallel()
	p := newPress(t, 12)
	for i, d := range p.documents {
		p.ask(t, []picking.PrinterID{p.label, p.slip}[i%2], d, "")
	}
	var mu sync.Mutex
	done, now := map[picking.PrintID]int{}, map[picking.PrinterID]int{}
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			for {
				c := p.claim(t)
				mu.Lock()
				if c.ID == 0 {
					left := len(p.documents) - len(done)
					mu.Unlock()
					if left == 0 {
						return
					}
					continue
				}
				done[c.ID]++
				if now[c.Printer]++; now[c.Printer] > 1 {
					t.Errorf("printer %d has two prints", c.Printer)
				}
				mu.Unlock()
				mu.Lock()
				now[c.Printer]--
				mu.Unlock()
				p.end(t, c, db.PrintPrinted, "")
			}
		})
	}
	wg.Wait()
	for id, n := range done {
		if n != 1 {
			t.Errorf("print %d taken %d times", id, n)
		}
	}
}

// What a person says of a print.
func TestSettlePrint(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	p := newPress(t, 3)
	id := p.ask(t, p.label, p.documents[0], "")
	if err := p.SettlePrint(ctx, printBoss, id, true); picking.KindOf(err) != picking.Conflict {
		t.Errorf("settled while it waits: %v", err)
	}
	p.end(t, p.claim(t), db.PrintUnknown, "lost")
	if err := p.ReroutePrint(ctx, printBoss, id, p.slip); picking.KindOf(err) != picking.Conflict {
		t.Errorf("rerouted what may be on paper: %v", err)
	}
	if err := p.SettlePrint(ctx, printBoss, id, false); err != nil || p.state(t, id) != "queued" {
		t.Errorf("%v, %s", err, p.state(t, id))
	}
	p.end(t, p.claim(t), db.PrintFailed, "It does not print ZPL.")
	if err := p.ReroutePrint(ctx, printBoss, id, p.slip); picking.KindOf(err) != picking.Conflict {
		t.Errorf("rerouted to another format: %v", err)
	}
	spare := p.printer(t, db.Printer{Name: "Spare", Address: "tcp://10.0.0.9:9100", Format: "zpl203", Paper: "4x6"})
	if err := p.ReroutePrint(ctx, printBoss, id, spare); err != nil {
		t.Error(err)
	}
	if c := p.claim(t); c.Printer != spare {
		t.Errorf("claimed %+v", c)
	}
	waits := p.ask(t, p.label, p.documents[1], "")
	if err := p.CancelPrint(ctx, printBoss, waits); err != nil || p.state(t, waits) != "cancelled" {
		t.Errorf("%v, %s", err, p.state(t, waits))
	}
	if again := p.ask(t, p.label, p.documents[1], ""); again == waits {
		t.Error("what was cancelled cannot be printed")
	}
	foreign := picking.User{ID: 1, Warehouse: 2}
	if err := p.CancelPrint(ctx, foreign, p.ask(t, p.label, p.documents[2], "")); err == nil {
		t.Error("cancelled from a foreign warehouse")
	}
	var kinds []string
	if err := p.raw.Select(&kinds, `SELECT kind FROM events WHERE kind LIKE 'print.%' ORDER BY id LIMIT 5`); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"print.queued", "print.unknown", "print.queued", "print.failed", "print.queued"}, kinds); diff != "" {
		t.Errorf("the audit trail: %s", diff)
	}
}

func TestPrinters(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	p := newPress(t, 0)
	if _, err := p.SavePrinter(ctx, printBoss, db.Printer{Name: "label 1", Address: "tcp://x", Format: "pdf", Paper: "a4"}); picking.KindOf(err) != picking.Conflict {
		t.Errorf("two printers of one name: %v", err)
	}
	if _, err := p.SavePrinter(ctx, printBoss, db.Printer{ID: 99, Name: "x", Address: "tcp://x", Format: "pdf", Paper: "a4"}); picking.KindOf(err) != picking.NotFound {
		t.Errorf("changed what is not there: %v", err)
	}
	all, err := p.StationPrinters(ctx, 1)
	if err != nil || len(all) < 2 || all[0].Use != db.LabelUse || all[0].Printer != 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := p.BindStation(ctx, printBoss, db.StationPrinter{Station: all[0].Station, Use: db.LabelUse, Printer: p.label}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []db.StationPrinter{{Station: all[0].Station, Use: "x", Printer: p.label}, {Station: 1 << 40, Use: db.SlipUse, Printer: p.slip},
		{Station: all[0].Station, Use: db.SlipUse, Printer: 99}, {Station: all[0].Station, Use: db.SlipUse, Printer: p.label}} {
		if err := p.BindStation(ctx, printBoss, bad); err == nil {
			t.Errorf("bound %+v", bad)
		}
	}
	if all, _ = p.StationPrinters(ctx, 1); all[0].Printer != p.label {
		t.Errorf("bound as %+v", all[0])
	}
	if err := p.DropPrinter(ctx, printBoss, p.label); err != nil {
		t.Fatal(err)
	}
	if all, _ = p.StationPrinters(ctx, 1); all[0].Printer != 0 {
		t.Error("a station prints on what is gone")
	}
	if list, _ := p.Printers(ctx, 1); len(list) != 1 || list[0].Ready != nil {
		t.Errorf("%+v", list)
	}
	p.printer(t, db.Printer{Name: "Label 1", Address: "tcp://10.0.0.7:9100", Format: "zpl203", Paper: "4x6"}) // the name is free again
}
