package pack

import (
	"fmt"
	"strconv"
	"strings"

	"pickpack/picking"
)

// need says what the order still wants.
func (s State) need() picking.Text {
	var want []string
	for _, l := range s.Lines {
		if l.Left() > 0 {
			want = append(want, fmt.Sprintf("%d × %s", l.Left(), l.Name))
		}
	}
	switch {
	case len(want) == 0 && s.open() != nil:
		return picking.Say("Everything is packed: weigh and close carton %d.", s.open().N)
	case len(want) > 2:
		return picking.Say("Still to pack: %s …", strings.Join(want[:2], ", "))
	}
	return picking.Say("Still to pack: %s.", strings.Join(want, ", "))
}

// needOf is need, while an empty carton is looked at and others are not.
func (s State) needOf(c Carton) picking.Text {
	full, _ := s.others(c.ID)
	if s.left(0) > 0 || len(full) == 0 {
		return s.need()
	}
	return picking.Say("Scan goods of carton %d to move them here, or go on with carton %d.", full[0].N, full[0].N)
}

// packed words an accepted item; s is the state after it.
func (s State) packed(p piece, moves []picking.Move) picking.Message {
	l := s.line(moves[len(moves)-1].Line)
	m := picking.Message{Verdict: picking.OK, Title: picking.Say("%d of %d", l.Packed, l.Picked), Detail: picking.Name(p.name)}
	switch {
	case s.left(0) == 0:
		m.Verdict, m.Title, m.Need = picking.ListComplete, "All packed", s.need()
	case l.Left() == 0:
		m.Verdict = picking.LineComplete
	}
	return m
}

func (s State) notOfOrder(f picking.FoundItem) *picking.Message {
	detail := picking.Say("%s is not in order %s.", f.Name, s.Order.Number)
	for _, l := range s.Lines {
		if l.Item == f.ID {
			detail = picking.Say("%s is in order %s, but none was picked.", f.Name, s.Order.Number)
		}
	}
	var by []string
	for _, w := range s.Wanted {
		by = append(by, w.Number+in([]string{w.Place}))
	}
	if len(by) > 0 {
		detail = detail.And(picking.Say("It may be of order %s.", strings.Join(by, " or ")))
	}
	m := picking.Refuse(picking.WrongItem, "Not in this order", detail, s.need())
	return &m
}

func (s State) tooMany(p piece, left picking.Qty) picking.Message {
	if left == 0 {
		return picking.Refuse(picking.TooMany, "Too many", picking.Say("All %s of order %s are packed.", p.name, s.Order.Number), s.need())
	}
	return picking.Refuse(picking.TooMany, "Too many",
		picking.Say("That code means %d %s, only %d are to be packed.", p.n, p.name, left), "Scan single units.")
}

func unknown(code string) *picking.Message {
	if r := []rune(code); len(r) > 40 {
		code = string(r[:40]) + "…"
	}
	m := picking.Refuse(picking.UnknownCode, "Unknown code", picking.Say("%s is no item, tote, box or order here.", strconv.Quote(code)),
		"Scan the barcode of the item.")
	return &m
}

// digits says that a code is a number so short that a person typed it.
func digits(code string) bool {
	_, err := strconv.ParseUint(code, 10, 64)
	return err == nil && len(code) <= 5
}

// elses is a code that is nothing of this order: another order's serial number or lot, or unknown.
func (s State) elses(code string) *picking.Message {
	w := s.Owner
	if w == nil && s.left(0) == 0 && digits(code) {
		m := picking.Refuse(picking.UnknownCode, "Is it a weight?", picking.Say("%s is no item, tote, box or order here.", strconv.Quote(code)),
			picking.Say("Type kilograms with a point, as %s.0, or grams, as %s g.", code, code))
		return &m
	}
	if w == nil {
		return unknown(code)
	}
	what := picking.Say("Serial number %s is of order %s%s.", code, w.Number, in(w.places()))
	if w.By == "lot" {
		what = picking.Say("Lot %s was picked for order %s%s.", code, w.Number, in(w.places()))
	}
	m := picking.Refuse(picking.WrongItem, "Another order's", what, s.need())
	return &m
}

func (w Wanted) places() []string {
	if w.Place == "" {
		return nil
	}
	return []string{w.Place}
}

func (s State) otherLot(p piece, code string, lots []Goods) *picking.Message {
	what := picking.Say("That is lot %s of %s.", code, p.name)
	if len(s.Wanted) > 0 {
		what = what.And(picking.Say("It was picked for order %s%s.", s.Wanted[0].Number, in(s.Wanted[0].places())))
	}
	m := picking.Refuse(picking.WrongLot, "Wrong lot", what, picking.Say("Here we need lot %s.", lotList(lots)))
	return &m
}

func whichLot(p piece, lots []Goods) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which lot?", picking.Say("%d lots of %s are in this order: %s.", len(lots), p.name,
		lotList(lots)), "Scan the lot.")
	return &m
}

func (s State) otherSerial(p piece, serial string) *picking.Message {
	what := picking.Say("Serial number %s of %s was not picked for order %s.", serial, p.name, s.Order.Number)
	if w := s.Owner; w != nil {
		what = picking.Say("Serial number %s of %s is of order %s%s.", serial, p.name, w.Number, in(w.places()))
	}
	m := picking.Refuse(picking.WrongItem, "Another unit", what, picking.Say("Here we need serial number %s.", strings.Join(s.serials(p.item), ", ")))
	return &m
}

func (s State) serialWanted(p piece) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which unit?", picking.Say("%s is packed by serial number.", p.name),
		picking.Say("Scan serial number %s.", strings.Join(s.serials(p.item), ", ")))
	return &m
}

// serials are the first few serial numbers of an item that still have to be packed.
func (s State) serials(item picking.ItemID) (codes []string) {
	for _, x := range s.Serials {
		if x.Item == item && x.Carton == 0 && len(codes) < 5 {
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
	switch {
	case f.Kind == picking.PickFace || f.Kind == picking.Reserve:
		return picking.Refuse(picking.WrongPlace, "A bin label", picking.Found{Location: &f}.Scanned(), "Scan the item itself.")
	case s.place(f.ID) != nil || f.Order == s.Order.Number:
		return picking.Refuse(picking.NotAllowed, "Already open", picking.Say("%s is of this order.", f.Code), s.need())
	case f.Order != "":
		return picking.Refuse(picking.WrongTote, "Another order", picking.Say("%s holds order %s; this is order %s.", f.Code, f.Order,
			s.Order.Number), "Put it aside until this order is closed.")
	case f.Kind == picking.Carton:
		return picking.Refuse(picking.WrongTote, "A carton label", picking.Found{Location: &f}.Scanned(), s.need())
	case f.Kind == picking.Tote || f.Kind == picking.Slot:
		return picking.Refuse(picking.WrongTote, "Not this order", picking.Say("%s holds nothing of order %s.", f.Code, s.Order.Number), s.need())
	}
	return picking.Refuse(picking.WrongPlace, "Not here", picking.Found{Location: &f}.Scanned(), "Scan the item itself.")
}

func (s State) anOrder(number string) picking.Message {
	if number == s.Order.Number {
		return picking.Refuse(picking.NotAllowed, "Already open", picking.Say("Order %s is on this screen.", number), s.need())
	}
	return picking.Refuse(picking.WrongTote, "Another order", picking.Say("That is order %s; this is order %s.", number, s.Order.Number),
		"Close this order first, or leave it.")
}
