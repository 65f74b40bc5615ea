package sample

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"pickpack/picking/contract"
)

// Load is a container loading problem as Bischoff and Ratcliff (1995) draw them: so many kinds of boxes with sides of 30
// to 120, 25 to 100 and 20 to 80 cm, the longest first, for a container of 587 × 233 × 220 cm. A side may stand upright if it is less than
// twice the shorter of the other two. Boxes of random kinds come until the next one would be more than the container's volume.
type Load struct {
	Kinds int    // 3, 5, 8, 10, 12, 15, 20 are the sets BR1 to BR7
	Seed  uint64 // of the random numbers
}

// LoadBox is one kind of boxes of such a problem, in centimetres.
type LoadBox struct {
	Sides   [3]int
	Upright [3]bool
	Qty     int
}

// LoadKinds are the numbers of kinds in the sets BR1 to BR7.
var LoadKinds = []int{3, 5, 8, 10, 12, 15, 20}

// LoadRoom is the container, in centimetres.
var LoadRoom = [3]int{587, 233, 220}

// Draw makes the boxes, each kind at least once.
func (l Load) Draw() []LoadBox {
	rnd := rand.New(rand.NewPCG(l.Seed, uint64(l.Kinds)))
	boxes := make([]LoadBox, l.Kinds)
	volume := func(b LoadBox) int { return b.Sides[0] * b.Sides[1] * b.Sides[2] }
	left := LoadRoom[0] * LoadRoom[1] * LoadRoom[2]
	for i := range boxes {
		b := &boxes[i]
		b.Sides = [3]int{30 + rnd.IntN(91), 25 + rnd.IntN(76), 20 + rnd.IntN(61)}
		slices.SortFunc(b.Sides[:], func(a, b int) int { return b - a })
		for a, s := range b.Sides {
			b.Upright[a] = s < 2*min(b.Sides[(a+1)%3], b.Sides[(a+2)%3])
		}
		b.Qty = 1
		left -= volume(*b)
	}
	for {
		b := &boxes[rnd.IntN(len(boxes))]
		if left -= volume(*b); left < 0 {
			return boxes
		}
		b.Qty++
	}
}

// Request is the problem in the form of pickpack cartonize, with one container; a centimetre is taken for a millimetre.
func (l Load) Request() contract.CartonRequest {
	one := 1
	r := contract.CartonRequest{Boxes: []contract.Box{{ID: "container", Inner: LoadRoom[:], Available: &one}}}
	for i, b := range l.Draw() {
		r.Items = append(r.Items, contract.Ware{ID: fmt.Sprint(i + 1), Dims: b.Sides[:], Qty: b.Qty, MayBeHeight: b.Upright[:]})
	}
	return r
}
