package pack

import (
	"fmt"
	"strings"

	"pickpack/picking"
)

// need says what the order still wants.
func (s State) need() string {
	var want []string
	for _, l := range s.Lines {
		if l.Left() > 0 {
			want = append(want, fmt.Sprintf("%d × %s", l.Left(), l.Name))
		}
	}
	switch {
	case len(want) == 0 && s.open() != nil:
		return fmt.Sprintf("Everything is packed: weigh and close carton %d.", s.open().N)
	case len(want) > 2:
		return "Still to pack: " + strings.Join(want[:2], ", ") + " …"
	}
	return "Still to pack: " + strings.Join(want, ", ") + "."
}

// packed words an accepted item; s is the state after it.
func (s State) packed(p piece, moves []picking.Move) picking.Message {
	l := s.line(moves[len(moves)-1].Line)
	m := picking.Message{Verdict: picking.OK, Title: fmt.Sprintf("%d of %d", l.Packed, l.Picked), Detail: p.name}
	switch {
	case s.left(0) == 0:
		m.Verdict, m.Title, m.Need = picking.ListComplete, "All packed", s.need()
	case l.Left() == 0:
		m.Verdict = picking.LineComplete
	}
	return m
}

func (s State) notOfOrder(f picking.FoundItem) *picking.Message {
	detail := f.Name + " is not in order " + s.Order.Number + "."
	for _, l := range s.Lines {
		if l.Item == f.ID {
			detail = f.Name + " is in order " + s.Order.Number + ", but none was picked."
		}
	}
	for i, w := range s.Wanted {
		if i == 0 {
			detail += " It may be of order "
		} else {
			detail += " or "
		}
		detail += w.Number + in([]string{w.Place})
	}
	if len(s.Wanted) > 0 {
		detail += "."
	}
	m := picking.Refuse(picking.WrongItem, "Not in this order", detail, s.need())
	return &m
}

func (s State) tooMany(p piece, left picking.Qty) picking.Message {
	if left == 0 {
		return picking.Refuse(picking.TooMany, "Too many", "All "+p.name+" of order "+s.Order.Number+" are packed.", s.need())
	}
	return picking.Refuse(picking.TooMany, "Too many",
		fmt.Sprintf("That code means %d %s, only %d are to be packed.", p.n, p.name, left), "Scan single units.")
}

func unknown(code string) *picking.Message {
	if r := []rune(code); len(r) > 40 {
		code = string(r[:40]) + "…"
	}
	m := picking.Refuse(picking.UnknownCode, "Unknown code", fmt.Sprintf("%q is no item, tote, box or order here.", code),
		"Scan the barcode of the item.")
	return &m
}

func (s State) otherLot(p piece, code string, lots []Goods) *picking.Message {
	m := picking.Refuse(picking.WrongLot, "Wrong lot", "That is lot "+code+" of "+p.name+".", "Here we need lot "+lotList(lots)+".")
	return &m
}

func whichLot(p piece, lots []Goods) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which lot?", fmt.Sprintf("%d lots of %s are in this order: %s.", len(lots), p.name,
		lotList(lots)), "Scan the lot.")
	return &m
}

func (s State) otherSerial(p piece, serial string) *picking.Message {
	m := picking.Refuse(picking.WrongItem, "Another unit", "Serial number "+serial+" of "+p.name+" was not picked for order "+
		s.Order.Number+".", "Here we need serial number "+strings.Join(s.serials(p.item), ", ")+".")
	return &m
}

func (s State) serialWanted(p piece) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which unit?", p.name+" is packed by serial number.",
		"Scan serial number "+strings.Join(s.serials(p.item), ", ")+".")
	return &m
}

// serials are the first few serial numbers of an item that still have to be packed.
func (s State) serials(item picking.ItemID) (codes []string) {
	for _, x := range s.Serials {
		if x.Item == item && !x.Packed && len(codes) < 5 {
			codes = append(codes, x.Serial)
		}
	}
	return codes
}

func lotList(lots []Goods) string {
	codes := make([]string, len(lots))
	for i, g := range lots {
		codes[i] = g.LotCode
	}
	return strings.Join(codes, " or ")
}

// aPlace words the scan of a location: the order's own, another order's, or no place of packing at all.
func (s State) aPlace(f picking.FoundLocation) picking.Message {
	what := map[picking.LocationKind]string{picking.Tote: "Tote ", picking.Slot: "Slot ", picking.Cart: "Cart ",
		picking.Carton: "Carton ", picking.Station: "Station "}[f.Kind]
	switch {
	case what == "":
		return picking.Refuse(picking.WrongPlace, "A bin label", "You scanned "+f.Code+".", "Scan the item itself.")
	case s.place(f.ID) != nil || f.Order == s.Order.Number:
		return picking.Refuse(picking.NotAllowed, "Already open", what+f.Code+" is of this order.", s.need())
	case f.Order != "":
		return picking.Refuse(picking.WrongTote, "Another order", what+f.Code+" holds order "+f.Order+"; this is order "+
			s.Order.Number+".", "Put it aside until this order is closed.")
	case f.Kind == picking.Carton:
		return picking.Refuse(picking.WrongTote, "A carton label", what+f.Code+".", s.need())
	case f.Kind == picking.Tote || f.Kind == picking.Slot:
		return picking.Refuse(picking.WrongTote, "Not this order", what+f.Code+" holds nothing of order "+s.Order.Number+".", s.need())
	}
	return picking.Refuse(picking.WrongPlace, "Not here", "You scanned "+strings.ToLower(what)+f.Code+".", "Scan the item itself.")
}

func (s State) anOrder(number string) picking.Message {
	if number == s.Order.Number {
		return picking.Refuse(picking.NotAllowed, "Already open", "Order "+number+" is on this screen.", s.need())
	}
	return picking.Refuse(picking.WrongTote, "Another order", "That is order "+number+"; this is order "+s.Order.Number+".",
		"Close this order first, or leave it.")
}
