package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/db/embedded"
	"pickpack/picking"
	"pickpack/picking/sample"
	"pickpack/web/auth"
)

// BenchCmd measures. Every figure is printed by the run that made it; what is compared runs in turn on the same server.
type BenchCmd struct {
	All       BenchAllCmd       `cmd:"" default:"1" help:"All of the following in turn."`
	Scan      BenchScanCmd      `cmd:"" help:"Scans through the store and over HTTP, in turn with pgbench's TPC-B on the same server."`
	Import    BenchImportCmd    `cmd:"" help:"Import of 10,000 orders with 50,000 lines."`
	Preview   BenchPreviewCmd   `cmd:"" help:"Preview of a wave of 1,000 orders."`
	Route     BenchRouteCmd     `cmd:"" help:"Tours: the exact ones, their time, and the rules of thumb against them."`
	Plan      BenchPlanCmd      `cmd:"" help:"Batches: plans of generated or given problems against what is proven and against simpler rules."`
	Cartonize BenchCartonizeCmd `cmd:"" help:"Cartons: the fill of generated containers, or the cartons of given orders, against what is proven and first fit."`
	Wave      BenchWaveCmd      `cmd:"" help:"Waves: units for each aisle visited, of generated or given pools, against what is proven and against greedy ones."`
	Page      BenchPageCmd      `cmd:"" help:"Bytes a handheld loads."`
	Pack      BenchPackCmd      `cmd:"" help:"A packing station: what a packer costs, and how long a label takes from the last scan to the printer."`
	Floor     BenchFloorCmd     `cmd:"" help:"Robots pick, sort, pack and hand over orders until all have left."`
}

// ground is a private server in a folder of its own, with the settings of a real one, gone after the run.
type ground struct {
	dir    string
	server *embedded.Server
	*db.Store
	w picking.WarehouseID
}

func newGround(ctx context.Context, w *sample.Warehouse, pool int) (g ground, err error) {
	if g.dir, err = os.MkdirTemp("", "pickpack-bench-"); err != nil {
		return g, err
	}
	if err = os.Chmod(g.dir, 0o755); err != nil { // as root the server runs as somebody else
		return g, err
	}
	if g.server, err = embedded.Start(ctx, embedded.Options{Dir: g.dir, Log: os.Stderr}); err != nil {
		return g, err
	}
	defer func() {
		if err != nil {
			g.close()
		}
	}()
	if err = g.server.CreateDatabase(ctx, databaseName); err != nil {
		return g, err
	}
	if g.Store, err = db.Open(ctx, g.server.DSN(databaseName), db.Options{Pool: pool}); err != nil {
		return g, err
	}
	if err = g.Migrate(ctx); err != nil {
		return g, err
	}
	g.w, err = g.LoadSample(ctx, *w, hashOnce())
	return g, err
}

func (g ground) close() {
	if g.Store != nil {
		_ = g.Store.Close()
	}
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	_ = g.server.Stop(ctx)
	_ = os.RemoveAll(g.dir)
}

// hashOnce hashes each different secret once: robots share theirs.
func hashOnce() func(string) string {
	var mu sync.Mutex
	known := map[string]string{}
	return func(secret string) string {
		mu.Lock()
		defer mu.Unlock()
		if known[secret] == "" {
			known[secret] = auth.Hash(secret)
		}
		return known[secret]
	}
}

// times collects how long things took.
type times struct {
	mu  sync.Mutex
	all []time.Duration
}

func (t *times) add(d time.Duration) {
	t.mu.Lock()
	t.all = append(t.all, d)
	t.mu.Unlock()
}

// at is the q-quantile, 0 ≤ q ≤ 1.
func (t *times) at(q float64) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.all) == 0 {
		return 0
	}
	slices.Sort(t.all)
	return t.all[min(len(t.all)-1, int(q*float64(len(t.all))))]
}

func median(v []float64) float64 {
	v = slices.Sorted(slices.Values(v))
	if len(v)%2 == 1 {
		return v[len(v)/2]
	}
	return (v[len(v)/2-1] + v[len(v)/2]) / 2
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

// during runs n workers for a while and answers how many steps they did in a second.
func during(ctx context.Context, d time.Duration, n int, step func(ctx context.Context, worker int) error) (float64, error) {
	steps, stop := context.WithTimeout(ctx, d+time.Minute) // a step under way is finished, but not waited for without end
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	var done atomic.Int64
	var wg sync.WaitGroup
	errs := make(chan error, n)
	start := time.Now()
	for i := range n {
		wg.Go(func() {
			for ctx.Err() == nil {
				if err := step(steps, i); err != nil {
					errs <- err
					return
				}
				done.Add(1)
			}
		})
	}
	wg.Wait()
	took := time.Since(start)
	select {
	case err := <-errs:
		return 0, err
	default:
		return float64(done.Load()) / took.Seconds(), nil
	}
}

// BenchImportCmd measures the import of orders.
type BenchImportCmd struct {
	Orders int `default:"10000" help:"Orders."`
	Lines  int `default:"50000" help:"Lines in all."`
	Rounds int `default:"3"`
}

// BenchPreviewCmd measures the preview of a wave.
type BenchPreviewCmd struct {
	Orders int            `default:"1000" help:"Orders in the wave."`
	Method picking.Method `default:"cluster" help:"discrete, batch, cluster or zone."`
	Rounds int            `default:"5"`
}

// Run prints the time of each round and the median.
func (c *BenchPreviewCmd) Run(ctx context.Context) error {
	w := robot.World(1, time.Now(), robot.Size{Orders: c.Orders, Deep: 20})
	g, err := newGround(ctx, &w, 8)
	if err != nil {
		return err
	}
	defer g.close()
	all, err := g.Orders(ctx, g.w, db.OrderFilter{}, "", c.Orders)
	if err != nil {
		return err
	}
	r := db.WaveRequest{Method: c.Method}
	for _, o := range all.Rows {
		r.Orders = append(r.Orders, o.ID)
	}
	var took []float64
	for range c.Rounds {
		p, err := g.WavePreview(ctx, g.w, r)
		if err != nil {
			return err
		}
		took = append(took, p.Took.Seconds())
		fmt.Printf("%d orders, %d lines, %d lists: %.0f m, one order at a time %.0f m: %.2f s\n",
			p.Total.Orders, p.Total.Lines, len(p.Lists), p.Metres, p.MetresOne, p.Took.Seconds())
	}
	fmt.Printf("wave preview of %d orders: median %.2f s (aim: 1 s)\n", c.Orders, median(took))
	return nil
}

// BenchAllCmd runs every benchmark as it is by default.
type BenchAllCmd struct{}

// Run stops at the first that fails.
func (*BenchAllCmd) Run(ctx context.Context) error {
	for _, b := range []interface {
		Run(context.Context) error
	}{
		&BenchScanCmd{Clients: 16, Many: 64, Rounds: 5, Each: 4 * time.Second, Scale: 32},
		&BenchImportCmd{Orders: 10_000, Lines: 50_000, Rounds: 3},
		&BenchPreviewCmd{Orders: 1000, Method: picking.Cluster, Rounds: 5},
		&BenchRouteCmd{Seeds: 40},
		&BenchPlanCmd{Budget: time.Second, Threads: 1, Seeds: 2},
		&BenchPageCmd{},
		&BenchPackCmd{Orders: 200, Rate: 60, Idle: 10 * time.Second},
		&BenchFloorCmd{Pickers: 8, Packers: 4, Mistakes: 20},
	} {
		if err := b.Run(ctx); err != nil {
			return err
		}
		fmt.Println()
	}
	return nil
}
