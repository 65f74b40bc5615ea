package labels

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pickpack/picking"
	"pickpack/picking/contract"
)

// SlipTemplate is a slip as data, which an admin can change: what stands in its head, in the columns of its table and below
// it. Where that stands and how large it is follows from the paper, so one template serves A4, Letter, 4×6 in and 80 mm.
//
// {order} in a text stands for the order's number. A line of a text whose fields all say nothing is left out, and so is a
// part of a line between " · ".
type SlipTemplate struct {
	Name         string       `json:"name"`
	Title        string       `json:"title"`          // upper right
	Code         string       `json:"code,omitempty"` // the barcode below it, and what it says
	Logo         float64      `json:"logo,omitempty"` // upper left, so many millimetres high; 0: none
	Sender       string       `json:"sender,omitempty"`
	Below        string       `json:"below,omitempty"` // the sender, in small letters
	Large        string       `json:"large,omitempty"` // to be read from afar
	LargeCaption string       `json:"large_caption,omitempty"`
	Box          string       `json:"box,omitempty"` // in a frame beside it
	BoxCaption   string       `json:"box_caption,omitempty"`
	To           string       `json:"to,omitempty"`
	Caption      string       `json:"caption,omitempty"` // above To
	Facts        []SlipFact   `json:"facts,omitempty"`   // beside it
	Columns      []SlipColumn `json:"columns"`           // behind SKU and name
	Lots         bool         `json:"lots,omitempty"`    // below the name
	Serials      bool         `json:"serials,omitempty"`
	End          []SlipWords  `json:"end,omitempty"`     // below the table
	Sign         []string     `json:"sign,omitempty"`    // under the lines to sign on, two at most
	Running      string       `json:"running,omitempty"` // the heading of later pages
	Foot         string       `json:"foot,omitempty"`
}

// SlipFact is a small word and what it stands for; without a value it is left out.
type SlipFact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// SlipColumn is a column of the table. The value ☐ is a box for a pen. If names a field: the column is there if that says
// something.
type SlipColumn struct {
	Title string `json:"title"`
	Value string `json:"value"`
	If    string `json:"if,omitempty"`
}

// SlipWords stand below the table.
type SlipWords struct {
	Text   string  `json:"text"`
	Larger float64 `json:"larger,omitempty"` // than the table, in points
	Bold   bool    `json:"bold,omitempty"`
	Align  string  `json:"align,omitempty"` // left, center, right
	Above  float64 `json:"above,omitempty"` // millimetres kept white
}

// Bounds of what a slip's template may be.
const (
	maxColumns  = 5
	maxFacts    = 12
	maxEnds     = 8
	maxLogoHigh = 40.0
)

func parseSlip(text string) (SlipTemplate, error) {
	var t SlipTemplate
	if len(text) > maxTemplateBytes {
		return t, picking.FieldError("template", "It is longer than %d kB.", maxTemplateBytes/1000)
	}
	if err := contract.Strict(strings.NewReader(text), &t); err != nil {
		return t, err
	}
	return t, t.check()
}

func (t SlipTemplate) check() error {
	switch {
	case t.Logo < 0 || t.Logo > maxLogoHigh:
		return picking.FieldError("logo", "A logo is up to %g mm high.", maxLogoHigh)
	case len(t.Columns) == 0 || len(t.Columns) > maxColumns:
		return picking.FieldError("columns", "There are %d columns; there may be 1 to %d.", len(t.Columns), maxColumns)
	case len(t.Facts) > maxFacts:
		return picking.FieldError("facts", "There are at most %d facts.", maxFacts)
	case len(t.End) > maxEnds:
		return picking.FieldError("end", "There are at most %d texts below the table.", maxEnds)
	case len(t.Sign) > 2:
		return picking.FieldError("sign", "There is room for two lines to sign on.")
	}
	texts := [][2]string{{"title", t.Title}, {"code", t.Code}, {"sender", t.Sender}, {"below", t.Below}, {"large", t.Large},
		{"large_caption", t.LargeCaption}, {"box", t.Box}, {"box_caption", t.BoxCaption}, {"caption", t.Caption}, {"to", t.To},
		{"running", t.Running}, {"foot", t.Foot}}
	for i, f := range t.Facts {
		texts = append(texts, [2]string{fmt.Sprintf("facts[%d].value", i), f.Value})
	}
	for i, w := range t.End {
		if _, known := aligns[w.Align]; !known {
			return picking.FieldError(fmt.Sprintf("end[%d].align", i), "It is left, center or right.")
		}
		if w.Larger < -4 || w.Larger > 30 {
			return picking.FieldError(fmt.Sprintf("end[%d].larger", i), "It is 4 points smaller to 30 points larger.")
		}
		if w.Above < 0 || w.Above > 100 {
			return picking.FieldError(fmt.Sprintf("end[%d].above", i), "Up to 100 mm may be white.")
		}
		texts = append(texts, [2]string{fmt.Sprintf("end[%d].text", i), w.Text})
	}
	for _, x := range texts {
		if p := unknown(x[1], slipFields); p != "" {
			return noField(x[0], p, slipFields)
		}
	}
	return t.checkColumns()
}

func (t SlipTemplate) checkColumns() error {
	known := append(slices.Clone(slipFields), lineFields...)
	for i, c := range t.Columns {
		if p := unknown(c.Value, known); p != "" {
			return noField(fmt.Sprintf("columns[%d].value", i), p, known)
		}
		if c.If != "" && !slices.Contains(slipFields, c.If) {
			return noField(fmt.Sprintf("columns[%d].if", i), c.If, slipFields)
		}
	}
	return nil
}

// unknown is the first placeholder of a text that is none of the fields; "" if there is none such.
func unknown(text string, fields []string) string {
	for _, p := range placeholder.FindAllString(text, -1) {
		if !slices.Contains(fields, strings.Trim(p, "{}")) {
			return p
		}
	}
	return ""
}

func noField(place, name string, fields []string) error {
	return picking.FieldError(place, "There is no field %s. There are: %s.", name, strings.Join(fields, ", "))
}

// between parts the words of a line that may be left out.
const between = " · "

// saying fills a text: each line and each part of one is there if one of its fields says something, or it has none.
func saying(text string, values map[string]string) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		var parts []string
		for _, part := range strings.Split(line, between) {
			fields := placeholder.FindAllString(part, -1)
			if len(fields) > 0 && !slices.ContainsFunc(fields, func(p string) bool { return strings.TrimSpace(values[strings.Trim(p, "{}")]) != "" }) {
				continue
			}
			parts = append(parts, fill(part, values))
		}
		if len(parts) > 0 || line == "" {
			lines = append(lines, strings.Join(parts, between))
		}
	}
	return strings.Join(lines, "\n")
}

// fill puts values in the places of their names, in one pass: what a value says is never read as a placeholder.
func fill(text string, values map[string]string) string {
	return placeholder.ReplaceAllStringFunc(text, func(p string) string { return values[strings.Trim(p, "{}")] })
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)
