package handheld

import (
	"cmp"

	"github.com/a-h/templ"

	"pickpack/picking"
	"pickpack/web/ui"
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

func (v meView) data() templ.OrderedAttributes {
	return new(data).text("step", "me").of(v.place(), picking.Message{}).list
}

// setting is one choice of a few; field is the name that its buttons send.
type setting struct {
	field, word string
	class       string // how its buttons stand
	options     []option
}

type option struct {
	value, word string
	on          bool
}

// settings in the order of how often a hand changes them.
func (v meView) settings() []setting {
	f := v.Frame
	return []setting{
		{"text", "Text size", "three", options(ui.TextSizes, cmp.Or(f.Text, ui.Normal))},
		{"hand", "The hand that holds the device", "two", options(ui.Hands, cmp.Or(f.Hand, ui.RightHand))},
		{"theme", "Colours", "two", options(ui.Themes, f.Theme)},
	}
}

func options[T interface {
	~string
	Word() string
}](all []T, chosen T) (out []option) {
	for _, o := range all {
		out = append(out, option{string(o), o.Word(), o == chosen})
	}
	return out
}
