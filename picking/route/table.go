package route

// table is the machine behind the frontier programme for a number of cross-aisles: its states and where each step
// leads. A state says of each crossing in the current column whether the walk so far leaves it untouched, with an even
// or with an odd number of edges, and which crossings hang together. It depends on the number of cross-aisles alone.
type table struct {
	cross  int
	keys   []state
	join   [][]int32 // [block][state] after one walk through the block
	twice  [][]int32 // [block][state] after walking through and back
	touch  [][]int32 // [crossing][state] after a walk that starts and ends at the crossing
	across [][]hop   // [state] what may be walked to the next column
	final  []bool    // a closed walk in one piece
}

type hop struct {
	to    int32
	edges float64 // cross-aisle edges walked
}

// state packs five bits a crossing, up to twelve crossings: the label of its component (0: untouched) and whether its degree is odd.
type state uint64

func (s state) label(c int) int { return int(s>>(5*c)) & 15 }
func (s state) odd(c int) bool  { return s>>(5*c+4)&1 == 1 }
func (s state) with(c, label int, odd bool) state {
	v := state(label)
	if odd {
		v |= 16
	}
	return s&^(31<<(5*c)) | v<<(5*c)
}

// newTable explores every state from the empty one.
func newTable(cross int) *table {
	t := &table{cross: cross, join: make([][]int32, cross-1), twice: make([][]int32, cross-1), touch: make([][]int32, cross)}
	index := map[state]int32{}
	id := func(s state) int32 {
		s = s.canonical(cross)
		if i, ok := index[s]; ok {
			return i
		}
		index[s] = int32(len(t.keys))
		t.keys = append(t.keys, s)
		return index[s]
	}
	id(0)
	for i := 0; i < len(t.keys); i++ {
		s := t.keys[i]
		for b := range cross - 1 {
			t.join[b] = append(t.join[b], id(s.joined(b, cross, true)))
			t.twice[b] = append(t.twice[b], id(s.joined(b, cross, false)))
		}
		for c := range cross {
			t.touch[c] = append(t.touch[c], id(s.touched(c)))
		}
		var hops []hop
		s.hops(cross, func(next state, edges int) { hops = append(hops, hop{id(next), float64(edges)}) })
		t.across = append(t.across, hops)
		t.final = append(t.final, s.closed(cross))
	}
	return t
}

// canonical numbers the components by first appearance.
func (s state) canonical(cross int) state {
	var name [16]int
	n, out := 0, state(0)
	for c := range cross {
		l := s.label(c)
		if l == 0 {
			continue
		}
		if name[l] == 0 {
			n++
			name[l] = n
		}
		out = out.with(c, name[l], s.odd(c))
	}
	return out
}

func (s state) touched(c int) state {
	if s.label(c) != 0 {
		return s
	}
	return s.with(c, 15, false)
}

// joined walks through block b once (the degrees of both ends flip) or twice (they stay).
func (s state) joined(b, cross int, once bool) state {
	low, high := s.label(b), s.label(b+1)
	for c := range cross {
		if l := s.label(c); l != 0 && (l == low || l == high) {
			s = s.with(c, 14, s.odd(c))
		}
	}
	return s.with(b, 14, s.odd(b) != once).with(b+1, 14, s.odd(b+1) != once)
}

// hops calls yield for each choice of cross-aisle edges to the next column: one at every odd crossing, none or two at
// an even one, and no component left behind.
func (s state) hops(cross int, yield func(state, int)) {
	for pick := range 1 << cross {
		next, edges, ok := state(0), 0, true
		for c := range cross {
			chosen := pick>>c&1 == 1
			switch {
			case s.label(c) == 0 || s.odd(c):
				ok = ok && !chosen // no choice here: count each combination once
				if s.odd(c) {
					next, edges = next.with(c, s.label(c), true), edges+1
				}
			case chosen:
				next, edges = next.with(c, s.label(c), false), edges+2
			}
		}
		if ok && s.carried(next, cross) {
			yield(next, edges)
		}
	}
}

// carried says whether every component of s lives on in next.
func (s state) carried(next state, cross int) bool {
	var was, is [16]bool
	for c := range cross {
		was[s.label(c)], is[next.label(c)] = true, true
	}
	for l := 1; l < len(was); l++ {
		if was[l] && !is[l] {
			return false
		}
	}
	return s != 0
}

func (s state) closed(cross int) bool {
	for c := range cross {
		if s.label(c) > 1 || s.odd(c) {
			return false
		}
	}
	return s != 0
}
