package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/picking"
	"pickpack/web"
)

// BenchFloorCmd measures a whole floor: every order of a sample warehouse, by every method, from release to packed.
type BenchFloorCmd struct {
	Orders   int `default:"0" help:"Orders besides the sample's 300."`
	Pickers  int `default:"8" help:"Robots that pick and sort."`
	Packers  int `default:"4" help:"Robots that pack."`
	Mistakes int `default:"20" help:"Wrong scans in a thousand."`
}

// Run prints the rate, the times of a scan and how many wrong scans were accepted, and proves every invariant.
func (c *BenchFloorCmd) Run(ctx context.Context) error {
	world := robot.World(1, time.Now(), robot.Size{Orders: c.Orders, Pickers: c.Pickers, Packers: c.Packers, Slots: 200, Deep: 1 + c.Orders/100})
	g, err := newGround(ctx, &world, 16)
	if err != nil {
		return err
	}
	defer g.close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := web.New(web.Deps{Store: g.Store, Log: logger("error", false)}).Server()
	go server.Serve(l)
	defer server.Close()
	for _, w := range []struct {
		method picking.Method
		share  int
	}{{picking.Discrete, 15}, {picking.Batch, 5}, {picking.Zone, 5}, {picking.Cluster, 1}} {
		r := db.WaveRequest{Method: w.method, Short: true}
		page, err := g.Orders(ctx, g.w, db.OrderFilter{State: picking.Received}, "", len(world.Orders)/w.share)
		if err != nil {
			return err
		}
		for _, o := range page.Rows {
			r.Orders = append(r.Orders, o.ID)
		}
		if _, err := g.ReleaseWave(ctx, g.w, 1, r); err != nil {
			return err
		}
	}
	f := robot.FloorOf(world)
	f.Mistakes = c.Mistakes
	var took times
	shift := robot.Shift{Floor: f, Base: "http://" + l.Addr().String(), Timed: took.add}
	for i := range c.Pickers {
		shift.Pickers = append(shift.Pickers, robot.Person{Badge: robot.Badge(picking.Picker, i), PIN: robot.PIN})
	}
	for i := range c.Packers {
		shift.Packers = append(shift.Packers, robot.Person{Badge: robot.Badge(picking.Packer, i), PIN: robot.PIN})
	}
	fmt.Fprintf(os.Stderr, "%d pickers and %d packers work on %d orders\n", c.Pickers, c.Packers, len(world.Orders))
	start := time.Now()
	if err := shift.Run(ctx, func(packed int) bool { return packed == len(world.Orders) }); err != nil {
		return err
	}
	spent := time.Since(start).Seconds()
	broken, err := g.Verify(ctx, g.w)
	if err != nil {
		return err
	}
	lines := 0
	for _, o := range world.Orders {
		lines += len(o.Lines)
	}
	fmt.Printf("floor: %d orders, %d lines picked and packed in %.1f s: %.1f lines/s, %.0f scans/s (%d scans, %d refused)\n",
		len(world.Orders), lines, spent, float64(lines)/spent, float64(f.Scans.Load())/spent, f.Scans.Load(), f.Refused.Load())
	fmt.Printf("per scan over HTTP: p50 %s p95 %s p99 %s\n", ms(took.at(.5)), ms(took.at(.95)), ms(took.at(.99)))
	fmt.Printf("wrong accepts: %d   broken invariants: %d\n", f.WrongAccepts.Load(), len(broken))
	if len(broken) > 0 {
		return fmt.Errorf("broken invariants: %v", broken)
	}
	return nil
}
