package pack

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"pickpack/picking"
)

// Expected is what a carton should weigh: its contents and the box's own weight. known is false while the weight of one
// of its items is not known: then Expected is too small and says nothing.
func Expected(s State, c Carton) (w picking.Grams, known bool) {
	known = true
	for _, p := range c.Contents {
		l := s.line(p.Line)
		if l == nil || p.Qty == 0 {
			continue
		}
		known = known && l.Weight > 0
		w += l.Weight * picking.Grams(p.Qty)
	}
	if b, ok := s.box(c.Box); ok {
		w += b.Tare
	}
	return w, known
}

// Tolerance is how far a true weight may lie from the expected one: 2.5 % for items that differ, at least 30 g for
// paper, tape and the scale.
func Tolerance(expected picking.Grams) picking.Grams { return max(30, (expected*25+999)/1000) }

// maxWeight is the most a parcel is believed to weigh.
const maxWeight = 1000 * 1000

// ParseWeight reads a weight as typed: kilograms ("2.418", "2,418", "2 kg") or, with the unit, grams ("418 g").
func ParseWeight(s string) (picking.Grams, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	if text == "" {
		return 0, picking.FieldError("weight", "Type the weight in kilograms.")
	}
	scale := 1000.0
	if t, ok := strings.CutSuffix(text, "kg"); ok {
		text = t
	} else if t, ok := strings.CutSuffix(text, "g"); ok {
		text, scale = t, 1
	}
	v, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	w := math.Round(v * scale)
	switch {
	case err != nil || math.IsNaN(w):
		return 0, picking.FieldError("weight", "%.20q is not a weight. Type kilograms, like 2.418, or grams, like 418 g.", s)
	case w < 1:
		return 0, picking.FieldError("weight", "A carton weighs more than nothing.")
	case w > maxWeight:
		return 0, picking.FieldError("weight", "%s kg is more than any parcel. Type grams as \"418 g\".", strings.TrimSpace(text))
	}
	return picking.Grams(w), nil
}

// Kilograms is a weight as it is shown and typed: "2.418".
func Kilograms(w picking.Grams) string { return fmt.Sprintf("%.3f", float64(w)/1000) }
