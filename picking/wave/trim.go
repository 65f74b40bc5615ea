package wave

// What trim settles exactly: so many units, and sums up to so many.
const (
	exact    = 1 << 12
	exactSum = 1 << 18
)

// trim drops orders until the wave is not above Max, losing as little as it can: what must go is made up out of the sizes
// of the taken orders, first the larger ones, the last few units exactly.
func (s *state) trim() {
	over := s.units - s.p.Max
	for _, o := range s.rank {
		if over <= exact {
			break
		}
		if s.taken[o] && s.size[o] <= over-exact/2 {
			s.drop(o)
			over -= s.size[o]
		}
	}
	if over > 0 {
		s.dropExactly(over)
	}
}

// dropExactly drops taken orders of at least some units together, and as little more as possible: the sums that sizes can
// make, each with the size that first made it. The smallest orders alone, one after the other, go over by less than the
// last of them, so nothing beyond that need be looked at.
func (s *state) dropExactly(over int) {
	bySize := map[int][]int32{}
	var sizes []int
	all, limit := 0, 0
	for k := len(s.rank) - 1; k >= 0; k-- {
		o := s.rank[k]
		if !s.taken[o] {
			continue
		}
		if bySize[s.size[o]] == nil {
			sizes = append(sizes, s.size[o])
		}
		bySize[s.size[o]] = append(bySize[s.size[o]], o)
		if all < over {
			all += s.size[o]
			limit = all
		}
	}
	if limit > exactSum {
		for _, size := range sizes {
			for _, o := range bySize[size] {
				if over > 0 {
					s.drop(o)
					over -= size
				}
			}
		}
		return
	}
	reach := make([]int32, limit+1) // the last size of a sum; 0: it cannot be made
	count := make([]int32, limit+1) // how often that size is in it
	for _, size := range sizes {
		for i := range count {
			count[i] = 0
		}
		for sum := size; sum < len(reach); sum++ {
			before := sum - size
			if reach[sum] == 0 && (before == 0 || reach[before] != 0) && int(count[before]) < len(bySize[size]) {
				reach[sum], count[sum] = int32(size), count[before]+1
			}
		}
		if reach[over] != 0 {
			break
		}
	}
	for sum := over; sum < len(reach); sum++ {
		if reach[sum] == 0 {
			continue
		}
		for sum > 0 {
			size := int(reach[sum])
			s.drop(bySize[size][0])
			bySize[size] = bySize[size][1:]
			sum -= size
		}
		return
	}
}
