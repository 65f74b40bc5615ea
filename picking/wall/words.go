package wall

import (
	"fmt"

	"pickpack/picking"
)

// Every refusal has its own words: what was scanned, where it belongs, what is wanted here.

func notAllowed(title, detail, need string) picking.Message {
	return picking.Refuse(picking.NotAllowed, title, detail, need)
}

// want is the short instruction of the current screen.
func (s State) want() string {
	p := s.Prompt()
	switch {
	case p.Step == Done:
		return "Scan the next tote."
	case p.Slot != "":
		return "Scan slot " + p.Slot + "."
	case p.Full && (p.Whole || p.Item != nil):
		return "No slot is free: an order on the wall must be packed first."
	case p.Whole || p.Step == PutSlot:
		return "Scan a free slot, for example " + p.Free + "."
	default:
		return "Scan an item from tote " + p.Tote + "."
	}
}

func unknown() *picking.Message {
	m := picking.Refuse(picking.UnknownCode, "Unknown code", "No item, slot or tote has this code.", "Try the other barcode of the item.")
	return &m
}

func (s State) wrongItem(f picking.FoundItem) *picking.Message {
	m := picking.Refuse(picking.WrongItem, "Wrong item", "You scanned "+f.Name+". It is not in tote "+s.Tote.Code+" by our count.",
		"Put it aside and scan another piece.")
	return &m
}

func wrongLot(f picking.FoundItem, lot string) *picking.Message {
	m := picking.Refuse(picking.WrongLot, "Wrong lot", f.Name+" is here, but not in lot "+lot+".", "Put it aside and scan another piece.")
	return &m
}

func narrower(of []Content) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which lot?", fmt.Sprintf("%s is in this tote in %d lots.", of[0].Name, len(of)),
		"Scan the code that shows the lot.")
	return &m
}

// wholeOnly refuses an item scanned from a tote that goes into its slot as it is.
func (s State) wholeOnly(f picking.Found) picking.Message {
	if f.Item == nil {
		return *unknown()
	}
	o, _ := s.order(s.Whole)
	return notAllowed("No need to scan items", "Everything in tote "+s.Tote.Code+" is for order "+o.Number+".", s.want())
}

// handFull refuses another item while pieces are in the hand.
func (s State) handFull(c Content) picking.Message {
	p := s.Prompt()
	v, title := picking.WrongItem, "One item at a time"
	if c.Item == s.Cursor.Item {
		v, title = picking.WrongLot, "One lot at a time"
	}
	what := c.Name
	if c.LotCode != "" {
		what += ", lot " + c.LotCode
	}
	return picking.Refuse(v, title, fmt.Sprintf("You scanned %s. In your hand: %d × %s for order %s.", what, p.Counted, p.Item.Name, p.Order),
		s.want())
}

func noShare(c Content, wanted bool) picking.Message {
	if wanted {
		return notAllowed("The wall is full", c.Name+" is for an order that has no slot yet.",
			"Scan another item, or wait until an order is packed.")
	}
	return notAllowed("Nobody needs it", "No order waits for "+c.Name+" any more.", "Put it aside and tell the supervisor.")
}

func (s State) tooMany(h Share, n, need picking.Qty) picking.Message {
	o, _ := s.order(h.Order)
	if n > 1 {
		return picking.Refuse(picking.TooMany, "Too many", fmt.Sprintf("This code means %d. Order %s takes %d more from this tote.",
			n, o.Number, need-s.Cursor.Counted), "Scan single pieces.")
	}
	return picking.Refuse(picking.TooMany, "Too many", fmt.Sprintf("Order %s has all it takes: %d.", o.Number, need), s.want())
}

func (s State) itemFirst(at picking.FoundLocation) picking.Message {
	detail := at.Code + " is a free slot."
	if w, ok := s.slot(at.ID); ok && w.Order != 0 {
		detail = at.Code + " is order " + w.Number + "'s slot."
	}
	return picking.Refuse(picking.WrongPlace, "Item first", detail, s.want())
}

func (s State) wrongSlot(o Order, to Slot) picking.Message {
	detail := to.Code + " is free, but order " + o.Number + " has slot " + s.slotCode(o.Slot) + "."
	if to.Order != 0 {
		detail = to.Code + " is order " + to.Number + "'s slot; you hold goods of order " + o.Number + "."
	}
	return picking.Refuse(picking.WrongPlace, "Wrong slot", detail, s.want())
}

// wrongPlace refuses a code of a place that is no slot of this wall.
func (s State) wrongPlace(at picking.FoundLocation) picking.Message {
	switch {
	case at.ID == s.Tote.ID:
		return picking.Refuse(picking.WrongTote, "This tote's own label", "You are emptying tote "+at.Code+" already.", s.want())
	case at.Kind == picking.Tote:
		return picking.Refuse(picking.WrongTote, "Another tote", "You scanned tote "+at.Code+" while emptying tote "+s.Tote.Code+".", s.want())
	default:
		return picking.Refuse(picking.WrongPlace, "Wrong place", at.Code+" is a "+kindWord(at.Kind)+", not a slot of the wall.", s.want())
	}
}

func kindWord(k picking.LocationKind) string {
	switch k {
	case picking.PickFace, picking.Reserve:
		return "bin"
	case picking.Station:
		return "packing station"
	case picking.Staging:
		return "staging place"
	case picking.Wall:
		return "put wall"
	default:
		return string(k)
	}
}

func (s State) putMessage(o Order, to Slot, n picking.Qty) picking.Message {
	m := picking.Message{Verdict: picking.OK, Title: fmt.Sprintf("%d in %s", n, to.Code)}
	switch {
	case o.Elsewhere == 1:
		m.Detail = "Order " + o.Number + ": one more tote to come."
	case o.Elsewhere > 1:
		m.Detail = fmt.Sprintf("Order %s: %d more totes to come.", o.Number, o.Elsewhere)
	case o.Missing > 0:
		m.Detail = fmt.Sprintf("Order %s waits for %d more.", o.Number, o.Missing)
	default:
		m.Detail = "Order " + o.Number + " is complete."
	}
	if s.Cursor.Step == Done {
		m.Verdict, m.Need = picking.ListComplete, "Tote "+s.Tote.Code+" is empty."
	}
	return m
}
