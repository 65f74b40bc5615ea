package handheld

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

// homeView is "my work".
type homeView struct {
	Mine  []db.Work // begun or assigned, begun first
	Open  int       // lists nobody has
	Wall  int       // totes that wait at the put wall
	M     picking.Message
	Now   time.Time
	Frame ui.Frame

	Version int // of a colleague's list, if M asks about it
}

func (v homeView) view(f ui.Frame) templ.Component {
	v.Frame = f
	return homeScreen(v)
}

func (v homeView) place() place {
	p := place{title: "My work", path: HomePath, action: HomeScanPath, ask: "Nothing to scan now", version: max(v.Version, idle)}
	switch {
	case v.M.Verdict == picking.Confirm:
		p.ask = "Scan it again"
	case v.going():
		p.ask = "Scan to go on"
	case v.Wall > 0:
		p.ask = "Scan a tote at the put wall"
	}
	return p
}

func (v homeView) going() bool { return len(v.Mine) > 0 && v.Mine[0].State == "in_progress" }

func (v homeView) data(ctx context.Context) templ.OrderedAttributes {
	d := new(data).text("step", "home")
	if len(v.Mine) > 0 {
		number(d, "list", v.Mine[0].ID)
	}
	number(d, "open", v.Open)
	number(d, "wall", v.Wall)
	return d.of(ctx, v.place(), v.M).list
}

// workCard is a list in two lines of words.
type workCard struct {
	db.Work
	now time.Time
}

func (w workCard) begun() bool { return w.State == "in_progress" }

// what says what a list is: 6 orders · 24 lines · 41 units.
func (w workCard) what(ctx context.Context) string {
	s := say(ctx, "%d line|%d lines", w.Tasks) + " · " + say(ctx, units, w.Units)
	if w.Orders > 0 {
		s = say(ctx, "%d order|%d orders", w.Orders) + " · " + s
	}
	return s
}

func (w workCard) method(ctx context.Context) string {
	m := map[picking.Method]picking.Text{picking.Discrete: "Discrete", picking.Batch: "Batch", picking.Cluster: "Cluster"}[w.Method]
	switch {
	case w.Method == picking.Zone:
		return say(ctx, "Zone %s", w.Zone)
	case w.Zone != "":
		return say(ctx, m) + " · " + say(ctx, "zone %s", w.Zone)
	}
	return say(ctx, m)
}

// cutoff says when the list must be done, and how long that is.
func (w workCard) cutoff(ctx context.Context) string {
	at := say(ctx, "Cut-off %s", moment(ctx, w.Cutoff.In(w.now.Location()), w.now))
	if w.late() {
		return at + " · " + say(ctx, "%s late", span(ctx, w.now.Sub(w.Cutoff)))
	}
	return at + " · " + say(ctx, "in %s", span(ctx, w.Cutoff.Sub(w.now)))
}

func (w workCard) late() bool { return w.Cutoff.Before(w.now) }
