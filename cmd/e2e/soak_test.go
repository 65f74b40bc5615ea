package e2e

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pickpack/cmd/e2e/realorders"
	"pickpack/cmd/robot"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

var ordersFile = flag.String("orders", "", "list of real orders for TestSoak (see realorders); without it a small one is made up")

// TestSoak runs a warehouse as its owner would from the first day: `pickpack serve` on an empty database, the set-up link,
// people and files by the command line, then every order of the list through waves of all methods out of the door.
func TestSoak(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 55*time.Minute)
	defer cancel()
	files, figures, err := realorders.Convert(orderList(t), realorders.Options{Now: time.Now(), Carts: 12, Slots: 300, Totes: 600})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", figures)
	a := start(t, dbtest.Empty(t), "serve")
	a.setUp(t)
	pickers, packers := a.hire(t, picking.Picker, 8), a.hire(t, picking.Packer, 4)
	boss := a.signIn(t, a.hire(t, picking.Supervisor, 1)[0])
	dir := t.TempDir()
	for _, f := range []struct {
		kind    string
		content []byte
	}{{"items", files.Items}, {"locations", files.Locations}, {"stock", files.Stock}, {"orders", files.Orders}} {
		path := filepath.Join(dir, f.kind+".csv")
		if err := os.WriteFile(path, f.content, 0o600); err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		if out, err := run(ctx, a.dsn, nil, "import", f.kind, path); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		t.Logf("import %s: %.1f s", f.kind, time.Since(begin).Seconds())
	}
	w, err := robot.WarehouseOf(files.Items, files.Locations)
	if err != nil {
		t.Fatal(err)
	}
	f := robot.FloorOf(w)
	f.Mistakes = 20
	var took scanTimes
	shift := &robot.Shift{Floor: f, Base: a.url, Pickers: pickers, Packers: packers, Timed: took.add}
	begin := time.Now()
	released, stop := context.WithCancel(ctx)
	defer stop()
	var bosses sync.WaitGroup
	bosses.Go(func() { a.releaseAsNeeded(t, released, boss, shift, figures.Orders) })
	if err := shift.Run(ctx, func(packed int) bool { return packed == figures.Orders || t.Failed() }); err != nil {
		t.Errorf("after %d of %d orders: %v", shift.Packed(), figures.Orders, err)
	}
	stop()
	bosses.Wait()
	if t.Failed() {
		return
	}
	spent := time.Since(begin).Seconds()
	t.Logf("%d orders, %d scans, %d refused, %d lines in %.0f s: %.1f lines/s, %.0f scans/s; per scan p50 %v p95 %v p99 %v; wrong accepts %d",
		figures.Orders, f.Scans.Load(), f.Refused.Load(), figures.Lines, spent, float64(figures.Lines)/spent, float64(f.Scans.Load())/spent,
		took.at(.5), took.at(.95), took.at(.99), f.WrongAccepts.Load())
	a.leave(t, packers[0], f)
	a.proveFloor(t, f, figures.Orders)
	a.readLabels(t, a.signIn(t, packers[0]), f.Parcels())
	t.Logf("%d labels read", len(f.Parcels()))
}

// releaseAsNeeded keeps some work ahead of the pickers, by every method in turn.
func (a *app) releaseAsNeeded(t testing.TB, ctx context.Context, boss *robot.Client, s *robot.Shift, orders int) {
	const wave, ahead = 100, 350
	methods := []picking.Method{picking.Cluster, picking.Batch, picking.Cluster, picking.Zone, picking.Cluster, picking.Discrete}
	for turn, out := 0, 0; out < orders && ctx.Err() == nil; {
		if out-s.Packed() > ahead {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		ok, err := s.Release(ctx, boss, string(methods[turn%len(methods)]), wave)
		if err != nil && ctx.Err() == nil {
			t.Errorf("release: %v", err)
			return
		}
		if !ok {
			return
		}
		turn++
		out += wave
	}
}

var setUpLink = regexp.MustCompile(`/setup\?token=([^\s]+)`)

// setUp follows the one-time link that serve printed.
func (a *app) setUp(t testing.TB) {
	t.Helper()
	var link []string
	for end := time.Now().Add(10 * time.Second); link == nil && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		link = setUpLink.FindStringSubmatch(a.log.String())
	}
	if link == nil {
		t.Fatalf("no set-up link was printed:\n%s", a.log)
	}
	c := robot.NewClient(a.url, nil)
	if _, err := c.Get(t.Context(), link[0]); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"token": {link[1]}, "code": {"MAIN"}, "warehouse": {"Soak"}, "timezone": {"Europe/Lisbon"}, "name": {"Owner"},
		"badge": {"BOSS"}, "password": {"a long enough secret 7"}}
	if p, err := c.Post(t.Context(), "/setup", form); err != nil || p.Path == "/setup" {
		t.Fatalf("set-up: %v %s", err, p.Text())
	}
	if p, err := robot.NewClient(a.url, nil).Get(t.Context(), link[0]); err == nil {
		t.Errorf("the set-up link works twice: %s", p.Text())
	}
}

// hire adds people of a role by the command line.
func (a *app) hire(t testing.TB, role picking.Role, n int) (all []robot.Person) {
	t.Helper()
	for i := range n {
		p := robot.Person{Badge: fmt.Sprintf("%.4s-%d", role, i+1), PIN: strconv.Itoa(730_000 + rand.IntN(9_999)*13)}
		if _, err := run(t.Context(), a.dsn, []byte(p.PIN+"\n"), "user", "add", p.Badge, fmt.Sprintf("Robot %s %d", role, i+1), string(role)); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// orderList is the file of -orders, or a list of the same form made up.
func orderList(t testing.TB) io.Reader {
	t.Helper()
	if *ordersFile != "" {
		b, err := os.ReadFile(*ordersFile)
		if err != nil {
			t.Fatal(err)
		}
		return bytes.NewReader(b)
	}
	r := rand.New(rand.NewPCG(5, 5))
	var b bytes.Buffer
	for order := range 60 {
		for _, item := range r.Perm(40)[:1+r.IntN(6)] {
			fmt.Fprintf(&b, "order%03d,%d,item%02d,%d,%d,%d,%d\n", order, 1+r.IntN(12), item, 100+item, 200+item, 4+item%9, 150+item)
		}
	}
	return &b
}

// scanTimes collects how long scans took.
type scanTimes struct {
	mu  sync.Mutex
	all []time.Duration
}

func (s *scanTimes) add(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, d)
}

func (s *scanTimes) at(q float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.Sort(s.all)
	return s.all[int(q*float64(len(s.all)-1))].Round(100 * time.Microsecond)
}
