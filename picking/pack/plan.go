package pack

import (
	"context"
	"math"

	"pickpack/picking"
	"pickpack/picking/carton"
)

// Plan is how what is in the open carton and what is still to be packed go into cartons, the open one first. Without
// Cartons nothing is placed and Why says why; Box is a guess by volume then.
type Plan struct {
	Box     Box       // for the open carton, or the next one if none is open
	Fits    bool      // it takes everything
	Cartons []Packing // in the order they are to be filled
	Left    picking.Qty
	Why     picking.Text
}

// Packing is a box with its units from the bottom upwards.
type Packing struct {
	Box   Box
	Units []Unit
}

// Unit is one piece of a line in its place: the corner nearest to the box's origin, and its sides; z is upwards.
type Unit struct {
	Line  picking.LineID
	At    carton.Size
	Sides carton.Size
}

// planMost is the most loads that a search tries; with many units or kinds, where each takes longer, it tries fewer, so
// that a plan takes 20 ms of a scan's answer at most. The same goods always give the same picture.
const (
	planMost = 200
	planWork = 40_000 // (loads + 20 to begin with) × units × kinds
)

// planUnits is the most that is placed: with more even one load takes longer than that, and nobody looks at the picture.
const planUnits = 80

// load is so many units of a line to be placed.
type load struct {
	line *Line
	qty  picking.Qty
}

// PlanFor places the goods of an order as it stands. While one carton is filled as planned the answer does not change:
// what is in it and what is left make up the same goods.
func PlanFor(s State) Plan {
	goods, in := s.goods()
	open := s.open()
	boxes := s.allowed()
	if why := unplaceable(goods); why != "" || len(boxes) == 0 {
		b, fits := Suggest(boxes, wares(goods))
		return Plan{Box: b, Fits: fits, Why: why}
	}
	best := place(boxes, goods, s.heaviest())
	if open == nil || open.Box == "" {
		return best
	}
	if best.begin(open.Box, in) {
		return best
	}
	mine, ok := s.box(open.Box)
	if !ok {
		return best
	}
	p := s.planInto(mine, boxes, goods, in)
	if p.Box = best.Box; len(best.Cartons) == 0 {
		p.Box = mine
	}
	return p
}

// goods are what is to be placed, and how much of it lies in the open carton already.
func (s State) goods() (all []load, in map[picking.LineID]picking.Qty) {
	in = map[picking.LineID]picking.Qty{}
	for i := range s.Lines {
		l := &s.Lines[i]
		in[l.ID] = s.inOpen(l.ID)
		if n := l.Left() + in[l.ID]; n > 0 {
			all = append(all, load{l, n})
		}
	}
	return all, in
}

// inOpen is how much of a line lies in the open carton.
func (s State) inOpen(id picking.LineID) (n picking.Qty) {
	if c := s.open(); c != nil {
		for _, p := range c.Contents {
			if p.Line == id {
				n += p.Qty
			}
		}
	}
	return n
}

// unplaceable says why goods cannot be placed, "" if they can.
func unplaceable(goods []load) picking.Text {
	var units picking.Qty
	for _, g := range goods {
		if g.line.Length <= 0 || g.line.Width <= 0 || g.line.Height <= 0 {
			return picking.Say("The size of %s is not known.", g.line.Name)
		}
		units += g.qty
	}
	if units > planUnits {
		return picking.Say("%d units are too many for a picture.", units)
	}
	return ""
}

func wares(goods []load) (all []Ware) {
	for _, g := range goods {
		all = append(all, Ware{g.line.Length, g.line.Width, g.line.Height, g.line.Weight, g.qty})
	}
	return all
}

// place packs goods into any of the boxes.
// most is what a carrier takes at most.
func place(boxes []Box, goods []load, most picking.Grams) Plan {
	p := carton.Problem{}
	work := 0
	for _, b := range boxes {
		inside := b.inside()
		inside.MaxWeight = min(inside.MaxWeight, most)
		p.Boxes = append(p.Boxes, inside)
	}
	for _, g := range goods {
		upright := [3]bool{!g.line.Upright, !g.line.Upright, true}
		p.Items = append(p.Items, carton.Item{Sides: carton.Size{g.line.Length, g.line.Width, g.line.Height}, Weight: g.line.Weight,
			Qty: g.qty, Upright: upright})
		work += int(g.qty) * len(goods)
	}
	loads := max(1, min(planMost, planWork/max(1, work)-20))
	found, _ := carton.Pack(context.Background(), &p, carton.Limits{Iterations: int64(loads)})
	var out Plan
	for _, c := range found.Cartons {
		packing := Packing{Box: boxes[c.Box]}
		for _, u := range c.Placements {
			packing.Units = append(packing.Units, Unit{goods[u.Item].line.ID, u.At, u.Sides})
		}
		out.Cartons = append(out.Cartons, packing)
	}
	for _, l := range found.Left {
		out.Left += picking.Qty(l.Qty)
	}
	if len(out.Cartons) > 0 {
		out.Box, out.Fits = out.Cartons[0].Box, len(out.Cartons) == 1 && out.Left == 0
	} else {
		out.Box, _ = Suggest(boxes, wares(goods))
	}
	return out
}

// inside is a box as goods see it: padding takes its part of every side.
func (b Box) inside() carton.Box {
	shrink := math.Cbrt(1 - float64(min(max(b.Padding, 0), 90))/100)
	side := func(x picking.Millimetres) picking.Millimetres {
		return max(1, picking.Millimetres(math.Floor(float64(x)*shrink)))
	}
	c := carton.Box{Inner: carton.Size{side(b.Length), side(b.Width), side(b.Height)}, Tare: b.Tare, MaxWeight: b.MaxWeight,
		Cost: float64(b.volume()) / 1e6, Available: carton.Unlimited}
	if b.Stock != nil {
		c.Available = *b.Stock
	}
	return c
}

// begin brings the carton of a box to the front in which everything lies that was packed into it. False: there is none.
func (p *Plan) begin(box string, in map[picking.LineID]picking.Qty) bool {
	for i, c := range p.Cartons {
		if c.Box.Code == box && c.holds(in) {
			p.Cartons[0], p.Cartons[i] = p.Cartons[i], p.Cartons[0]
			p.Box = p.Cartons[0].Box
			return true
		}
	}
	return false
}

// holds says whether a packing has room for all that is given.
func (c Packing) holds(in map[picking.LineID]picking.Qty) bool {
	have := c.Lines()
	for line, n := range in {
		if n > have[line] {
			return false
		}
	}
	return true
}

// Lines counts the units of each line.
func (c Packing) Lines() map[picking.LineID]picking.Qty {
	n := map[picking.LineID]picking.Qty{}
	for _, u := range c.Units {
		n[u.Line]++
	}
	return n
}

// planInto fills the box that the packer chose as far as it goes; what remains goes where it goes best. What lies in the box
// already stays in it: if that does not go with the best filling, only that is placed.
func (s State) planInto(mine Box, boxes []Box, goods []load, in map[picking.LineID]picking.Qty) Plan {
	one := 1
	mine.Stock = &one
	first := place([]Box{mine}, goods, s.heaviest())
	if len(first.Cartons) == 0 || !first.Cartons[0].holds(in) {
		var only []load
		for _, g := range goods {
			if in[g.line.ID] > 0 {
				only = append(only, load{g.line, in[g.line.ID]})
			}
		}
		if first = place([]Box{mine}, only, s.heaviest()); len(first.Cartons) == 0 || first.Left > 0 {
			p := place(boxes, goods, s.heaviest())
			return Plan{Left: p.Left, Why: picking.Say("What is in it is not known to fit into box %s.", mine.Code)}
		}
	}
	have := first.Cartons[0].Lines()
	var rest []load
	for _, g := range goods {
		if n := g.qty - have[g.line.ID]; n > 0 {
			rest = append(rest, load{g.line, n})
		}
	}
	p := Plan{Cartons: first.Cartons, Fits: len(rest) == 0}
	if len(rest) > 0 {
		more := place(boxes, rest, s.heaviest())
		p.Cartons, p.Left = append(p.Cartons, more.Cartons...), more.Left
	}
	return p
}

// SuggestBox is the box for what is still to be packed together with what is in the open carton.
func SuggestBox(s State) (Box, bool) {
	p := PlanFor(s)
	return p.Box, p.Fits
}
