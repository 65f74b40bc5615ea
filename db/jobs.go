package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/plan"
)

// States of a Job.
//
//	queued ──▶ running ──▶ done | failed
//	  │           └──▶ queued   its worker ends in order, or is lost and another one takes it
//	  └──▶ cancelled            stopped before anybody began
const (
	JobQueued    = "queued"
	JobRunning   = "running"
	JobDone      = "done"
	JobFailed    = "failed"
	JobCancelled = "cancelled"
)

// Job is a plan that is being made, or was. A plan that is made stays until it is released or newer ones push it out.
type Job struct {
	ID       picking.JobID
	State    string
	Request  WaveRequest
	Form     string        // the choice as it was made, to come back to
	Stopped  bool          // somebody asked for the best so far
	Progress plan.Progress // of the search; zero while it has not begun
	Trouble  string        // why it failed, in words
	Wave     picking.WaveID
	By       string
	AskedAt  time.Time
	Waited   time.Duration // since it was asked for
	Ran      time.Duration // since its worker began; 0: none has
	Lost     bool          // its worker does not show any more, and no other has taken it yet
}

// Ended says that nothing more will happen to it by itself.
func (j Job) Ended() bool { return j.State != JobQueued && j.State != JobRunning }

// How many plans a warehouse may have in the making, and how many made ones are kept and for how long.
const (
	mostJobs = 8
	keptJobs = 40
	keptFor  = "1 day"
)

// AskPlan has a wave planned: a worker takes it as soon as one is free. form is kept as it is. Too many at once: Busy.
func (s *Store) AskPlan(ctx context.Context, u picking.User, r WaveRequest, form string) (id picking.JobID, err error) {
	doc, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := pruneJobs(ctx, tx, u.Warehouse); err != nil {
			return err
		}
		open := 0
		if err := tx.GetContext(ctx, &open, `
			SELECT count(*) FROM jobs WHERE warehouse_id = $1 AND state IN ('queued', 'running')`, u.Warehouse); err != nil {
			return err
		}
		if open >= mostJobs {
			return picking.Errorf(picking.Busy, "%d plans are being made already. Please wait until one is ready, or stop one.", open)
		}
		return tx.GetContext(ctx, &id, `
			INSERT INTO jobs (warehouse_id, request, form, user_id) VALUES ($1, CAST($2 AS jsonb), $3, $4) RETURNING id`,
			u.Warehouse, string(doc), form, u.ID)
	})
	if err != nil {
		return 0, fmt.Errorf("ask for a plan: %w", err)
	}
	s.planned.ring()
	return id, nil
}

// pruneJobs forgets old plans, and those that were asked for long ago and never begun.
func pruneJobs(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID) error {
	_, err := tx.ExecContext(ctx, `
		DELETE FROM jobs WHERE warehouse_id = $1 AND state <> 'running'
		   AND (COALESCE(ended_at, asked_at) < now() - CAST($2 AS interval)
		        OR ended_at IS NOT NULL AND id <= (SELECT id FROM jobs WHERE warehouse_id = $1 ORDER BY id DESC LIMIT 1 OFFSET $3))`,
		wh, keptFor, keptJobs)
	return err
}

// jobRow is a Job as it is stored.
type jobRow struct {
	ID       picking.JobID
	State    string
	Request  []byte
	Form     string
	Stop     bool
	Progress []byte
	Trouble  string
	Wave     picking.WaveID
	By       string
	AskedAt  time.Time `db:"asked_at"`
	Waited   float64   // seconds
	Ran      float64   // seconds
	Lost     bool
	Result   *string
}

const jobColumns = `j.id, j.state, j.request, j.form, j.stop, j.progress, j.trouble, COALESCE(j.wave_id, 0) AS wave, j.asked_at,
	COALESCE((SELECT name FROM users u WHERE u.warehouse_id = j.warehouse_id AND u.id = j.user_id), '') AS by,
	CAST(extract(epoch FROM COALESCE(j.begun_at, now()) - j.asked_at) AS float8) AS waited,
	CAST(COALESCE(extract(epoch FROM COALESCE(j.ended_at, now()) - j.begun_at), 0) AS float8) AS ran,
	j.state = 'running' AND j.lease < now() AS lost`

func (r *jobRow) open() (Job, error) {
	j := Job{ID: r.ID, State: r.State, Form: r.Form, Stopped: r.Stop, Trouble: r.Trouble, Wave: r.Wave, By: r.By, AskedAt: r.AskedAt,
		Waited: seconds(r.Waited), Ran: seconds(r.Ran), Lost: r.Lost}
	if err := json.Unmarshal(r.Request, &j.Request); err != nil {
		return j, err
	}
	return j, json.Unmarshal(r.Progress, &j.Progress)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// Job is how a plan stands, without the plan. There is none: NotFound.
func (s *Store) Job(ctx context.Context, wh picking.WarehouseID, id picking.JobID) (Job, error) {
	var row jobRow
	if err := s.db.GetContext(ctx, &row, `SELECT `+jobColumns+` FROM jobs j WHERE j.warehouse_id = $1 AND j.id = $2`, wh, id); err != nil {
		return Job{}, noJob(dbErr(err))
	}
	return row.open()
}

// Plan is what a job that is done has made. It is not done, or there is none: NotFound.
func (s *Store) Plan(ctx context.Context, wh picking.WarehouseID, id picking.JobID) (p WavePreview, err error) {
	var doc string
	err = s.db.GetContext(ctx, &doc, `SELECT result FROM jobs WHERE warehouse_id = $1 AND id = $2 AND state = 'done'`, wh, id)
	if err != nil {
		return p, noJob(dbErr(err))
	}
	return p, json.Unmarshal([]byte(doc), &p)
}

// OpenJobs lists the plans that nobody has released yet, newest first: those being made and those ready.
func (s *Store) OpenJobs(ctx context.Context, wh picking.WarehouseID, limit int) ([]Job, error) {
	var rows []jobRow
	err := s.db.SelectContext(ctx, &rows, `
		SELECT `+jobColumns+` FROM jobs j WHERE j.warehouse_id = $1 AND j.state IN ('queued', 'running', 'done') AND j.wave_id IS NULL
		 ORDER BY j.id DESC LIMIT $2`, wh, limit)
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", dbErr(err))
	}
	all := make([]Job, len(rows))
	for i := range rows {
		if all[i], err = rows[i].open(); err != nil {
			return nil, fmt.Errorf("plan %d: %w", rows[i].ID, err)
		}
	}
	return all, nil
}

// StopJob ends a search: the worker keeps the best plan so far within half a second. A job that nobody has begun is
// cancelled, and one that has ended stays as it is.
func (s *Store) StopJob(ctx context.Context, wh picking.WarehouseID, id picking.JobID) error {
	var n int
	err := s.db.GetContext(ctx, &n, `
		WITH j AS (SELECT id, state FROM jobs WHERE warehouse_id = $1 AND id = $2 FOR UPDATE), done AS (
		UPDATE jobs SET stop = true, state = CASE jobs.state WHEN 'queued' THEN 'cancelled' ELSE jobs.state END,
		       ended_at = CASE jobs.state WHEN 'queued' THEN now() END
		  FROM j WHERE jobs.warehouse_id = $1 AND jobs.id = j.id AND j.state IN ('queued', 'running'))
		SELECT count(*) FROM j`, wh, id)
	if err == nil && n == 0 {
		err = noJob(picking.Errorf(picking.NotFound, ""))
	}
	return dbErr(err)
}

// locked is a job that this transaction holds.
type lockedJob struct {
	Job
	result *string
}

// lockJob locks a job, so that only one of those who want to release it does.
func lockJob(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, id picking.JobID) (lockedJob, error) {
	var row jobRow
	err := tx.GetContext(ctx, &row, `
		SELECT `+jobColumns+`, CASE WHEN j.wave_id IS NULL THEN j.result END AS result
		  FROM jobs j WHERE j.warehouse_id = $1 AND j.id = $2 FOR UPDATE`, wh, id)
	if err != nil {
		return lockedJob{}, err
	}
	j, err := row.open()
	return lockedJob{j, row.Result}, err
}

// plan is what is to be released of it.
func (j lockedJob) plan() (p WavePreview, err error) {
	if j.result == nil {
		return p, picking.Errorf(picking.Conflict, "This plan is not ready to be released.")
	}
	if err := json.Unmarshal([]byte(*j.result), &p); err != nil {
		return p, err
	}
	if len(p.Orders) == 0 {
		return p, nothing(p)
	}
	return p, nil
}

func noJob(err error) error {
	if picking.KindOf(err) == picking.NotFound {
		return picking.Errorf(picking.NotFound, "There is no such plan here. Plans are kept for a day.")
	}
	return err
}
