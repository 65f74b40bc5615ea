package release

import "pickpack/picking"

// slots is how many totes a volume is planned into: at least one, at most a cart full.
func (in *Input) slots(volume int64) int {
	most := max(in.Capacity.Slots, 1)
	if in.Capacity.Tote <= 0 || volume <= 0 {
		return 1
	}
	return int(min((volume+in.Capacity.Tote-1)/in.Capacity.Tote, int64(most)))
}

// overflows says that a volume is more than a cart full.
func (in *Input) overflows(volume int64) bool {
	return in.Capacity.Tote > 0 && volume > in.Capacity.Tote*int64(max(in.Capacity.Slots, 1))
}

func volumeOf(in *Input, stops []stop, o picking.OrderID) (v int64) {
	for _, s := range stops {
		if s.order == o {
			v += int64(s.Qty) * in.Items[s.item].Volume
		}
	}
	return v
}

// gauge fills the totes of one order, or of a batch, in walking order. A unit goes into the tote that its first cubic
// millimetre falls into when all units are laid end to end, so n totes' volume never needs more than n totes; the unit on
// the seam makes one tote slightly fuller than planned, and the last takes what is left.
type gauge struct {
	first, slots int
	tote, filled int64
}

func (in *Input) newGauge(first, slots int) *gauge {
	return &gauge{first: first, slots: slots, tote: in.Capacity.Tote}
}

type part struct {
	slot int
	qty  picking.Qty
}

// put adds n units of a volume each and says into which slots they go.
func (g *gauge) put(n picking.Qty, volume int64) []part {
	var parts []part
	for n > 0 {
		slot, fits := g.at(), n
		if slot < g.slots-1 && volume > 0 {
			room := int64(slot+1)*g.tote - g.filled // > 0: the next unit starts in this tote
			fits = min(n, picking.Qty((room+volume-1)/volume))
		}
		parts = append(parts, part{slot: g.first + slot, qty: fits})
		g.filled += int64(fits) * volume
		n -= fits
	}
	return parts
}

func (g *gauge) at() int {
	if g.tote <= 0 {
		return g.slots - 1
	}
	return int(min(g.filled/g.tote, int64(g.slots-1)))
}
