package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/plan"
	"pickpack/picking/release"
)

// WaveRequest says which orders are to be released and how. Orders, if any, are taken by hand; else all received orders
// that match Filter are, or, with Limits, the most urgent of them.
type WaveRequest struct {
	Name   string            `json:"name,omitempty"`
	Method picking.Method    `json:"method"`
	Orders []picking.OrderID `json:"orders,omitempty"`
	Filter OrderFilter       `json:"filter"`
	Limits *release.Limits   `json:"limits,omitempty"`
	Short  bool              `json:"short,omitempty"` // ship what there is of orders with a shortage
	Zone   string            `json:"zone,omitempty"`  // take stock of this zone first
	Search time.Duration     `json:"search"`          // time to look for shorter walks
}

// MaxWave is the most orders one wave looks at; the most urgent are taken.
const MaxWave = 5000

// WavePreview is what releasing would do.
type WavePreview struct {
	release.Draft
	Took time.Duration
}

// WavePreview makes a wave without writing anything, from one snapshot of the database.
func (s *Store) WavePreview(ctx context.Context, wh picking.WarehouseID, r WaveRequest) (WavePreview, error) {
	start := time.Now()
	snap, err := s.waveSnapshot(ctx, wh, r)
	if err != nil {
		return WavePreview{}, fmt.Errorf("preview a wave: %w", err)
	}
	return snap.preview(ctx, start, nil)
}

// preview makes the wave of a snapshot; watch, which may be nil, is told how the search goes.
func (snap *waveSnapshot) preview(ctx context.Context, start time.Time, watch func(plan.Progress)) (p WavePreview, err error) {
	if p.Draft, err = release.MakeWatched(ctx, snap.in, watch); err != nil {
		return WavePreview{}, fmt.Errorf("preview a wave: %w", err)
	}
	p.Out = append(p.Out, snap.gone...)
	if len(snap.in.Orders) == MaxWave {
		p.Notes = append(p.Notes, fmt.Sprintf("A wave looks at %d orders at most: these are the most urgent.", MaxWave))
	}
	p.Took = time.Since(start)
	return p, nil
}

// changed says what is no longer as the snapshot had it. It is not for users as it stands: see Released.
type changed struct{ what string }

func (c *changed) Error() string { return "changed since the snapshot: " + c.what }

// Released is what became of a plan that was to be released.
type Released struct {
	Wave    picking.WaveID
	Before  bool   // somebody had released it already
	Changed string // nothing was released, because this is no longer as it was planned
}

// ReleasePlan writes a plan exactly as it was seen: reservations, lists, totes and tasks, all or nothing, and once,
// however often it is asked for. What the plan builds on is checked again under locks. A plan that is not ready, or that
// releases nothing, is a Conflict.
func (s *Store) ReleasePlan(ctx context.Context, u picking.User, id picking.JobID) (Released, error) {
	var r Released
	err := s.write(ctx, u.ID, func(tx *sqlx.Tx) error {
		r = Released{}
		j, err := lockJob(ctx, tx, u.Warehouse, id)
		if err != nil {
			return err
		}
		if r.Wave = j.Wave; r.Wave != 0 {
			r.Before = true
			return nil
		}
		p, err := j.plan()
		if err != nil {
			return err
		}
		if r.Wave, err = saveWave(ctx, tx, u, j.Request, p); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE jobs SET wave_id = $3 WHERE warehouse_id = $1 AND id = $2`, u.Warehouse, id, r.Wave)
		return err
	})
	var c *changed
	if errors.As(err, &c) {
		return Released{Changed: c.what}, nil
	}
	if err != nil {
		return Released{}, fmt.Errorf("release plan %d: %w", id, noJob(err))
	}
	if !r.Before {
		s.analyze(ctx, released)
	}
	return r, nil
}

// releases is how often a wave is made again when stock or orders changed under it.
const releases = 3

// ReleaseWave plans and releases in one go, with nobody looking at the plan: it makes the wave from what is there now and
// writes it, all or nothing. The thinking is done without locks; the writing checks again what it builds on, and when
// something changed the wave is made anew. If nothing can be released that is a Conflict which says why.
func (s *Store) ReleaseWave(ctx context.Context, wh picking.WarehouseID, user picking.UserID, r WaveRequest) (picking.WaveID, error) {
	for range releases {
		p, err := s.WavePreview(ctx, wh, r)
		if err != nil {
			return 0, err
		}
		if len(p.Orders) == 0 {
			return 0, nothing(p)
		}
		var id picking.WaveID
		err = s.write(ctx, user, func(tx *sqlx.Tx) error {
			id, err = saveWave(ctx, tx, picking.User{ID: user, Warehouse: wh}, r, p)
			return err
		})
		if err == nil {
			s.analyze(ctx, released)
			return id, nil
		}
		if c := (*changed)(nil); !errors.As(err, &c) {
			return 0, fmt.Errorf("release a wave: %w", err)
		}
	}
	return 0, picking.Errorf(picking.Conflict, "Stock and orders keep changing while the wave is made. Please try again in a moment.")
}

func nothing(p WavePreview) error {
	if len(p.Out) == 0 {
		return picking.Errorf(picking.Conflict, "No order that waits matches. Nothing was released.")
	}
	first := p.Out[0]
	return picking.Errorf(picking.Conflict, "None of %d orders can be released. Order %s: %s.", len(p.Out), first.Number, first.Reason)
}
