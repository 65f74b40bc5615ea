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

// TestFloor takes the 300 orders of the demo warehouse through every method to the door: robots pick, sort, pack and hand
// over by the routes that people use, with some scans wrong on purpose. Then every invariant holds.
func TestFloor(t *testing.T) {
	t.Parallel()
	a := demo(t)
	s := a.store(t)
	w := sample.Demo(1, time.Now())
	f := robot.FloorOf(w)
	f.Mistakes = 50
	ctx := t.Context()
	released := 0
	for i, m := range picking.Methods {
		l, err := s.Orders(ctx, 1, db.OrderFilter{State: picking.Received}, "", []int{20, 24, 232, 24}[i])
		if err != nil {
			t.Fatal(err)
		}
		r := db.WaveRequest{Method: m, Short: true}
		for _, o := range l.Rows {
			r.Orders = append(r.Orders, o.ID)
		}
		if _, err := s.ReleaseWave(ctx, 1, 1, r); err != nil {
			t.Fatalf("release %s: %v", m, err)
		}
	}
	n, err := s.CountOrders(ctx, 1, db.OrderFilter{})
	if err != nil {
		t.Fatal(err)
	}
	released = n[picking.Released]
	shift := robot.Shift{Floor: f, Base: a.url}
	for _, u := range w.Users {
		switch u.Role {
		case picking.Picker:
			shift.Pickers = append(shift.Pickers, robot.Person{Badge: u.Badge, PIN: u.PIN})
		case picking.Packer:
			shift.Packers = append(shift.Packers, robot.Person{Badge: u.Badge, PIN: u.PIN})
		}
	}
	limit, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	if err := shift.Run(limit, func(packed int) bool { return packed >= released }); err != nil {
		t.Error(err)
	}
	n, _ = s.CountOrders(ctx, 1, db.OrderFilter{})
	t.Logf("%d released, %d packed, %v; %d scans, %d lines, %d refused, %d wrong accepts", released, shift.Packed(), n,
		f.Scans.Load(), f.Lines.Load(), f.Refused.Load(), f.WrongAccepts.Load())
	v, err := s.Verify(ctx, 1)
	if err != nil || len(v) > 0 {
		t.Errorf("invariants: %v, %v", v, err)
	}
}
