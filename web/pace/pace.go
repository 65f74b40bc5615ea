// Package pace collects how long scans take on the devices, from the end of a scan to what its picker hears and sees. A
// device tells it with its next scan, in the fields took (milliseconds, parted by commas) and waiting (scans on it that are
// not answered yet).
//
// # Why
//
// The server's own times do not hold what Wi-Fi and the device add, and that is most of what a picker waits for. What
// comes in is counted here by device and hour, in steps of 15 %, and written every few seconds: a scan pays for it with an
// addition, not with a row. A server that dies loses those seconds of figures and nothing else; a scan that is sent again
// may be counted again. Both are fine for a figure that shows which device or corner is slow.
package pace

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/web/scan"
)

// every is how often what has been counted is written.
const every = 10 * time.Second

// kept is how long figures are kept.
const kept = 31 * 24 * time.Hour

// Keeper counts for one server.
type Keeper struct {
	store *db.Store
	now   func() time.Time

	mu    sync.Mutex
	hours map[key]*db.Pace
}

type key struct {
	device string
	hour   int64
}

// New makes a Keeper that has counted nothing.
func New(store *db.Store, now func() time.Time) *Keeper {
	return &Keeper{store: store, now: now, hours: map[key]*db.Pace{}}
}

// Listen counts what the handhelds tell with their scans.
func (k *Keeper) Listen(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if c.Request().Method == http.MethodPost && strings.HasPrefix(c.Path(), "/h/") {
			if took := c.FormValue("took"); took != "" {
				waiting, _ := strconv.Atoi(c.FormValue("waiting"))
				k.note(scan.Who(c), took, waiting)
			}
		}
		return next(c)
	}
}

// most is how many times one scan may tell: those of the scans since the last that was answered.
const most = 50

// note adds what a device told. What is no time is left out: this is told, not proven.
func (k *Keeper) note(a db.Act, took string, waiting int) {
	now := k.now()
	k.mu.Lock()
	defer k.mu.Unlock()
	at := key{a.Device, now.Truncate(time.Hour).Unix()}
	p := k.hours[at]
	if p == nil {
		p = &db.Pace{Warehouse: a.Warehouse, Hour: now.Truncate(time.Hour), Device: a.Device, Times: make([]int64, Steps)}
		k.hours[at] = p
	}
	p.User, p.SeenAt, p.Waiting = a.User, now, max(p.Waiting, min(waiting, 10_000))
	for i, t := range strings.Split(took, ",") {
		if ms, err := strconv.Atoi(t); err == nil && ms >= 0 && i < most {
			p.Times[step(ms)]++
		}
	}
}

// Flush writes what has been counted since the last time. What cannot be written is counted on.
func (k *Keeper) Flush(ctx context.Context) error {
	k.mu.Lock()
	hours := k.hours
	k.hours = map[key]*db.Pace{}
	k.mu.Unlock()
	if len(hours) == 0 {
		return nil
	}
	var all []db.Pace
	for _, p := range hours {
		all = append(all, *p)
	}
	err := k.store.AddPaces(ctx, all)
	if err != nil {
		k.takeBack(hours)
	}
	return err
}

func (k *Keeper) takeBack(hours map[key]*db.Pace) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for at, p := range hours {
		now := k.hours[at]
		if now == nil {
			k.hours[at] = p
			continue
		}
		now.Waiting = max(now.Waiting, p.Waiting)
		for i, n := range p.Times {
			now.Times[i] += n
		}
	}
}

// Run writes until ctx ends, and then once more.
func (k *Keeper) Run(ctx context.Context, log *slog.Logger) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), every)
			defer cancel()
			_ = k.Flush(last)
			return
		case <-tick.C:
			if err := k.Flush(ctx); err != nil && ctx.Err() == nil {
				log.Warn("the pace of the devices was not written", "error", err)
			}
		}
	}
}

// Sweep forgets what is a month old.
func (k *Keeper) Sweep(ctx context.Context) error { return k.store.DropPaces(ctx, k.now().Add(-kept)) }
