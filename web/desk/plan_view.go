package desk

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/release"
	"pickpack/web/ui"
)

// planView is a plan's page.
type planView struct {
	ID     picking.JobID
	Path   string
	Title  string
	State  string
	Choice string // which orders, in words
	Form   url.Values
	CSRF   string
	Asked  string // by whom and when
	Wave   picking.WaveID

	Search *searchView // while it is made
	Made   *madeView   // when it is
	// Why there is neither.
	Trouble string
}

// searchView is a search that goes on.
type searchView struct {
	Now     string // what happens, in words
	Warn    string // what is wrong, in words
	Metres  string // by now; "" if there is no plan yet
	Saves   string // against first come, first served
	Proof   string
	Share   int // of the time, in percent
	Left    string
	Stopped bool
}

// madeView is a plan to look at.
type madeView struct {
	Orders  int
	Facts   []fact
	Notes   []string
	Compare comparison
	Lists   []planList
	Pager   ui.Pager
	Map     floorMap
	Tour    *tourView // the list that was chosen
	Out     []outGroup
	More    int // orders left out and not shown
	Short   []shortLine
}

// fact is a figure with what it counts.
type fact struct{ Figure, Word string }

// planList is a list in the table.
type planList struct {
	N                           int // from 1
	On                          bool
	Path, Class                 string
	Zone                        string
	Orders, Totes, Stops, Units int
	Metres                      string
	Cutoff                      dueView
}

// outGroup is the orders that are left out for the same reason: Of them, some named.
type outGroup struct {
	Reason string
	Of     int
	Orders []outLine
}

type outLine struct {
	ID     picking.OrderID
	Number string
}

type shortLine struct {
	Number, SKU, Reason string
	ID                  picking.OrderID
	Qty                 int
}

// How much of a plan is shown at once.
const (
	listsShown  = 10
	outShown    = 50 // reasons
	ordersNamed = 12 // of each reason
	stopsShown  = 200
)

// patience is how long a plan waits for its worker before the page says so.
const patience = 3 * time.Second

func planOf(j db.Job, k clock) planView {
	v := planView{ID: j.ID, Path: PlanPath(j.ID), State: j.State, Choice: choiceWords(j.Request), Wave: j.Wave, Trouble: j.Trouble,
		Asked: k.moment(j.AskedAt) + " by " + j.By, Title: ui.MethodWord(j.Request.Method) + " wave"}
	if j.Request.Name != "" {
		v.Title += " " + j.Request.Name
	}
	v.Form, _ = url.ParseQuery(j.Form) // ours
	switch {
	case j.State == db.JobCancelled:
		v.Trouble = "It was stopped before anything was planned."
	case !j.Ended():
		v.Search = searchOf(j)
	}
	return v
}

// orders is how many the plan would release, for programs that read the page; "" while it is made.
func (v planView) orders() string {
	if v.Made == nil {
		return ""
	}
	return strconv.Itoa(v.Made.Orders)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func searchOf(j db.Job) *searchView {
	v := &searchView{Stopped: j.Stopped, Share: int(100 * min(1, max(j.Progress.Share, float64(j.Ran)/float64(max(j.Request.Search, 1)))))}
	left := max(0, j.Request.Search-j.Ran).Round(time.Second)
	switch {
	case j.State == db.JobQueued && j.Waited > patience:
		v.Share = 0
		v.Now, v.Warn = "Waiting for a planner", fmt.Sprintf("No planner has taken this plan for %s: all are busy, or the server that plans is "+
			"being started. It is planned as soon as one is free.", ui.Span(j.Waited))
	case j.State == db.JobQueued:
		v.Share, v.Now = 0, "Waiting for a planner"
	case j.Lost:
		v.Now, v.Warn = "The planner is lost", "The server that made this plan does not answer any more. The next one begins anew in a moment."
	case j.Stopped:
		v.Now = "Stopping: the best plan so far is kept"
	case j.Progress.Distance == 0:
		v.Share, v.Now = 0, "Reading orders and stock"
	case left == 0:
		v.Now = "Finishing"
	default:
		v.Now, v.Left = "Looking for shorter walks", "about "+ui.Span(left)+" left"
	}
	if p := j.Progress; p.Distance > 0 {
		v.Metres = ui.Metres(p.Distance)
		v.Saves = "–"
		if p.FirstCome > p.Distance {
			v.Saves = "−" + ui.Percent(1-p.Distance/p.FirstCome)
		}
		if p.Bound > 0 {
			v.Proof = ui.Metres(p.Bound)
		}
	}
	return v
}

func madeOf(p db.WavePreview, path string, at selection, k clock) *madeView {
	v := &madeView{Orders: p.Total.Orders, Facts: factsOf(p), Notes: p.Notes, Pager: at.pager(path, len(p.Lists)),
		Compare: compare(p.Metres, p.FirstCome, p.MetresOne, p.Bound)}
	for i := at.from; i < at.to; i++ {
		l := p.Lists[i]
		v.Lists = append(v.Lists, planList{N: i + 1, On: i == at.chosen, Path: at.choose(path, i+1), Class: walkClass(i - at.from), Zone: l.Zone,
			Orders: l.Orders, Totes: len(l.Totes), Stops: stops(l), Units: int(l.Units), Metres: ui.Metres(l.Metres), Cutoff: k.due(l.Cutoff, true)})
	}
	v.Map = mapOfDraft(p.Draft, v.Lists)
	if at.chosen >= 0 {
		v.Tour = tourOf(p.Draft, at.chosen, k)
	}
	v.Out, v.More = leftOut(p.Out)
	for _, s := range p.Missing[:min(len(p.Missing), outShown)] {
		v.Short = append(v.Short, shortLine{s.Number, s.SKU, s.Reason, s.Order, int(s.Qty)})
	}
	return v
}

// leftOut groups the orders left out by their reasons, in the order in which these first appear; more counts the orders of
// reasons that are not shown.
func leftOut(out []release.Left) (groups []outGroup, more int) {
	at := make(map[string]int)
	for _, o := range out {
		i, known := at[o.Reason]
		switch {
		case !known && len(groups) == outShown:
			more++
			continue
		case !known:
			i = len(groups)
			at[o.Reason] = i
			groups = append(groups, outGroup{Reason: o.Reason})
		}
		g := &groups[i]
		if g.Of++; len(g.Orders) < ordersNamed {
			g.Orders = append(g.Orders, outLine{o.Order, o.Number})
		}
	}
	return groups, more
}

func factsOf(p db.WavePreview) []fact {
	t := p.Total
	return []fact{
		{ui.Number(t.Orders), noun(t.Orders, "order")}, {ui.Number(t.Lines), noun(t.Lines, "line")},
		{ui.Number(int(t.Units)), noun(int(t.Units), "unit")}, {ui.Number(len(p.Lists)), noun(len(p.Lists), "pick list")},
		{litres(t.Volume), "volume"}, {ui.Weight(t.Weight), "weight"}, {took(p.Took), "planned in"},
	}
}

// took writes how long planning was.
func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func noun(n int, s string) string {
	if n == 1 {
		return s
	}
	return s + "s"
}

// litres writes cubic millimetres.
func litres(mm3 int64) string { return ui.Number(mm3/1_000_000) + " l" }

// stops counts the places a picker stands still at.
func stops(l release.List) (n int) {
	for i, t := range l.Tasks {
		if i == 0 || t.Location != l.Tasks[i-1].Location {
			n++
		}
	}
	return n
}
