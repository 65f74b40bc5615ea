package station

import (
	"math"
	"strconv"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// The size of a picture.
const (
	eyeWide = 280
	eyeHigh = 170
)

// eye looks at a box from above its front corner: x goes to the right and y to the left, both towards the viewer; z is up.
type eye struct {
	l, w, h float64
	scale   float64
}

var eyeCos, eyeSin = math.Cos(math.Pi / 7), math.Sin(math.Pi / 7)

// aim makes the box as large as the picture allows.
func (e *eye) aim() {
	e.scale = min((eyeWide-12)/((e.l+e.w)*eyeCos), (eyeHigh-12)/((e.l+e.w)*eyeSin+e.h))
}

// at is where a point of the box stands in the picture.
func (e *eye) at(x, y, z float64) string {
	px := eyeWide/2 + ((x-e.l/2)-(y-e.w/2))*eyeCos*e.scale
	py := eyeHigh/2 + ((x-e.l/2)+(y-e.w/2))*eyeSin*e.scale + (e.h/2-z)*e.scale
	return strconv.FormatFloat(px, 'f', 1, 64) + " " + strconv.FormatFloat(py, 'f', 1, 64)
}

// box is the floor with the two walls at the back, and the edges that stand before the goods.
func (e *eye) box() (walls, edges string) {
	l, w, h := e.l, e.w, e.h
	walls = path(e.at(0, 0, 0), e.at(l, 0, 0), e.at(l, w, 0), e.at(0, w, 0)) +
		path(e.at(0, 0, 0), e.at(l, 0, 0), e.at(l, 0, h), e.at(0, 0, h)) +
		path(e.at(0, 0, 0), e.at(0, w, 0), e.at(0, w, h), e.at(0, 0, h))
	edges = path(e.at(0, w, 0), e.at(l, w, 0), e.at(l, w, h), e.at(0, w, h)) +
		path(e.at(l, 0, 0), e.at(l, w, 0), e.at(l, w, h), e.at(l, 0, h))
	return walls, edges
}

// unit is the three sides of a unit that show.
func (e *eye) unit(u pack.Unit) (top, left, right string) {
	x, y, z := float64(u.At[0]), float64(u.At[1]), float64(u.At[2])
	X, Y, Z := x+float64(u.Sides[0]), y+float64(u.Sides[1]), z+float64(u.Sides[2])
	top = path(e.at(x, y, Z), e.at(X, y, Z), e.at(X, Y, Z), e.at(x, Y, Z))
	left = path(e.at(x, Y, z), e.at(X, Y, z), e.at(X, Y, Z), e.at(x, Y, Z))
	right = path(e.at(X, y, z), e.at(X, Y, z), e.at(X, Y, Z), e.at(X, y, Z))
	return top, left, right
}

// meet says whether two units cover a part of the picture both. A unit is a hexagon there, so they do unless they are apart
// across one of its three pairs of sides.
func meet(a, b pack.Unit) bool {
	for _, across := range []func(x, y, z float64) float64{
		func(x, y, _ float64) float64 { return x - y },
		func(x, _, z float64) float64 { return z - 2*eyeSin*x },
		func(_, y, z float64) float64 { return z - 2*eyeSin*y },
	} {
		la, ha := reach(a, across)
		lb, hb := reach(b, across)
		if ha <= lb || hb <= la {
			return false
		}
	}
	return true
}

// reach is the least and the most of a measure over the corners of a unit.
func reach(u pack.Unit, of func(x, y, z float64) float64) (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	for corner := range 8 {
		at := func(axis int) float64 { return float64(u.At[axis] + u.Sides[axis]*picking.Millimetres(corner>>axis&1)) }
		v := of(at(0), at(1), at(2))
		least, most = min(least, v), max(most, v)
	}
	return least, most
}

func path(points ...string) string {
	s := "M" + points[0]
	for _, p := range points[1:] {
		s += " L" + p
	}
	return s + "Z"
}

// emptyView is the SVG's view of a picture.
var emptyView = "0 0 " + strconv.Itoa(eyeWide) + " " + strconv.Itoa(eyeHigh)

// emptyBox draws a box with nothing in it.
func emptyBox(b pack.Box) (walls, edges string) {
	e := eye{l: float64(b.Length), w: float64(b.Width), h: float64(b.Height)}
	e.aim()
	return e.box()
}
