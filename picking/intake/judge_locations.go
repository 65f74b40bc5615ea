package intake

import (
	"math"
	"slices"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Spacing is how far apart the centre lines of aisles are that no file speaks of, in metres.
const Spacing = 3.0

// beyond is how far the last cross-aisle lies behind the last bin when no file says where it is.
const beyond = 1.5

func (j *judge) locations() {
	j.cross()
	j.aisles()
	j.depot()
	for _, l := range j.Locations {
		if j.found.rows[l.Row] || !j.placeFits(&l) {
			continue
		}
		was, here := j.known.Locations[l.Code]
		switch {
		case !here:
			j.report.New++
		case was == l.Location:
			j.report.Same++
			continue
		default:
			j.report.Changed++
		}
		j.accepted.Locations = append(j.accepted.Locations, l)
	}
}

// placeFits compares a row with the location of the same code, and with the floor.
func (j *judge) placeFits(l *Location) bool {
	was, here := j.known.Locations[l.Code]
	l.ID = was.ID
	if here && was.Kind != l.Kind {
		j.bad(l.Row, "kind", string(l.Kind), "%s is a %s here already; a place keeps its kind", l.Code, was.Kind)
		return false
	}
	if c, ok := j.known.Codes[l.Code]; ok {
		j.bad(l.Row, "code", l.Code, "is a barcode of item %s", c.SKU)
		return false
	}
	if _, taken := j.known.Items[l.Code]; taken {
		j.bad(l.Row, "code", l.Code, "is the sku of an item")
		return false
	}
	lay := j.accepted.Layout
	if l.isBin() && l.Aisle >= len(lay.AislesX) {
		j.bad(l.Row, "aisle", "", "aisle %d cannot be placed while another row's aisle_x is wrong", l.Aisle+1)
		return false
	}
	if l.isBin() && lay.CheckBin("", layout.Bin{Aisle: l.Aisle, Y: l.Y}) != nil {
		low, high := j.extent()
		j.bad(l.Row, "y", "", "%v m is outside the aisles, which run from %v to %v m; rows of kind cross_aisle say where they end", l.Y, low, high)
		return false
	}
	return true
}

func (l Location) isBin() bool { return l.Kind == picking.PickFace || l.Kind == picking.Reserve }

func (j *judge) extent() (low, high float64) {
	c := j.accepted.Layout.CrossY
	return c[0], c[len(c)-1]
}

// cross settles the cross-aisles: the file's, else those known, else one before the first bin and one behind the last.
func (j *judge) cross() {
	lay := &j.accepted.Layout
	lay.CrossY = slices.Clone(j.known.Layout.CrossY)
	if marks := j.Floor.Cross; len(marks) > 0 {
		var y []float64
		for _, m := range marks {
			y = append(y, m.Y)
		}
		slices.Sort(y)
		y = slices.Compact(y)
		if why := j.crossFits(y); why != "" {
			j.bad(marks[0].Row, "y", "", "%s", why)
		} else {
			lay.CrossY = y
		}
	}
	if len(lay.CrossY) >= 2 {
		return
	}
	low, high := 0.0, 0.0
	for _, l := range j.Locations {
		if l.isBin() {
			low, high = min(low, l.Y), max(high, l.Y)
		}
	}
	lay.CrossY = []float64{low, high + beyond}
}

func (j *judge) crossFits(y []float64) string {
	bins := j.known.HighY > j.known.LowY || j.known.HighY != 0
	switch {
	case len(y) < 2:
		return "at least two cross-aisles are needed: one before the aisles, one behind them"
	case len(y) > layout.MaxCross:
		return "too many cross-aisles"
	case bins && (j.known.LowY < y[0] || j.known.HighY > y[len(y)-1]):
		return "there are bins outside these cross-aisles already"
	}
	return ""
}

// aisles settles the aisles' centre lines: what rows say, else what is known, else evenly between or beyond those. If
// they would not ascend, the rows that say so are refused and the floor stays as it is.
func (j *judge) aisles() {
	said, n := j.saidAisles()
	x := make([]float64, n)
	for i := range x {
		switch {
		case said[i] != nil:
			x[i] = *said[i].AisleX
		case i < len(j.known.Layout.AislesX):
			x[i] = j.known.Layout.AislesX[i]
		default:
			x[i] = math.NaN()
		}
	}
	fill(x)
	if j.ascend(x, said) {
		j.accepted.Layout.AislesX = x
		return
	}
	j.accepted.Layout.AislesX = slices.Clone(j.known.Layout.AislesX)
	if len(j.accepted.Layout.AislesX) == 0 {
		j.accepted.Layout.AislesX = []float64{0}
	}
}

// saidAisles finds the first row that says where each aisle is, and how many aisles there are.
func (j *judge) saidAisles() (said map[int]*Location, n int) {
	said = map[int]*Location{}
	n = max(1, len(j.known.Layout.AislesX))
	for i := range j.Locations {
		l := &j.Locations[i]
		if !l.isBin() {
			continue
		}
		n = max(n, l.Aisle+1)
		if first := said[l.Aisle]; l.AisleX != nil && first == nil {
			said[l.Aisle] = l
		} else if l.AisleX != nil && *first.AisleX != *l.AisleX {
			j.bad(l.Row, "aisle_x", "", "aisle %d is at %v m here and at %v m on line %d", l.Aisle+1, *l.AisleX, *first.AisleX, first.Row)
		}
	}
	return said, n
}

// ascend says whether each aisle lies beyond the one before, and refuses the rows that do not let it.
func (j *judge) ascend(x []float64, said map[int]*Location) bool {
	fine := true
	for i := 1; i < len(x); i++ {
		if x[i] > x[i-1] {
			continue
		}
		fine = false
		l := said[i]
		if l == nil {
			l = said[i-1]
		}
		if l != nil {
			j.bad(l.Row, "aisle_x", "", "aisle %d would be at %v m, which is not beyond aisle %d at %v m", i+1, x[i], i, x[i-1])
		}
	}
	return fine
}

// fill puts values where there are none (NaN): evenly between two that are there, else Spacing from the nearest.
func fill(x []float64) {
	before := -1
	for i := range x {
		if math.IsNaN(x[i]) {
			continue
		}
		for k := before + 1; k < i; k++ {
			if before < 0 {
				x[k] = x[i] - Spacing*float64(i-k)
			} else {
				x[k] = x[before] + (x[i]-x[before])*float64(k-before)/float64(i-before)
			}
		}
		before = i
	}
	for k := before + 1; k < len(x); k++ {
		if k == 0 {
			x[k] = 0
		} else {
			x[k] = x[k-1] + Spacing
		}
	}
}

// depot settles where pickers start: the file's place, else the known one, else the front of the first aisle.
func (j *judge) depot() {
	lay := &j.accepted.Layout
	lay.Depot = j.known.Layout.Depot
	if m := j.Floor.Depot; m != nil {
		lay.Depot = m.Point
		if lay.DepotCross() < 0 {
			j.bad(m.Row, "y", "", "the depot must stand on a cross-aisle; %v m is none", m.Y)
		}
	}
	if len(j.known.Layout.AislesX) == 0 && j.Floor.Depot == nil {
		lay.Depot.X = lay.AislesX[0]
	}
	if lay.DepotCross() < 0 {
		lay.Depot.Y = lay.CrossY[0]
	}
}
