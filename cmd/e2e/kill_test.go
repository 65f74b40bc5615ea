package e2e

import (
	"bytes"
	"database/sql"
	"fmt"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/sandbox"
	"pickpack/labels/printer/printertest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
	"pickpack/web/auth"
	"pickpack/web/desk"
	"pickpack/web/station"
)

// point is where the program is killed on a parcel's way out of the house.
type point struct {
	name  string
	gate  string // database, carrier or printer
	words []string
	when  moment
	scan  scan // from which on it may happen
	own   bool // the label is the house's own: no carrier is asked
}

// secretKey seals the carrier's key.
var secretKey = strings.Repeat("0123456789abcdef", 4)

// scan is one of those that are made of a packed carton.
type scan string

const (
	closing  scan = ""         // the weight, which closes it
	applying scan = "applying" // its label, on the carton
	leaving  scan = "leaving"  // its label, at the door
)

const asks = "INSERT INTO prints"

// points are all between close, book, store, print and apply.
var points = []point{
	{name: "before the carton is closed", gate: "database", words: []string{"state = 'labelled', box", "COMMIT"}},
	{name: "closed, not answered", gate: "database", words: []string{"state = 'labelled', box", "COMMIT"}, when: after},
	{name: "before rates are asked", gate: "carrier", words: []string{"/proxy/rates"}},
	{name: "rated", gate: "carrier", words: []string{"/proxy/rates"}, when: after},
	{name: "before the choice is kept", gate: "database", words: []string{"carrier_id = $4"}},
	{name: "the choice is kept", gate: "database", words: []string{"carrier_id = $4"}, when: after},
	{name: "the draft is made", gate: "carrier", words: []string{"POST /v1/shipments HTTP"}, when: after},
	{name: "before it is sold", gate: "carrier", words: []string{"/purchase HTTP"}},
	{name: "sold, not heard", gate: "carrier", words: []string{"/purchase HTTP"}, when: after},
	{name: "before the label is stored", gate: "database", words: []string{"state = 'booked'", "COMMIT"}},
	{name: "the label is stored", gate: "database", words: []string{"state = 'booked'", "COMMIT"}, when: after},
	{name: "before the slip is stored", gate: "database", words: []string{"INSERT INTO documents", "COMMIT"}},
	{name: "before its print is asked for", gate: "database", words: []string{asks, "COMMIT"}},
	{name: "its print is asked for", gate: "database", words: []string{asks, "COMMIT"}, when: after},
	{name: "before the papers are ticked off", gate: "database", words: []string{"papers = 'asked'"}},
	{name: "before the first byte", gate: "printer", words: []string{"^XA"}},
	{name: "in the middle of the label", gate: "printer", words: []string{"^XA"}, when: middle},
	{name: "printed, not heard", gate: "printer", words: []string{"^XZ"}, when: after},
	{name: "before the print is ticked off", gate: "database", words: []string{"UPDATE prints SET state = $4"}},
	{name: "the print is ticked off", gate: "database", words: []string{"UPDATE prints SET state = $4"}, when: after},
	{name: "before the label is on", gate: "database", words: []string{"scan_apply", `"apply":"done"`}, scan: applying},
	{name: "the label is on", gate: "database", words: []string{"scan_apply", `"apply":"done"`}, when: after, scan: applying},
	{name: "before it has left", gate: "database", words: []string{"state = 'left', left_at", "COMMIT"}, scan: leaving},
	{name: "it has left", gate: "database", words: []string{"state = 'left', left_at", "COMMIT"}, when: after, scan: leaving},
	{name: "before the own label is stored", gate: "database", words: []string{"INSERT INTO documents", "COMMIT"}, own: true},
	{name: "the own label is stored", gate: "database", words: []string{"INSERT INTO documents", "COMMIT"}, when: after, own: true},
	{name: "before the own label is printed", gate: "database", words: []string{asks, "COMMIT"}, own: true},
}

// TestKilledAtEveryStep kills `pickpack serve` (SIGKILL) at every point between the closing of a carton and its leaving the
// house, starts it again, and lets the devices do what they do then: send what was not answered once more. Nothing is bought
// twice, nothing is lost, and nothing is printed twice: where nobody can know whether a label is on paper, a person is
// asked, looks, and says so.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	k := newKilling(t, len(points))
	for _, p := range points {
		if !t.Run(p.name, func(t *testing.T) { k.walk(t, p) }) {
			return // what follows would start from somewhere else
		}
	}
	k.prove(t)
}

// killing is a house whose program is killed again and again.
type killing struct {
	*app
	house    testing.TB // the program outlives the parcel that it was started for
	through  string     // the database by way of its gate
	raw      *sql.DB
	gates    map[string]*gate
	sold     *carriertest.Server
	zebra    printertest.Zebra
	slips    string // the slip printer's folder
	floor    *robot.Floor
	packer   *robot.Client
	boss     *robot.Client
	ready    []robot.Ready
	own      int // orders whose label is the house's own
	unknowns int // prints of which a person had to say what became of them
}

// newKilling is the house with n orders of one thing each, picked and ready to pack.
func newKilling(t *testing.T, n int) *killing {
	t.Helper()
	k := &killing{house: t, gates: map[string]*gate{}, slips: t.TempDir()}
	dsn := dbtest.DSN(t)
	k.gates["database"], k.through = gateToDatabase(t, dsn)
	k.sold = carriertest.Karrio(sandbox.New(time.Now), "key-1")
	h := httptest.NewServer(k.sold)
	t.Cleanup(h.Close)
	k.gates["carrier"] = gateTo(t, h.Listener.Addr().String())
	address, err := k.zebra.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(k.zebra.Stop)
	k.gates["printer"] = gateTo(t, strings.TrimPrefix(address, "tcp://"))

	w := small(n)
	s := dbtest.Open(t, dsn)
	if _, err := s.LoadSample(t.Context(), w, auth.Hash); err != nil {
		t.Fatal(err)
	}
	if k.raw, err = sql.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.raw.Close() })
	k.furnish(t, s, dsn)
	k.app = &app{dsn: dsn}
	k.restart(t)
	k.floor = robot.FloorOf(w)
	k.packer, k.boss = k.signIn(t, people(w, picking.Packer)[0]), k.signIn(t, people(w, picking.Supervisor)[0])
	k.pick(t, w)
	return k
}

// small is the demo warehouse with one thing in it, which n orders want.
func small(n int) sample.Warehouse {
	w := sample.Demo(1, time.Now())
	i := slices.IndexFunc(w.Items, func(i sample.Item) bool {
		return i.Tracking == picking.NoTracking && len(i.Codes) > 0 && i.Codes[0].Qty == 1
	})
	it, o := w.Items[i], w.Orders[slices.IndexFunc(w.Orders, func(o intake.Order) bool { return o.Service == "standard" })]
	w.Items = w.Items[i : i+1]
	w.Stock = w.Stock[slices.IndexFunc(w.Stock, func(s sample.Stock) bool { return s.SKU == it.SKU }):][:1]
	w.Stock[0].Qty = picking.Qty(n)
	w.Locations = slices.DeleteFunc(w.Locations, func(l picking.Location) bool { return l.Kind == picking.PickFace && l.Code != w.Stock[0].Location })
	w.Orders = nil
	for i := range n {
		o.ExternalID = fmt.Sprintf("KILL-%d", i)
		o.Lines = []intake.OrderLine{{SKU: it.SKU, Qty: 1}}
		w.Orders = append(w.Orders, o)
	}
	return w
}

// furnish sets up the carrier and the printers, each behind its gate.
func (k *killing) furnish(t *testing.T, s *db.Store, dsn string) {
	t.Helper()
	for _, args := range [][]string{{"carrier", "add", "karrio", "Post", "--inside", "--address", "http://" + k.gates["carrier"].addr, "--secret-key", secretKey}, {"carrier", "on", "Post"}} {
		if out, err := run(t.Context(), dsn, []byte("key-1\n\n"), args...); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	boss := picking.User{ID: 1, Warehouse: 1}
	stations, err := s.StationPrinters(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for use, p := range map[string]db.Printer{
		db.LabelUse: {Name: "Zebra", Address: "tcp://" + k.gates["printer"].addr, Format: "zpl203", Paper: "4x6"},
		db.SlipUse:  {Name: "Office", Address: "folder:" + k.slips, Format: "pdf", Paper: "a4"},
	} {
		id, err := s.SavePrinter(t.Context(), boss, p)
		if err == nil {
			err = s.BindStation(t.Context(), boss, db.StationPrinter{Station: stations[0].Station, Use: use, Printer: id})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// pick has every order picked.
func (k *killing) pick(t *testing.T, w sample.Warehouse) {
	t.Helper()
	if ok, err := k.floor.Release(t.Context(), k.boss, string(picking.Cluster), len(w.Orders)); !ok || err != nil {
		t.Fatalf("release: %v, %v", ok, err)
	}
	shift := robot.Shift{Floor: k.floor, Base: k.url, Pickers: people(w, picking.Picker)[:3]}
	if err := shift.Run(t.Context(), func(int) bool {
		r, err := k.floor.ReadyToPack(t.Context(), k.boss)
		return err != nil || len(r) == len(w.Orders)
	}); err != nil {
		t.Fatal(err)
	}
	var err error
	if k.ready, err = k.floor.ReadyToPack(t.Context(), k.packer); err != nil || len(k.ready) != len(w.Orders) {
		t.Fatalf("%d of %d orders are ready, %v", len(k.ready), len(w.Orders), err)
	}
	if p, err := k.packer.Scan(t.Context(), "/s/begin", robot.NewID(), k.floor.Station); err != nil || !strings.Contains(p.Body, "Zebra") {
		t.Fatalf("at the station: %v %s", err, p.Text())
	}
}

// restart starts the program again after it was killed, and lets the leases of the dead run out at once.
func (k *killing) restart(t *testing.T) {
	t.Helper()
	old := k.app
	k.app = start(k.house, k.through, "serve", "PICKPACK_LOCAL_PRINTERS=true", "PICKPACK_LOG_LEVEL=warn", "PICKPACK_SECRET_KEY="+secretKey)
	k.dsn = old.dsn
	for _, c := range []*robot.Client{k.packer, k.boss} {
		if c != nil {
			c.Base = k.url
		}
	}
	k.hurry(t)
}

// hurry makes what waits for a time due now.
func (k *killing) hurry(t *testing.T) {
	t.Helper()
	k.exec(t, `UPDATE prints SET lease = CASE WHEN lease IS NOT NULL THEN now() END, due = now() WHERE state IN ('queued', 'sending')`)
	k.exec(t, `UPDATE bookings SET lease = CASE WHEN lease IS NOT NULL THEN now() END, due = now() WHERE state IN ('asked', 'booking', 'voiding')`)
}

func (k *killing) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := k.raw.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// sure posts a scan until it is answered, as a device does: the same one again after the program has come back.
func (k *killing) sure(t *testing.T, path, code string) robot.Page {
	t.Helper()
	id := robot.NewID()
	for {
		p, err := k.packer.Scan(t.Context(), path, id, code)
		if err == nil {
			return p
		}
		select {
		case <-k.done:
			k.restart(t)
		case <-time.After(time.Minute):
			t.Fatalf("scan of %s: %v", code, err)
		}
	}
}

// walk takes one order from the scan that closes its carton out of the door, past one point.
func (k *killing) walk(t *testing.T, p point) {
	r := k.ready[0]
	k.ready = k.ready[1:]
	k.exec(t, `UPDATE carriers SET enabled = $1`, !p.own)
	if p.own {
		k.own++
	}
	id, weight := k.fill(t, r)
	fell := make(chan *app, 1)
	arm := func() {
		child := k.app
		k.gates[p.gate].set(trap{p.words, p.when, func() { _ = child.cmd.Process.Kill(); fell <- child }})
	}
	armIf := func(s scan) {
		if p.scan == s {
			arm()
		}
	}
	armIf(closing)
	if said := k.sure(t, fmt.Sprintf("/s/orders/%d/scan", id), weight); said.Screen["step"] != "label" {
		t.Fatalf("not closed: %s", said.Text())
	}
	if p.scan != closing {
		fell <- nil // nothing falls before that
	}
	tracking := k.settled(t, id, fell)
	armIf(applying)
	if said := k.sure(t, station.LabelScanPath(id), tracking); said.Screen["step"] == "label" {
		t.Errorf("the label is not on: %s", said.Text())
	}
	armIf(leaving)
	said := k.sure(t, "/s/leave/scan", tracking)
	if !left(said) {
		t.Errorf("at the door: %s", said.Text())
	}
	if p.scan != closing {
		select {
		case <-fell:
		case <-time.After(time.Minute):
			t.Fatal("it was not killed")
		}
	}
	if again := k.sure(t, "/s/leave/scan", tracking); left(again) {
		t.Errorf("it left twice: %s", again.Text())
	}
}

// left says whether the door let a parcel out.
func left(p robot.Page) bool {
	return p.Screen["verdict"] == "ok" || p.Screen["verdict"] == "list_complete"
}

// fill packs an order's goods, up to the weight that is expected of it.
func (k *killing) fill(t *testing.T, r robot.Ready) (order picking.OrderID, weight string) {
	t.Helper()
	p := k.sure(t, "/s/begin", r.Order)
	_, _ = fmt.Sscan(p.Screen["order"], &order)
	for p.Screen["step"] == "pack" {
		p = k.sure(t, fmt.Sprintf("/s/orders/%d/scan", order), k.floor.Codes[p.Screen["sku"]][0])
	}
	if p.Screen["step"] != "close" {
		t.Fatalf("order %s: %s", r.Order, p.Text())
	}
	return order, p.Screen["expected"] + " g"
}

// settled waits until an order's parcel has its label, its slip and both on paper, and answers its number. A program that
// was killed meanwhile comes back. What nobody can know is told at the station, and a person says what is on paper.
func (k *killing) settled(t *testing.T, order picking.OrderID, fell <-chan *app) (tracking string) {
	t.Helper()
	s := k.store(t)
	for end := time.Now().Add(90 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		select {
		case <-k.done:
			k.restart(t)
		case child := <-fell:
			if child == k.app { // else it has come back already
				<-k.done
				k.restart(t)
			}
			fell = nil
		default:
		}
		sh, err := s.Shipment(t.Context(), 1, order)
		if err != nil {
			t.Fatal(err)
		}
		prints, err := s.CartonPrints(t.Context(), 1, sh.Cartons[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		ended := 0
		for _, j := range prints {
			switch j.State {
			case db.PrintPrinted, db.PrintSent:
				ended++
			case db.PrintUnknown:
				k.look(t, order, j)
			}
		}
		if ended == 2 && fell == nil {
			return sh.Cartons[0].Tracking
		}
	}
	p, _ := k.packer.Get(t.Context(), fmt.Sprintf("/s/orders/%d", order))
	t.Fatalf("it does not come to an end: %s", p.Text())
	return ""
}

// look is a person at the printer: the station says that somebody has to look, and they say what they see.
func (k *killing) look(t *testing.T, order picking.OrderID, j db.Print) {
	t.Helper()
	if p, err := k.packer.Get(t.Context(), fmt.Sprintf("/s/orders/%d", order)); err != nil || !strings.Contains(p.Body, "look at "+j.On) {
		t.Errorf("nobody is asked to look at the printer: %v %s", err, p.Text())
	}
	var content []byte
	if err := k.raw.QueryRowContext(t.Context(), `SELECT content FROM documents WHERE id = $1`, j.Document).Scan(&content); err != nil {
		t.Fatal(err)
	}
	act := "again"
	if slices.ContainsFunc(k.zebra.Printed(), func(b []byte) bool { return bytes.Equal(b, bytes.TrimSpace(content)) }) {
		act = "printed"
	}
	k.unknowns++
	if _, err := k.boss.Post(t.Context(), desk.PrintActPath(j.Printer, j.ID, act), url.Values{}); err != nil {
		t.Fatal(err)
	}
}

// prove looks at what is left behind when every parcel has left.
func (k *killing) prove(t *testing.T) {
	bought := k.sold.Bought()
	slices.Sort(bought)
	if n := len(slices.Compact(slices.Clone(bought))); n != len(bought) || n != len(points)-k.own {
		t.Errorf("%d labels paid for, %d of them different, for %d parcels", len(bought), n, len(points)-k.own)
	}
	labels := map[string]int{}
	for _, b := range k.zebra.Printed() {
		labels[string(b)]++
	}
	for b, n := range labels {
		if n > 1 {
			t.Errorf("printed %d times: %.200s", n, b)
		}
	}
	if len(labels) != len(points) {
		t.Errorf("%d different labels on paper for %d parcels", len(labels), len(points))
	}
	files, err := filepath.Glob(filepath.Join(k.slips, "*.pdf")) // half a file has another name until it is whole
	if err != nil || len(files) != len(points) {
		t.Errorf("%d slips in the folder, %v", len(files), err)
	}
	broken, err := k.store(t).Verify(t.Context(), 1)
	if err != nil || len(broken) > 0 {
		t.Errorf("invariants: %v %v", broken, err)
	}
	n, err := k.store(t).CountOrders(t.Context(), 1, db.OrderFilter{})
	if err != nil || n[picking.Shipped] != len(points) {
		t.Errorf("orders by state: %v, %v", n, err)
	}
	if k.unknowns == 0 {
		t.Error("nobody had to look at the printer, though it was cut off in the middle of a label")
	}
	t.Logf("killed %d times; a person had to look %d times", len(points), k.unknowns)
}
