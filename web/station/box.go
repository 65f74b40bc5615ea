package station

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/web/ui"
)

// boxView is a carton of the plan as a picture: the box open towards the viewer, its units from the back to the front.
type boxView struct {
	View         string // of the SVG
	Walls, Edges string // paths: floor and back walls, and what of the box stands before the goods
	Units        []unitView
	Next         string   // where the piece to be packed now goes, in words; "": none of this carton
	Steps        []string // the whole filling in words, for who cannot see it
	Title        string
}

// unitView is one unit: its three sides that show. Class is done, next or later.
type unitView struct {
	Class            string
	Top, Left, Right string
}

// picture draws a carton of the plan. in counts the units of each line that lie in it, now is the line of the next piece.
func picture(c pack.Packing, names map[picking.LineID]string, in map[picking.LineID]picking.Qty, now picking.LineID) boxView {
	e := eye{l: float64(c.Box.Length), w: float64(c.Box.Width), h: float64(c.Box.Height)}
	e.aim()
	v := boxView{View: emptyView, Title: c.Box.Code + " with " + ui.Count(len(c.Units), "unit")}
	v.Walls, v.Edges = e.box()
	class := make([]string, len(c.Units))
	next := -1
	for i, done := range c.Done(in) {
		switch {
		case done:
			class[i] = "done"
		case c.Units[i].Line == now && next < 0:
			next, class[i] = i, "next"
		default:
			class[i] = "later"
		}
	}
	if next >= 0 {
		u := c.Units[next]
		v.Next = fmt.Sprintf("%s: %s, %d mm high", names[u.Line], where(c, next, names), u.Sides[2])
	}
	for _, i := range backToFront(c.Units) {
		if class[i] == "later" && len(c.Units) > mostGhosts {
			continue
		}
		top, left, right := e.unit(c.Units[i])
		v.Units = append(v.Units, unitView{class[i], top, left, right})
	}
	// what is still to come is drawn last, as a mere outline: it must not hide where the next piece goes
	slices.SortStableFunc(v.Units, func(a, b unitView) int { return strings.Compare(ghostLast(a), ghostLast(b)) })
	v.Steps = steps(c, names)
	return v
}

// mostGhosts is how many units a picture may have before it leaves out what is still to come.
const mostGhosts = 60

func ghostLast(u unitView) string {
	if u.Class == "later" {
		return "1"
	}
	return "0"
}

// behind says whether a unit is hidden by another one: it ends, along an axis, where that begins, and they meet in the picture.
func behind(a, b pack.Unit) bool {
	if !meet(a, b) {
		return false
	}
	for axis := range 3 {
		if a.At[axis]+a.Sides[axis] <= b.At[axis] {
			return true
		}
	}
	return false
}

// backToFront orders units so that each hides only those before it. Three can hide each other in a ring; then the one that is
// hidden by fewest comes first.
func backToFront(units []pack.Unit) (order []int) {
	first := make([][]bool, len(units)) // first[i][j]: i is drawn before j
	waits := make([]int, len(units))    // for how many that are not drawn yet
	for i := range units {
		first[i] = make([]bool, len(units))
		for j := range units {
			if i != j && behind(units[i], units[j]) && !behind(units[j], units[i]) {
				first[i][j] = true
				waits[j]++
			}
		}
	}
	const drawn = math.MaxInt
	for range units {
		i := slices.Index(waits, slices.Min(waits))
		order, waits[i] = append(order, i), drawn
		for j, after := range first[i] {
			if after && waits[j] != drawn {
				waits[j]--
			}
		}
	}
	return order
}

// where says in words where a unit stands.
func where(c pack.Packing, i int, names map[picking.LineID]string) string {
	u := c.Units[i]
	x, y := u.At[0]+u.Sides[0]/2 > c.Box.Length/2, u.At[1]+u.Sides[1]/2 > c.Box.Width/2
	corner := map[[2]bool]string{{false, false}: "at the back", {true, false}: "on the right", {false, true}: "on the left", {true, true}: "at the front"}[[2]bool{x, y}]
	if u.Sides[0]*3 > c.Box.Length*2 && u.Sides[1]*3 > c.Box.Width*2 {
		corner = "across the box"
	}
	if u.At[2] == 0 {
		return "on the floor, " + corner
	}
	var under []string
	for _, o := range c.Units {
		if u.On(o) && !slices.Contains(under, names[o.Line]) {
			under = append(under, names[o.Line])
		}
	}
	if len(under) == 0 {
		return "higher up, " + corner
	}
	return "on top of " + strings.Join(under, " and ") + ", " + corner
}

// steps tells a filling from the bottom upwards; equal pieces that stand alike are one step.
func steps(c pack.Packing, names map[picking.LineID]string) (all []string) {
	last, n := "", 0
	flush := func() {
		if n > 0 {
			all = append(all, fmt.Sprintf("%d × %s", n, last))
		}
	}
	for i, u := range c.Units {
		said := fmt.Sprintf("%s, %s, %d mm high", names[u.Line], where(c, i, names), u.Sides[2])
		if said == last {
			n++
			continue
		}
		flush()
		last, n = said, 1
	}
	flush()
	return all
}

// lineNames are the names of the order's lines.
func (v packView) lineNames() (names map[picking.LineID]string, in map[picking.LineID]picking.Qty, now picking.LineID) {
	names, in = map[picking.LineID]string{}, map[picking.LineID]picking.Qty{}
	for _, l := range v.P.Lines {
		names[l.ID] = l.Name
		in[l.ID] = l.InCarton
		if l.Now {
			now = l.ID
		}
	}
	return names, in, now
}

// openBox is the picture of the open carton.
func (v packView) openBox() boxView {
	names, in, now := v.lineNames()
	return picture(v.P.Plan.Cartons[0], names, in, now)
}

// laterBox is that of one that follows.
func (v packView) laterBox(c pack.Packing) boxView {
	names, _, _ := v.lineNames()
	return picture(c, names, c.Lines(), 0)
}

// fitWords says what of the order does not go into the open carton, "" if all does.
func (v packView) fitWords() string {
	p := v.P.Plan
	switch {
	case len(p.Cartons) == 0 && p.Why != "" && !p.Fits:
		return "It will not all fit into one box."
	case len(p.Cartons) == 0 && !p.Fits && len(v.P.Boxes) > 0:
		return "It fits no box that is here. Call your supervisor."
	case len(p.Cartons) == 0:
		return ""
	}
	var then []string
	total := int(p.Left)
	for i, c := range p.Cartons {
		if total += len(c.Units); i > 0 {
			then = append(then, c.Box.Code)
		}
	}
	words := ""
	if len(then) > 0 {
		words = fmt.Sprintf("%d of %d fit into box %s, the rest into %s.", len(p.Cartons[0].Units), total, p.Cartons[0].Box.Code, strings.Join(then, ", "))
	}
	if p.Left > 0 {
		words = strings.TrimSpace(words + " " + ui.Number(p.Left) + " fit no box that is here: call your supervisor.")
	}
	if v.P.Suggest != "" && p.Cartons[0].Box.Code != v.P.Suggest {
		words = strings.TrimSpace(words + " Box " + v.P.Suggest + " fits best.")
	}
	return words
}

// elsewhere says that the next piece belongs into a later carton.
func (v packView) elsewhere() string {
	_, in, now := v.lineNames()
	if len(v.P.Plan.Cartons) < 2 || now == 0 || in[now] < v.P.Plan.Cartons[0].Lines()[now] {
		return ""
	}
	return "The next piece goes into carton " + strconv.Itoa(v.P.Carton.N+1) + "."
}

// billedWords say what a carrier bills where that is more than the carton weighs.
func billedWords(c *pack.PromptCarton) string {
	if c.Billed <= c.Expected {
		return ""
	}
	return "billed as " + pack.Kilograms(c.Billed) + " kg, for its size"
}
