package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"pickpack/picking"
	"pickpack/picking/plan"
)

// The times of a planner. A lease is many beats long, so that a slow moment of the database loses no plan.
const (
	jobPoll  = 2 * time.Second        // between looks for what other replicas ask for, or leave; of our own we are told
	jobRest  = time.Second            // after a trouble
	jobBeat  = 200 * time.Millisecond // between signs of life; a search is stopped within one
	jobLease = "5 seconds"            // without a sign of life until another worker takes the plan over
	jobTries = 3                      // workers that may be lost over one plan
)

// PlanJobs makes the plans that are asked for, one after the other, until ctx ends; a plan under way goes back to the
// queue then. Any number of processes may do this at once. report is told of troubles that nobody waits for.
func (s *Store) PlanJobs(ctx context.Context, report func(error)) {
	for ctx.Err() == nil {
		took, err := s.PlanNext(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			report(err)
			select {
			case <-ctx.Done():
			case <-time.After(jobRest):
			}
		case !took:
			s.planned.wait(ctx, jobPoll)
		}
	}
}

// PlanNext takes the job that waits longest and makes its plan. False: none waits.
func (s *Store) PlanNext(ctx context.Context) (bool, error) {
	j, err := s.claimJob(ctx)
	if err != nil || j.id == 0 {
		return false, err
	}
	s.planned.ring() // another one may wait, and another worker be free
	return true, j.run(ctx)
}

// claim is a job in a worker's hands. What it writes counts only while the job's number of claims is still n: a worker
// that was believed dead comes too late.
type claim struct {
	s       *Store
	wh      picking.WarehouseID
	id      picking.JobID
	n       int
	request WaveRequest
	stop    bool

	mu       sync.Mutex
	progress plan.Progress
}

// claimJob takes a job that waits, or one whose worker is lost; one that has lost too many fails. id 0: there is none.
func (s *Store) claimJob(ctx context.Context) (*claim, error) {
	var row struct {
		Warehouse picking.WarehouseID `db:"warehouse_id"`
		ID        picking.JobID
		Claim     int
		Request   []byte
		Stop      bool
	}
	err := s.db.GetContext(ctx, &row, `
		UPDATE jobs SET state = 'running', claim = claim + 1, lease = now() + CAST($1 AS interval), begun_at = now(), progress = '{}'
		 WHERE (warehouse_id, id) = (
		       SELECT warehouse_id, id FROM jobs WHERE state = 'queued' OR state = 'running' AND lease < now() AND claim < $2
		        ORDER BY asked_at, id FOR UPDATE SKIP LOCKED LIMIT 1)
		RETURNING warehouse_id, id, claim, request, stop`, jobLease, jobTries)
	if err = dbErr(err); picking.KindOf(err) == picking.NotFound {
		return &claim{}, s.buryJobs(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("take a plan to make: %w", err)
	}
	c := &claim{s: s, wh: row.Warehouse, id: row.ID, n: row.Claim, stop: row.Stop}
	return c, json.Unmarshal(row.Request, &c.request)
}

// buryJobs ends the jobs that have cost too many workers.
func (s *Store) buryJobs(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, `
		UPDATE jobs SET state = 'failed', lease = NULL, ended_at = now(), trouble = $2
		 WHERE state = 'running' AND lease < now() AND claim >= $1`, jobTries,
		"The planning was broken off several times. Please try a smaller wave, and tell whoever runs the server.")
	return dbErr(err)
}

// run makes the plan and keeps it. Troubles of the database leave the job to the end of its lease, when it is tried again.
func (c *claim) run(ctx context.Context) error {
	search, stop := context.WithCancel(ctx)
	defer stop()
	if c.stop {
		stop()
	}
	made := make(chan struct{})
	var p WavePreview
	var err error
	go func() {
		defer close(made)
		p, err = c.make(ctx, search)
	}()
	owned := c.attend(ctx, made, stop)
	<-made
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	switch kind := picking.KindOf(err); {
	case !owned:
		return nil // somebody else makes it now
	case ctx.Err() != nil:
		return c.write(end, `state = 'queued', lease = NULL, begun_at = NULL`)
	case err == nil:
		return c.keep(end, p)
	case kind == picking.Busy, kind == picking.Unavailable:
		return fmt.Errorf("make plan %d: %w", c.id, err)
	default:
		return errors.Join(fmt.Errorf("make plan %d: %w", c.id, err), c.fail(end, err))
	}
}

// make makes the plan: search ends the search, ctx everything. A panic of the planner ends this plan, not the server.
func (c *claim) make(ctx, search context.Context) (p WavePreview, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	start := time.Now()
	snap, err := c.s.waveSnapshot(ctx, c.wh, c.request)
	if err != nil {
		return p, err
	}
	return snap.preview(search, start, c.note)
}

func (c *claim) note(p plan.Progress) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.progress = p
}

// attend shows that this worker lives and how far it is, and ends the search when somebody asks for that, until the plan
// is made. False: the job is not ours any more, and its search is ended.
func (c *claim) attend(ctx context.Context, made <-chan struct{}, stop func()) bool {
	tick := time.NewTicker(jobBeat)
	defer tick.Stop()
	for {
		select {
		case <-made:
			return true
		case <-tick.C:
		}
		asked, owned := c.beat(ctx)
		if !owned {
			stop()
			return false
		}
		if asked {
			stop()
		}
	}
}

// beat is one sign of life. A database that does not answer is no reason to give up: the next one may come through.
func (c *claim) beat(ctx context.Context) (stop, owned bool) {
	c.mu.Lock()
	doc, err := json.Marshal(c.progress)
	c.mu.Unlock()
	if err != nil {
		doc = []byte("{}")
	}
	err = dbErr(c.s.db.GetContext(ctx, &stop, `
		UPDATE jobs SET progress = CAST($4 AS jsonb), lease = now() + CAST($5 AS interval)
		 WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'running' RETURNING stop`, c.wh, c.id, c.n, string(doc), jobLease))
	return stop, picking.KindOf(err) != picking.NotFound
}

func (c *claim) keep(ctx context.Context, p WavePreview) error {
	doc, err := json.Marshal(p)
	if err != nil {
		return errors.Join(err, c.fail(ctx, err))
	}
	return c.write(ctx, `state = 'done', lease = NULL, ended_at = now(), result = CAST($4 AS json)`, string(doc))
}

func (c *claim) fail(ctx context.Context, why error) error {
	words := "The plan could not be made. Please try again; if it fails again, tell whoever runs the server."
	var own *picking.Error
	if errors.As(why, &own) && own.Kind != picking.Internal {
		words = own.Message
	}
	return c.write(ctx, `state = 'failed', lease = NULL, ended_at = now(), trouble = $4`, words)
}

// write ends the claim, if it is still ours.
func (c *claim) write(ctx context.Context, set string, args ...any) error {
	_, err := c.s.db.ExecContext(ctx, `
		UPDATE jobs SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'running'`,
		append([]any{c.wh, c.id, c.n}, args...)...)
	if err != nil {
		return fmt.Errorf("keep plan %d: %w", c.id, dbErr(err))
	}
	return nil
}
