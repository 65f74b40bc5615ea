package wave

// move makes one change at random. It may leave items free: refill comes next.
func (t *trail) move() {
	switch k := t.rnd.IntN(32); {
	case k < 14:
		t.exchange()
	case k < 17:
		t.openOne()
	case k < 20:
		t.closeOne()
	case k < 29:
		t.force()
	default:
		t.fetch()
	}
	if !t.s.soft {
		t.browse()
	}
}

// exchange opens an aisle and closes another: in this order, so that what both hold stays served.
func (t *trail) exchange() {
	n := len(t.s.opened)
	t.openOne()
	if n > 0 {
		t.close(int(t.s.opened[t.rnd.IntN(n)]))
	}
}

func (t *trail) openOne() {
	if a := t.promising(); a >= 0 {
		t.s.openAisle(a)
	}
}

func (t *trail) closeOne() {
	if n := len(t.s.opened); n > 0 {
		t.close(int(t.s.opened[t.rnd.IntN(n)]))
	}
}

func (t *trail) close(a int) {
	t.s.closeAisle(a)
	t.s.shed(a)
}

// promising is a closed aisle: one that holds what an order lacks, or one that prices speak for, the worthiest most
// often; -1 if none was found.
func (t *trail) promising() int {
	for range 8 {
		a := -1
		if t.rnd.IntN(3) == 0 {
			a = t.holder()
		} else {
			u := t.rnd.Float64()
			a = int(t.scouts[int(u*u*u*float64(len(t.scouts)))])
		}
		if a >= 0 && !t.s.open[a] {
			return a
		}
	}
	return -1
}

// holder is an aisle with an item that an order lacks of which another item lies in an open aisle; -1 if it lacks none.
func (t *trail) holder() int {
	s := t.s
	o := t.near()
	if o < 0 || s.taken[o] {
		return -1
	}
	lines := s.orders[o]
	at := t.rnd.IntN(len(lines))
	for k := range lines {
		if x := lines[(at+k)%len(lines)]; s.free[x.item] < int(x.qty) {
			all := s.aislesOf[x.item]
			return int(all[t.rnd.IntN(len(all))])
		}
	}
	return -1
}

// near is an order with an item that an open aisle holds, any order if none is open; -1 if none was found.
func (t *trail) near() int32 {
	s := t.s
	if len(s.opened) == 0 {
		return s.rank[t.rnd.IntN(len(s.rank))]
	}
	if stock := s.aisles[s.opened[t.rnd.IntN(len(s.opened))]]; len(stock) > 0 {
		orders := s.byItem[stock[t.rnd.IntN(len(stock))].item]
		return orders[t.rnd.IntN(len(orders))]
	}
	return -1
}

// force takes an order whatever it costs: others are dropped that have what it lacks.
func (t *trail) force() {
	if o := t.wanted(); o >= 0 {
		for _, x := range t.s.orders[o] {
			t.displace(x)
		}
		t.insist(o)
	}
}

// fetch takes an order by opening aisles that hold what it lacks, unless others are dropped for it; it often closes as
// many.
func (t *trail) fetch() {
	s := t.s
	o := t.wanted()
	if o < 0 {
		return
	}
	before := len(s.opened)
	for _, x := range s.orders[o] {
		for k := 0; k < 4 && s.free[x.item] < int(x.qty) && t.rnd.IntN(3) > 0; k++ {
			if a := s.aislesOf[x.item][t.rnd.IntN(len(s.aislesOf[x.item]))]; !s.open[a] {
				s.openAisle(int(a))
			}
		}
		t.displace(x)
	}
	t.insist(o)
	if t.rnd.IntN(4) > 0 {
		for n := min(len(s.opened)-before, before); n > 0; n-- {
			t.close(int(s.opened[t.rnd.IntN(before)]))
		}
	}
}

// wanted is an order near that is not taken; -1 if none was found.
func (t *trail) wanted() int32 {
	for range 4 {
		if o := t.near(); o >= 0 && !t.s.taken[o] {
			return o
		}
	}
	return -1
}

// displace drops orders, from a random one on, until there is enough of an item for one more.
func (t *trail) displace(x line) {
	s := t.s
	holders := s.byItem[x.item]
	at := t.rnd.IntN(len(holders))
	for k := 0; k < len(holders) && s.free[x.item] < int(x.qty); k++ {
		if o := holders[(at+k)%len(holders)]; s.taken[o] {
			s.drop(o)
		}
	}
}

// insist takes an order that has what it needs, if need be instead of others that have nothing to do with it.
func (t *trail) insist(o int32) {
	s := t.s
	for k := 0; k < 8 && s.size[o] > s.top-s.units; k++ {
		t.dropOne()
	}
	if s.fits(o) {
		s.take(o)
	}
}

// dropOne drops a taken order, if one is found.
func (t *trail) dropOne() {
	for range 8 {
		if o := t.near(); o >= 0 && t.s.taken[o] {
			t.s.drop(o)
			return
		}
	}
}

// browse has some more items looked at: where Max kept an order out, room may have come from any other.
func (t *trail) browse() {
	s := t.s
	for k := 0; k < 4 && len(s.opened) > 0; k++ {
		if stock := s.aisles[s.opened[t.rnd.IntN(len(s.opened))]]; len(stock) > 0 {
			s.touched = append(s.touched, stock[t.rnd.IntN(len(stock))].item)
		}
	}
}
