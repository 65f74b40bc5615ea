package db_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
)

var jobsBoss = picking.User{ID: 1, Warehouse: 1}

func (h *hall) ask(t testing.TB, r db.WaveRequest) picking.JobID {
	t.Helper()
	id, err := h.AskPlan(context.Background(), jobsBoss, r, "way=auto")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// plans makes one plan.
func (h *hall) plans(t testing.TB) {
	t.Helper()
	if took, err := h.PlanNext(context.Background()); !took || err != nil {
		t.Fatalf("took a job: %v, %v", took, err)
	}
}

func (h *hall) job(t testing.TB, id picking.JobID) db.Job {
	t.Helper()
	j, err := h.Job(context.Background(), h.w, id)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// TestPlanIsReleasedAsSeen: what is written is the plan that was kept, list by list, with its reasons.
func TestPlanIsReleasedAsSeen(t *testing.T) {
	t.Parallel()
	for _, m := range picking.Methods {
		t.Run(string(m), func(t *testing.T) {
			t.Parallel()
			ctx := context.Background()
			h := newHall(t, 60)
			id := h.ask(t, db.WaveRequest{Method: m, Search: 100 * time.Millisecond, Name: "Noon"})
			if j := h.job(t, id); j.State != db.JobQueued || j.Ended() || j.By != "Boss" || j.Form != "way=auto" || j.Request.Method != m {
				t.Errorf("asked for: %+v", j)
			}
			if _, err := h.ReleasePlan(ctx, jobsBoss, id); picking.KindOf(err) != picking.Conflict {
				t.Errorf("released before it was made: %v", err)
			}
			h.plans(t)
			p, err := h.Plan(ctx, h.w, id)
			if err != nil || len(p.Lists) == 0 || p.FirstCome < p.Metres && m != picking.Zone && m != picking.Discrete {
				t.Fatalf("made %d lists of %v m, %v m as they come: %v", len(p.Lists), p.Metres, p.FirstCome, err)
			}
			r, err := h.ReleasePlan(ctx, jobsBoss, id)
			if err != nil || r.Wave == 0 || r.Before || r.Changed != "" {
				t.Fatalf("released: %+v, %v", r, err)
			}
			if j := h.job(t, id); j.Wave != r.Wave || j.State != db.JobDone || j.Ran <= 0 {
				t.Errorf("released: %+v", j)
			}
			var got, want []float64
			if err := h.raw.Select(&got, "SELECT metres FROM pick_lists ORDER BY id"); err != nil {
				t.Fatal(err)
			}
			for _, l := range p.Lists {
				want = append(want, l.Metres)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
			if n := h.get(t, "SELECT count(*) FROM waves, jsonb_each(why) l, jsonb_array_elements(l.value)"); n < 60 {
				t.Errorf("%d reasons for 60 orders", n)
			}
			why, err := h.WhyOn(ctx, h.w, 1)
			if err != nil || len(why) != p.Lists[0].Orders || why[0].Number == "" || why[0].Alone != p.Lists[0].Why[0].Alone {
				t.Errorf("why list 1: %+v, %v; %d orders", why, err, p.Lists[0].Orders)
			}
			for _, y := range why {
				if y.Next == 1 || int(y.Next) > len(p.Lists) {
					t.Errorf("order %s would fit next best in list %d", y.Number, y.Next)
				}
			}
			if other, err := h.WhyOn(ctx, 2, 1); err != nil || len(other) != 0 {
				t.Errorf("another warehouse's: %v, %v", other, err)
			}
			w, err := h.Wave(ctx, h.w, r.Wave)
			if err != nil || w.FirstCome != p.FirstCome || w.MetresOne != p.MetresOne || p.Bound != nil && w.Bound != *p.Bound {
				t.Errorf("the wave says %v and %v m: %v", w.FirstCome, w.Bound, err)
			}
		})
	}
}

// TestEachJobOnce: four workers share twelve plans, and none is made twice.
func TestEachJobOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t, 30)
	h.raw.MustExec(`INSERT INTO jobs (warehouse_id, request, user_id) SELECT 1, '{"method":"cluster"}', 1 FROM generate_series(1, 12)`)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for took := true; took; {
				var err error
				if took, err = h.PlanNext(context.Background()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := h.get(t, "SELECT count(*) FROM jobs WHERE state = 'done' AND claim = 1"); n != 12 {
		t.Errorf("%d of 12 were made once", n)
	}
}

// TestLostWorker: a plan whose worker was killed is made by the next one, and what the lost one says late is not heard.
func TestLostWorker(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHall(t, 10)
	id := h.ask(t, db.WaveRequest{Method: picking.Cluster})
	late, err := h.TakeJob(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if took, err := h.PlanNext(ctx); took || err != nil {
		t.Fatalf("taken from a worker that lives: %v, %v", took, err)
	}
	h.raw.MustExec("UPDATE jobs SET lease = now() - interval '1 second'")
	if j := h.job(t, id); !j.Lost || j.State != db.JobRunning {
		t.Errorf("a lost worker: %+v", j)
	}
	h.plans(t)
	if err := late(); err != nil {
		t.Fatal(err)
	}
	if p, err := h.Plan(ctx, h.w, id); err != nil || len(p.Orders) != 10 {
		t.Errorf("the late one's word counts: %d orders, %v", len(p.Orders), err)
	}
	bad := h.ask(t, db.WaveRequest{Method: picking.Cluster})
	for range 3 {
		if _, err := h.TakeJob(ctx); err != nil {
			t.Fatal(err)
		}
		h.raw.MustExec("UPDATE jobs SET lease = now() - interval '1 second' WHERE lease IS NOT NULL")
	}
	if took, err := h.PlanNext(ctx); took || err != nil {
		t.Fatalf("taken a fourth time: %v, %v", took, err)
	}
	if j := h.job(t, bad); j.State != db.JobFailed || j.Trouble == "" {
		t.Errorf("it costs worker after worker: %+v", j)
	}
}

// TestStopKeepsTheBest: a search of ten seconds is stopped as soon as it shows, and what it has found is the plan.
func TestStopKeepsTheBest(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHall(t, 400)
	id := h.ask(t, db.WaveRequest{Method: picking.Cluster, Search: 10 * time.Second})
	done := make(chan error, 1)
	go func() {
		_, err := h.PlanNext(ctx)
		done <- err
	}()
	for end := time.Now().Add(8 * time.Second); h.job(t, id).Progress.Distance == 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no progress is told")
		}
	}
	if j := h.job(t, id); j.State != db.JobRunning || j.Progress.FirstCome < j.Progress.Distance {
		t.Errorf("while it searches: %+v", j)
	}
	if err := h.StopJob(ctx, h.w, id); err != nil {
		t.Fatal(err)
	}
	stopped := time.Now()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	p, err := h.Plan(ctx, h.w, id)
	if err != nil || len(p.Orders) != 400 || p.Took > 9*time.Second {
		t.Errorf("stopped: %d orders after %v (%v), %v", len(p.Orders), p.Took, time.Since(stopped), err)
	}
	if j := h.job(t, id); j.State != db.JobDone || !j.Stopped {
		t.Errorf("stopped: %+v", j)
	}
	if err := h.StopJob(ctx, h.w, id); err != nil || h.job(t, id).State != db.JobDone {
		t.Errorf("stopped again: %v", err)
	}
	queued := h.ask(t, db.WaveRequest{Method: picking.Cluster})
	if err := h.StopJob(ctx, h.w, queued); err != nil || h.job(t, queued).State != db.JobCancelled {
		t.Errorf("stopped before it began: %v", err)
	}
	if took, err := h.PlanNext(ctx); took || err != nil {
		t.Errorf("a cancelled plan is made: %v, %v", took, err)
	}
}

// TestServerEndsInOrder: a plan under way goes back to the queue, and another server makes it at once.
func TestServerEndsInOrder(t *testing.T) {
	t.Parallel()
	h := newHall(t, 300)
	id := h.ask(t, db.WaveRequest{Method: picking.Cluster, Search: 2 * time.Second})
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		h.PlanJobs(ctx, func(err error) { t.Error(err) })
	}()
	for h.job(t, id).State == db.JobQueued {
		time.Sleep(5 * time.Millisecond)
	}
	end()
	<-ended
	if j := h.job(t, id); j.State != db.JobQueued {
		t.Errorf("after the end: %+v", j)
	}
	h.plans(t)
	if j := h.job(t, id); j.State != db.JobDone {
		t.Errorf("by another: %+v", j)
	}
}

// TestPlanBeginsAtOnce: planners that wait are told of a plan, one after the other, long before they would look.
func TestPlanBeginsAtOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t, 30)
	ctx, end := context.WithCancel(context.Background())
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() { h.PlanJobs(ctx, func(err error) { t.Error(err) }) })
	}
	late := 0
	for range 6 {
		first, second := h.ask(t, db.WaveRequest{Method: picking.Discrete}), h.ask(t, db.WaveRequest{Method: picking.Discrete})
		for _, id := range []picking.JobID{first, second} {
			for !h.job(t, id).Ended() {
				time.Sleep(5 * time.Millisecond)
			}
			j := h.job(t, id)
			if j.State != db.JobDone {
				t.Errorf("%s", j.State)
			}
			if j.Waited > time.Second {
				late++
			}
		}
	}
	if late > 3 { // of twelve: somebody else may have had the machine
		t.Errorf("%d of 12 plans waited longer than a second", late)
	}
	end()
	workers.Wait()
}

// TestStalePlan: what has changed since a plan was made is told, and nothing is released.
func TestStalePlan(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ change, want string }{
		"an order is held":       {"UPDATE orders SET hold = 'payment' WHERE id = 2", "order O-2 does not wait any more as it did"},
		"orders are held":        {"UPDATE orders SET hold = 'payment' WHERE id < 4", "3 orders do not wait any more as they did, O-1 among them"},
		"an order grows":         {"UPDATE orders SET units = units + 1 WHERE id = 5", "order O-5 does not wait any more as it did"},
		"stock is promised":      {"UPDATE balances SET reserved = on_hand WHERE item_id = 39 AND NOT virtual", "the stock of 1 of 25 bins is not free any more"},
		"stock waits for counts": {"UPDATE balances SET suspect = true WHERE NOT virtual", "the stock of 25 of 25 bins is not free any more"},
		"nothing of ours":        {"UPDATE orders SET hold = 'payment' WHERE id = 11", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHall(t, 11)
			id := h.ask(t, db.WaveRequest{Method: picking.Cluster, Orders: []picking.OrderID{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}})
			h.plans(t)
			h.raw.MustExec(c.change)
			before := h.get(t, "SELECT COALESCE(sum(reserved), 0) FROM balances")
			r, err := h.ReleasePlan(context.Background(), jobsBoss, id)
			if err != nil || r.Changed != c.want || (r.Wave == 0) != (c.want != "") {
				t.Errorf("%+v, %v; want %q", r, err, c.want)
			}
			after := h.get(t, "SELECT COALESCE(sum(reserved), 0) FROM balances")
			if n := h.get(t, "SELECT count(*) FROM waves"); c.want != "" && (n != 0 || after != before) {
				t.Errorf("%d waves, %d reserved all the same", n, after-before)
			}
		})
	}
}

// TestReleasedOnce: eight presses of two supervisors' buttons release one wave, and all are led to it.
func TestReleasedOnce(t *testing.T) {
	t.Parallel()
	h := newHall(t, 40)
	id := h.ask(t, db.WaveRequest{Method: picking.Batch})
	h.plans(t)
	var wg sync.WaitGroup
	got := make([]db.Released, 8)
	for k := range got {
		wg.Go(func() {
			var err error
			u := picking.User{ID: picking.UserID(1 + k%2), Warehouse: 1}
			if got[k], err = h.ReleasePlan(context.Background(), u, id); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	first := 0
	for _, r := range got {
		if !r.Before {
			first++
		}
		if r.Wave != 1 || r.Changed != "" {
			t.Errorf("led to %+v", r)
		}
	}
	if first != 1 || h.get(t, "SELECT count(*) FROM waves") != 1 {
		t.Errorf("released %d times", first)
	}
}

func TestPlanOfAnotherWarehouse(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHall(t, 10)
	id := h.ask(t, db.WaveRequest{Method: picking.Cluster})
	h.plans(t)
	h.raw.MustExec(`INSERT INTO warehouses (code, name) VALUES ('X', 'Other')`)
	_, errJob := h.Job(ctx, 2, id)
	_, errPlan := h.Plan(ctx, 2, id)
	_, errRelease := h.ReleasePlan(ctx, picking.User{ID: 1, Warehouse: 2}, id)
	for what, err := range map[string]error{"job": errJob, "plan": errPlan, "stop": h.StopJob(ctx, 2, id), "release": errRelease} {
		if picking.KindOf(err) != picking.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
	if all, err := h.OpenJobs(ctx, 2, 10); err != nil || len(all) != 0 {
		t.Errorf("listed: %v, %v", all, err)
	}
	if all, err := h.OpenJobs(ctx, h.w, 10); err != nil || len(all) != 1 || all[0].ID != id {
		t.Errorf("listed here: %v, %v", all, err)
	}
}

// TestJobsStayFew: too many at once are refused, and old ones make room.
func TestJobsStayFew(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHall(t, 2)
	for range 8 {
		h.ask(t, db.WaveRequest{Method: picking.Cluster})
	}
	if _, err := h.AskPlan(ctx, jobsBoss, db.WaveRequest{}, ""); picking.KindOf(err) != picking.Busy {
		t.Errorf("a ninth: %v", err)
	}
	h.raw.MustExec(`UPDATE jobs SET asked_at = now() - interval '2 days'`)
	h.ask(t, db.WaveRequest{Method: picking.Cluster})
	if n := h.get(t, "SELECT count(*) FROM jobs"); n != 1 {
		t.Errorf("%d jobs, want the new one", n)
	}
	h.raw.MustExec(`INSERT INTO jobs (warehouse_id, request, user_id, state, ended_at, result) SELECT 1, '{}', 1, 'done', now(), '{}' FROM generate_series(1, 100)`)
	h.ask(t, db.WaveRequest{Method: picking.Cluster})
	if n := h.get(t, "SELECT count(*) FROM jobs WHERE state = 'done'"); n != 40 {
		t.Errorf("%d plans are kept, want 40", n)
	}
}

// TestPlanThatCannotBeMade: the job says why in words, and the worker goes on.
func TestPlanThatCannotBeMade(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	h := newHall(t, 5)
	h.raw.MustExec(`UPDATE warehouses SET settings = '{"tote_ml":"much"}'`)
	id := h.ask(t, db.WaveRequest{Method: picking.Cluster})
	if took, err := h.PlanNext(ctx); !took || err == nil {
		t.Errorf("took %v, %v", took, err)
	}
	if j := h.job(t, id); j.State != db.JobFailed || j.Trouble == "" {
		t.Errorf("%+v", j)
	}
	h.raw.MustExec(`UPDATE warehouses SET settings = '{}'; UPDATE orders SET hold = 'stock'`)
	id = h.ask(t, db.WaveRequest{Method: picking.Cluster})
	h.plans(t)
	if _, err := h.ReleasePlan(ctx, jobsBoss, id); picking.KindOf(err) != picking.Conflict {
		t.Errorf("released nothing: %v", err)
	}
}
