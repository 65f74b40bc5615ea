package handheld

import (
	"fmt"
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

func (v homeView) data() templ.OrderedAttributes {
	d := new(data).text("step", "home")
	if len(v.Mine) > 0 {
		number(d, "list", v.Mine[0].ID)
	}
	number(d, "open", v.Open)
	number(d, "wall", v.Wall)
	return d.of(v.place(), v.M).list
}

// workCard is a list in two lines of words.
type workCard struct {
	db.Work
	now time.Time
}

func (w workCard) begun() bool { return w.State == "in_progress" }

// what says what a list is: 6 orders · 24 lines · 41 units.
func (w workCard) what() string {
	s := ui.Count(w.Tasks, "line") + " · " + ui.Count(w.Units, "unit")
	if w.Orders > 0 {
		s = ui.Count(w.Orders, "order") + " · " + s
	}
	return s
}

func (w workCard) method() string {
	switch {
	case w.Method == picking.Zone:
		return "Zone " + w.Zone
	case w.Zone != "":
		return fmt.Sprintf("%s · zone %s", ui.MethodWord(w.Method), w.Zone)
	}
	return ui.MethodWord(w.Method)
}

func (w workCard) cutoff() string {
	return ui.Moment(w.Cutoff.In(w.now.Location()), w.now) + " · " + ui.Until(w.Cutoff, w.now)
}

func (w workCard) late() bool { return w.Cutoff.Before(w.now) }
