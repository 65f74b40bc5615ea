package handheld

import (
	"cmp"
	"context"

	"github.com/a-h/templ"

	"pickpack/picking"
	"pickpack/web/ui"
	"pickpack/web/words"
)

// meView is a person's own settings; the frame has what is chosen.
type meView struct{ Frame ui.Frame }

func (v meView) view(f ui.Frame) templ.Component {
	v.Frame = f
	return meScreen(v)
}

func (v meView) place() place {
	return place{title: "My settings", path: MePath, action: HomeScanPath, ask: "Scan to go on"}
}

func (v meView) data(ctx context.Context) templ.OrderedAttributes {
	return new(data).text("step", "me").of(ctx, v.place(), picking.Message{}).list
}

// setting is one choice of a few; field is the name that its buttons send.
type setting struct {
	field   string
	word    picking.Text
	class   string // how its buttons stand
	options []option
}

type option struct {
	value string
	word  picking.Text
	on    bool
}

// settings in the order of how often a hand changes them.
func (v meView) settings(ctx context.Context) []setting {
	f := v.Frame
	return []setting{
		{"text", "Text size", "three", options(ui.TextSizes, cmp.Or(f.Text, ui.Normal))},
		{"hand", "The hand that holds the device", "two", options(ui.Hands, cmp.Or(f.Hand, ui.RightHand))},
		{"theme", "Colours", "two", options(ui.Themes, f.Theme)},
		{"language", "Language", "two", languages(words.From(ctx))},
	}
}

func languages(chosen *words.Language) (out []option) {
	for _, l := range words.All {
		out = append(out, option{l.Code, picking.Name(l.Self), l == chosen})
	}
	return out
}

func options[T interface {
	~string
	Word() picking.Text
}](all []T, chosen T) (out []option) {
	for _, o := range all {
		out = append(out, option{string(o), o.Word(), o == chosen})
	}
	return out
}
