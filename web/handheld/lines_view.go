package handheld

import (
	"context"

	"github.com/a-h/templ"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/web/ui"
)

// linesView is a whole list to look up; nothing is done here.
type linesView struct {
	P     task.Prompt
	Lines []db.PickLine // the one at hand first
}

func (v linesView) view(ui.Frame) templ.Component { return linesScreen(v) }
func (v linesView) place() place                  { return pickView{P: v.P}.place() }

func (v linesView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "lines").of(ctx, v.place(), picking.Message{}).list
}

// part is some lines under one word.
type part struct {
	word  picking.Text
	class string
	lines []db.PickLine
}

// parts are the lines by what is left to do with them; what nobody needs any more comes last.
func (v linesView) parts() []part {
	now, ahead, done := part{word: "Now", class: "now"}, part{word: "Ahead"}, part{word: "Done", class: "done"}
	for _, l := range v.Lines {
		switch {
		case !l.Open:
			done.lines = append(done.lines, l)
		case v.P.Task != nil && l.ID == v.P.Task.ID:
			now.lines = append(now.lines, l)
		default:
			ahead.lines = append(ahead.lines, l)
		}
	}
	var all []part
	for _, p := range []part{now, ahead, done} {
		if len(p.lines) > 0 {
			all = append(all, p)
		}
	}
	return all
}

// totesView is the cart: each tote with what is in it and what is still to come.
type totesView struct {
	P     task.Prompt
	Totes []cartTote
}

// cartTote is one slot of the cart with the lines that go into it.
type cartTote struct {
	db.PickTote
	Lines, Left int // of them, those not finished
	Units       picking.Qty
	In          []db.PickLine // of which something is in it
}

// cartOf sorts the lines of a list into its totes.
func cartOf(totes []db.PickTote, lines []db.PickLine) []cartTote {
	all, at := make([]cartTote, len(totes)), map[int]int{}
	for i, t := range totes {
		all[i].PickTote, at[t.Slot] = t, i
	}
	for _, l := range lines {
		i, ok := at[l.Slot]
		if !ok {
			continue
		}
		t := &all[i]
		t.Lines++
		t.Units += l.Done
		if l.Open {
			t.Left++
		}
		if l.Done > 0 {
			t.In = append(t.In, l)
		}
	}
	return all
}

func (t cartTote) complete() bool { return t.Lines > 0 && t.Left == 0 }

func (v totesView) view(ui.Frame) templ.Component { return totesScreen(v) }
func (v totesView) place() place                  { return pickView{P: v.P}.place() }

func (v totesView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "cart-totes").of(ctx, v.place(), picking.Message{}).list
}
