package desk

import (
	"fmt"
	"math"

	"pickpack/web/ui"
)

// comparison sets a wave's walking beside what the same orders would walk by simpler rules, and beside the best possible.
type comparison struct {
	Rows   []compareRow
	Proof  string
	Proven bool
}

// compareRow is one way to walk. Bar is its length against the longest, in thousandths.
type compareRow struct {
	Word, Metres, Saves string
	Bar                 int
	Ours                bool
}

// compare knows nothing of what is 0 and leaves it out; bound is nil if nothing was proven.
func compare(metres, firstCome, one float64, bound *float64) comparison {
	c := comparison{Rows: []compareRow{{Word: "This wave", Metres: ui.Metres(metres), Ours: true}}}
	lengths := []float64{metres}
	for _, other := range []struct {
		word   string
		metres float64
	}{{"First come, first served, in S-shape", firstCome}, {"One order at a time", one}} {
		if other.metres > 0 {
			c.Rows = append(c.Rows, compareRow{Word: other.word, Metres: ui.Metres(other.metres), Saves: saves(metres, other.metres)})
			lengths = append(lengths, other.metres)
		}
	}
	most := 0.0
	for _, l := range lengths {
		most = max(most, l)
	}
	for i, l := range lengths {
		if most > 0 {
			c.Rows[i].Bar = int(math.Round(1000 * l / most))
		}
	}
	c.Proof, c.Proven = proof(metres, bound)
	return c
}

// saves is what a walk spares against another one, in words.
func saves(metres, other float64) string {
	if metres >= other {
		return "saves nothing"
	}
	return "saves " + ui.Metres(other-metres) + " (" + ui.Percent(1-metres/other) + ")"
}

// telling is the gap to the best possible, in percent, up to which a proof says that a plan is good; beyond, it says only
// that the search for a proof was short.
const telling = 25

// proof says how far from the best a plan is at most.
func proof(metres float64, bound *float64) (words string, proven bool) {
	if bound == nil || *bound <= 0 {
		return "How near this is to the best possible was not proven in the time.", false
	}
	switch gap := 100 * max(0, metres / *bound - 1); {
	case gap < 0.05:
		return "Proven: no plan of these orders walks less.", true
	case gap <= telling:
		return fmt.Sprintf("Proven: at most %.1f %% above the best possible. No plan of these orders walks less than %s.", gap, ui.Metres(*bound)), true
	default:
		return fmt.Sprintf("The best possible is not known. No plan of these orders walks less than %s; this one is at most %.0f %% above it.",
			ui.Metres(*bound), gap), false
	}
}
