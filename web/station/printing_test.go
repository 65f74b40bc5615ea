package station_test

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/station"
)

// bindPrinters gives station PACK-1 a label and an office printer.
func (h *house) bindPrinters(t *testing.T) {
	t.Helper()
	boss := picking.User{ID: 1, Warehouse: 1}
	var station picking.LocationID
	if err := h.raw.Get(&station, `SELECT id FROM locations WHERE code = 'PACK-1'`); err != nil {
		t.Fatal(err)
	}
	for use, p := range map[string]db.Printer{db.LabelUse: {Name: "Label 1", Address: "tcp://10.0.0.7:9100", Format: "zpl300", Paper: "4x6"},
		db.SlipUse: {Name: "Office", Address: "ipp://10.0.0.8/ipp/print", Format: "pdf", Paper: "a4"}} {
		id, err := h.SavePrinter(t.Context(), boss, p)
		if err == nil {
			err = h.BindStation(t.Context(), boss, db.StationPrinter{Station: station, Use: use, Printer: id})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// queued are the prints as "document on printer state".
func (h *house) queued(t *testing.T) (all []string) {
	t.Helper()
	if err := h.raw.Select(&all, `SELECT d.kind || ' ' || d.format || ' ' || d.paper || ' on ' || p.name || ' ' || j.state || CASE WHEN j.reason <> '' THEN ' again' ELSE '' END
		FROM prints j JOIN documents d ON d.id = j.document_id JOIN printers p ON p.id = j.printer_id ORDER BY 1`); err != nil {
		t.Fatal(err)
	}
	return all
}

// packAll packs order 1042 up to the weight.
func (c *client) packAll(t *testing.T) answer {
	t.Helper()
	a := c.scan(station.BeginPath, "T-003")
	for n := 0; a.data("step") == "pack" && n < 20; n++ {
		a = c.scan(station.ScanPath(1), next(a))
	}
	if a.data("step") != "close" {
		t.Fatalf("packed: %s", a.body)
	}
	return a
}

// A device that stands at a station prints there when a carton is closed, each paper once.
func TestPrintsWhenClosed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.bindPrinters(t)
	c := h.client(t, "PIA")
	if a := c.scan(station.BeginPath, "PACK-1"); a.data("verdict") != "ok" || !strings.Contains(a.body, "Labels print on Label 1, slips on Office.") {
		t.Fatalf("sat down: %s", a.body)
	}
	if home := c.get(station.HomePath); !strings.Contains(home.body, "Station PACK-1") {
		t.Errorf("home: %s", home.body)
	}
	a := c.packAll(t)
	weight := pack.Kilograms(must(strconv.Atoi(a.data("expected"))))
	if a = c.scan(station.ScanPath(1), weight); a.data("screen") != "papers" || !strings.Contains(a.body, "Label is printed on Label 1") {
		t.Fatalf("closed: %s", a.body)
	}
	want := []string{"label zpl 4x6@300 on Label 1 queued", "slip pdf a4 on Office queued"}
	if diff := cmp.Diff(want, h.queued(t)); diff != "" {
		t.Error(diff)
	}
	for range 2 {
		c.get(station.OrderPath(1))
		if err := (&station.Area{Store: h.Store, Now: time.Now}).PrintDue(context.Background()); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff(want, h.queued(t)); diff != "" {
		t.Errorf("looked at again: %s", diff)
	}
	p, err := h.ClaimPrint(t.Context(), 0, "")
	if err != nil || p.ID == 0 || len(p.Content) == 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	if err := h.EndPrint(t.Context(), p, db.PrintUnknown, "The line was lost."); err != nil {
		t.Fatal(err)
	}
	if a := c.get(station.PrintsPath(1)); !strings.Contains(a.body, "look at") || !strings.Contains(a.body, "The line was lost.") {
		t.Errorf("prints: %s", a.body)
	}
}

// Whoever closed the carton died at once: its papers are printed all the same, by whichever process looks.
func TestPrintsAfterDeath(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.bindPrinters(t)
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "PACK-1")
	a := c.packAll(t)
	var device string
	if err := h.raw.Get(&device, `SELECT device FROM station_devices`); err != nil {
		t.Fatal(err)
	}
	var pia picking.UserID
	if err := h.raw.Get(&pia, `SELECT id FROM users WHERE badge = 'PIA'`); err != nil {
		t.Fatal(err)
	}
	closed, err := h.CloseCarton(t.Context(), db.Act{ID: "7b0e9a10-0000-4000-8000-000000000001", Warehouse: 1, User: pia, Device: device}, 1,
		pack.CloseRequest{Weight: must(strconv.Atoi(a.data("expected")))})
	if err != nil || !closed.Message.Verdict.Accepted() {
		t.Fatalf("%+v, %v", closed.Message, err)
	}
	if got := h.queued(t); len(got) != 0 {
		t.Fatalf("queued by whom? %v", got)
	}
	for range 2 {
		if err := (&station.Area{Store: h.Store, Now: time.Now}).PrintDue(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"label zpl 4x6@300 on Label 1 queued", "slip pdf a4 on Office queued"}, h.queued(t)); diff != "" {
		t.Error(diff)
	}
}

// A device that stands nowhere prints at its browser, as before.
func TestPrintsNowhere(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.bindPrinters(t)
	c := h.client(t, "PIA")
	a := c.packAll(t)
	c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	if got := h.queued(t); len(got) != 0 {
		t.Errorf("queued: %v", got)
	}
}
