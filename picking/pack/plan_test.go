package pack

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pickpack/picking"
	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/ship"

	"pgregory.net/rapid"
)

// sound has a plan proven by the checker: nothing overlaps, sticks out, hangs in the air or is too heavy, and it holds what
// lies in the open carton and what is left, or says how much it does not hold.
func sound(t interface {
	Helper()
	Fatalf(string, ...any)
}, s State, p Plan) {
	t.Helper()
	goods, in := s.goods()
	req, res := contract.CartonRequest{}, contract.CartonResult{}
	for _, b := range s.Boxes {
		inner := b.inside().Inner
		most := int(b.MaxWeight)
		req.Boxes = append(req.Boxes, contract.Box{ID: b.Code, Inner: []int{int(inner[0]), int(inner[1]), int(inner[2])}, Tare: int(b.Tare), MaxWeight: &most, Available: b.Stock})
	}
	weigh, left := map[picking.LineID]int{}, map[picking.LineID]int{}
	for _, g := range goods {
		l := g.line
		w := contract.Ware{ID: fmt.Sprint(l.ID), Dims: []int{int(l.Length), int(l.Width), int(l.Height)}, Weight: int(l.Weight), Qty: int(g.qty)}
		if l.Upright {
			w.MayBeHeight = []bool{false, false, true}
		}
		req.Items = append(req.Items, w)
		weigh[l.ID], left[l.ID] = int(l.Weight), int(g.qty)
	}
	for _, c := range p.Cartons {
		out := contract.Carton{Box: c.Box.Code, Weight: int(c.Box.Tare)}
		for _, u := range c.Units {
			out.Weight += weigh[u.Line]
			left[u.Line]--
			out.Placements = append(out.Placements, contract.Placement{Item: fmt.Sprint(u.Line), At: [3]int{int(u.At[0]), int(u.At[1]), int(u.At[2])},
				Dims: [3]int{int(u.Sides[0]), int(u.Sides[1]), int(u.Sides[2])}})
		}
		res.Cartons = append(res.Cartons, out)
	}
	var rest picking.Qty
	for id, n := range left {
		rest += picking.Qty(n)
		if n > 0 {
			res.Unpacked = append(res.Unpacked, contract.Unpacked{Item: fmt.Sprint(id), Qty: n, Reason: "left"})
		}
	}
	if err := check.Cartons(&req, &res); err != nil {
		t.Fatalf("%v", err)
	}
	if rest != p.Left || p.Fits != (rest == 0 && len(p.Cartons) == 1) {
		t.Fatalf("%d units are left, %d are said; fits %v in %d cartons", rest, p.Left, p.Fits, len(p.Cartons))
	}
	if c := s.open(); c != nil && c.Box != "" && (p.Cartons[0].Box.Code != c.Box || !p.Cartons[0].holds(in)) {
		t.Fatalf("the open carton is box %s with %v in it; the plan begins with %s", c.Box, in, p.Cartons[0].Box.Code)
	}
}

// smallTea is the tea order with three mugs: then box M takes it all.
func smallTea() State {
	s := teaOrder()
	s.Lines[4].Picked = 1
	return s
}

func TestPlan(t *testing.T) {
	t.Parallel()
	p := PlanFor(smallTea())
	sound(t, smallTea(), p)
	if p.Box.Code != "M" || !p.Fits {
		t.Fatalf("%+v", p)
	}
	for name, c := range map[string]struct {
		set   func(*State)
		boxes string // of the cartons, "" if nothing is placed
		best  string
	}{
		"small box chosen": {func(s *State) { s.Cartons[0].Box = "S" }, "S M", "M"},
		"none is left":     {func(s *State) { none := 0; s.Cartons = nil; s.Boxes[1].Stock = &none }, "S S", "S"},
		"too heavy":        {func(s *State) { s.Cartons = nil; s.Boxes[1].MaxWeight = 4000 }, "M S", "M"},
		"not taken": {func(s *State) {
			s.Cartons = nil
			s.Order.Carriers = []string{"DHL"}
			s.Boxes[0].Carriers = []string{"UPS"}
		}, "M", "M"},
		"any takes it":   {func(s *State) { s.Cartons = nil; s.Boxes[1].Carriers = []string{"UPS"} }, "M", "M"},
		"too long":       {func(s *State) { s.Cartons = nil; s.Order.Limits = []ship.Limits{{Longest: 300}} }, "S S", "S"},
		"one takes it":   {func(s *State) { s.Cartons = nil; s.Order.Limits = []ship.Limits{{Longest: 300}, {Girth: 3000}} }, "M", "M"},
		"4 kg at most":   {func(s *State) { s.Cartons = nil; s.Order.Limits = []ship.Limits{{Weight: 3000}, {Weight: 4000}} }, "M S", "M"},
		"collected":      {func(s *State) { s.Cartons, s.Order.Pickup = nil, true; s.Order.Limits = []ship.Limits{{Longest: 300}} }, "M", "M"},
		"padding":        {func(s *State) { s.Cartons = nil; s.Boxes[1].Padding = 30 }, "M M", "M"},
		"size not known": {func(s *State) { s.Lines[0].Width = 0 }, "", "M"},
		"many":           {func(s *State) { s.Lines[0].Picked = 300 }, "", "M"},
		"no boxes":       {func(s *State) { s.Boxes = nil }, "", ""},
	} {
		s := smallTea()
		c.set(&s)
		p := PlanFor(s)
		boxes := ""
		for _, x := range p.Cartons {
			boxes += " " + x.Box.Code
		}
		if boxes = max(boxes, " ")[1:]; p.Box.Code != c.best || boxes != c.boxes {
			t.Errorf("%s: %q, best %q, %q", name, boxes, p.Box.Code, p.Why)
		}
		if len(p.Cartons) > 0 {
			sound(t, s, p)
		} else if p.Why == "" && len(s.Boxes) > 0 {
			t.Errorf("%s: nothing says why", name)
		}
	}
}

// A plan does not change while its carton is filled as it says, and stays sound when it is filled otherwise.
func TestPlanStands(t *testing.T) {
	t.Parallel()
	f := newStation(teaOrder())
	f.state.Cartons[0].Box = "S"
	before := PlanFor(f.state)
	f.scan("mug")
	if after := PlanFor(f.state); fmt.Sprint(before.Cartons[0].Units) != fmt.Sprint(after.Cartons[0].Units) {
		t.Errorf("%v became %v", before.Cartons[0].Units, after.Cartons[0].Units)
	}
	for _, code := range []string{"mug", "mug", "SN-9"} { // the radio is longer than the box
		f.scan(code)
		if p := PlanFor(f.state); len(p.Cartons) > 0 {
			sound(t, f.state, p)
		}
	}
}

// Any goods in any boxes, some of them packed: the plan is sound and quick.
func TestPlanAlwaysSound(t *testing.T) {
	t.Parallel()
	slowest := time.Duration(0)
	rapid.Check(t, func(t *rapid.T) {
		s := State{Order: Order{ID: 1}, Boxes: Standard()}
		for i := range rapid.IntRange(1, 8).Draw(t, "lines") {
			side := func(name string) picking.Millimetres {
				return picking.Millimetres(rapid.IntRange(20, 350).Draw(t, name))
			}
			n := picking.Qty(rapid.IntRange(1, 6).Draw(t, "qty"))
			s.Lines = append(s.Lines, Line{ID: picking.LineID(i + 1), Item: picking.ItemID(i + 1), Picked: n, Weight: picking.Grams(rapid.IntRange(10, 3000).Draw(t, "weight")),
				Length: side("length"), Width: side("width"), Height: side("height"), Upright: rapid.Bool().Draw(t, "upright")})
		}
		begun := time.Now()
		p := PlanFor(s)
		slowest = max(slowest, time.Since(begun))
		sound(t, s, p)
		if len(p.Cartons) == 0 {
			return
		}
		s.Cartons = []Carton{{ID: 1, N: 1, State: CartonOpen, Box: p.Box.Code}}
		again := PlanFor(s)
		sound(t, s, again)
		if !slices.EqualFunc(p.Cartons[0].Units, again.Cartons[0].Units, func(a, b Unit) bool { return a == b }) {
			t.Fatalf("another picture with the carton open")
		}
		s.Cartons[0].Box = rapid.SampledFrom(s.Boxes).Draw(t, "box").Code
		if p := PlanFor(s); len(p.Cartons) > 0 {
			sound(t, s, p)
		}
	})
	t.Logf("slowest plan: %v", slowest)
}

func BenchmarkPlan(b *testing.B) {
	s := teaOrder()
	for b.Loop() {
		PlanFor(s)
	}
}

// The screen asks for pieces in an order in which the carton can be filled: each stands on what is packed already. The
// line last scanned goes on as long as that holds.
func TestNextStandsOnWhatIsPacked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := State{Order: Order{ID: 1}, Boxes: Standard(), Cartons: []Carton{{ID: 1, N: 1, State: CartonOpen}}}
		for i := range rapid.IntRange(2, 5).Draw(t, "lines") {
			side := func(name string) picking.Millimetres {
				return picking.Millimetres(rapid.IntRange(40, 160).Draw(t, name))
			}
			s.Lines = append(s.Lines, Line{ID: picking.LineID(i + 1), Item: picking.ItemID(i + 1), Picked: picking.Qty(rapid.IntRange(1, 5).Draw(t, "qty")),
				Weight: 100, Length: side("length"), Width: side("width"), Height: side("height")})
		}
		p := PlanFor(s)
		s.Cartons[0].Box = p.Box.Code
		p = PlanFor(s)
		units := p.Cartons[0].Units
		for range units {
			id := s.now(p)
			_, in := s.goods()
			done := p.Cartons[0].Done(in)
			i := slices.IndexFunc(units, func(u Unit) bool { return u.Line == id && !done[slices.Index(units, u)] })
			if i < 0 || !p.Cartons[0].rests(i, done) {
				t.Fatalf("line %d is asked for; %v of %v are done", id, done, units)
			}
			s.line(id).Packed++
			s.Cartons[0].Contents = addContents(s.Cartons[0].Contents, picking.PackedLine{Line: id, Qty: 1})
			s.Last = &Last{Moves: []picking.Move{{Line: id}}}
		}
		if s.next(p) != 0 {
			t.Fatal("more is asked for than the plan has")
		}
	})
}
