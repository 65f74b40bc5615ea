package desk

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"pickpack/db"
	"pickpack/picking/layout"
	"pickpack/picking/release"
	"pickpack/web/ui"
)

// floorMap is walks on the floor plan as an SVG of W × H; the depot's side is below.
type floorMap struct {
	W, H  float64
	Racks []rect
	Paths []path
	Dots  []dot
	Depot dot
	Here  []dot // people, where they were last
	More  int   // walks not drawn

	Listed bool // a table on the page says which walk is which
}

type rect struct{ X, Y, W, H float64 }

type path struct {
	D     string
	Class string // walk1 … walk6; faint when another walk is chosen
	Title string
	Link  string // to a closer look; "" if there is none
}

type dot struct {
	X, Y  float64
	Class string
	Title string
	N     int // of a stop on the chosen walk, in walking order from 1; 0 on the others
}

// walk is one list's stops for the map.
type walk struct {
	title string
	stops []layout.Bin
	names []string
	done  []bool
	who   string
	at    string // name of the stop where who was last
	path  string // of a closer look
	on    bool   // it is looked at closely: the others stand back
}

// drawing is a floor plan scaled to a picture of a fixed width.
type drawing struct {
	l     layout.Layout
	scale float64
	x0    float64
	lane  float64 // how far beside the middle of its way a walk is drawn
}

// Sizes of the picture in its own units.
const (
	mapWidth  = 800.0
	mapMargin = 14.0
	mapMost   = 520.0 // height
	mostWalks = 12
	laneWidth = 12.0 // of all lanes together
)

// mapOfDraft draws the lists that the page shows.
func mapOfDraft(d release.Draft, lists []planList) floorMap {
	var walks []walk
	for _, x := range lists {
		l := d.Lists[x.N-1]
		w := walk{title: planListName(x.N) + ": " + ui.Count(stops(l), "stop") + ", " + x.Metres, path: x.Path, on: x.On}
		for _, t := range l.Tasks {
			w.stops, w.names, w.done = append(w.stops, d.Bins[t.Location].Bin), append(w.names, d.Bins[t.Location].Code), append(w.done, false)
		}
		walks = append(walks, w)
	}
	m := mapOf(d.Floor, walks)
	m.More, m.Listed = len(d.Lists)-len(walks), true
	return m
}

// mapOfFloor draws the walks that are not finished, or all if every one is.
func mapOfFloor(f db.Floor) floorMap {
	var open, all []walk
	for _, x := range f.Walks {
		w := walkOf(x)
		if all = append(all, w); x.State != "done" {
			open = append(open, w)
		}
	}
	if len(open) == 0 {
		open = all
	}
	m := mapOf(f.Layout, open[:min(len(open), mostWalks)])
	m.More = max(0, len(open)-mostWalks)
	return m
}

// mapOfLists draws the lists that the page shows.
func mapOfLists(f db.Floor, lists []listLine) floorMap {
	var walks []walk
	for _, l := range lists {
		if i := slices.IndexFunc(f.Walks, func(w db.Walk) bool { return w.List == l.ID }); i >= 0 {
			w := walkOf(f.Walks[i])
			w.path, w.on = l.Path, l.On
			walks = append(walks, w)
		}
	}
	m := mapOf(f.Layout, walks)
	m.More, m.Listed = max(0, len(f.Walks)-len(walks)), true
	return m
}

func walkOf(x db.Walk) walk {
	w := walk{title: strings.TrimSpace(listName(x.List) + " " + x.Who), who: x.Who, at: x.At}
	for _, s := range x.Stops {
		w.stops, w.names, w.done = append(w.stops, s.Bin), append(w.names, s.Code), append(w.done, s.Done)
	}
	return w
}

func mapOf(l layout.Layout, walks []walk) floorMap {
	if len(walks) == 0 || l.Validate() != nil {
		return floorMap{}
	}
	left, right := min(l.AislesX[0], l.Depot.X), max(l.AislesX[len(l.AislesX)-1], l.Depot.X)
	tall := l.CrossY[len(l.CrossY)-1] - l.CrossY[0]
	room := mapWidth - 2*mapMargin
	g := drawing{l: l, scale: min(room/max(right-left, 1), mapMost/max(tall, 1))}
	g.x0 = left - (room/g.scale-(right-left))/2
	m := floorMap{W: mapWidth, H: tall*g.scale + 2*mapMargin, Racks: g.racks()}
	x, y := g.at(l.Depot.X, l.Depot.Y)
	m.Depot = dot{X: x, Y: y, Title: "Depot"}
	chosen := slices.IndexFunc(walks, func(w walk) bool { return w.on })
	for _, i := range upTo(len(walks), chosen) {
		w, class := walks[i], walkClass(i)
		if chosen >= 0 && i != chosen {
			class = "faint"
		}
		g.lane = lane(i, len(walks))
		m.Paths = append(m.Paths, path{g.line(w.stops), class, w.title, w.path})
		if chosen < 0 || i == chosen {
			m.dots(g, w, class)
		}
	}
	return m
}

// upTo counts to n, and last counted is the one that is drawn above the others (-1: none is).
func upTo(n, last int) []int {
	var all []int
	for i := range n {
		if i != last {
			all = append(all, i)
		}
	}
	if last >= 0 {
		all = append(all, last)
	}
	return all
}

// lane keeps walks that go the same way apart: each has its own line beside the middle of the aisle.
func lane(i, walks int) float64 {
	return min(1.6, laneWidth/float64(walks)) * (float64(i) - float64(walks-1)/2)
}

// dots adds the stops of a walk, and the person who walks it. Bins above or across each other are one dot, with the number
// of the first of them.
func (m *floorMap) dots(g drawing, w walk, class string) {
	n := 0
	for k, b := range w.stops {
		if k == 0 || w.names[k] != w.names[k-1] {
			n++
		}
		if k > 0 && b == w.stops[k-1] {
			continue
		}
		x, y := g.at(g.l.AislesX[b.Aisle], b.Y)
		d := dot{X: round(x + g.lane), Y: y, Class: class, Title: w.names[k]}
		if w.on {
			d.N = n
		}
		if w.at == w.names[k] && w.who != "" {
			m.Here = append(m.Here, dot{X: d.X, Y: d.Y, Class: class, Title: w.who})
		}
		if w.done[k] {
			d.Class += " been"
		}
		m.Dots = append(m.Dots, d)
	}
}

func walkClass(i int) string { return fmt.Sprintf("walk%d", i%walkColours+1) }

// at is a place of the floor in the picture.
func (g drawing) at(x, y float64) (float64, float64) {
	return round(mapMargin + (x-g.x0)*g.scale), round(mapMargin + (g.l.CrossY[len(g.l.CrossY)-1]-y)*g.scale)
}

func round(x float64) float64 { return math.Round(x*10) / 10 }

// racks stand on both sides of every aisle, from cross-aisle to cross-aisle.
func (g drawing) racks() (all []rect) {
	gap := mapWidth
	for i := 1; i < len(g.l.AislesX); i++ {
		gap = min(gap, (g.l.AislesX[i]-g.l.AislesX[i-1])*g.scale)
	}
	wide := min(max(gap*0.22, 1.5), 8)
	free := min(gap*0.2, 5) // the picker's way
	for _, x := range g.l.AislesX {
		for b := 1; b < len(g.l.CrossY); b++ {
			cx, top := g.at(x, g.l.CrossY[b])
			_, bottom := g.at(x, g.l.CrossY[b-1])
			inset := min(6, (bottom-top)/8)
			for _, left := range []float64{cx - free - wide, cx + free} {
				all = append(all, rect{round(left), round(top + inset), round(wide), round(bottom - top - 2*inset)})
			}
		}
	}
	return all
}

// line is the walk from the depot through the stops and back, along aisles and cross-aisles.
func (g drawing) line(stops []layout.Bin) string {
	var d strings.Builder
	x, y := g.l.Depot.X, g.l.Depot.Y
	g.to(&d, "M", x, y)
	for i, b := range stops {
		bx := g.l.AislesX[b.Aisle]
		if i == 0 {
			g.to(&d, "L", bx, y) // the depot is on a cross-aisle
		} else if bx != x {
			c := g.cross(y, b.Y)
			g.to(&d, "L", x, c)
			g.to(&d, "L", bx, c)
		}
		g.to(&d, "L", bx, b.Y)
		x, y = bx, b.Y
	}
	g.to(&d, "L", x, g.l.Depot.Y)
	g.to(&d, "L", g.l.Depot.X, g.l.Depot.Y)
	return d.String()
}

// cross is the cross-aisle of the shortest way between two heights in different aisles.
func (g drawing) cross(a, b float64) float64 {
	best := g.l.CrossY[0]
	for _, c := range g.l.CrossY {
		if math.Abs(a-c)+math.Abs(b-c) < math.Abs(a-best)+math.Abs(b-best) {
			best = c
		}
	}
	return best
}

func (g drawing) to(d *strings.Builder, op string, x, y float64) {
	px, py := g.at(x, y)
	fmt.Fprintf(d, "%s%g %g", op, round(px+g.lane), round(py+g.lane))
}

// walkColours is how many looks the style sheet has for walks.
const walkColours = 10

// svg writes a coordinate.
func svg(x float64) string { return fmt.Sprintf("%g", x) }
