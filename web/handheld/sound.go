package handheld

import (
	"context"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"pickpack/picking"
	"pickpack/web/ui"
)

// sound lets a picker hear and feel what each class of feedback is like.
func (a *Area) sound(c echo.Context) error { return a.show(c, soundView{}) }

type soundView struct{}

func (v soundView) view(ui.Frame) templ.Component { return soundScreen(v) }

func (v soundView) place() place {
	return place{title: "Sound check", path: SoundPath, action: HomeScanPath, ask: "Nothing to scan now"}
}

func (v soundView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "sound").of(ctx, v.place(), picking.Message{}).list
}

// sample is one class of feedback: a verdict that has it, and how that looks (as plateOf).
type sample struct {
	verdict, class, icon string
	word                 picking.Text
}

var samples = []sample{
	{"ok", "yes", "check", "OK"},
	{"line_complete", "yes", "flag", "Line complete"},
	{"wrong_item", "no-item", "cross", "Wrong item"},
	{"wrong_place", "no-place", "map", "Wrong place"},
	{"too_many", "no-many", "plus", "Too many"},
	{"down", "no-down", "away", "No connection"},
}
