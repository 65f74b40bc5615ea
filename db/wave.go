package db

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pickpack/picking"
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

// WavePreview is what releasing would do now. Input is the snapshot it was made from.
type WavePreview struct {
	release.Draft
	Input release.Input
	Took  time.Duration
}

// WavePreview makes a wave without writing anything, from one snapshot of the database.
func (s *Store) WavePreview(ctx context.Context, wh picking.WarehouseID, r WaveRequest) (WavePreview, error) {
	start := time.Now()
	snap, err := s.waveSnapshot(ctx, wh, r)
	if err != nil {
		return WavePreview{}, fmt.Errorf("preview a wave: %w", err)
	}
	p := WavePreview{Input: snap.in}
	if p.Draft, err = release.Make(ctx, snap.in); err != nil {
		return WavePreview{}, fmt.Errorf("preview a wave: %w", err)
	}
	p.Out = append(p.Out, snap.gone...)
	if len(snap.in.Orders) == MaxWave {
		p.Notes = append(p.Notes, fmt.Sprintf("A wave looks at %d orders at most: these are the most urgent.", MaxWave))
	}
	p.Took = time.Since(start)
	return p, nil
}

// errChanged says that stock or orders are no longer as the snapshot had them.
var errChanged = errors.New("changed since the snapshot")

// releases is how often a wave is made again when stock or orders changed under it.
const releases = 3

// ReleaseWave makes the wave from what is there now and writes it: reservations, lists, totes and tasks, all or nothing.
// The thinking is done without locks; the writing checks again what it builds on, and when something changed the wave is
// made anew. If nothing can be released that is a Conflict which says why.
func (s *Store) ReleaseWave(ctx context.Context, wh picking.WarehouseID, user picking.UserID, r WaveRequest) (picking.WaveID, error) {
	for range releases {
		p, err := s.WavePreview(ctx, wh, r)
		if err != nil {
			return 0, err
		}
		if len(p.Orders) == 0 {
			return 0, nothing(p)
		}
		id, err := s.saveWave(ctx, wh, user, r, p)
		if err == nil {
			s.analyze(ctx, released)
			return id, nil
		}
		if !errors.Is(err, errChanged) {
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
