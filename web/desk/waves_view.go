package desk

import (
	"fmt"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

// waveLine is a wave in a table.
type waveLine struct {
	ID       picking.WaveID
	Name     string
	Method   picking.Method
	State    string
	Cutoff   dueView
	Orders   int
	Lists    string // done of all
	Done, Of int
	Metres   string
	Saved    string // against one order at a time
	Finish   string
	Late     bool
	Released string
	By       string
}

// waveName is what people call a wave.
func waveName(id picking.WaveID, name string) string {
	if name == "" {
		return fmt.Sprintf("W-%d", id)
	}
	return fmt.Sprintf("W-%d %s", id, name)
}

func waveLineOf(w db.WaveRow, k clock) waveLine {
	ended := w.State == "done" || w.State == "cancelled"
	v := waveLine{ID: w.ID, Name: waveName(w.ID, w.Name), Method: w.Method, State: w.State, Orders: w.Orders, Done: w.Done, Of: w.Wanted,
		Cutoff: k.due(w.Cutoff, !ended), Lists: fmt.Sprintf("%d / %d", w.ListsDone, w.Lists), Metres: ui.Metres(w.Metres),
		Saved: saved(w.Metres, w.MetresOne), Released: k.moment(w.ReleasedAt), By: w.By}
	v.Finish, v.Late = k.finish(w, ended)
	return v
}

// finish says when a wave is picked at the pace it has, and whether that is too late.
func (k clock) finish(w db.WaveRow, ended bool) (string, bool) {
	switch at, known := w.Progress().Finish(k.now); {
	case ended:
		return waveWord(w.State), false
	case w.Wanted > 0 && w.Done >= w.Wanted:
		return "picked", false
	case known && at.After(w.Cutoff):
		return k.moment(at) + ", " + ui.Span(at.Sub(w.Cutoff)) + " late", true
	case known:
		return k.moment(at), false
	case w.Since.Year() < 2000:
		return "not begun", k.late(w.Cutoff)
	}
	return "just begun", k.late(w.Cutoff)
}

// saved is how much shorter a walk is than one order at a time.
func saved(metres, one float64) string {
	if one <= 0 || metres >= one {
		return "–"
	}
	return "−" + ui.Percent(1-metres/one)
}

func waveWord(state string) string {
	switch state {
	case "in_progress":
		return "in progress"
	}
	return state
}

// tone and icon of the states of waves and lists.
func workLook(state string) (tone, icon, word string) {
	switch state {
	case "released", "open":
		return "", "flag", state
	case "assigned":
		return "", "badge", state
	case "in_progress":
		return "accent", "walk", "in progress"
	case "done":
		return "ok", "check", state
	case "labelled": // cartons
		return "ok", "box", "closed"
	case "left":
		return "ok", "truck", state
	}
	return "bad", "cross", state
}

// listLine is a pick list in a table.
type listLine struct {
	ID       picking.ListID
	Wave     picking.WaveID
	Method   picking.Method
	Zone     string
	State    string
	Who      string
	At       string
	Orders   int
	Tasks    int
	Done, Of int
	Metres   string
	Cutoff   dueView
	Priority int

	Class, Path string // on a wave's page: its look on the map and the address of a closer look
	On          bool   // it is looked at closely
}

func listLineOf(l db.ListRow, k clock) listLine {
	open := l.State != "done" && l.State != "cancelled"
	return listLine{ID: l.ID, Wave: l.Wave, Method: l.Method, Zone: l.Zone, State: l.State, Who: l.UserName, At: l.At, Orders: l.Orders,
		Tasks: l.Tasks, Done: l.Done, Of: l.Wanted, Metres: ui.Metres(l.Metres), Cutoff: k.due(l.Cutoff, open), Priority: l.Priority}
}

// zero is a time that is not known, as the store says it.
func zero(t time.Time) bool { return t.Year() < 2 }
