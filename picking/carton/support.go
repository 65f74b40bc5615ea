package carton

import "pickpack/picking/contract"

// supported says whether each unit at the bottom of a part rests on tops of others by its share.
func supported(p part, on []part) bool {
	whole := int64(p.size[0]) * int64(p.size[1])
	below := resting(p.at, p.size, on)
	if below == whole {
		return true
	}
	if below*100 < contract.Support*whole {
		return false
	}
	n, enough := p.units(), int64(p.unit[0])*int64(p.unit[1])*contract.Support
	for x := range n[0] {
		for y := range n[1] {
			at := vec{p.at[0] + x*p.unit[0], p.at[1] + y*p.unit[1], p.at[2]}
			if resting(at, p.unit, on)*100 < enough {
				return false
			}
		}
	}
	return true
}

// resting is the area of a base at a height that lies on tops of parts.
func resting(at, size vec, on []part) (area int64) {
	for i := range on {
		q := &on[i]
		if q.top() != at[2] {
			continue
		}
		x := min(at[0]+size[0], q.at[0]+q.size[0]) - max(at[0], q.at[0])
		y := min(at[1]+size[1], q.at[1]+q.size[1]) - max(at[1], q.at[1])
		if x > 0 && y > 0 {
			area += int64(x) * int64(y)
		}
	}
	return area
}
