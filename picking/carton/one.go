package carton

// Loads tried for one box before the next one is looked at, and in the first round after that.
const (
	firstLoads = 12
	roundLoads = 200
)

// Part of the effort spent on one carton before more are tried.
const oneShare = 0.5

// Numbers of units along a side of a block: for a box on which much depends, for one of many, and for what is still to be
// packed when the time is over.
const (
	fineEffort   = 16
	coarseEffort = 8
	hastyEffort  = 3
)

// trial is the search for a load of everything in one box.
type trial struct {
	box int
	*search
}

// one looks for the cheapest box that holds everything. Proven says that no cheaper one does; without cartons no box was
// found.
func (s *solver) one(from *pool) (best packing, proven bool) {
	var trials []trial
	best.left = s.newPool()
	try := func(t trial, loads int64) bool {
		t.run(s.clock.loads + loads)
		if t.full {
			best.cartons = []filled{s.filled(t.box, t.hold, &t.best)}
		}
		return t.full
	}
	units := from.all()
	for b := range s.boxes {
		if !s.hasRoom(&s.boxes[b], units) {
			continue
		}
		t := trial{b, newSearch(s.hold(b, from, taste{effort: fineEffort}), s.clock)}
		if try(t, firstLoads) {
			break
		}
		if s.mayHold(&s.boxes[b], units) {
			trials = append(trials, t)
		}
	}
	s.clock.within(oneShare, func() {
		for loads := int64(roundLoads); len(trials) > 0 && !s.clock.over(); loads *= 2 {
			again := trials[:0]
			for _, t := range trials {
				if try(t, loads) {
					break
				}
				if !t.spent() {
					again = append(again, t)
				}
			}
			trials = again
		}
	})
	return best, best.cartons != nil && len(trials) == 0
}
