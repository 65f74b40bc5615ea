package carton

// load is a carton being filled: what is in it, what is free, what is left to put in.
type load struct {
	spaces []space
	parts  []part
	left   []int32 // units of each kind
	units  int32   // left in all
	weight int64   // that it still may take
	volume int64   // of the goods in it
	value  int64   // what they are worth
	least  vec     // no unit left is narrower
	fresh  []space // scratch
}

// start makes an empty load of a hold.
func (h *hold) start(l *load) {
	l.spaces = append(l.spaces[:0], space{hi: h.inner, baseHi: [2]int32{h.inner[0], h.inner[1]}})
	l.parts = l.parts[:0]
	l.left = append(l.left[:0], h.qty...)
	l.units, l.weight, l.volume, l.value = 0, h.weight, 0, 0
	for _, n := range l.left {
		l.units += n
	}
	h.narrow(l)
}

func (l *load) copyFrom(o *load) {
	fresh, spaces, parts, left := l.fresh, l.spaces, l.parts, l.left
	*l = *o
	l.fresh = fresh
	l.spaces = append(spaces[:0], o.spaces...)
	l.parts = append(parts[:0], o.parts...)
	l.left = append(left[:0], o.left...)
}

// narrow finds the least sides of what is left.
func (h *hold) narrow(l *load) {
	l.least = h.inner
	for k, n := range l.left {
		if n > 0 {
			for a := range 3 {
				l.least[a] = min(l.least[a], h.narrowest[k][a])
			}
		}
	}
}

// put places a block.
func (h *hold) put(l *load, b *block, at vec) {
	l.left[b.kind] -= b.count
	l.units -= b.count
	l.volume += b.volume
	l.weight -= b.weight
	l.value += b.worth
	if l.left[b.kind] == 0 {
		h.narrow(l)
	}
	l.parts = append(l.parts, part{at, b.size, b.unit, b.kind})
	l.carve(at, at.plus(b.size))
}

// option is a block at a place, and how good it looks.
type option struct {
	block *block
	at    vec
	score int64
}

// options finds the most promising blocks, at most n, for the space nearest to a corner that takes any. Spaces that take
// none are dropped.
func (h *hold) options(l *load, n int, out []option) []option {
	for len(l.spaces) > 0 && l.units > 0 {
		i, c := l.nearest(h.inner)
		if out = h.best(l, &c, n, out[:0]); len(out) > 0 {
			return out
		}
		l.spaces[i] = l.spaces[len(l.spaces)-1]
		l.spaces = l.spaces[:len(l.spaces)-1]
	}
	return out[:0]
}

// nearest is the space whose corner is nearest to one of the carton's, the larger of two.
func (l *load) nearest(inner vec) (int, corner) {
	at, best, most := 0, corner{}, int64(-1)
	for i := range l.spaces {
		c := l.spaces[i].corner(inner)
		if v := c.room.volume(); most < 0 || c.far < best.far || c.far == best.far && v > most {
			at, best, most = i, c, v
		}
	}
	return at, best
}

// best lists the n best blocks for a corner, the best one first. As a block's score is not above its worth, the search
// ends where worths are below the n-th score.
func (h *hold) best(l *load, c *corner, n int, out []option) []option {
	volume := c.room.volume()
	for i := h.first(volume); i < len(h.blocks); i++ {
		b := &h.blocks[i]
		if len(out) == n && b.worth <= out[n-1].score {
			break
		}
		if !b.size.within(c.room) || b.weight > l.weight || b.count > l.left[b.kind] {
			continue
		}
		score := b.worth - worthUnit*h.loss(c.room, b.size, volume)
		if len(out) == n && score <= out[n-1].score {
			continue
		}
		at := c.origin(b.size)
		if at[2] > 0 && !supported(part{at, b.size, b.unit, b.kind}, l.parts) {
			continue
		}
		out = insert(out, option{b, at, score}, n)
	}
	return out
}

func insert(out []option, o option, n int) []option {
	if len(out) < n {
		out = append(out, o)
	} else {
		out[n-1] = o
	}
	for i := len(out) - 1; i > 0 && out[i].score > out[i-1].score; i-- {
		out[i], out[i-1] = out[i-1], out[i]
	}
	return out
}

// loss is the volume of a space that goes to waste beside a block: what no row of unit sides reaches along each axis.
func (h *hold) loss(room, size vec, volume int64) int64 {
	used := int64(1)
	for a := range 3 {
		used *= int64(size[a] + h.reach[a][room[a]-size[a]])
	}
	return volume - used
}
