package desk

import (
	"fmt"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// startPlan has the chosen wave planned and leads to the plan's page.
func (a *Area) startPlan(c echo.Context) error {
	f := waveFormOf(c)
	r, err := a.request(c, f)
	if err == nil {
		var job picking.JobID
		if job, err = a.Store.AskPlan(c.Request().Context(), auth.User(c), r, f.query().Encode()); err == nil {
			return toPlan(c, job)
		}
	}
	return a.newWaveAgain(c, f, err)
}

// plan shows a plan: how its search goes, then what releasing it would do, then what it was released as.
func (a *Area) plan(c echo.Context) error {
	job, err := id[picking.JobID](c)
	if err != nil {
		return err
	}
	ctx, wh := c.Request().Context(), auth.User(c).Warehouse
	j, err := a.Store.Job(ctx, wh, job)
	if err != nil {
		return err
	}
	v := planOf(j, a.clock(c))
	v.CSRF = auth.CSRF(c)
	if j.State == db.JobDone {
		p, err := a.Store.Plan(ctx, wh, job)
		if err != nil {
			return err
		}
		at, err := selectionOf(c, len(p.Lists))
		if err != nil {
			return err
		}
		v.Made = madeOf(p, v.Path, at, a.clock(c))
	}
	g := page{v.Title, "waves", "", planScreen(v)}
	if !j.Ended() {
		return a.showAgain(c, g, 2)
	}
	return a.show(c, g)
}

// stopPlan keeps the best plan so far.
func (a *Area) stopPlan(c echo.Context) error {
	job, err := id[picking.JobID](c)
	if err != nil {
		return err
	}
	if err := a.Store.StopJob(c.Request().Context(), auth.User(c).Warehouse, job); err != nil {
		return err
	}
	return toPlan(c, job)
}

// releasePlan releases the plan as it was seen. If something it builds on has changed, nothing is released, and the same
// choice is planned anew for the supervisor to look at.
func (a *Area) releasePlan(c echo.Context) error {
	job, err := id[picking.JobID](c)
	if err != nil {
		return err
	}
	ctx, u := c.Request().Context(), auth.User(c)
	r, err := a.Store.ReleasePlan(ctx, u, job)
	switch {
	case err != nil:
		return back(c, PlanPath(job), err)
	case r.Changed != "":
		return a.planAnew(c, job, r.Changed)
	case r.Before:
		return done(c, WavePath(r.Wave), fmt.Sprintf("This plan had been released as wave W-%d before.", r.Wave))
	}
	return done(c, WavePath(r.Wave), fmt.Sprintf("Wave W-%d is released: pickers can take its lists.", r.Wave))
}

func (a *Area) planAnew(c echo.Context, stale picking.JobID, changed string) error {
	ctx, u := c.Request().Context(), auth.User(c)
	j, err := a.Store.Job(ctx, u.Warehouse, stale)
	if err != nil {
		return err
	}
	job, err := a.Store.AskPlan(ctx, u, j.Request, j.Form)
	if err != nil {
		return back(c, PlanPath(stale), picking.Errorf(picking.KindOf(err), "Nothing was released: %s. A new plan could not be asked for: %s", changed, respond.TroubleOf(err).Message))
	}
	auth.Flash(c, "warn", "Nothing was released: "+changed+". The wave is planned anew from what is there now; look at it and release it.")
	return toPlan(c, job)
}

// choiceWords says which orders a wave takes.
func choiceWords(r db.WaveRequest) string {
	var words []string
	switch l := r.Limits; {
	case len(r.Orders) > 0:
		words = append(words, ui.Count(len(r.Orders), "order")+" chosen by hand")
	case l == nil:
		words = append(words, "all orders that match")
	default:
		words = append(words, "the most urgent orders")
		if l.Orders > 0 {
			words = append(words, "at most "+ui.Count(l.Orders, "order"))
		}
		if l.Units > 0 {
			words = append(words, "at most "+ui.Count(int(l.Units), "unit"))
		}
		if !l.Until.IsZero() {
			words = append(words, "cut-off until "+l.Until.Format("15:04"))
		}
	}
	if r.Zone != "" {
		words = append(words, "stock of zone "+r.Zone+" first")
	}
	if r.Short {
		words = append(words, "short ones, too")
	}
	return strings.Join(words, ", ")
}
