package carton

import (
	"context"
	"math/rand/v2"
	"testing"
)

// holdsAll places units one by one at every place of a grid, lowest first, and says whether all find one.
func holdsAll(inner vec, units []kind, parts []part) bool {
	if len(units) == 0 {
		return true
	}
	for i, u := range units {
		if i > 0 && u.turns[0] == units[i-1].turns[0] && len(u.turns) == len(units[i-1].turns) {
			continue
		}
		rest := append(append([]kind(nil), units[:i]...), units[i+1:]...)
		for _, t := range u.turns {
			for z := int32(0); z+t[2] <= inner[2]; z++ {
				for y := int32(0); y+t[1] <= inner[1]; y++ {
					for x := int32(0); x+t[0] <= inner[0]; x++ {
						p := part{at: vec{x, y, z}, size: t, unit: t}
						if above(p, parts) && apart(p, parts) && (z == 0 || supported(p, parts)) && holdsAll(inner, rest, append(parts, p)) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// above: units are placed from the bottom upwards.
func above(p part, parts []part) bool { return len(parts) == 0 || p.at[2] >= parts[len(parts)-1].at[2] }

func apart(p part, parts []part) bool {
	s := space{lo: p.at, hi: p.at.plus(p.size)}
	for _, q := range parts {
		if s.meets(q.at, q.at.plus(q.size)) {
			return false
		}
	}
	return true
}

// Of tiny orders it is known whether they fit one box: none that does is proven not to, and nearly all are found.
func TestTinyOrdersAgainstAllPlacements(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(3, 3))
	fit, found := 0, 0
	for range 150 {
		p := &Problem{Boxes: []Box{{Inner: Size{3, 3, 2}, MaxWeight: Unlimited, Available: Unlimited}}}
		room := 18
		for range 4 {
			a, b, c := 1+rnd.IntN(3), 1+rnd.IntN(3), 1+rnd.IntN(2)
			if room -= a * b * c; room < 0 {
				break
			}
			p.Items = append(p.Items, Item{Sides: vec{int32(a), int32(b), int32(c)}.size(), Qty: 1, Upright: [3]bool{rnd.IntN(2) == 0, rnd.IntN(2) == 0, true}})
		}
		var units []kind
		for _, k := range kindsOf(p.Items) {
			for range k.qty {
				units = append(units, k)
			}
		}
		s, r := Pack(context.Background(), p, Limits{Iterations: 2000})
		one := holdsAll(vec{3, 3, 2}, units, nil)
		switch {
		case one && r.Bound > 1:
			t.Fatalf("bound %d for what fits one box: %+v", r.Bound, p.Items)
		case !one && len(s.Cartons) == 1 && len(s.Left) == 0:
			t.Fatalf("one carton for what fits none: %+v", p.Items)
		case one:
			fit++
			if len(s.Cartons) == 1 {
				found++
			}
		}
	}
	t.Logf("%d of %d fitting orders are found", found, fit)
	if fit < 30 || found < fit*98/100 {
		t.Errorf("%d of %d fitting orders are found", found, fit)
	}
}
