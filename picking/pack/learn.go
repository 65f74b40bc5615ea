package pack

import (
	"cmp"
	"math"
	"slices"

	"pickpack/picking"
)

// Learned is what closed cartons have taught of a weight, in grams: of one unit of an item, or of the paper and tape in a
// box. Doubt is how far Mean may be off, Spread how much one differs from the next; both are standard deviations.
type Learned struct {
	N      int     `json:"n"` // cartons it was learned from
	Mean   float64 `json:"mean"`
	Doubt  float64 `json:"doubt"`
	Spread float64 `json:"spread"`
}

// Sure says that enough cartons agree to believe it.
func (l Learned) Sure() bool { return l.N >= 3 }

// Reasons why a weight that looks wrong is right, in the order of how often they are true.
const (
	ReasonPadding = "Heavy packing material"
	ReasonItem    = "Item weight is wrong"
	ReasonWet     = "Wet or frozen goods"
	ReasonScale   = "Scale is off"
	ReasonChecked = "Checked, it is right"
)

// Reasons lists them as they are offered.
var Reasons = []string{ReasonPadding, ReasonItem, ReasonWet, ReasonScale, ReasonChecked}

// Lesson is what a closed carton has taught of one item, or of its box (Item 0): what was believed, and what is now.
type Lesson struct {
	Item        picking.ItemID
	Box         string
	Qty         picking.Qty
	Off         float64 // grams by which the carton differed from what was believed
	Before, Now Learned
}

const (
	scaleNoise = 3.0   // grams by which a scale is off
	typedDoubt = 0.3   // share by which a weight typed by a person may be wrong
	drift      = 0.003 // share by which an item's weight wanders from carton to carton: what is learned is never final
	surprise   = 3.0   // a carton further off than so many deviations teaches no more than one that is just so far off
	blankDoubt = 3000  // grams by which a weight that nobody typed may be wrong
)

// Learn is what a carton that is closed, for this reason if it looked wrong, teaches of its items and its box.
//
// A carton of 4 mugs weighs 100 g more than believed. The mugs' weight was doubted by 30 g each (4 together: 120 g), the
// paper in the box by 15 g: the mugs take 120² of every 120² + 15² + … parts of the 100 g, 24 g each, the paper takes a
// gram or two, and both are doubted less from now on. In a mixed carton the item that is doubted most learns most. This is
// a Kalman filter that keeps no covariances.
//
// Nothing is learned from a carton whose weight was excused by something that is not the items' (wet, padded, a scale that
// is off), nor from a weight that is to the gram the expected one: that was copied from the screen rather than weighed. The
// reason that an item's weight is wrong renews the doubt, so that one carton tells most of the truth.
func Learn(s State, c Carton, reason string) []Lesson {
	if c.Weight <= 0 || !slices.Contains([]string{"", ReasonItem, ReasonChecked}, reason) {
		return nil
	}
	if want, known := Expected(s, c); known && want == c.Weight {
		return nil
	}
	all, weight := s.beliefs(c)
	if len(all) < 2 { // the box and no item
		return nil
	}
	off := float64(c.Weight)
	for i := range all {
		b := &all[i].Now
		all[i].Before = *b
		if m := typedDoubt * b.Mean; reason == ReasonItem && all[i].Item != 0 {
			b.Doubt = max(b.Doubt, m)
		}
		b.Doubt = math.Hypot(b.Doubt, drift*b.Mean)
		off -= float64(all[i].Qty) * b.Mean
	}
	off -= float64(weight)
	doubt, noise := variance(all)
	within := surprise * math.Sqrt(doubt+noise)
	learned := min(max(off, -within), within)
	for i := range all {
		all[i].Off = off
		all[i].Now = all[i].Now.heard(float64(all[i].Qty), learned, doubt, noise)
	}
	return all
}

// heard is what is believed after a carton with q of it was off by so much, where the whole carton has these variances.
func (l Learned) heard(q, off, doubt, noise float64) Learned {
	all, d2 := doubt+noise, l.Doubt*l.Doubt
	gain := q * d2 / all
	l.Mean = max(0.1, l.Mean+gain*off)
	l.Doubt = math.Sqrt(max(d2-gain*q*d2, 1e-6))
	if l.N >= 3 { // if cartons miss by more than believed, one unit differs more from the next
		step := 0.15 * noise / all * (off*off/all - 1)
		l.Spread = min(max(l.Spread*(1+step/2), 0.3, 0.003*l.Mean), max(0.2*l.Mean, 1))
	}
	l.N++
	return l
}

// beliefs are what is believed of what a carton holds, each item once and its box last, and the weight of the box itself.
func (s State) beliefs(c Carton) (all []Lesson, tare picking.Grams) {
	for _, p := range c.Contents {
		l := s.line(p.Line)
		if l == nil || p.Qty <= 0 {
			continue
		}
		if i := slices.IndexFunc(all, func(x Lesson) bool { return x.Item == l.Item }); i >= 0 {
			all[i].Qty += p.Qty
			continue
		}
		all = append(all, Lesson{Item: l.Item, Qty: p.Qty, Now: l.believed()})
	}
	slices.SortFunc(all, func(a, b Lesson) int { return cmp.Compare(a.Item, b.Item) })
	b, _ := s.box(c.Box)
	filling := b.Filling
	if filling.N == 0 {
		filling = Learned{Doubt: 15 + 0.05*float64(b.Tare), Spread: 5}
	}
	return append(all, Lesson{Box: b.Code, Qty: 1, Now: filling}), b.Tare
}

// believed is what is learned of a line's item, or what was typed.
func (l Line) believed() Learned {
	typed := float64(l.Weight)
	switch {
	case l.Learned.N > 0:
		return l.Learned
	case l.Weight == 0:
		return Learned{Doubt: blankDoubt, Spread: 5}
	}
	return Learned{Mean: typed, Doubt: typedDoubt * typed, Spread: max(1, 0.01*typed)}
}

// variance is how far a carton's weight may be off: because weights are not known, and because units differ.
func variance(all []Lesson) (doubt, noise float64) {
	noise = scaleNoise * scaleNoise
	for _, b := range all {
		q := float64(b.Qty)
		doubt += q * q * b.Now.Doubt * b.Now.Doubt
		noise += q * b.Now.Spread * b.Now.Spread
	}
	return doubt, noise
}
