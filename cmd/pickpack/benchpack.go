package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/printer"
	"pickpack/labels/printer/printertest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/web"
	"pickpack/web/counter"
)

// BenchPackCmd measures a packing station: what a packer costs, and how long the label takes.
type BenchPackCmd struct {
	Orders int           `default:"200" help:"Orders that are packed, 300 at most."`
	Rate   int           `default:"60" help:"Orders an hour that the packer's share of a core is told for."`
	Idle   time.Duration `default:"10s" help:"How long the cost of waiting is measured."`
}

// Run prints the CPU time of an order, in this process and in the database's, and the times from the scan that closes a
// carton until its label's bytes are at a TCP printer: booked with the sandbox carrier, stored, queued, sent.
func (c *BenchPackCmd) Run(ctx context.Context) error {
	world := robot.World(1, time.Now(), robot.Size{Pickers: 6, Packers: 1})
	world.Orders = parcelsOnly(world.Orders, c.Orders)
	g, err := newGround(ctx, &world, 12)
	if err != nil {
		return err
	}
	defer g.close()
	b, err := newBenchStation(ctx, g)
	if err != nil {
		return err
	}
	defer b.close()
	f := robot.FloorOf(world)
	if err := b.pick(ctx, f, len(world.Orders)); err != nil {
		return err
	}
	idle := b.g.cpu()
	pause(ctx, c.Idle)
	idle = b.g.cpu().since(idle)
	before := b.g.cpu()
	packed, err := b.pack(ctx, f)
	if err != nil {
		return err
	}
	c.print(b, f, packed, b.g.cpu().since(before), idle)
	return nil
}

func (c *BenchPackCmd) print(b *benchStation, f *robot.Floor, packed int, spent, idle cpuTime) {
	n := time.Duration(packed)
	fmt.Printf("pack: %d orders, %d parcels: %s of CPU an order: server and robot %s, database %s\n", packed, len(f.Parcels()),
		ms(spent.all()/n), ms(spent.own/n), ms(spent.database/n))
	waits := 100 * float64(idle.all()) / float64(c.Idle)
	fmt.Printf("one packer, %d orders an hour: %.2f %% of one core, and the server's waiting for work %.2f %% (aim: below 5 %%)\n", c.Rate,
		100*float64(spent.all()/n)*float64(c.Rate)/float64(time.Hour), waits)
	fmt.Printf("last scan to the label's bytes at a TCP printer, sandbox carrier: p50 %s p95 %s p99 %s (aim: p95 300 ms)\n",
		ms(b.took.at(.5)), ms(b.took.at(.95)), ms(b.took.at(.99)))
}

// parcelsOnly are the first n orders that go with a carrier.
func parcelsOnly(all []intake.Order, n int) (some []intake.Order) {
	for _, o := range all {
		if len(some) < n && o.Service != "pickup" {
			some = append(some, o)
		}
	}
	return some
}

// benchStation is a whole server in this process, with a carrier and a station that prints.
type benchStation struct {
	g     ground
	base  string
	zebra printertest.Zebra
	slips string
	stop  func()
	took  times
}

func newBenchStation(ctx context.Context, g ground) (b *benchStation, err error) {
	b = &benchStation{g: g}
	if b.slips, err = os.MkdirTemp("", "pickpack-slips-"); err != nil {
		return b, err
	}
	address, err := b.zebra.Start()
	if err != nil {
		return b, err
	}
	boss := picking.User{ID: 1, Warehouse: g.w}
	if _, err := g.SaveCarrier(ctx, boss, db.CarrierAccount{Name: "Sandbox", Kind: account.Sandbox, Settings: []byte("{}"), Enabled: true}, nil); err != nil {
		return b, err
	}
	stations, err := g.StationPrinters(ctx, g.w)
	if err != nil {
		return b, err
	}
	for use, p := range map[string]db.Printer{
		db.LabelUse: {Name: "Labels", Address: address, Format: "zpl203", Paper: "4x6"},
		db.SlipUse:  {Name: "Slips", Address: "folder:" + b.slips, Format: "pdf", Paper: "a4"},
	} {
		id, err := g.SavePrinter(ctx, boss, p)
		if err == nil {
			err = g.BindStation(ctx, boss, db.StationPrinter{Station: stations[0].Station, Use: use, Printer: id})
		}
		if err != nil {
			return b, err
		}
	}
	return b, b.serve(ctx)
}

// serve runs the server with all its workers until close.
func (b *benchStation) serve(ctx context.Context) error {
	key := make([]byte, carrier.VaultKey)
	_, _ = rand.Read(key) // never fails
	vault, err := carrier.NewVault(key)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	local, log := printer.Options{Local: true}, logger("error", false)
	carriers := counter.New(b.g.Store, vault, time.Now)
	app := web.New(web.Deps{Store: b.g.Store, Log: log, Printers: local, Carriers: carriers})
	ctx, cancel := context.WithCancel(ctx)
	var busy sync.WaitGroup
	site{app: app, data: opened{Store: b.g.Store}, log: log, printers: local, carriers: carriers}.work(ctx, &busy)
	server := app.Server()
	go server.Serve(l)
	b.base = "http://" + l.Addr().String()
	b.stop = func() {
		_ = server.Close()
		cancel()
		busy.Wait()
	}
	return nil
}

func (b *benchStation) close() {
	b.stop()
	b.zebra.Stop()
	_ = os.RemoveAll(b.slips)
}

// pick has all orders picked, ready to be packed.
func (b *benchStation) pick(ctx context.Context, f *robot.Floor, orders int) error {
	if err := releaseAll(ctx, b.g, picking.Discrete); err != nil {
		return err
	}
	shift := robot.Shift{Floor: f, Base: b.base}
	for i := range 6 {
		shift.Pickers = append(shift.Pickers, robot.Person{Badge: robot.Badge(picking.Picker, i), PIN: robot.PIN})
	}
	fmt.Fprintf(os.Stderr, "picking %d orders\n", orders)
	return shift.Run(ctx, func(int) bool { return true })
}

// pack has one robot pack everything, as fast as it can, and waits for each label to be on paper.
func (b *benchStation) pack(ctx context.Context, f *robot.Floor) (packed int, err error) {
	c := robot.NewClient(b.base, nil)
	if err := c.SignIn(ctx, robot.Badge(picking.Packer, 0), robot.PIN); err != nil {
		return 0, err
	}
	if _, err := c.Scan(ctx, "/s/begin", robot.NewID(), f.Station); err != nil {
		return 0, err
	}
	var last time.Time // when the scan was made that closes the carton
	f.Closing = func() { last = time.Now() }
	for {
		ready, err := f.ReadyToPack(ctx, c)
		if err != nil || len(ready) == 0 {
			return packed, err
		}
		at := make(chan time.Time, 1)
		go b.arrival(ctx, len(b.zebra.Printed()), at)
		if did, err := f.PackOrder(ctx, c, ready[0]); err != nil || !did {
			return packed, fmt.Errorf("order %s cannot be packed: %w", ready[0].Order, err)
		}
		packed++
		select {
		case t := <-at:
			b.took.add(t.Sub(last))
		case <-time.After(10 * time.Second):
			return packed, fmt.Errorf("the label of order %s does not come", ready[0].Order)
		}
		parcels := f.Parcels()
		order, _, _ := strings.Cut(parcels[len(parcels)-1].Papers["slip.pdf"], "/cartons/")
		if _, err := c.Get(ctx, order+"/prints"); err != nil { // as its screen does until all is printed
			return packed, err
		}
	}
}

// arrival tells when a label beyond the first n was at the printer.
func (b *benchStation) arrival(ctx context.Context, n int, at chan<- time.Time) {
	for ctx.Err() == nil {
		changed := b.zebra.Changed()
		if len(b.zebra.Printed()) > n {
			at <- time.Now()
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}
