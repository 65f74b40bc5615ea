package wave

// force takes a random order that is not taken, whatever it costs: for each item short it opens an aisle that holds
// some or drops an order that has some, and it drops orders until the wave is not above Max.
func (t *trail) force() {
	s := t.now
	o := s.rank[t.rnd.IntN(len(s.rank))]
	if s.taken[o] {
		return
	}
	for s.units+s.size[o] > t.p.Max {
		t.dropOne(s.rank, o)
	}
	for _, x := range t.p.Orders[o] {
		for s.free[x.Item] < x.Qty {
			if t.rnd.IntN(2) == 0 && t.dropOne(s.byItem[x.Item], o) {
				continue
			}
			if a := t.holder(x.Item); a >= 0 {
				s.openAisle(a)
			} else if !t.dropOne(s.byItem[x.Item], o) {
				return
			}
		}
	}
	s.take(o)
}

// dropOne drops a taken order out of some, starting at a random one; false if none is taken.
func (t *trail) dropOne(orders []int32, but int32) bool {
	at := t.rnd.IntN(len(orders))
	for k := range orders {
		if o := orders[(at+k)%len(orders)]; o != but && t.now.taken[o] {
			t.now.drop(o)
			return true
		}
	}
	return false
}

// holder is a closed aisle that holds an item, the first from a random one on; -1 if there is none.
func (t *trail) holder(item int) int {
	aisles := t.now.aislesOf[item]
	if len(aisles) == 0 {
		return -1
	}
	at := t.rnd.IntN(len(aisles))
	for k := range aisles {
		if a := aisles[(at+k)%len(aisles)]; !t.now.open[a] {
			return int(a)
		}
	}
	return -1
}
