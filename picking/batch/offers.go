package batch

// offers is a binary heap of offers, the best first. container/heap would put every offer on Go's heap as well.
type offers []offer

func (h offers) init() {
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
}

func (h *offers) push(o offer) {
	*h = append(*h, o)
	s := *h
	for i := len(s) - 1; i > 0; {
		up := (i - 1) / 2
		if !s[i].before(s[up]) {
			return
		}
		s[i], s[up] = s[up], s[i]
		i = up
	}
}

func (h *offers) pop() offer {
	s := *h
	top, last := s[0], len(s)-1
	s[0] = s[last]
	*h = s[:last]
	(*h).down(0)
	return top
}

func (h offers) down(i int) {
	for {
		best := i
		for _, k := range []int{2*i + 1, 2*i + 2} {
			if k < len(h) && h[k].before(h[best]) {
				best = k
			}
		}
		if best == i {
			return
		}
		h[i], h[best] = h[best], h[i]
		i = best
	}
}
