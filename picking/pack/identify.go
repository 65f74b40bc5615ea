package pack

import (
	"slices"
	"strings"

	"pickpack/picking"
)

// identify finds which piece a scan means, or refuses. The ladder: a serial number names its unit; a lot code names the
// one item that has it here; an item's code names the item, and its lot where only one lies in the order's places.
func (s State) identify(scan picking.Scan) (piece, *picking.Message) {
	if s.Found.Item == nil {
		return s.byPlainCode(scan.Code)
	}
	f := *s.Found.Item
	mine := slices.IndexFunc(s.Lines, func(l Line) bool { return l.Item == f.ID && l.Picked > 0 })
	if mine < 0 {
		return piece{}, s.notOfOrder(f)
	}
	l := s.Lines[mine]
	p := piece{item: f.ID, name: l.Name, n: units(f.Qty, scan.Count)}
	if l.Tracking == picking.BySerial {
		return s.bySerial(p, scan.Serial)
	}
	return s.byLot(p, scan.Lot)
}

// units is how many a scan counts: the code's own quantity, times the count a GS1 code carries.
func units(perCode, count picking.Qty) picking.Qty {
	const most = 1_000_000 // more than any order; keeps the product small
	return min(max(perCode, 1), most) * min(max(count, 1), most)
}

// byPlainCode reads a code that stands for nothing in the warehouse as a serial number or a lot code of this order.
func (s State) byPlainCode(code string) (piece, *picking.Message) {
	for i, x := range s.Serials {
		if strings.EqualFold(x.Serial, code) {
			return s.unit(piece{item: x.Item, name: s.name(x.Item), n: 1}, &s.Serials[i])
		}
	}
	var found piece
	for _, g := range s.withLots() {
		if g.LotCode == "" || g.Qty == 0 || !strings.EqualFold(g.LotCode, code) {
			continue
		}
		if found.n > 0 && found.item != g.Item {
			return piece{}, unknown(code)
		}
		found = piece{item: g.Item, name: s.name(g.Item), n: 1, lot: g.Lot, lotCode: code}
	}
	if found.n == 0 {
		return piece{}, s.elses(code)
	}
	return found, nil
}

// withLots are the goods that a lot code may mean: in the order's places, and in its other open cartons.
func (s State) withLots() (all []Goods) {
	for _, p := range s.Places {
		all = append(all, p.Goods...)
	}
	full, _ := s.others(s.open().ID)
	for _, c := range full {
		for _, x := range c.Contents {
			if l := s.line(x.Line); l != nil {
				all = append(all, Goods{Item: l.Item, Lot: x.Lot, LotCode: x.LotCode, Qty: x.Qty})
			}
		}
	}
	return all
}

// bySerial demands the serial number where one was captured at the bin.
func (s State) bySerial(p piece, serial string) (piece, *picking.Message) {
	open := slices.ContainsFunc(s.Serials, func(x Serial) bool { return x.Item == p.item && x.Carton == 0 })
	for i, x := range s.Serials {
		if x.Item == p.item && serial != "" && strings.EqualFold(x.Serial, serial) {
			p.n = 1
			return s.unit(p, &s.Serials[i])
		}
	}
	switch {
	case open && serial != "":
		return piece{}, s.otherSerial(p, serial)
	case open:
		return piece{}, s.serialWanted(p)
	}
	return p, nil
}

func (s State) unit(p piece, x *Serial) (piece, *picking.Message) {
	if c := s.carton(x.Carton); x.Carton != 0 && (c == nil || c.State != CartonOpen || c.ID == s.open().ID) {
		m := picking.Refuse(picking.TooMany, "Already packed", picking.Say("Serial number %s of %s is in a carton.", x.Serial, p.name), s.need())
		return piece{}, &m
	}
	p.serial = x
	return p, nil
}

// byLot finds the lot: the scanned one if it lies here, else the only one that does.
func (s State) byLot(p piece, code string) (piece, *picking.Message) {
	lots := s.lots(p.item)
	p.lotCode = code
	if len(lots) == 0 || len(lots) == 1 && lots[0].Lot == 0 {
		return p, nil
	}
	if code != "" {
		i := slices.IndexFunc(lots, func(g Goods) bool { return strings.EqualFold(g.LotCode, code) })
		if i < 0 {
			return piece{}, s.otherLot(p, code, lots)
		}
		lots = lots[i : i+1]
	}
	if len(lots) > 1 {
		return piece{}, whichLot(p, lots)
	}
	p.lot = lots[0].Lot
	return p, nil
}

// lots are the lots of an item that lie in the order's places, with how much of each.
func (s State) lots(item picking.ItemID) (lots []Goods) {
	for _, p := range s.Places {
		for _, g := range p.Goods {
			if g.Item != item || g.Qty == 0 {
				continue
			}
			if i := slices.IndexFunc(lots, func(x Goods) bool { return x.Lot == g.Lot }); i >= 0 {
				lots[i].Qty += g.Qty
				continue
			}
			lots = append(lots, g)
		}
	}
	return lots
}

func (s State) name(item picking.ItemID) string {
	for _, l := range s.Lines {
		if l.Item == item {
			return l.Name
		}
	}
	return "item"
}

// bound gives a serial number picked in a batch to the line it was packed for.
func (x Serial) bound(line picking.LineID) []picking.Serial {
	return []picking.Serial{
		{Item: x.Item, Serial: x.Serial, Gone: true},
		{Item: x.Item, Serial: x.Serial, Task: x.Task, Line: line},
	}
}
