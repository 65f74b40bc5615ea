package task

import (
	"math"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Ground is where the bins lie that the next prompt may name. A bin whose place is not known has no spot.
type Ground struct {
	CrossY []float64    `json:"cross_y"` // of the cross-aisles, ascending
	Depot  layout.Point `json:"depot"`   // where walks begin: on a cross-aisle
	Spots  []Spot       `json:"spots"`
}

// Spot is a bin on the floor.
type Spot struct {
	ID    picking.LocationID `json:"id"`
	Aisle int                `json:"aisle"`
	X     float64            `json:"x"`
	Y     float64            `json:"y"`
}

// Way is the shortest walk to a bin from the bin proven last, at first from the depot, as who walks it sees it: the bin's
// aisle lies ahead, and left is their own left hand.
//
//	▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▛▜▔▔▔▔▔▔▔▔▔▔   Side: left
//	     ●────────────────▶
//	▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
//	0   From             To    100 %
type Way struct {
	Metres int    `json:"metres"`
	Aisle  int    `json:"aisle,omitempty"` // to turn into, counted from 1; 0: the bin is in the aisle where the picker stands
	Side   string `json:"side,omitempty"`  // "left" or "right"; "" if the bin has none, or no step is walked along its aisle
	From   int    `json:"from"`            // where the picker stands, or enters the aisle, in percent of its length
	To     int    `json:"to"`              // and where the bin is; not before From
}

// wayTo is the way to the bin of the current task, nil where the place of either end is not known.
func wayTo(s State) *Way {
	g, t := s.Ground, s.Current
	to, known := g.spot(t.Location)
	from, begun := g.spot(s.List.At)
	if !known || !begun && s.List.At != 0 || len(g.CrossY) < 2 {
		return nil
	}
	if !begun {
		from = Spot{Aisle: -1, X: g.Depot.X, Y: g.Depot.Y}
	}
	w, enter := Way{}, from.Y
	if from.Aisle != to.Aisle {
		w.Aisle, enter = to.Aisle+1, g.turn(from.Y, to.Y)
	}
	w.Metres = int(math.Round(math.Abs(to.X-from.X) + math.Abs(enter-from.Y) + math.Abs(to.Y-enter)))
	w.From, w.To = g.percent(enter), g.percent(to.Y)
	switch {
	case to.Y > enter:
		w.Side = t.Side
	case to.Y < enter: // sides are named as seen by who walks up
		w.Side = map[string]string{"left": "right", "right": "left"}[t.Side]
		w.From, w.To = 100-w.From, 100-w.To
	}
	return &w
}

func (g Ground) spot(id picking.LocationID) (Spot, bool) {
	for _, s := range g.Spots {
		if s.ID == id {
			return s, true
		}
	}
	return Spot{}, false
}

// turn is the height of the cross-aisle that is the least way round between two aisles; of equal ones the first that is
// met, so a walk from the depot goes along its own cross-aisle.
func (g Ground) turn(from, to float64) float64 {
	best := math.Inf(1)
	at := from
	for _, c := range g.CrossY {
		round := math.Abs(from-c) + math.Abs(to-c)
		if round < best || round == best && math.Abs(from-c) < math.Abs(from-at) {
			best, at = round, c
		}
	}
	return at
}

// percent is how far up the aisle a height is.
func (g Ground) percent(y float64) int {
	low, high := g.CrossY[0], g.CrossY[len(g.CrossY)-1]
	return int(math.Round(100 * min(1, max(0, (y-low)/(high-low)))))
}
