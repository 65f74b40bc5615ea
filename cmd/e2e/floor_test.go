package e2e

import (
	"context"
	"testing"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/sample"
)

// TestFloor takes the 300 orders of the demo warehouse through every method out of the door: robots release, pick, sort,
// pack and hand over by the routes that people use, with some scans wrong on purpose. Then every invariant holds, each
// parcel has one label, and the labels' barcodes say what they should.
func TestFloor(t *testing.T) {
	t.Parallel()
	a := demo(t)
	w := sample.Demo(1, time.Now())
	f := robot.FloorOf(w)
	f.Mistakes = 50
	ctx, cancel := context.WithTimeout(t.Context(), 7*time.Minute)
	defer cancel()
	boss := a.signIn(t, people(w, picking.Supervisor)[0])
	for _, wave := range []struct {
		method picking.Method
		most   int
	}{{picking.Discrete, 20}, {picking.Batch, 24}, {picking.Zone, 24}, {picking.Cluster, len(w.Orders)}} {
		if ok, err := f.Release(ctx, boss, string(wave.method), wave.most); !ok || err != nil {
			t.Fatalf("release %s: %v, %v", wave.method, ok, err)
		}
	}
	shift := robot.Shift{Floor: f, Base: a.url, Pickers: people(w, picking.Picker), Packers: people(w, picking.Packer)}
	if err := shift.Run(ctx, func(packed int) bool { return packed == len(w.Orders) }); err != nil {
		t.Fatalf("after %d of %d orders: %v", shift.Packed(), len(w.Orders), err)
	}
	a.leave(t, people(w, picking.Packer)[0], f)
	a.proveFloor(t, f, len(w.Orders))
	some := f.Parcels()
	for i := range some { // a label takes two readers a moment: every third, whichever order it is of
		if i%3 == 0 {
			some[i/3] = some[i]
		}
	}
	a.readLabels(t, a.signIn(t, people(w, picking.Packer)[0]), some[:(len(some)+2)/3])
	t.Logf("%d scans, %d lines, %d refused, %d wrong accepts, %d parcels", f.Scans.Load(), f.Lines.Load(), f.Refused.Load(),
		f.WrongAccepts.Load(), len(f.Parcels()))
}

// people are the robots of a role.
func people(w sample.Warehouse, role picking.Role) (all []robot.Person) {
	for _, u := range w.Users {
		if u.Role == role {
			all = append(all, robot.Person{Badge: u.Badge, PIN: u.PIN})
		}
	}
	return all
}

// signIn opens a device.
func (a *app) signIn(t testing.TB, p robot.Person) *robot.Client {
	t.Helper()
	c := robot.NewClient(a.url, nil)
	if err := c.SignIn(t.Context(), p.Badge, p.PIN); err != nil {
		t.Fatal(err)
	}
	return c
}

// leave hands over every parcel and gives every pickup to its customer.
func (a *app) leave(t testing.TB, packer robot.Person, f *robot.Floor) {
	t.Helper()
	c := a.signIn(t, packer)
	s := a.store(t)
	services, err := s.ServicesToLeave(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range services {
		if err := f.HandOver(t.Context(), c, v.Service); err != nil {
			t.Error(err)
		}
	}
	for after := ""; ; {
		l, err := s.Orders(t.Context(), 1, db.OrderFilter{State: picking.ReadyForPickup}, after, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range l.Rows {
			if err := f.Collect(t.Context(), c, o.Number); err != nil {
				t.Fatal(err)
			}
		}
		if after = l.Next; after == "" {
			return
		}
	}
}

// proveFloor looks at what is left behind when all orders have gone.
func (a *app) proveFloor(t testing.TB, f *robot.Floor, orders int) {
	t.Helper()
	s := a.store(t)
	n, err := s.CountOrders(t.Context(), 1, db.OrderFilter{})
	if err != nil {
		t.Fatal(err)
	}
	if n[picking.Shipped]+n[picking.Collected] != orders || f.WrongAccepts.Load() != 0 {
		t.Errorf("orders by state: %v, want %d shipped or collected; %d wrong scans accepted", n, orders, f.WrongAccepts.Load())
	}
	broken, err := s.Verify(t.Context(), 1)
	if err != nil || len(broken) > 0 {
		t.Errorf("invariants: %v %v", broken, err)
	}
	parcels := f.Parcels()
	if len(parcels) < orders {
		t.Errorf("%d parcels of %d orders", len(parcels), orders)
	}
	seen := map[string]bool{}
	for _, p := range parcels {
		for _, code := range []string{p.SSCC, p.Tracking} {
			if code == "" || seen[code] {
				t.Errorf("order %s: number %q is missing or used twice", p.Order, code)
			}
			seen[code] = true
		}
	}
}
