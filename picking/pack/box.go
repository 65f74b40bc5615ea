package pack

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pickpack/picking"
)

// Box is a kind of carton the warehouse has: inner sides, own weight, and the most it may weigh when full.
type Box struct {
	Code      string              `json:"code"`
	Length    picking.Millimetres `json:"length"`
	Width     picking.Millimetres `json:"width"`
	Height    picking.Millimetres `json:"height"`
	Tare      picking.Grams       `json:"tare"`
	MaxWeight picking.Grams       `json:"max_weight"`
	Wall      picking.Millimetres `json:"wall,omitempty"`     // how thick its sides are: outside it is twice that larger
	Padding   int                 `json:"padding,omitempty"`  // percent of its room that paper and air take
	Stock     *int                `json:"stock,omitempty"`    // how many there are; nil: nobody counts them
	Carriers  []string            `json:"carriers,omitempty"` // accounts that take it; none: all
	Filling   Learned             `json:"filling,omitzero"`   // what paper and tape were found to weigh in it
}

// BoxPrefix stands before the box's code on its barcode.
const BoxPrefix = "BOX-"

// Fill is how much of a box's volume goods are expected to use at best, in percent; the rest is air and dunnage.
const Fill = 80

// Size is the box's inner sides in words.
func (b Box) Size() string { return fmt.Sprintf("%d × %d × %d mm", b.Length, b.Width, b.Height) }

// Outer are its outer sides.
func (b Box) Outer() [3]picking.Millimetres {
	return [3]picking.Millimetres{b.Length + 2*b.Wall, b.Width + 2*b.Wall, b.Height + 2*b.Wall}
}

func (b Box) volume() int64 { return volume(b.Length, b.Width, b.Height) }

// Ware is so many units of one item that go into a box. Sides and weight of zero are not known and count as nothing.
type Ware struct {
	Length, Width, Height picking.Millimetres
	Weight                picking.Grams
	Qty                   picking.Qty
}

// boxCode is what a box's barcode says behind BoxPrefix: it can be scanned, typed and told from a command.
var boxCode = regexp.MustCompile(`^[A-Z0-9][A-Z0-9._-]{0,19}$`)

// Valid says what is wrong with a box, naming the field.
func (b Box) Valid() error {
	side := func(x picking.Millimetres) bool { return x >= 10 && x <= 5000 }
	switch {
	case !boxCode.MatchString(b.Code):
		return picking.FieldError("code", "A code has 1 to 20 capitals, digits, dots and dashes, such as M or MAIL-1.")
	case !side(b.Length):
		return picking.FieldError("length", "A side is 10 to 5000 mm long.")
	case !side(b.Width):
		return picking.FieldError("width", "A side is 10 to 5000 mm long.")
	case !side(b.Height):
		return picking.FieldError("height", "A side is 10 to 5000 mm long.")
	case b.Wall < 0 || b.Wall > 100:
		return picking.FieldError("wall", "The sides of a box are 0 to 100 mm thick.")
	case b.MaxWeight <= b.Tare || b.MaxWeight > maxWeight:
		return picking.FieldError("max_weight", "A full box weighs more than an empty one, and at most 1000 kg.")
	case b.Tare < 0:
		return picking.FieldError("tare", "A box weighs something.")
	case b.Padding < 0 || b.Padding > 90:
		return picking.FieldError("padding", "Padding is 0 to 90 %% of the room.")
	case b.Stock != nil && (*b.Stock < 0 || *b.Stock > 10_000_000):
		return picking.FieldError("stock", "Type how many there are, or leave it empty.")
	}
	return nil
}

// Suggest is the smallest box that plausibly takes all wares: each fits by its sorted sides, together they use at most
// Fill percent of the volume and stay under the weight. fits is false if no box does: then it is the largest one, and
// the wares need several. No boxes: the zero Box.
//
// It does not place anything and is for goods whose sides are not all known: a box it names may turn out too small for
// awkward shapes, and the packer takes another. PlanFor places them.
func Suggest(boxes []Box, wares []Ware) (b Box, fits bool) {
	bySize := slices.SortedFunc(slices.Values(boxes), func(a, b Box) int {
		return cmp.Or(cmp.Compare(a.volume(), b.volume()), cmp.Compare(a.Tare, b.Tare), strings.Compare(a.Code, b.Code))
	})
	for _, b := range bySize {
		if b.takes(wares) {
			return b, true
		}
	}
	if len(bySize) == 0 {
		return Box{}, false
	}
	return bySize[len(bySize)-1], false
}

func (b Box) takes(wares []Ware) bool {
	room, weight := b.volume()*Fill/100, b.MaxWeight-b.Tare
	inner := sides(b.Length, b.Width, b.Height)
	for _, w := range wares {
		if w.Qty <= 0 {
			continue
		}
		outer := sides(w.Length, w.Width, w.Height)
		if outer[0] > inner[0] || outer[1] > inner[1] || outer[2] > inner[2] {
			return false
		}
		room -= volume(w.Length, w.Width, w.Height) * int64(w.Qty)
		weight -= w.Weight * picking.Grams(w.Qty)
	}
	return room >= 0 && weight >= 0
}

func sides(a, b, c picking.Millimetres) [3]picking.Millimetres {
	s := [3]picking.Millimetres{a, b, c}
	slices.Sort(s[:])
	return s
}

func volume(a, b, c picking.Millimetres) int64 { return int64(a) * int64(b) * int64(c) }

// box finds a box by its code or its barcode.
func (s State) box(code string) (Box, bool) {
	code, _ = strings.CutPrefix(strings.ToUpper(code), BoxPrefix)
	for _, b := range s.Boxes {
		if strings.ToUpper(b.Code) == code {
			return b, true
		}
	}
	return Box{}, false
}
