package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/manual"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/counter"
)

// packedSQL is an order of which carton 1 is closed and weighed, and has no label yet.
const packedSQL = `
INSERT INTO warehouses (code, name, timezone, ship_from) VALUES ('W', 'House', 'UTC',
	'{"name":"Nordlicht","street1":"Hafenstr. 12","postcode":"20457","city":"Hamburg","country":"DE"}');
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Pia', 'packer');
INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g) VALUES (1, 'M', 400, 300, 200, 150, 15000);
INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'C-1', 'carton');
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	VALUES (1, 'P-1', 'test', '1', 'online', 'express', now(), '{"name":"Mia","street1":"Allee 1","postcode":"80331","city":"München","country":"DE"}', '', 1);
INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at)
	VALUES (1, 1, 1, 1, 1, 'labelled', 'M', 1800, '340123450000000000', now());
`

var pia = picking.User{ID: 1, Warehouse: 1}

// dispatch is a warehouse with a carrier account and a carton that waits for its label.
type dispatch struct {
	*db.Store
	raw   *sqlx.DB
	dsn   string
	vault *carrier.Vault
	id    picking.BookingID
}

func testVault(t testing.TB) *carrier.Vault {
	t.Helper()
	v, err := carrier.NewVault(bytes.Repeat([]byte{1}, carrier.VaultKey))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func newDispatch(t *testing.T, kind string, s account.Settings, rules ...ship.Rule) *dispatch {
	t.Helper()
	d := &dispatch{dsn: dbtest.DSN(t), vault: testVault(t)}
	d.Store = dbtest.Open(t, d.dsn)
	d.raw = sqlx.MustConnect("postgres", d.dsn)
	t.Cleanup(func() { d.raw.Close() })
	d.raw.MustExec(packedSQL)
	doc, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	seal := func(name string) ([]byte, error) {
		return d.vault.Seal(name, map[string]carrier.Secret{account.Key: carrier.NewSecret("key-1")})
	}
	if _, err := d.SaveCarrier(t.Context(), pia, db.CarrierAccount{Name: "Post", Kind: kind, Settings: doc, Enabled: true}, seal); err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if err := d.SaveShipRule(t.Context(), pia, r); err != nil {
			t.Fatal(err)
		}
	}
	d.ask(t, db.BookingWish{})
	return d
}

func (d *dispatch) ask(t *testing.T, w db.BookingWish) {
	t.Helper()
	id, err := d.AskBooking(t.Context(), pia, 1, w)
	if err != nil {
		t.Fatal(err)
	}
	d.id = id
}

// courier is one of the house.
func (d *dispatch) courier() *courier {
	return newCourier(d.Store, counter.New(d.Store, d.vault, time.Now), slog.New(slog.DiscardHandler))
}

func (d *dispatch) booking(t *testing.T) db.Booking {
	t.Helper()
	all, err := d.Bookings(t.Context(), 1, 1)
	if err != nil || len(all) == 0 || all[0].ID != d.id {
		t.Fatalf("%+v, %v", all, err)
	}
	return all[0]
}

// until lets a courier work until the booking is in a state, as if no time had to pass in between: waits and leases are
// over at once.
func (d *dispatch) until(t *testing.T, k *courier, state string) db.Booking {
	t.Helper()
	for range 200 {
		b := d.booking(t)
		if b.State == state {
			return b
		}
		d.raw.MustExec(`UPDATE bookings SET due = now(), lease = CASE WHEN lease IS NOT NULL THEN now() END WHERE state IN ('asked', 'booking', 'voiding')`)
		if took, err := k.next(t.Context()); err != nil {
			t.Fatal(err)
		} else if !took {
			pause(t.Context(), 20*time.Millisecond)
		}
	}
	t.Fatalf("it did not become %s: %+v", state, d.booking(t))
	return db.Booking{}
}

// proven checks that the carton has exactly the label that was bought.
func (d *dispatch) proven(t *testing.T) {
	t.Helper()
	b := d.booking(t)
	var c struct {
		Tracking  string
		Documents int
		Content   []byte
	}
	err := d.raw.GetContext(t.Context(), &c, `SELECT COALESCE(tracking, '') AS tracking, (SELECT count(*) FROM documents WHERE kind = 'label' AND voided_at IS NULL) AS documents,
		(SELECT content FROM documents WHERE kind = 'label' AND voided_at IS NULL LIMIT 1) AS content FROM cartons WHERE id = 1`)
	if err != nil || b.Label == nil || c.Tracking != b.Label.Number || c.Documents != 1 || !bytes.HasPrefix(c.Content, []byte("%PDF-")) {
		t.Errorf("%s %+v, carton %s, %d documents, %v", b.State, b.Label, c.Tracking, c.Documents, err)
	}
	if found, err := d.Verify(t.Context(), 1); err != nil {
		t.Error(err)
	} else {
		for _, v := range found {
			if v.Rule == "I9" {
				t.Errorf("%+v", v)
			}
		}
	}
}

// A courier is killed (SIGKILL, a process of its own) at the end of every step, and while the carrier sells the label. The
// next one finishes: nothing is bought twice, and nothing is lost.
func TestACourierIsKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, step := range []string{stepClaimed, stepRated, stepChosen, "selling", stepBought, stepKept} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			back := sandbox.New(time.Now)
			s := carriertest.Karrio(back, "key-1")
			var child atomic.Pointer[exec.Cmd]
			h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if cmd := child.Load(); cmd != nil && step == "selling" && strings.HasSuffix(r.URL.Path, "/purchase") {
					s.ServeHTTP(httptest.NewRecorder(), r) // it is sold, and nobody is there to hear it
					_ = cmd.Process.Kill()
					panic(http.ErrAbortHandler)
				}
				s.ServeHTTP(w, r)
			}))
			t.Cleanup(h.Close)
			d := newDispatch(t, account.Karrio, account.Settings{Address: h.URL, Inside: true})
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCourierProcess$")
			cmd.Env = append(os.Environ(), "PICKPACK_COURIER="+d.dsn, "PICKPACK_COURIER_DIES="+step)
			child.Store(cmd)
			if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the courier was not killed: %v\n%s", err, out)
			}
			child.Store(nil)
			if step == stepKept {
				d.proven(t)
			}
			d.until(t, d.courier(), db.BookingBooked)
			d.proven(t)
			if bought := s.Bought(); len(bought) != 1 {
				t.Errorf("paid for %v", bought)
			}
		})
	}
}

// TestCourierProcess is no test but the courier that TestACourierIsKilledAtEveryStep kills.
func TestCourierProcess(t *testing.T) {
	dsn, dies := os.Getenv("PICKPACK_COURIER"), os.Getenv("PICKPACK_COURIER_DIES")
	if dsn == "" {
		t.SkipNow()
	}
	s, err := db.Open(t.Context(), dsn, db.Options{Pool: 2})
	if err != nil {
		t.Fatal(err)
	}
	k := newCourier(s, counter.New(s, testVault(t), time.Now), slog.New(slog.DiscardHandler))
	k.step = func(step string) {
		if step == dies {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	k.run(t.Context())
}

// One that was believed dead comes too late: it writes nothing, and the other one has the same label.
func TestALateCourierWritesNothing(t *testing.T) {
	t.Parallel()
	s := carriertest.EasyPost(sandbox.New(time.Now), "key-1")
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	d := newDispatch(t, account.EasyPost, account.Settings{Address: h.URL + "/v2", Inside: true})
	late := d.courier()
	late.step = func(step string) {
		if step == stepBought {
			d.until(t, d.courier(), db.BookingBooked)
		}
	}
	if took, err := late.next(t.Context()); err != nil || !took {
		t.Errorf("%v, %v", took, err)
	}
	d.proven(t)
	if b := d.booking(t); b.Tries != 2 || len(s.Bought()) != 1 {
		t.Errorf("%d tries, paid for %v", b.Tries, s.Bought())
	}
}

// Everything a carrier can do instead of selling a label, and what follows.
func TestCourierAndFaults(t *testing.T) {
	t.Parallel()
	for script, want := range map[string]string{
		"rates down, buy down, buy busy, buy denied, buy lost, find down": db.BookingBooked, "rates down, buy busy, buy refused": db.BookingRefused,
	} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			back := sandbox.New(time.Now)
			if err := back.Play(script); err != nil {
				t.Fatal(err)
			}
			s := carriertest.Karrio(back, "key-1")
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			d := newDispatch(t, account.Karrio, account.Settings{Address: h.URL, Inside: true})
			b := d.until(t, d.courier(), want)
			if want == db.BookingBooked {
				d.proven(t)
			} else if b.Trouble == "" || len(s.Bought()) != 0 {
				t.Errorf("%+v, paid for %v", b, s.Bought())
			}
			if want == db.BookingBooked && len(s.Bought()) != 1 {
				t.Errorf("paid for %v", s.Bought())
			}
		})
	}
}

// An order is cancelled while a courier is at its label: what he has bought goes back, by him or by the next one who finds
// it, and what nobody has bought is not bought any more.
func TestLabelOfACancelledOrder(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		at   string // the step at which it is cancelled
		late bool   // and the courier is believed dead
		want string
	}{"bought": {stepBought, false, db.BookingVoided}, "bought and lost": {stepBought, true, db.BookingVoided}, "not begun": {stepClaimed, true, db.BookingRefused}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := carriertest.Karrio(sandbox.New(time.Now), "key-1")
			h := httptest.NewServer(s)
			t.Cleanup(h.Close)
			d := newDispatch(t, account.Karrio, account.Settings{Address: h.URL, Inside: true})
			k := d.courier()
			done := false
			k.step = func(step string) {
				if step != c.at || done {
					return
				}
				done = true
				d.raw.MustExec(`UPDATE orders SET cancelled_at = now()`)
				if c.late {
					d.until(t, d.courier(), c.want)
				}
			}
			if c.at == stepClaimed {
				k.step(stepClaimed)
			} else if took, err := k.next(t.Context()); err != nil || !took {
				t.Fatalf("%v, %v", took, err)
			}
			if b := d.until(t, d.courier(), c.want); c.want == db.BookingRefused && b.Trouble != "The order was cancelled." {
				t.Errorf("%+v", b)
			}
			if n := len(s.Bought()); n > 1 || c.want == db.BookingRefused && n > 0 {
				t.Errorf("paid for %v", s.Bought())
			}
		})
	}
}

func TestALabelIsGivenBackAndAnotherTaken(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.Sandbox, account.Settings{}, ship.Rule{Want: ship.Cheapest}, ship.Rule{Service: "express", Want: ship.Fastest})
	k := d.courier()
	first := d.until(t, k, db.BookingBooked)
	if first.Service != "express" && first.Label.Price.Minor == 0 || first.Why == "" {
		t.Errorf("%+v", first)
	}
	if _, err := d.AskBooking(t.Context(), pia, 1, db.BookingWish{}); picking.KindOf(err) != picking.Conflict {
		t.Errorf("a second label: %v", err)
	}
	if err := d.VoidBooking(t.Context(), pia, d.id, " "); picking.KindOf(err) != picking.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	if err := d.VoidBooking(t.Context(), pia, d.id, "wrong box"); err != nil {
		t.Fatal(err)
	}
	d.until(t, k, db.BookingVoided)
	d.ask(t, db.BookingWish{Carrier: first.Carrier, Service: "economy", Why: "chosen by hand: no hurry"})
	second := d.until(t, k, db.BookingBooked)
	if second.Service != "economy" || second.Label.Number == first.Label.Number {
		t.Errorf("%+v, before %+v", second, first.Label)
	}
	d.proven(t)
}

func TestManualNumbers(t *testing.T) {
	t.Parallel()
	day := []manual.Service{{Code: "day", Name: "Same day", Price: ship.Money{Minor: 700, Currency: "EUR"}}}
	d := newDispatch(t, account.Manual, account.Settings{Services: day, Range: &manual.Range{Prefix: "NV", First: 1, Last: 9, Digits: 4, Check: manual.Mod10}})
	b := d.until(t, d.courier(), db.BookingBooked)
	if b.Label.Number != "NV00017" {
		t.Errorf("%+v", b.Label)
	}
	var documents int
	if err := d.raw.Get(&documents, `SELECT count(*) FROM documents`); err != nil || documents != 0 {
		t.Errorf("%d documents of a label that is ours to make, %v", documents, err)
	}
}

// Many couriers at once buy each label once.
func TestCouriersShareTheWork(t *testing.T) {
	t.Parallel()
	s := carriertest.Karrio(sandbox.New(time.Now), "key-1")
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	d := newDispatch(t, account.Karrio, account.Settings{Address: h.URL, Inside: true})
	for n := 2; n <= 12; n++ {
		d.raw.MustExec(`WITH l AS (INSERT INTO locations (warehouse_id, code, kind) VALUES (1, $1, 'carton') RETURNING id)
			INSERT INTO cartons (warehouse_id, order_id, n, location_id, packer_id, state, box, weight_g, sscc, closed_at)
			SELECT 1, 1, $2, id, 1, 'labelled', 'M', 1000, $3, now() FROM l`, fmt.Sprintf("C-%d", n), n, fmt.Sprintf("34012345000000%04d", n))
		if _, err := d.AskBooking(t.Context(), pia, picking.CartonID(n), db.BookingWish{}); err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan error)
	for range 4 {
		k := newCourier(d.Store, counter.New(d.Store, d.vault, time.Now), slog.New(slog.DiscardHandler))
		go func() {
			for {
				if took, err := k.next(t.Context()); !took || err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	bought := s.Bought()
	slices.Sort(bought)
	if len(bought) != 12 || len(slices.Compact(bought)) != 12 {
		t.Errorf("paid for %d, %d of them different", len(bought), len(slices.Compact(bought)))
	}
}

func TestAnotherKeyOpensNothing(t *testing.T) {
	t.Parallel()
	d := newDispatch(t, account.EasyPost, account.Settings{})
	v, err := carrier.NewVault(bytes.Repeat([]byte{2}, carrier.VaultKey))
	if err != nil {
		t.Fatal(err)
	}
	k := d.courier()
	k.at = counter.New(d.Store, v, time.Now)
	if _, err := k.next(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b := d.booking(t); b.State != db.BookingAsked || !strings.Contains(b.Trouble, "another key") {
		t.Errorf("%+v", b)
	}
}

func addWarehouse(t *testing.T, dsn string) {
	t.Helper()
	raw := sqlx.MustConnect("postgres", dsn)
	defer raw.Close()
	raw.MustExec(`INSERT INTO warehouses (code, name, timezone) VALUES ('W', 'House', 'UTC')`)
}

// able is a carrier of which only its abilities are asked.
type able struct {
	carrier.Carrier
	formats []carrier.Format
}

func (a able) Can() carrier.Can { return carrier.Can{Formats: a.formats} }

func TestFormatFor(t *testing.T) {
	t.Parallel()
	some := able{formats: []carrier.Format{carrier.ZPL, carrier.PDF, carrier.PNG}}
	all := able{formats: append(some.formats, carrier.ZPL300, carrier.ZPL600)}
	for _, tc := range []struct {
		body   able
		prints string
		want   carrier.Format
	}{{some, "zpl", carrier.ZPL}, {some, "pdf", carrier.PDF}, {some, "zpl300", carrier.PDF}, {all, "zpl300", carrier.ZPL300}, {all, "zpl600", carrier.ZPL600}, {able{}, "zpl300", carrier.ZPL300}} {
		if got := formatFor(tc.body, tc.prints); got != tc.want {
			t.Errorf("%v, %s: %s, want %s", tc.body.formats, tc.prints, got, tc.want)
		}
	}
}
