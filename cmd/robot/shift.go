package robot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Person is who a robot signs in as.
type Person struct{ Badge, PIN string }

// Shift is robots at work on one server: Pickers walk lists and empty totes at the put wall, Packers pack what is ready.
type Shift struct {
	*Floor
	Base    string
	Pickers []Person
	Packers []Person
	Timed   func(time.Duration) // told how long each scan took

	busy   sync.Map // totes and orders that a robot has in its hands
	packed atomic.Int64
}

// Packed is how many orders have been packed so far.
func (s *Shift) Packed() int { return int(s.packed.Load()) }

// Run works until done says that everything is finished, asked whenever a robot finds nothing to do. The first mistake of
// a robot ends the shift.
func (s *Shift) Run(ctx context.Context, done func(packed int) bool) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	work := func(p Person, turn func(context.Context, *Client) (bool, error)) {
		wg.Go(func() {
			if err := s.robot(ctx, p, turn, done); err != nil && ctx.Err() == nil {
				cancel(fmt.Errorf("robot %s: %w", p.Badge, err))
			}
		})
	}
	for _, p := range s.Pickers {
		work(p, s.pickTurn)
	}
	for _, p := range s.Packers {
		work(p, s.packTurn)
	}
	wg.Wait()
	return context.Cause(ctx)
}

func (s *Shift) robot(ctx context.Context, p Person, turn func(context.Context, *Client) (bool, error), done func(int) bool) error {
	c := NewClient(s.Base, nil)
	c.Timed = s.Timed
	if err := c.SignIn(ctx, p.Badge, p.PIN); err != nil {
		return err
	}
	for ctx.Err() == nil {
		did, err := turn(ctx, c)
		if err != nil {
			return err
		}
		if did {
			continue
		}
		if done(s.Packed()) {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

// pickTurn empties a tote at the wall, if one waits, else walks a list: what is begun is finished first.
func (s *Shift) pickTurn(ctx context.Context, c *Client) (bool, error) {
	totes, err := s.Waiting(ctx, c)
	if err != nil {
		return false, err
	}
	for _, t := range totes {
		if !s.claim(t) {
			continue
		}
		err := s.SortTote(ctx, c, t)
		s.busy.Delete(t)
		return true, err
	}
	if s.Totes.Free() < 24 { // a full cart would take the last ones and wait for ever
		return false, nil
	}
	err = s.PickList(ctx, c, "")
	if errors.Is(err, ErrNoWork) {
		return false, nil
	}
	return true, err
}

func (s *Shift) packTurn(ctx context.Context, c *Client) (bool, error) {
	ready, err := s.ReadyToPack(ctx, c)
	if err != nil {
		return false, err
	}
	for _, r := range ready {
		if !s.claim(r.Order) {
			continue
		}
		did, err := s.PackOrder(ctx, c, r)
		if did {
			s.packed.Add(1) // it stays claimed: it is done
			return true, err
		}
		s.busy.Delete(r.Order)
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

func (s *Shift) claim(code string) bool {
	_, taken := s.busy.LoadOrStore(code, true)
	return !taken
}
