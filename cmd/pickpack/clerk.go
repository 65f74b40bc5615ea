package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/web/counter"
)

// clerk tells carriers of the loads they take. Whoever is lost while a carrier is asked leaves a manifest whose lease runs
// out; the next one asks with the same key, which answers the same manifest.
type clerk struct {
	store *db.Store
	at    *counter.Counter
	log   *slog.Logger
}

const (
	clerkEach  = 2 * time.Second
	clerkWork  = 2 * time.Minute
	clerkLease = 5 * time.Minute // clerkWork, and what an unanswered call may still do
)

// run works until ctx ends.
func (k *clerk) run(ctx context.Context) {
	for ctx.Err() == nil {
		took, err := k.next(ctx)
		if err != nil && ctx.Err() == nil {
			k.log.Warn("a manifest was not made", "error", err)
		}
		if !took || err != nil {
			pause(ctx, clerkEach)
		}
	}
}

// next tells a carrier of the load that waits longest. False: none waits.
func (k *clerk) next(ctx context.Context) (bool, error) {
	c, err := k.store.ClaimManifest(ctx, clerkLease)
	if err != nil || c == nil {
		return false, err
	}
	under, cancel := context.WithTimeout(context.WithoutCancel(ctx), clerkWork)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(lastWord, cancel) })()
	m, err := k.tell(under, c)
	keep, end := context.WithTimeout(context.WithoutCancel(ctx), lastWord)
	defer end()
	if err == nil {
		err = k.store.ManifestDone(keep, c, m.ID, m.Content)
	} else {
		err = k.failed(keep, c, err)
	}
	if errors.Is(err, db.ErrFenced) {
		err = nil // another one has it, and gets the same manifest
	}
	return true, err
}

func (k *clerk) tell(ctx context.Context, c *db.ManifestClaim) (m carrier.Manifest, err error) {
	body, err := k.at.Carrier(ctx, c.Warehouse, c.Carrier)
	if err != nil {
		return m, err
	}
	l := carrier.Load{Key: c.Key, From: c.From}
	for _, p := range c.Parcels {
		l.Labels = append(l.Labels, counter.Ref(p.Key, p.Label))
	}
	m, err = body.Manifest(ctx, l)
	if err != nil && carrier.TroubleOf(err) == carrier.Cannot { // it takes none: ours is all there is
		return carrier.Manifest{}, nil
	}
	return m, err
}

// failed says what becomes of a manifest after a trouble.
func (k *clerk) failed(ctx context.Context, c *db.ManifestClaim, err error) error {
	k.log.Info("a manifest was not made", "manifest", c.ID, "trouble", carrier.TroubleOf(err).String(), "error", err)
	said, wait := counter.Told(err), backoff(c.N)
	var known *carrier.Error
	switch {
	case !errors.As(err, &known):
	case known.Trouble == carrier.Refused, known.Trouble == carrier.None:
		return k.store.RefuseManifest(ctx, c, said)
	case known.Trouble == carrier.Denied:
		wait = time.Minute
	case known.Trouble == carrier.Unsure:
		if body, err := k.at.Carrier(ctx, c.Warehouse, c.Carrier); err == nil { // what is under way has time to end
			wait = max(wait, body.Can().Settle)
		}
	default:
		wait = max(wait, known.Wait)
	}
	return k.store.PostponeManifest(ctx, c, said, wait)
}
