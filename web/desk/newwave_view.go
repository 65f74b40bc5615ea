package desk

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/release"
	"pickpack/web/ui"
)

// newWaveView is the choice, and what it would release.
type newWaveView struct {
	Form    waveForm
	Choices choices
	First   []ui.Option // zones whose stock may be taken first
	Methods []methodCard
	Query   url.Values
	CSRF    string
	Trouble string
	Preview *preview
}

type methodCard struct {
	Method     picking.Method
	Word, When string
	On         bool
}

// preview is what releasing would do now.
type preview struct {
	Facts  []fact
	Notes  []string
	Lists  []previewList
	Hidden int // lists not shown
	Out    []outLine
	More   int // orders left out and not shown
	Short  []shortLine
	Map    floorMap
	Ready  bool // something can be released
	Took   string
	Orders int
	Fields [][2]string // of the release form
}

type fact struct{ Figure, Word string }

type previewList struct {
	N             int
	Zone          string
	Orders, Totes int
	Stops, Units  int
	Metres        string
	Cutoff        dueView
}

type outLine struct {
	ID             picking.OrderID
	Number, Reason string
}

type shortLine struct {
	Number, SKU, Reason string
	ID                  picking.OrderID
	Qty                 int
}

// How much of a preview is shown: enough to judge by, the rest is counted.
const (
	listsShown = 20
	outShown   = 50
	draftWalks = 6
)

func previewOf(p db.WavePreview, query url.Values, k clock) *preview {
	v := &preview{Notes: p.Notes, Ready: len(p.Lists) > 0, Orders: p.Total.Orders, Facts: factsOf(p),
		Took: took(p.Took)}
	for i, l := range p.Lists {
		if i == listsShown {
			v.Hidden = len(p.Lists) - listsShown
			break
		}
		v.Lists = append(v.Lists, previewList{N: i + 1, Zone: l.Zone, Orders: l.Orders, Totes: len(l.Totes), Stops: stops(l), Units: int(l.Units),
			Metres: ui.Metres(l.Metres), Cutoff: k.due(l.Cutoff, true)})
	}
	for i, o := range p.Out {
		if i == outShown {
			v.More = len(p.Out) - outShown
			break
		}
		v.Out = append(v.Out, outLine{o.Order, o.Number, o.Reason})
	}
	for _, s := range p.Missing[:min(len(p.Missing), outShown)] {
		v.Short = append(v.Short, shortLine{s.Number, s.SKU, s.Reason, s.Order, int(s.Qty)})
	}
	v.Map = mapOfDraft(p.Draft)
	for _, key := range slices.Sorted(maps.Keys(query)) {
		for _, s := range query[key] {
			v.Fields = append(v.Fields, [2]string{key, s})
		}
	}
	return v
}

func factsOf(p db.WavePreview) []fact {
	t := p.Total
	all := []fact{
		{ui.Number(t.Orders), noun(t.Orders, "order")}, {ui.Number(t.Lines), noun(t.Lines, "line")},
		{ui.Number(int(t.Units)), noun(int(t.Units), "unit")}, {ui.Number(len(p.Lists)), noun(len(p.Lists), "pick list")},
		{litres(t.Volume), "volume"}, {ui.Weight(t.Weight), "weight"},
		{ui.Metres(p.Metres), "to walk"}, {ui.Metres(p.MetresOne), "one order at a time"}, {saved(p.Metres, p.MetresOne), "walk saved"},
	}
	if p.Bound != nil {
		all = append(all, proven(p.Metres, p.MetresOne, *p.Bound)...)
	}
	return all
}

// took writes how long planning was.
func took(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// proven says how far from the best a plan is at most, if there was anything to plan and the proof says something worth
// knowing.
func proven(metres, one, bound float64) []fact {
	if bound <= 0 || metres > bound*1.25 || metres >= one {
		return nil
	}
	return []fact{{fmt.Sprintf("%.1f %%", max(0, metres/bound-1)*100), "above the best possible, at most"}}
}

func noun(n int, s string) string {
	if n == 1 {
		return s
	}
	return s + "s"
}

// litres writes cubic millimetres.
func litres(mm3 int64) string { return ui.Number(mm3/1_000_000) + " l" }

// stops counts the places a picker stands still at.
func stops(l release.List) (n int) {
	for i, t := range l.Tasks {
		if i == 0 || t.Location != l.Tasks[i-1].Location {
			n++
		}
	}
	return n
}

// filtered says that some filter is set, so that the filters are shown open.
func (v newWaveView) filtered() bool {
	return v.Form.Way == byFilter || len(v.Form.orderForm.query()) > 0
}
