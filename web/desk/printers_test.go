package desk_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/desk"
)

// An admin adds printers and binds stations; a supervisor sees how they are and looks after what is stuck.
func TestPrinters(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue, art := h.client(t, "SUE"), h.client(t, "ART")
	if a := sue.get(desk.PrintersPath); a.code != http.StatusOK || !strings.Contains(a.body, "No printers yet") || strings.Contains(a.body, "Add a printer") {
		t.Fatalf("%d %s", a.code, a.body)
	}
	good := url.Values{"name": {"Label 1"}, "address": {"tcp://10.0.0.7:9100"}, "format": {"zpl203"}, "paper": {"4x6"}}
	with := func(field, value string) url.Values {
		v := url.Values{field: {value}}
		for k := range good {
			if k != field {
				v[k] = good[k]
			}
		}
		return v
	}
	for _, bad := range []url.Values{with("name", " "), with("name", strings.Repeat("x", 61)), with("address", "tcp://127.0.0.1:9100"), with("address", "http://x"),
		with("address", "tcp://10.0.0.7:5432"), with("address", "folder:/etc"), with("address", "device:/dev/sda"), with("format", "postscript"), with("paper", "a5"), with("paper", "a4")} {
		if a := art.post(desk.PrintersPath, bad); a.code != http.StatusUnprocessableEntity || !strings.Contains(a.body, `aria-invalid="true"`) && !strings.Contains(a.body, `class="error"`) {
			t.Errorf("%v: %d", bad, a.code)
		}
	}
	if a := sue.post(desk.PrintersPath, good); a.code != http.StatusForbidden {
		t.Errorf("a supervisor adds a printer: %d", a.code)
	}
	for _, form := range []url.Values{good, with("name", "Label 2")} {
		if a := art.post(desk.PrintersPath, form); a.code != http.StatusSeeOther {
			t.Fatalf("%d %s", a.code, a.body)
		}
	}
	if a := art.post(desk.PrintersPath, with("name", "LABEL 1")); a.code != http.StatusConflict {
		t.Errorf("two printers of one name: %d", a.code)
	}
	if a := art.post(desk.PrinterActPath(1, "save"), with("address", "device:/dev/usb/lp0")); a.code != http.StatusUnprocessableEntity {
		t.Errorf("a device of the server: %d", a.code)
	}
	agent := with("address", "device:/dev/usb/lp0")
	agent.Set("agent", "packing PC 3")
	agent.Set("name", "Label 2")
	if a := art.post(desk.PrinterActPath(2, "save"), agent); a.code != http.StatusSeeOther {
		t.Errorf("a device of an agent: %d", a.code)
	}
	station := h.get(t, `SELECT min(id) FROM locations WHERE kind = 'station'`)
	if a := art.post(desk.StationsPath, url.Values{"station": {strconv.Itoa(station)}, "label": {"1"}, "slip": {"0"}}); a.code != http.StatusSeeOther {
		t.Errorf("bound: %d", a.code)
	}
	if a := sue.post(desk.ClosingPath, url.Values{"label_scan": {"on"}}); a.code != http.StatusForbidden {
		t.Errorf("a supervisor changes how cartons are closed: %d", a.code)
	}
	if a := art.post(desk.ClosingPath, url.Values{"label_scan": {"sometimes"}}); a.code == http.StatusOK || a.code >= 500 {
		t.Errorf("no such choice: %d", a.code)
	}
	if a := art.post(desk.ClosingPath, url.Values{"label_scan": {"on"}, "last_scan": {"1"}}); a.code != http.StatusSeeOther {
		t.Errorf("how cartons are closed: %d", a.code)
	}
	if a := sue.post(desk.StationsPath, url.Values{"station": {strconv.Itoa(station)}, "label": {"0"}, "slip": {"0"}}); a.code != http.StatusForbidden {
		t.Errorf("a supervisor binds a station: %d", a.code)
	}
	if n := h.get(t, `SELECT count(*) FROM station_printers WHERE printer_id = 1`); n != 1 {
		t.Errorf("%d stations print there", n)
	}
	h.stuck(t, sue)
	if a := sue.post(desk.PrinterActPath(1, "drop"), url.Values{}); a.code != http.StatusForbidden {
		t.Errorf("a supervisor drops a printer: %d", a.code)
	}
	if a := art.get(desk.PrinterActPath(1, "drop")); a.code != http.StatusOK || !strings.Contains(a.body, "Take it off") {
		t.Errorf("asked: %d", a.code)
	}
	art.post(desk.PrinterActPath(1, "drop"), url.Values{})
	if a := art.get(desk.PrinterPath(1)); a.code != http.StatusNotFound {
		t.Errorf("dropped: %d", a.code)
	}
}

// stuck has a test page printed and seen to.
func (h *house) stuck(t *testing.T, sue *client) {
	t.Helper()
	path := desk.PrinterPath(1)
	if a := sue.post(desk.PrinterActPath(1, "test"), url.Values{}); a.code != http.StatusSeeOther {
		t.Fatalf("asked for a test page: %d %s", a.code, a.body)
	}
	c, err := h.ClaimPrint(t.Context(), 1, "")
	if err != nil || c.Printer != 1 || !strings.Contains(string(c.Content), "^XA") {
		t.Fatalf("claimed %+v, %v", c, err)
	}
	if err := h.EndPrint(t.Context(), c, db.PrintUnknown, "The line was lost."); err != nil {
		t.Fatal(err)
	}
	if a := sue.get(path); !strings.Contains(a.body, "was it printed?") || !strings.Contains(a.body, "The line was lost.") {
		t.Errorf("%s", a.body)
	}
	for _, act := range []struct {
		act   string
		state string
	}{{"again", db.PrintQueued}, {"printed", db.PrintQueued}, {"cancel", db.PrintCancelled}, {"again", db.PrintCancelled}} {
		if a := sue.post(desk.PrintActPath(1, c.ID, act.act), url.Values{}); a.code != http.StatusSeeOther {
			t.Errorf("%s: %d", act.act, a.code)
		}
		if j, err := h.Print(t.Context(), 1, c.ID); err != nil || j.State != act.state {
			t.Errorf("%s: %s, %v", act.act, j.State, err)
		}
	}
	if a := sue.post(desk.PrintActPath(1, picking.PrintID(1<<40), "cancel"), url.Values{}); a.code != http.StatusSeeOther && a.code != http.StatusNotFound {
		t.Errorf("no such print: %d", a.code)
	}
	for act, paused := range map[string]int{"pause": 1, "resume": 0} {
		if act == "resume" {
			sue.post(desk.PrinterActPath(1, "pause"), url.Values{})
		}
		sue.post(desk.PrinterActPath(1, act), url.Values{})
		if n := h.get(t, `SELECT count(*) FROM printers WHERE paused`); n != paused {
			t.Errorf("%s: %d paused", act, n)
		}
	}
}
