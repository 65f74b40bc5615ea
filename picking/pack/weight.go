package pack

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// Expected is what a carton should weigh: its contents, the box's own weight and the paper usually found in it. known is
// false while the weight of one of its items is not known: then Expected is too small and says nothing.
func Expected(s State, c Carton) (w picking.Grams, known bool) {
	sum, known := 0.0, true
	for _, p := range c.Contents {
		l := s.line(p.Line)
		if l == nil || p.Qty == 0 {
			continue
		}
		known = known && l.unit() > 0
		sum += l.unit() * float64(p.Qty)
	}
	if b, ok := s.box(c.Box); ok {
		sum += float64(b.Tare)
		if b.Filling.Sure() {
			sum += b.Filling.Mean
		}
	}
	return picking.Grams(math.Round(sum)), known
}

// usualDivisor is cubic millimetres that most carriers bill as a gram.
const usualDivisor = 5000

// Billed is what a carrier bills for a carton of the expected weight: that weight, or that of its size if that is more.
// What the customer collects is billed by nobody.
func Billed(s State, c Carton) picking.Grams {
	w, _ := Expected(s, c)
	b, ok := s.box(c.Box)
	if !ok || s.Order.Pickup {
		return w
	}
	o := b.Outer()
	return ship.Billed(w, o[0], o[1], o[2], cmp.Or(s.Order.Divisor, usualDivisor))
}

// unit is what one unit of a line weighs: as learned, else as typed; 0 if neither is known.
func (l Line) unit() float64 {
	if l.Learned.Sure() {
		return l.Learned.Mean
	}
	return float64(l.Weight)
}

// Tolerance is how far a true weight may lie from the expected one where nothing is learned yet: 2.5 % for items that
// differ, at least 30 g for paper, tape and the scale.
func Tolerance(expected picking.Grams) picking.Grams { return max(30, (expected*25+999)/1000) }

// learnedFloor is the least that is tolerated where every weight is learned: paper, tape and the scale still differ.
const learnedFloor = 10

// Band is how far the weight of a carton may lie from the expected one: three deviations of what is learned, and 2.5 % of
// what was only typed.
func Band(s State, c Carton) picking.Grams {
	all, _ := s.beliefs(c)
	typed, sure, floor := 0.0, all[:0], 30.0
	for _, b := range all {
		switch {
		case b.Now.Sure():
			sure = append(sure, b)
		case b.Item != 0:
			typed += b.Now.Mean * float64(b.Qty)
		}
	}
	if len(sure) == 0 || len(sure) == 1 && sure[0].Item == 0 && typed > 0 {
		w, _ := Expected(s, c)
		return Tolerance(w)
	}
	if typed == 0 && sure[len(sure)-1].Item == 0 {
		floor = learnedFloor
	}
	doubt, noise := variance(sure)
	return picking.Grams(math.Ceil(max(floor, math.Hypot(3*math.Sqrt(doubt+noise), typed*0.025))))
}

// most units too many or too few that a difference is explained by.
const mostOff = 5

// explained says which item's count would explain that a carton is off, "" if none would.
func (s State) explained(c Carton, off float64) picking.Text {
	band := float64(Band(s, c))
	all, _ := s.beliefs(c)
	name, least, fewest := "", math.Inf(1), mostOff+1
	for _, b := range all {
		unit := b.Now.Mean
		if b.Item == 0 || unit <= 0 {
			continue
		}
		n := int(math.Round(off / unit))
		miss := math.Abs(off - float64(n)*unit)
		count := max(n, -n)
		if count == 0 || count > mostOff || n < -int(b.Qty) || miss > band || count > fewest || count == fewest && miss > least {
			continue
		}
		name, least, fewest = s.itemName(b.Item), miss, count
	}
	switch {
	case name == "":
		return ""
	case off < 0:
		return picking.Say("That is about %d × %s too few.", fewest, name)
	}
	return picking.Say("That is about %d × %s too many.", fewest, name)
}

func (s State) itemName(id picking.ItemID) string {
	for _, l := range s.Lines {
		if l.Item == id {
			return l.Name
		}
	}
	return ""
}

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
