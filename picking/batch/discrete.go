package batch

// Discrete is one order a walk.
func Discrete(p *Problem) Solution {
	c, s := newCoster(p), Solution{}
	for i := range p.orders {
		s.add([]int{i}, c.length(i))
	}
	return s
}
