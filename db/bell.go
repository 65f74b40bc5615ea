package db

import (
	"context"
	"time"
)

// bell wakes a worker of this process when something was put into its queue here, so that nobody waits for the worker's next
// look. It carries nothing: the queue is the table, and what other replicas put there is found by looking. Rung while nobody
// waits, it is heard by the next one who does; it wakes one.
type bell chan struct{}

func newBell() bell { return make(bell, 1) }

func (b bell) ring() {
	select {
	case b <- struct{}{}:
	default:
	}
}

func (b bell) wait(ctx context.Context, most time.Duration) {
	end := time.NewTimer(most)
	defer end.Stop()
	select {
	case <-b:
	case <-end.C:
	case <-ctx.Done():
	}
}

// AwaitBooking waits until a label may have been asked for, for so long at most.
func (s *Store) AwaitBooking(ctx context.Context, most time.Duration) { s.asked.wait(ctx, most) }

// AwaitPapers waits until the papers of a carton may have become due, for so long at most.
func (s *Store) AwaitPapers(ctx context.Context, most time.Duration) { s.due.wait(ctx, most) }

// AwaitPrint waits until there may be something to print, for so long at most.
func (s *Store) AwaitPrint(ctx context.Context, most time.Duration) { s.queued.wait(ctx, most) }
