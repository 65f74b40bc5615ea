package labels

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"pickpack/picking"
)

// Form is what an admin may change of a kind of document. Where it says nothing of its own, the built-in one serves.
type Form struct {
	label Template     // of the labels
	slip  SlipTemplate // of the slips
}

// FormKinds are the kinds of documents that have a form, by their names in Documents: the labels, then the slips.
var FormKinds = []string{"label", "logistic", "slip", "gift", "return", "pickup"}

//go:embed templates/*.json
var builtIn embed.FS

// BuiltInForm is the built-in form of a kind as JSON.
func BuiltInForm(kind string) string {
	text, err := builtIn.ReadFile("templates/" + kind + ".json")
	if err != nil {
		panic(fmt.Sprintf("labels: there is no form of %q", kind))
	}
	return string(text)
}

// ParseForm reads the form of a kind and checks it. The error is an Invalid *picking.Error naming the place, as in
// elements[3].text.
func ParseForm(kind, text string) (f Form, err error) {
	switch {
	case !slices.Contains(FormKinds, kind):
		return f, picking.FieldError("kind", "There is no form of %.20q.", kind)
	case isSlip(kind):
		f.slip, err = parseSlip(text)
	default:
		f.label, err = parseTemplate(text, labelFields)
		if kind == "logistic" && err == nil && (f.label.Width != logisticWide || f.label.Height > logisticWords) {
			err = picking.FieldError("height", "The words on top take %g mm, and a width of %g mm.", logisticWords, logisticWide)
		}
	}
	return f, err
}

func isSlip(kind string) bool { return slices.Index(FormKinds, kind) >= 2 }

// ownForm is the built-in form, read once.
var ownForm = func() map[string]func() Form {
	all := map[string]func() Form{}
	for _, kind := range FormKinds {
		all[kind] = sync.OnceValue(func() Form {
			f, err := ParseForm(kind, BuiltInForm(kind))
			if err != nil {
				panic(err) // it is a part of the program
			}
			return f
		})
	}
	return all
}()

// OwnForm is the built-in form of a kind.
func OwnForm(kind string) Form { return ownForm[kind]() }

// FormFields are what a form of a kind may say, in alphabetical order; ofLine are those of a line in a slip's table.
func FormFields(kind string) (fields, ofLine []string) {
	if isSlip(kind) {
		return slipFields, lineFields
	}
	return labelFields, nil
}
