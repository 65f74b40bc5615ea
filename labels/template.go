package labels

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/gs1"
	"pickpack/labels/zpl"
	"pickpack/picking"
	"pickpack/picking/contract"
)

// Template is a label as data, which an admin can change: things in their places, in millimetres from the upper left
// corner, and what they say. {order} in a text stands for the order's number; TemplateFields lists what there is.
type Template struct {
	Name     string    `json:"name"`
	Width    float64   `json:"width"`
	Height   float64   `json:"height"`
	Elements []Element `json:"elements"`
}

// Element is one thing on the label. If and Unless name a field: the element is there if that says something, or only
// if it says nothing.
type Element struct {
	Kind   string  `json:"kind"` // text, address, box, rule, code, logo
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	W      float64 `json:"w"`
	H      float64 `json:"h,omitempty"` // of a text: it stands in the middle of that height
	Text   string  `json:"text,omitempty"`
	Size   float64 `json:"size,omitempty"` // points
	Min    float64 `json:"min,omitempty"`  // points to which it may shrink
	Bold   bool    `json:"bold,omitempty"`
	Align  string  `json:"align,omitempty"` // left, center, right
	Lines  int     `json:"lines,omitempty"` // it may take; 0: one
	Line   float64 `json:"line,omitempty"`  // of a box: how thick
	Symbol string  `json:"symbol,omitempty"`
	Module float64 `json:"module,omitempty"` // of a code: how wide its narrowest bar may be
	If     string  `json:"if,omitempty"`
	Unless string  `json:"unless,omitempty"`
	Gap    *Gap    `json:"gap,omitempty"`
	Fill   bool    `json:"fill,omitempty"` // it reaches down to the end of the room there is
}

// Gap lets an element stand lower where a field says nothing, in the room that it leaves.
type Gap struct {
	Of   string  `json:"of"`
	Down float64 `json:"down"`
}

// Bounds of what a template may be.
const (
	maxTemplateBytes = 100_000
	maxElements      = 200
	minSide          = 20.0
	fillEdge         = 1.2 // kept below what fills the room
	maxSide          = 300.0
)

var (
	aligns  = map[string]font.Align{"": font.Left, "left": font.Left, "center": font.Center, "right": font.Right}
	symbols = map[string]func(string) (barcode.Symbol, error){"code128": barcode.Code128, "sscc": barcode.SSCC, "qr": barcode.QR,
		"datamatrix": barcode.DataMatrix, "gs1-128": bracketed(barcode.GS1128), "gs1-datamatrix": bracketed(barcode.GS1DataMatrix)}
)

func bracketed(encode func(gs1.Elements) (barcode.Symbol, error)) func(string) (barcode.Symbol, error) {
	return func(text string) (barcode.Symbol, error) {
		e, err := gs1.ParseBracketed(text)
		if err != nil {
			return barcode.Symbol{}, err
		}
		return encode(e)
	}
}

// parseTemplate reads a template and checks it for the fields of a kind of document. The error is an Invalid
// *picking.Error naming the place, as in elements[3].text.
func parseTemplate(text string, fields []string) (Template, error) {
	var t Template
	if len(text) > maxTemplateBytes {
		return t, picking.FieldError("template", "It is longer than %d kB.", maxTemplateBytes/1000)
	}
	if err := contract.Strict(strings.NewReader(text), &t); err != nil {
		return t, err
	}
	return t, t.check(fields)
}

func (t Template) check(fields []string) error {
	for name, side := range map[string]float64{"width": t.Width, "height": t.Height} {
		if side < minSide || side > maxSide {
			return picking.FieldError(name, "%g mm: a label measures %g to %g mm.", side, minSide, maxSide)
		}
	}
	if len(t.Elements) == 0 || len(t.Elements) > maxElements {
		return picking.FieldError("elements", "There are %d elements; there may be 1 to %d.", len(t.Elements), maxElements)
	}
	for i, e := range t.Elements {
		if name, why := e.fault(t, fields); why != "" {
			return picking.FieldError(fmt.Sprintf("elements[%d].%s", i, name), "%s", why)
		}
	}
	return nil
}

// fault is what is wrong with an element, and which of its values it is.
func (e Element) fault(t Template, fields []string) (name, why string) {
	knows := func(field string) bool { return slices.Contains(fields, field) }
	for name, field := range map[string]string{"if": e.If, "unless": e.Unless} {
		if field != "" && !knows(field) {
			return name, fmt.Sprintf("There is no field %q. There are: %s.", field, strings.Join(fields, ", "))
		}
	}
	if e.Gap != nil && !knows(e.Gap.Of) {
		return "gap.of", fmt.Sprintf("There is no field %q.", e.Gap.Of)
	}
	for _, p := range placeholder.FindAllString(e.Text, -1) {
		if !knows(strings.Trim(p, "{}")) {
			return "text", fmt.Sprintf("There is no field %s. There are: %s.", p, strings.Join(fields, ", "))
		}
	}
	if name, why := e.shapeFault(); why != "" {
		return name, why
	}
	down := 0.0
	if e.Gap != nil {
		down = max(0, e.Gap.Down)
	}
	if min(e.X, e.Y, e.W, e.H) < 0 || e.X+e.W > t.Width+0.01 || e.Y+e.H+down > t.Height+0.01 {
		return "x", fmt.Sprintf("It reaches beyond the label of %g × %g mm.", t.Width, t.Height)
	}
	return "", ""
}

// shapeFault is what a kind of element needs and does not have.
func (e Element) shapeFault() (name, why string) {
	_, known := aligns[e.Align]
	switch e.Kind {
	case "text", "address":
		switch {
		case e.Size < 4 || e.Size > 200:
			return "size", "Letters have 4 to 200 points."
		case e.Min < 0 || e.Min > e.Size:
			return "min", "It shrinks to a size that is not larger."
		case !known:
			return "align", "It is left, center or right."
		case e.Lines < 0 || e.Lines > 50:
			return "lines", "There are at most 50 lines."
		case e.W <= 0:
			return "w", "A text needs a width."
		case e.Kind == "address" && e.Text != "to" && e.Text != "from":
			return "text", "An address is to or from."
		case e.Kind == "address" && e.H <= 0 && !e.Fill:
			return "h", "An address needs a height."
		}
	case "code":
		if symbols[e.Symbol] == nil {
			return "symbol", "It is code128, sscc, gs1-128, qr, datamatrix or gs1-datamatrix."
		}
		if e.Module < barcode.MinModule || e.Module > 5 {
			return "module", fmt.Sprintf("The narrowest bar is %g to 5 mm wide.", barcode.MinModule)
		}
		if e.H <= 0 || e.W <= 0 {
			return "h", "A code needs a width and a height."
		}
	case "box", "rule", "logo":
		if e.H <= 0 || e.W <= 0 {
			return "h", "It needs a width and a height."
		}
		if e.Kind == "box" && (e.Line <= 0 || e.Line > 10) {
			return "line", "The lines of a box are up to 10 mm thick."
		}
	default:
		return "kind", fmt.Sprintf("There is no %q: it is text, address, box, rule, code or logo.", e.Kind)
	}
	return "", ""
}

// Fill lays out the label with these values; a logo may be nil. The error is an Invalid *picking.Error naming the field
// whose value cannot be encoded.
func (t Template) Fill(title string, values map[string]string, logo *Logo) (Doc, error) {
	s := &sheet{Page{W: t.Width, H: t.Height}}
	for i, e := range t.Elements {
		says := func(field string) bool { return strings.TrimSpace(values[field]) != "" }
		if e.If != "" && !says(e.If) || e.Unless != "" && says(e.Unless) {
			continue
		}
		if e.Gap != nil && !says(e.Gap.Of) {
			e.Y += e.Gap.Down
		}
		if e.Fill {
			e.H = t.Height - fillEdge - e.Y
		}
		if err := s.element(e, values, logo); err != nil {
			field := fmt.Sprintf("elements[%d].text", i)
			if p := placeholder.FindString(e.Text); p != "" {
				field = strings.Trim(p, "{}")
			}
			return Doc{}, picking.FieldError(field, "%v", err)
		}
	}
	return Doc{Title: title, Pages: []Page{s.Page}}, nil
}

func (s *sheet) element(e Element, values map[string]string, logo *Logo) error {
	text := fill(e.Text, values)
	switch e.Kind {
	case "text":
		s.add(Text{X: e.X, Y: e.Y, W: e.W, H: e.H, S: text, Size: e.Size, Min: e.Min, Bold: e.Bold, Align: aligns[e.Align], Lines: e.Lines})
	case "address":
		s.address(e, strings.Split(values[e.Text+"_who"], "\n"), strings.Split(values[e.Text+"_place"], "\n"))
	case "box":
		s.add(Box{e.X, e.Y, e.W, e.H, e.Line})
	case "rule":
		s.add(Rule{e.X, e.Y, e.W, e.H})
	case "code":
		return s.code(e, text)
	case "logo":
		if logo != nil {
			s.add(Picture{e.X, e.Y, e.W, e.H, logo})
		}
	}
	return nil
}

// address uses the room it has: the fewer lines, the larger. Who it is and the place are bold.
func (s *sheet) address(e Element, who, place []string) {
	who, place = filled(who), filled(place)
	lines := append(who[:len(who):len(who)], place...)
	size := min(e.Size, math.Floor(e.H/float64(max(len(lines), 1))/font.Pitch/font.MM*2)/2)
	for i, line := range lines {
		high := size * font.Pitch * font.MM
		s.add(Text{X: e.X, Y: e.Y + float64(i)*high, W: e.W, H: high, S: line, Size: size, Min: min(e.Min, size),
			Bold: i == 0 || i >= len(who), Align: aligns[e.Align]})
	}
}

// code fails if the symbol cannot be encoded, or would be too fine for the coarsest printer.
func (s *sheet) code(e Element, text string) error {
	symbol, err := symbols[e.Symbol](text)
	if err != nil {
		return err
	}
	place := barcode.Place{X: e.X, Y: e.Y, W: e.W, H: e.H, Max: e.Module}
	if _, err := place.Dots(symbol, zpl.DPI203); err != nil {
		return err
	}
	s.add(Code{symbol, place})
	return nil
}
