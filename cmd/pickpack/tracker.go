package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/picking/ship"
	"pickpack/web/counter"
)

// tracker asks carriers where parcels are. Any number of trackers may work at once; one that is lost leaves parcels that
// are looked for again when its lease is over.
type tracker struct {
	store *db.Store
	at    *counter.Counter
	log   *slog.Logger
	now   func() time.Time
}

const (
	trackerEach  = 20 * time.Second // between looks for work
	trackerMost  = 20               // parcels at a time
	trackerLease = 10 * time.Minute // trackerMost calls, one after the other, with room
)

// run looks until ctx ends.
func (k *tracker) run(ctx context.Context) {
	for ctx.Err() == nil {
		n, err := k.look(ctx)
		if err != nil && ctx.Err() == nil {
			k.log.Warn("parcels are not looked for", "error", err)
		}
		if n < trackerMost {
			pause(ctx, trackerEach)
		}
	}
}

// look asks about the parcels that are due, each account's one after the other. It answers how many there were.
func (k *tracker) look(ctx context.Context) (int, error) {
	all, err := k.store.LookForParcels(ctx, trackerMost, trackerLease)
	if err != nil {
		return 0, err
	}
	accounts := map[string][]db.ParcelLook{}
	for _, l := range all {
		name := db.SealName(l.Warehouse, l.Carrier)
		accounts[name] = append(accounts[name], l)
	}
	var mu sync.Mutex
	var busy sync.WaitGroup
	for _, looks := range accounts {
		busy.Go(func() {
			for _, l := range looks {
				if e := k.one(ctx, l); e != nil {
					mu.Lock()
					err = errors.Join(err, e)
					mu.Unlock()
				}
			}
		})
	}
	busy.Wait()
	return len(all), err
}

// one asks about one parcel and keeps what was told. A carrier that never tells is not asked again.
func (k *tracker) one(ctx context.Context, l db.ParcelLook) error {
	ctx, cancel := context.WithTimeout(ctx, 25*time.Second)
	defer cancel()
	called := false
	body, err := k.at.Carrier(ctx, l.Warehouse, l.Carrier)
	var t carrier.Tracking
	if err == nil {
		_, called = body.(carrier.Notifier)
		t, err = body.Track(ctx, counter.Ref(l.Key, l.Label))
	}
	if err == nil {
		return k.store.TellParcel(ctx, l.Warehouse, l.Booking, db.ParcelNews{News: t.News, At: k.now(), Expected: t.Due,
			Next: func(w ship.Watch) (time.Time, bool) { return w.NextLook(k.now(), called) }})
	}
	var known *carrier.Error
	next := ship.LookAgain(k.now(), l.Tries+1)
	if errors.As(err, &known) {
		next = laterOf(next, k.now().Add(known.Wait))
	}
	if _, on := l.Watch.NextLook(k.now(), called); !on || carrier.TroubleOf(err) == carrier.Cannot {
		next = time.Time{}
	}
	return k.store.LookedInVain(context.WithoutCancel(ctx), l, next)
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
