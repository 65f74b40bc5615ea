package main

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/labels/printer"
	"pickpack/labels/printer/printertest"
	"pickpack/picking"
	"pickpack/web"
)

// An agent prints what waits for its own printers, over the API, and nothing else; the server leaves those alone.
func TestAgent(t *testing.T) {
	t.Parallel()
	s, raw := printShop(t)
	app := web.New(web.Deps{Store: s, Log: slog.New(slog.DiscardHandler)})
	srv := httptest.NewServer(app)
	t.Cleanup(srv.Close)
	boss := picking.User{ID: 1, Warehouse: 1}
	key, err := app.Auth.NewAPIKey(t.Context(), boss, "packing PC 3")
	if err != nil {
		t.Fatal(err)
	}
	mine, other := zebra(t, printertest.Trouble{}), zebra(t, printertest.Trouble{})
	var on []picking.PrinterID
	for _, p := range []db.Printer{{Name: "mine", Address: mine.address, Agent: "packing PC 3", Format: "zpl203", Paper: "4x6"},
		{Name: "other", Address: other.address, Agent: "packing PC 4", Format: "zpl203", Paper: "4x6"}} {
		id, err := s.SavePrinter(t.Context(), boss, p)
		if err != nil {
			t.Fatal(err)
		}
		on = append(on, id)
	}
	var prints []picking.PrintID
	for i, p := range on {
		id, err := s.AskPrint(t.Context(), 1, 1, p, document(t, raw, i), "")
		if err != nil {
			t.Fatal(err)
		}
		prints = append(prints, id)
	}
	if c, err := s.ClaimPrint(t.Context(), 0, ""); err != nil || c.ID != 0 {
		t.Fatalf("the server took %+v, %v", c, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var busy sync.WaitGroup
	remote := &agentQueue{base: srv.URL, key: key, client: srv.Client()}
	busy.Go(func() {
		(&press{queue: remote, options: printer.Options{Local: true}, log: slog.New(slog.DiscardHandler), every: 10 * time.Millisecond}).run(ctx)
	})
	until(t, func() bool { return state(t, s, prints[0]) == db.PrintPrinted })
	until(t, func() bool {
		p, err := s.Printer(t.Context(), 1, on[0])
		return err == nil && p.Ready != nil && *p.Ready
	})
	stop()
	busy.Wait()
	if len(mine.Printed()) != 1 || len(other.Printed()) != 0 || state(t, s, prints[1]) != db.PrintQueued {
		t.Errorf("%d and %d printed; the other's is %s", len(mine.Printed()), len(other.Printed()), state(t, s, prints[1]))
	}
	// what it says of another's print or printer counts nothing
	c, err := s.ClaimPrint(t.Context(), 1, "packing PC 4")
	if err != nil || c.ID != prints[1] {
		t.Fatalf("claimed %+v, %v", c, err)
	}
	if err := remote.end(t.Context(), c, printer.Outcome{State: printer.Printed}); err != nil {
		t.Fatal(err)
	}
	if got := state(t, s, prints[1]); got != db.PrintSending {
		t.Errorf("another agent ended the print as %s", got)
	}
	bad := &agentQueue{base: srv.URL, key: "pp_wrong", client: srv.Client()}
	if _, err := bad.take(t.Context()); picking.KindOf(err) != picking.Invalid {
		t.Errorf("a wrong key: %v", err)
	}
}
