package pack

import (
	"strconv"
	"strings"

	"pickpack/picking"
)

// An order that is cancelled while it lies in cartons is taken out of them again, carton by carton:
//
//	any scan on it   →  refused: "Order 1042 was cancelled"  →  unpack
//	a tote           →  all that is in its first full carton lies in that tote, the carton is void  →  unpack, or idle
//
// The tote is one of the order's own that is still there, or an empty one. From there its goods go back to their bins, as
// those of any cancelled order (picking/task, back.go).

// Unpacking is the decision on a tote that takes the goods of a carton. Unless the verdict is accepted nothing is written.
type Unpacking struct {
	Message picking.Message
	Carton  Carton
	Tote    picking.LocationID
	New     bool // it is not yet the order's
}

// Unpack judges the scan of what takes the goods of a cancelled order: f is what was scanned as code, full says that something
// lies in it.
func Unpack(s State, code string, f picking.Found, full bool) Unpacking {
	no := func(v picking.Verdict, title, detail, need picking.Text) Unpacking {
		return Unpacking{Message: picking.Refuse(v, title, detail, need)}
	}
	c, l := s.packedCarton(), f.Location
	switch {
	case s.Order.State != picking.Cancelled:
		return no(picking.NotAllowed, "Not cancelled", picking.Say("Order %s was not cancelled.", s.Order.Number), "Look at the order again.")
	case c == nil:
		return no(picking.NotAllowed, "Nothing to take out", picking.Say("No carton of order %s holds anything.", s.Order.Number), "Scan the next tote.")
	case l == nil && f.Item != nil:
		return no(picking.Narrower, "Scan a tote", f.Scanned(), s.unpackNeed())
	case l == nil:
		return no(picking.UnknownCode, "Scan a tote", unknown(code).Detail, s.unpackNeed())
	}
	if p := s.place(l.ID); p != nil && p.State != "filling" {
		return s.unpacked(*c, *l, false)
	}
	switch {
	case l.Kind != picking.Tote:
		return no(picking.WrongPlace, "Scan a tote", f.Scanned(), s.unpackNeed())
	case l.Order != "":
		return no(picking.WrongTote, "Another order's", picking.Say("Order %s's goods are in tote %s.", l.Order, l.Code), "Take an empty tote and scan it.")
	case l.List != 0 || full:
		return no(picking.WrongTote, "It is not empty", picking.Say("Other goods are in tote %s.", l.Code), "Take an empty tote and scan it.")
	}
	return s.unpacked(*c, *l, true)
}

func (s State) unpacked(c Carton, to picking.FoundLocation, new bool) Unpacking {
	m := picking.Message{Verdict: picking.ListComplete, Title: picking.Say("Carton %d is empty", c.N),
		Detail: picking.Say("%d unit of order %s lies in %s.|%d units of order %s lie in %s.", c.units(), s.Order.Number, to.Code),
		Need:   picking.Say("Leave %s for a picker: its goods go back to their bins.", to.Code)}
	if full := s.unpackList(); len(full) > 1 {
		m.Verdict, m.Need = picking.OK, picking.Say("Now carton %d.", full[1].N)
	}
	return Unpacking{Message: m, Carton: c, Tote: to.ID, New: new}
}

// unpackList are the cartons of a cancelled order that hold goods, by N.
func (s State) unpackList() (full []Carton) {
	if s.Order.State != picking.Cancelled {
		return nil
	}
	for _, c := range s.Cartons {
		if c.units() > 0 && (c.State == CartonOpen || c.State == CartonLabelled) {
			full = append(full, c)
		}
	}
	return full
}

func (s State) packedCarton() *Carton {
	if full := s.unpackList(); len(full) > 0 {
		return &full[0]
	}
	return nil
}

// cancelled refuses what is done to an order that was cancelled, and says what becomes of its goods.
func (s State) cancelled() picking.Message {
	detail := picking.Say("Order %s was cancelled.", s.Order.Number)
	if s.Order.Why != "" {
		detail = picking.Say("Order %s was cancelled: %s.", s.Order.Number, strings.TrimSuffix(s.Order.Why, "."))
	}
	return picking.Refuse(picking.NotAllowed, "Order cancelled", detail, s.unpackNeed())
}

func (s State) unpackNeed() picking.Text {
	full := s.unpackList()
	if len(full) == 0 {
		return "Set its goods aside: they go back to their bins."
	}
	var own []string
	for _, p := range s.Places {
		if p.State != "filling" {
			own = append(own, p.Code)
		}
	}
	if len(own) > 0 {
		return picking.Say("Take out all that is in carton %s, put it into %s or an empty tote, and scan that.", strconv.Itoa(full[0].N), strings.Join(own, ", "))
	}
	return picking.Say("Take out all that is in carton %s, put it into an empty tote, and scan that.", strconv.Itoa(full[0].N))
}

// Unpacked are the moves of a carton's contents back into a tote.
func Unpacked(contents []Content, to picking.LocationID) []picking.Move {
	return emptied(contents, to, "undo")
}
