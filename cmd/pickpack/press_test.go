package main

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/printer"
	"pickpack/labels/printer/printertest"
	"pickpack/picking"
	"pickpack/picking/sample"
)

// What is queued is on paper soon, once; a printer in trouble keeps its queue, the others go on.
func TestPress(t *testing.T) {
	t.Parallel()
	s, raw := printShop(t)
	good, bad := zebra(t, printertest.Trouble{}), zebra(t, printertest.Trouble{PaperOut: true})
	runPress(t, s)
	boss := picking.User{ID: 1, Warehouse: 1}
	var on [2]picking.PrinterID
	for i, z := range []*zebraAt{good, bad} {
		id, err := s.SavePrinter(t.Context(), boss, db.Printer{Name: z.address, Address: z.address, Format: "zpl203", Paper: "4x6"})
		if err != nil {
			t.Fatal(err)
		}
		on[i] = id
	}
	var prints [4]picking.PrintID
	for i := range prints {
		id, err := s.AskPrint(t.Context(), 1, 1, on[i%2], document(t, raw, i), "")
		if err != nil {
			t.Fatal(err)
		}
		prints[i] = id
	}
	until(t, func() bool { return len(good.Printed()) == 2 })
	until(t, func() bool {
		return state(t, s, prints[0]) == db.PrintPrinted && state(t, s, prints[2]) == db.PrintPrinted
	})
	until(t, func() bool {
		p, err := s.Printer(t.Context(), 1, on[1])
		return err == nil && p.Ready != nil && !*p.Ready && p.Trouble == "It is out of paper." && p.Waiting == 2
	})
	bad.Set(printertest.Trouble{})
	until(t, func() bool { return len(bad.Printed()) == 2 })
	until(t, func() bool {
		return state(t, s, prints[1]) == db.PrintPrinted && state(t, s, prints[3]) == db.PrintPrinted
	})
	if len(good.Printed()) != 2 || len(bad.Printed()) != 2 {
		t.Errorf("%d and %d labels printed", len(good.Printed()), len(bad.Printed()))
	}
}

// A line that is dropped in the middle: the print is unknown, and nobody sends it again by itself.
func TestPressDropped(t *testing.T) {
	t.Parallel()
	s, raw := printShop(t)
	z := zebra(t, printertest.Trouble{Drop: 2})
	runPress(t, s)
	id, err := s.SavePrinter(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.Printer{Name: "z", Address: z.address, Format: "zpl203", Paper: "4x6"})
	if err != nil {
		t.Fatal(err)
	}
	j, err := s.AskPrint(t.Context(), 1, 1, id, document(t, raw, 0), "")
	if err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { return state(t, s, j) == db.PrintUnknown })
	if err := s.SettlePrint(t.Context(), picking.User{ID: 1, Warehouse: 1}, j, false); err != nil {
		t.Fatal(err)
	}
	until(t, func() bool { return state(t, s, j) == db.PrintPrinted })
	if n := len(z.Printed()); n != 1 {
		t.Errorf("%d labels printed", n)
	}
}

type zebraAt struct {
	printertest.Zebra
	address string
}

func zebra(t *testing.T, trouble printertest.Trouble) *zebraAt {
	t.Helper()
	z := new(zebraAt)
	var err error
	if z.address, err = z.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(z.Stop)
	z.Set(trouble)
	return z
}

func printShop(t *testing.T) (*db.Store, *sqlx.DB) {
	t.Helper()
	dsn := dbtest.DSN(t)
	s := dbtest.Open(t, dsn)
	if _, err := s.LoadSample(t.Context(), sample.Demo(1, time.Now()), func(string) string { return "x" }); err != nil {
		t.Fatal(err)
	}
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return s, raw
}

func runPress(t *testing.T, s *db.Store) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	busy.Go(func() {
		(&press{queue: stored{s}, options: printer.Options{Local: true}, log: slog.New(slog.DiscardHandler), every: 10 * time.Millisecond}).run(ctx)
	})
	t.Cleanup(func() { stop(); busy.Wait() })
}

func document(t *testing.T, raw *sqlx.DB, n int) (id int64) {
	t.Helper()
	if err := raw.Get(&id, `INSERT INTO documents (warehouse_id, kind, format, paper, order_id, content)
		SELECT 1, 'label', 'zpl', $1, min(id), '^XA^FO9,9^FDx^FS^XZ' FROM orders WHERE warehouse_id = 1 RETURNING id`, time.Duration(n).String()); err != nil {
		t.Fatal(err)
	}
	return id
}

func state(t *testing.T, s *db.Store, id picking.PrintID) string {
	t.Helper()
	p, err := s.Print(t.Context(), 1, id)
	if err != nil {
		t.Fatal(err)
	}
	return p.State
}

func until(t *testing.T, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come about")
		}
	}
}
