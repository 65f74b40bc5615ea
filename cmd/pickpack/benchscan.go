package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"pickpack/cmd/robot"
	"pickpack/db"
	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/picking/sample"
	"pickpack/picking/task"
	"pickpack/web"
)

// BenchScanCmd compares scans with pgbench.
type BenchScanCmd struct {
	Clients int           `default:"16" help:"Clients at once."`
	Many    int           `default:"64" help:"Clients of the round that tells how long scans take when many scan."`
	Rounds  int           `default:"5" help:"Rounds; each runs every contender once."`
	Each    time.Duration `default:"4s" name:"seconds" help:"How long each contender runs in a round."`
	Scale   int           `default:"32" help:"pgbench scale: at least the number of clients, or TPC-B queues for its branches."`
}

// Run prints a row for each round, then the medians and ratios.
func (c *BenchScanCmd) Run(ctx context.Context) error {
	world := robot.World(1, time.Now(), robot.Size{Orders: 6000, Pickers: c.Clients + c.Many, Packers: c.Clients, Totes: 9000, Deep: 60})
	fmt.Fprintln(os.Stderr, "making the ground: 6,300 orders, pgbench scale", c.Scale)
	g, err := newGround(ctx, &world, c.Clients)
	if err != nil {
		return err
	}
	defer g.close()
	if err := c.initPgbench(ctx, g); err != nil {
		return err
	}
	if err := releaseAll(ctx, g, picking.Cluster); err != nil {
		return err
	}
	s, err := newScanners(ctx, g, world, c.Clients)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	h, err := newHandhelds(ctx, g, s.floor, c.Many)
	if err != nil {
		return err
	}
	var tpcb, store, http []float64
	var spent cpuTime
	scans := 0.0
	for round := range c.Rounds {
		a, err := c.pgbench(ctx, g)
		if err != nil {
			return err
		}
		b, err := during(ctx, c.Each, c.Clients, s.step)
		if err != nil {
			return err
		}
		before := g.cpu()
		d, err := during(ctx, c.Each, c.Clients, h.step)
		if err != nil {
			return err
		}
		spent, scans = spent.and(g.cpu().since(before)), scans+d*c.Each.Seconds()
		tpcb, store, http = append(tpcb, a), append(store, b), append(http, d)
		fmt.Printf("round %d   TPC-B %6.0f/s   scan through the store %6.0f/s (%.2f)   scan over HTTP %6.0f/s (%.2f)\n", round+1, a, b, b/a, d, d/a)
	}
	ratio := func(v []float64) float64 {
		r := make([]float64, len(v))
		for i := range v {
			r[i] = v[i] / tpcb[i]
		}
		return median(r)
	}
	fmt.Printf("medians   TPC-B %6.0f/s   store %6.0f/s   HTTP %6.0f/s   at %d clients\n", median(tpcb), median(store), median(http), c.Clients)
	fmt.Printf("scan through the store / TPC-B: %.2f (aim: 1.0)\n", ratio(store))
	fmt.Printf("scan over HTTP with session / TPC-B: %.2f (aim: 0.6)   p50 %s p95 %s p99 %s\n", ratio(http), ms(h.took.at(.5)), ms(h.took.at(.95)), ms(h.took.at(.99)))
	fmt.Printf("of CPU a scan over HTTP: server and robot %.2f ms, database %.2f ms\n", 1000*spent.own.Seconds()/scans, 1000*spent.database.Seconds()/scans)
	h.took = times{}
	rate, err := during(ctx, c.Each, c.Many, h.step)
	if err != nil {
		return err
	}
	fmt.Printf("%d clients over HTTP: %.0f/s   p50 %s p95 %s p99 %s (aim: p99 50 ms)\n", c.Many, rate, ms(h.took.at(.5)), ms(h.took.at(.95)), ms(h.took.at(.99)))
	return nil
}

// pgbenchBin finds pgbench beside the server.
func pgbenchBin(g ground) (string, error) {
	if p := filepath.Join(g.server.Bin(), "pgbench"); exists(p) {
		return p, nil
	}
	p, err := exec.LookPath("pgbench")
	if err != nil {
		return "", picking.Errorf(picking.Invalid, "pgbench is not installed (Debian, Ubuntu: apt-get install postgresql; elsewhere it is in postgresql-contrib)")
	}
	return p, nil
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

func (c *BenchScanCmd) initPgbench(ctx context.Context, g ground) error {
	if err := g.server.CreateDatabase(ctx, "pgbench"); err != nil {
		return err
	}
	bin, err := pgbenchBin(g)
	if err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, bin, "-i", "-q", "-s", strconv.Itoa(c.Scale), g.server.DSN("pgbench")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("pgbench -i: %w: %s", err, out)
	}
	return nil
}

var tps = regexp.MustCompile(`tps = ([0-9.]+)`)

func (c *BenchScanCmd) pgbench(ctx context.Context, g ground) (float64, error) {
	bin, err := pgbenchBin(g)
	if err != nil {
		return 0, err
	}
	n := strconv.Itoa(c.Clients)
	out, err := exec.CommandContext(ctx, bin, "-n", "-c", n, "-j", "2", "-T", strconv.Itoa(int(c.Each.Seconds())), g.server.DSN("pgbench")).CombinedOutput()
	m := tps.FindSubmatch(out)
	if err != nil || m == nil {
		return 0, fmt.Errorf("pgbench: %w: %s", err, out)
	}
	return strconv.ParseFloat(string(m[1]), 64)
}

// releaseAll turns every order into pick lists.
func releaseAll(ctx context.Context, g ground, m picking.Method) error {
	for {
		_, err := g.ReleaseWave(ctx, g.w, 1, db.WaveRequest{Method: m, Short: true})
		if picking.KindOf(err) == picking.Conflict {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// scanners pick through the store, each doing what its prompt says.
type scanners struct {
	g      ground
	floor  *robot.Floor
	people []picking.User
	at     []scanner
}

type scanner struct {
	list   picking.ListID
	prompt task.Prompt
	cart   string
}

func newScanners(ctx context.Context, g ground, w sample.Warehouse, n int) (*scanners, error) {
	s := &scanners{g: g, floor: robot.FloorOf(w), at: make([]scanner, n)}
	all, err := g.Users(ctx, g.w)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.Role == picking.Packer { // the pickers hold the handhelds
			s.people = append(s.people, p.User)
		}
	}
	return s, nil
}

// step does one scan of one worker.
func (s *scanners) step(ctx context.Context, worker int) error {
	at := &s.at[worker]
	act := db.Act{Warehouse: s.g.w, User: s.people[worker].ID, Device: fmt.Sprint("bench-", worker), ID: robot.NewID()}
	if at.list == 0 || at.prompt.Step == task.StepDone {
		if at.cart != "" {
			s.floor.Carts.Give(at.cart)
		}
		list, err := s.g.NextList(ctx, act, "")
		if err != nil {
			return err
		}
		at.list = list
		if at.prompt, err = s.g.PickPrompt(ctx, act, list); err != nil {
			return err
		}
	}
	p := at.prompt
	ask := robot.Prompt{Step: string(p.Step), Tote: p.Tote, Need: int(p.Need - p.Counted)}
	if t := p.Task; t != nil {
		ask.Bin, ask.SKU, ask.Serial = t.Bin, t.SKU, t.Tracking == picking.BySerial
	}
	code, err := s.floor.Next(ctx, ask)
	if err != nil {
		return err
	}
	if ask.Step == string(task.StepCart) {
		at.cart = code
	}
	m, err := s.scan(ctx, act, at, code)
	if err == nil && m.Verdict == picking.Narrower {
		act.ID = robot.NewID()
		m, err = s.scan(ctx, act, at, p.Task.LotCode)
	}
	if err == nil && !m.Verdict.Accepted() {
		err = fmt.Errorf("scan of %s was refused: %+v", code, m)
	}
	return err
}

func (s *scanners) scan(ctx context.Context, act db.Act, at *scanner, code string) (picking.Message, error) {
	scan := picking.Scan{Raw: code, Code: code}
	if gtin, err := gs1.NormalizeGTIN(code); err == nil {
		scan.GTIN = gtin
	}
	a, err := s.g.PickScan(ctx, act, at.list, scan)
	at.prompt = a.Prompt
	return a.Message, err
}

// handhelds scan over HTTP, each in a session of its own, on a server of this process.
type handhelds struct {
	at   []*robot.Walker
	took times
}

func newHandhelds(ctx context.Context, g ground, floor *robot.Floor, many int) (*handhelds, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	app := web.New(web.Deps{Store: g.Store, Log: logger("error", false)})
	h := &handhelds{}
	server := app.Server()
	go server.Serve(l)
	context.AfterFunc(ctx, func() { _ = server.Close() })
	transport := &http.Transport{MaxIdleConnsPerHost: many}
	for i := range many {
		c := robot.NewClient("http://"+l.Addr().String(), transport)
		if err := c.SignIn(ctx, robot.Badge(picking.Picker, i), robot.PIN); err != nil {
			return nil, err
		}
		c.Timed = h.took.add
		h.at = append(h.at, floor.NewWalker(c))
	}
	return h, nil
}

// step does one scan of one worker.
func (h *handhelds) step(ctx context.Context, worker int) error {
	w := h.at[worker]
	if w.Done() {
		if err := w.Begin(ctx, ""); err != nil {
			return err
		}
	}
	return w.Step(ctx)
}
