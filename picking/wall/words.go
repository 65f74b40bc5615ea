package wall

import "pickpack/picking"

// Every refusal has its own words: what was scanned, where it belongs, what is wanted here.

func notAllowed(title, detail, need picking.Text) picking.Message {
	return picking.Refuse(picking.NotAllowed, title, detail, need)
}

// want is the short instruction of the current screen.
func (s State) want() picking.Text {
	p := s.Prompt()
	switch {
	case p.Step == Done:
		return "Scan the next tote."
	case p.Slot != "":
		return picking.Say("Scan slot %s.", p.Slot)
	case p.Full && (p.Whole || p.Item != nil):
		return "No slot is free: an order on the wall must be packed first."
	case p.Whole || p.Step == PutSlot:
		return picking.Say("Scan a free slot, for example %s.", p.Free)
	default:
		return picking.Say("Scan an item from tote %s.", p.Tote)
	}
}

func unknown() *picking.Message {
	m := picking.Refuse(picking.UnknownCode, "Unknown code", "No item, slot or tote has this code.", "Try the other barcode of the item.")
	return &m
}

func (s State) wrongItem(f picking.FoundItem) *picking.Message {
	m := picking.Refuse(picking.WrongItem, "Wrong item", picking.Say("You scanned %s.", f.Name).And(picking.Say("It is not in tote %s by our count.", s.Tote.Code)),
		"Put it aside and scan another piece.")
	return &m
}

func wrongLot(f picking.FoundItem, lot string) *picking.Message {
	m := picking.Refuse(picking.WrongLot, "Wrong lot", picking.Say("%s is here, but not in lot %s.", f.Name, lot), "Put it aside and scan another piece.")
	return &m
}

func narrower(of []Content) *picking.Message {
	m := picking.Refuse(picking.Narrower, "Which lot?", picking.Say("%s is in this tote in %d lots.", of[0].Name, len(of)),
		"Scan the code that shows the lot.")
	return &m
}

// wholeOnly refuses an item scanned from a tote that goes into its slot as it is.
func (s State) wholeOnly(f picking.Found) picking.Message {
	if f.Item == nil {
		return *unknown()
	}
	o, _ := s.order(s.Whole)
	return notAllowed("No need to scan items", picking.Say("Everything in tote %s is for order %s.", s.Tote.Code, o.Number), s.want())
}

// handFull refuses another item while pieces are in the hand.
func (s State) handFull(c Content) picking.Message {
	p := s.Prompt()
	v, title := picking.WrongItem, picking.Text("One item at a time")
	if c.Item == s.Cursor.Item {
		v, title = picking.WrongLot, "One lot at a time"
	}
	what := picking.Say("You scanned %s.", c.Name)
	if c.LotCode != "" {
		what = picking.Say("You scanned %s, lot %s.", c.Name, c.LotCode)
	}
	hand := picking.Say("In your hand: %d × %s for order %s.", p.Counted, p.Item.Name, p.Order)
	return picking.Refuse(v, title, what.And(hand), s.want())
}

func noShare(c Content, wanted bool) picking.Message {
	if wanted {
		return notAllowed("The wall is full", picking.Say("%s is for an order that has no slot yet.", c.Name),
			"Scan another item, or wait until an order is packed.")
	}
	return notAllowed("Nobody needs it", picking.Say("No order waits for %s any more.", c.Name), "Put it aside and tell the supervisor.")
}

func (s State) tooMany(h Share, n, need picking.Qty) picking.Message {
	o, _ := s.order(h.Order)
	if n > 1 {
		return picking.Refuse(picking.TooMany, "Too many", picking.Say("This code means %d; order %s takes %d more from this tote.",
			n, o.Number, need-s.Cursor.Counted), "Scan single pieces.")
	}
	return picking.Refuse(picking.TooMany, "Too many", picking.Say("Order %s has all it takes: %d.", o.Number, need), s.want())
}

func (s State) itemFirst(at picking.FoundLocation) picking.Message {
	detail := picking.Say("%s is a free slot.", at.Code)
	if w, ok := s.slot(at.ID); ok && w.Order != 0 {
		detail = picking.Say("%s is order %s's slot.", at.Code, w.Number)
	}
	return picking.Refuse(picking.WrongPlace, "Item first", detail, s.want())
}

func (s State) wrongSlot(o Order, to Slot) picking.Message {
	detail := picking.Say("%s is free, but order %s has slot %s.", to.Code, o.Number, s.slotCode(o.Slot))
	if to.Order != 0 {
		detail = picking.Say("%s is order %s's slot; you hold goods of order %s.", to.Code, to.Number, o.Number)
	}
	return picking.Refuse(picking.WrongPlace, "Wrong slot", detail, s.want())
}

// wrongPlace refuses a code of a place that is no slot of this wall.
func (s State) wrongPlace(at picking.FoundLocation) picking.Message {
	switch {
	case at.ID == s.Tote.ID:
		return picking.Refuse(picking.WrongTote, "This tote's own label", picking.Say("You are emptying tote %s already.", at.Code), s.want())
	case at.Kind == picking.Tote:
		return picking.Refuse(picking.WrongTote, "Another tote", picking.Say("You scanned tote %s while emptying tote %s.", at.Code, s.Tote.Code), s.want())
	default:
		return picking.Refuse(picking.WrongPlace, "Wrong place", picking.Found{Location: &at}.Scanned().And("Only slots of the wall are scanned here."), s.want())
	}
}

func (s State) putMessage(o Order, to Slot, n picking.Qty) picking.Message {
	m := picking.Message{Verdict: picking.OK, Title: picking.Say("%d in %s", n, to.Code)}
	switch {
	case o.Cancelled:
		m.Detail = picking.Say("Order %s was cancelled: it goes back from there.", o.Number)
	case o.Elsewhere == 1:
		m.Detail = picking.Say("Order %s: one more tote to come.", o.Number)
	case o.Elsewhere > 1:
		m.Detail = picking.Say("Order %s: %d more totes to come.", o.Number, o.Elsewhere)
	case o.Missing > 0:
		m.Detail = picking.Say("Order %s waits for %d more.", o.Number, o.Missing)
	default:
		m.Detail = picking.Say("Order %s is complete: pack it from %s.", o.Number, to.Code)
	}
	if s.Cursor.Step == Done {
		m.Verdict, m.Need = picking.ListComplete, picking.Say("Tote %s is empty.", s.Tote.Code)
	}
	return m
}
