package forms

import (
	"encoding/base64"
	"slices"

	"github.com/labstack/echo/v4"

	"pickpack/labels"
	"pickpack/picking"
	"pickpack/web/ui"
)

// kind is a kind of document that has a form.
type kind struct {
	key, word string
	papers    []labels.Paper // the usual one first
	slip      bool
}

var (
	slipPapers = []labels.Paper{labels.A4, labels.Letter, labels.Label4x6, labels.Receipt}
	kinds      = []kind{
		{"label", "Shipping label", []labels.Paper{labels.Label4x6}, false},
		{"slip", "Packing slip", slipPapers, true},
		{"gift", "Gift slip", slipPapers, true},
		{"return", "Return slip", slipPapers, true},
		{"pickup", "Pickup slip", slipPapers, true},
		{"logistic", "GS1 logistic label", []labels.Paper{labels.Label4x6, labels.A6, labels.A5}, false},
	}
	paperWords = map[labels.Paper]string{labels.A4: "A4", labels.Letter: "Letter", labels.Label4x6: "Label 4 × 6 in", labels.Receipt: "Roll of 80 mm",
		labels.A6: "Label A6", labels.A5: "Label A5"}
)

// kindOf is the kind that was asked for, the shipping label if none.
func kindOf(c echo.Context) (kind, error) {
	of := c.FormValue("of")
	if of == "" {
		return kinds[0], nil
	}
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.key == of })
	if i < 0 {
		return kind{}, picking.Errorf(picking.NotFound, "There is no such form.")
	}
	return kinds[i], nil
}

// paper is the one that was asked for, the usual one if the kind has none such.
func (k kind) paper(asked string) labels.Paper {
	if p := labels.Paper(asked); slices.Contains(k.papers, p) {
		return p
	}
	return k.papers[0]
}

func (k kind) paperOptions() (all []ui.Option) {
	for _, p := range k.papers {
		all = append(all, ui.Option{Value: string(p), Word: paperWords[p]})
	}
	return all
}

// lay lays out a sample.
func (k kind) lay(form labels.Form, s sample, paper labels.Paper, logo *labels.Logo) (labels.Doc, error) {
	switch k.key {
	case "label":
		return form.Parcel(s.parcel, logo)
	case "logistic":
		return form.Logistic(s.logistic(), paper, logo)
	case "pickup":
		return form.Pickup(s.pickup(), paper, logo)
	}
	return form.Slip(s.slip(), paper, logo)
}

// picture is what a form prints of a sample, as a printer of 203 dots to the inch would.
func (k kind) picture(text, key string, paper labels.Paper, logoFile []byte) pictureView {
	form, err := labels.ParseForm(k.key, text)
	if err != nil {
		return pictureView{Trouble: said(text, err)}
	}
	logo, _ := labels.ParseLogo(logoFile) // nil where there is none
	doc, err := k.lay(form, sampleOf(key), paper, logo)
	if err != nil {
		return pictureView{Trouble: said(text, err)}
	}
	file, err := labels.Render(doc, labels.PNG203)
	if err != nil {
		return pictureView{Trouble: said(text, err)}
	}
	return pictureView{Source: "data:image/png;base64," + base64.StdEncoding.EncodeToString(file)}
}
