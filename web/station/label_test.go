package station_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/picking/ship"
	"pickpack/web/station"
)

// book is what a courier does with the next booking.
func (h *house) book(t *testing.T, number, content string) {
	t.Helper()
	c, err := h.ClaimBooking(t.Context(), time.Minute)
	if err != nil || c == nil {
		t.Fatalf("%+v, %v", c, err)
	}
	if c.Weight == 0 || c.To.Name == "" || c.From.Name == "" || c.Length == 0 || c.Shop == "" {
		t.Errorf("incomplete: %+v", c)
	}
	err = h.ChooseBooking(t.Context(), c, 1, "standard", "the cheapest")
	if err == nil {
		err = h.Booked(t.Context(), c, db.BookedLabel{ID: "x-" + number, Number: number, By: "Post", Service: "standard",
			Price: ship.Money{Minor: 590, Currency: "GBP"}, Bought: time.Now(), Format: c.Format}, []byte(content))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A carrier's label: the carton waits for it, it comes as the carrier made it, prints once, and can be given back.
func TestCarriersLabel(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.bindPrinters(t)
	h.raw.MustExec(`UPDATE printers SET format = 'zpl203' WHERE name = 'Label 1'`)
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "PACK-1")
	a := c.packAll(t)
	a = c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	if a.data("screen") != "papers" || !strings.Contains(a.body, "The label is being bought from a carrier") || strings.Contains(a.body, "label.pdf") {
		t.Fatalf("closed: %s", a.body)
	}
	label := func(name string) string { return station.PaperPath(1, 1, name, "") }
	if got := c.get(label("label.pdf")); got.code != 404 {
		t.Errorf("a label that is not bought: %d", got.code)
	}
	sscc := ""
	if err := h.raw.Get(&sscc, `SELECT sscc FROM cartons WHERE id = 1`); err != nil {
		t.Fatal(err)
	}
	if a := c.scan(station.LeaveScanPath, sscc); a.data("verdict") != string(picking.NotAllowed) {
		t.Errorf("it left without a label: %s", a.body)
	}
	if got := h.queued(t); len(got) != 0 {
		t.Errorf("printed before it was bought: %v", got)
	}

	h.book(t, "GB123", "^XA^FDcarrier^FS^XZ")
	if a := c.get(station.OrderPath(1)); !strings.Contains(a.body, "Post, standard, 5.90 GBP") || !strings.Contains(a.body, "GB123") {
		t.Errorf("bought: %s", a.body)
	}
	if got := c.get(label("label.zpl")); got.code != 200 || got.body != "^XA^FDcarrier^FS^XZ" {
		t.Errorf("%d %q", got.code, got.body)
	}
	for _, other := range []string{label("label.pdf"), label("label.png"), station.PaperPath(1, 1, "label.zpl", "4x6@300")} {
		if got := c.get(other); got.code != 404 {
			t.Errorf("%s: %d", other, got.code)
		}
	}
	if diff := cmp.Diff([]string{"label zpl 4x6 on Label 1 queued", "slip pdf a4 on Office queued"}, h.queued(t)); diff != "" {
		t.Error(diff)
	}

	send := func(path, reason string) answer {
		a := c.send(path, url.Values{"reason": {reason}}, false)
		if a.code == 303 {
			return c.get(a.location)
		}
		return a
	}
	if got := send(station.VoidLabelPath(1, 1), ""); got.code != 422 {
		t.Errorf("given back without a reason: %d", got.code)
	}
	if got := send(station.VoidLabelPath(1, 1), "Wrong service"); !strings.Contains(got.body, "The label goes back to Post") {
		t.Errorf("given back: %s", got.body)
	}
	claim, err := h.ClaimBooking(t.Context(), time.Minute)
	if err != nil || claim == nil || claim.Label == nil || claim.Label.Number != "GB123" {
		t.Fatalf("%+v, %v", claim, err)
	}
	if err := h.BookingVoided(t.Context(), claim); err != nil {
		t.Fatal(err)
	}
	if got := c.get(label("label.zpl")); got.code != 404 {
		t.Errorf("a label that was given back is still there: %d", got.code)
	}
	if got := send(station.LabelPath(1, 1), ""); !strings.Contains(got.body, "asked for again") {
		t.Errorf("asked again: %s", got.body)
	}
	if got := send(station.LabelPath(1, 1), ""); !strings.Contains(got.body, "has a label already") {
		t.Errorf("asked twice: %s", got.body)
	}
	h.book(t, "GB124", "^XA^FDsecond^FS^XZ")
	if got := c.get(label("label.zpl")); got.body != "^XA^FDsecond^FS^XZ" {
		t.Errorf("%d %q", got.code, got.body)
	}
	if a := c.scan(station.LeaveScanPath, "GB124"); a.data("verdict") != string(picking.ListComplete) {
		t.Errorf("it does not leave: %s", a.body)
	}
	if got := send(station.VoidLabelPath(1, 1), "late"); !strings.Contains(got.body, "has left") {
		t.Errorf("given back after it left: %s", got.body)
	}
	found, err := h.Verify(t.Context(), 1)
	if err != nil {
		t.Error(err)
	}
	for _, v := range found {
		if v.Rule == "I9" { // the floor of this test was not picked by tasks, which other rules tell
			t.Errorf("%+v", v)
		}
	}
}

// A packer takes another service than the rule's, and says why; where the rule leaves that to supervisors, only they do.
func TestAnotherService(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sue := picking.User{Warehouse: 1, Badge: "SUE", Name: "Sue", Role: picking.Supervisor, Active: true}
	if _, err := h.AddUser(t.Context(), 0, db.Credentials{User: sue, PINHash: pinHash()}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PIA")
	whole := station.ServicePath(1, 0)
	if a := c.get(whole); a.code != 200 || !strings.Contains(a.body, "by the rule: the cheapest") || !strings.Contains(a.body, `value="Post/express"`) {
		t.Fatalf("%d %s", a.code, a.body)
	}
	for _, bad := range []struct{ service, reason, want string }{{"Post/express", " ", "Say why"}, {"Post/teleport", "x", "not offered"}, {"", "x", "not offered"},
		{"Post/express", strings.Repeat("x", 201), "longer than 200"}} {
		if a := c.send(whole, url.Values{"service": {bad.service}, "reason": {bad.reason}}, false); a.code != 422 || !strings.Contains(a.body, bad.want) {
			t.Errorf("%+v: %d %s", bad, a.code, a.body)
		}
	}
	if a := c.send(whole, url.Values{"service": {"Post/express"}, "reason": {"Must arrive sooner"}}, false); a.code != 303 {
		t.Fatalf("%d %s", a.code, a.body)
	}
	a := c.packAll(t)
	for _, want := range []string{whole, "Goes by express of Post", "Must arrive sooner"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("the open order's screen does not tell of %q", want)
		}
	}
	c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	if n := h.get(t, `SELECT count(*) FROM bookings WHERE service = 'express' AND why = 'chosen by hand: Must arrive sooner' AND carrier_id = 1`); n != 1 {
		t.Error("the carton does not go as it was chosen")
	}
	if a := c.get(station.OrderPath(1)); !strings.Contains(a.body, station.ServicePath(1, 1)) {
		t.Errorf("%s", a.body)
	}
	if a := c.send(station.ServicePath(1, 1), url.Values{"service": {"Post/standard"}, "reason": {"Other"}}, false); a.code != 303 {
		t.Errorf("%d %s", a.code, a.body)
	}
	if n := h.get(t, `SELECT count(*) FROM bookings WHERE service = 'standard'`); n != 1 {
		t.Error("the booking is not changed")
	}
	for path, want := range map[string]int{station.ServicePath(1, 9): 404, station.ServicePath(99, 0): 404, station.ServicePath(2, 0): 409} {
		if a := c.get(path); a.code != want {
			t.Errorf("%s: %d", path, a.code)
		}
	}
	if err := h.SaveShipRule(t.Context(), picking.User{ID: 1, Warehouse: 1}, ship.Rule{Want: ship.Fastest, SupervisorOnly: true}); err != nil {
		t.Fatal(err)
	}
	if a := c.get(whole); a.code != 403 || !strings.Contains(a.body, "Only a supervisor") {
		t.Errorf("%d %s", a.code, a.body)
	}
	if a := h.client(t, "SUE").get(whole); a.code != 200 {
		t.Errorf("%d", a.code)
	}
}

// A finer head gets a carrier's label made for it, untouched; one that is made for another head is not sent to it.
func TestCarriersLabelForAFinerHead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.bindPrinters(t) // of 300 dots to the inch
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PIA")
	c.scan(station.BeginPath, "PACK-1")
	a := c.packAll(t)
	c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	h.book(t, "GB123", "^XA^FD300 dpi^FS^XZ") // in the format that the claim asks for
	if a := c.get(station.OrderPath(1)); !strings.Contains(a.body, "GB123") {
		t.Errorf("bought: %s", a.body)
	}
	if diff := cmp.Diff([]string{"label zpl 4x6@300 on Label 1 queued", "slip pdf a4 on Office queued"}, h.queued(t)); diff != "" {
		t.Error(diff)
	}
	for paper, want := range map[string]int{"": 200, "4x6@300": 200, "4x6": 404, "4x6@600": 404} {
		if got := c.get(station.PaperPath(1, 1, "label.zpl", paper)); got.code != want || want == 200 && got.body != "^XA^FD300 dpi^FS^XZ" {
			t.Errorf("on %q: %d %q", paper, got.code, got.body)
		}
	}
	h.raw.MustExec(`DELETE FROM prints; UPDATE cartons SET papers = 'due'; UPDATE printers SET format = 'zpl203' WHERE name = 'Label 1'`)
	c.get(station.OrderPath(1))
	if diff := cmp.Diff([]string{"slip pdf a4 on Office queued"}, h.queued(t)); diff != "" {
		t.Errorf("another head: %s", diff)
	}
}

// At a carrier's door only its parcels are loaded, what is missing is listed, and the driver leaves when somebody has seen it.
func TestLoadingForACarrier(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	if _, err := h.SaveCarrier(t.Context(), picking.User{ID: 1, Warehouse: 1}, db.CarrierAccount{Name: "Post", Kind: "sandbox", Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		t.Fatal(err)
	}
	c := h.client(t, "PIA")
	a := c.packAll(t)
	c.scan(station.ScanPath(1), pack.Kilograms(must(strconv.Atoi(a.data("expected")))))
	h.book(t, "GB123", "^XA^FDcarrier^FS^XZ")
	ups, post := station.LeavePath+"?door=UPS", station.LeavePath+"?door=Post"
	if a := c.get(post); !strings.Contains(a.body, "Post: 0 of 1 loaded") || !strings.Contains(a.body, "GB123") || !strings.Contains(a.body, "Leave without 1") {
		t.Errorf("%s", a.body)
	}
	if a := c.get(station.LeavePath); a.data("door") != "Post" {
		t.Errorf("the only door is not shown: %s", a.body)
	}
	if a := c.get(station.HomePath); !strings.Contains(a.body, post) {
		t.Errorf("the home screen does not lead to the door: %s", a.body)
	}
	if a := c.get(ups); !strings.Contains(a.body, "No parcel of UPS is waiting") {
		t.Errorf("%s", a.body)
	}
	if a := c.scan(station.LeaveScanPath+"?door=UPS", "GB123"); a.data("verdict") != string(picking.WrongPlace) || !strings.Contains(a.body, "That goes with Post") {
		t.Errorf("%s", a.body)
	}
	if a := c.send(station.LeaveEndPath+"?door=Post&seen=0", url.Values{}, true); !strings.Contains(a.body, "Missing now: 1 of Post.") {
		t.Errorf("%d %s", a.code, a.body)
	}
	ask := func(path, code, title, says string) answer {
		t.Helper()
		a := c.scan(path, code)
		if !strings.Contains(a.body, title) || !strings.Contains(a.body, says) {
			t.Errorf("%s at %s: %s", code, path, a.body)
		}
		return a
	}
	ask(station.LeaveScanPath, pack.LeavesCode, "Which carrier leaves?", "Choose one first.")
	ask(station.LeaveScanPath+"?service=express", pack.LeavesCode, "Which carrier leaves?", "LEAVE-ALL")
	ask(station.LeaveScanPath+"?door=UPS", pack.LeavesCode, "Nothing was loaded", "No parcel of UPS")
	ask(station.LeaveScanPath+"?door=Post", pack.LeaveAllCode, "Not here", "one by one")
	ask(station.LeaveScanPath+"?service=express", pack.LeaveAllCode, "Nothing to hand over", "No carton of express")
	ask(station.LeaveScanPath+"?door=Post&end=0", pack.LeavesCode, "Look again", "Missing now: 1 of Post.")
	if a := ask(station.LeaveScanPath+"?door=Post", pack.LeavesCode, "The driver of Post leaves?", "1 parcel is missing, of order 1042 (1)."); attr(a.body, "action") != "/s/leave/scan?door=Post&amp;end=1" && attr(a.body, "action") != "/s/leave/scan?door=Post&end=1" {
		t.Errorf("the next scan goes to %s", attr(a.body, "action"))
	}
	if a := c.scan(station.LeaveScanPath+"?door=Post&end=1", "GB123"); a.data("verdict") != string(picking.ListComplete) || !strings.Contains(a.body, "Post: 1 of 1 loaded") {
		t.Errorf("%s", a.body)
	}
	ask(station.LeaveScanPath+"?door=Post", pack.LeavesCode, "The driver of Post leaves?", "Nothing is missing: 1 parcel loaded.")
	if a := c.send(station.LeaveEndPath+"?door=Post&seen=0", url.Values{}, false); a.code != 303 || a.location != post {
		t.Errorf("%d %s %s", a.code, a.location, a.body)
	}
	for _, bad := range []string{"?door=Post", "?seen=0", "?door=Post&seen=x"} {
		if a := c.send(station.LeaveEndPath+bad, url.Values{}, true); a.code != 422 {
			t.Errorf("%s: %d", bad, a.code)
		}
	}
}
