package task

import "pickpack/picking"

func scanCart(s State) Outcome {
	const need = "Scan the cart you will push."
	f := s.Found.Location
	switch {
	case !known(s.Found):
		return refused(s, unknown(need))
	case f == nil || f.Kind != picking.Cart:
		return refused(s, picking.Refuse(picking.WrongPlace, "Not a cart", what(s.Found), need))
	case f.List != 0 && f.List != s.List.ID:
		return refused(s, picking.Refuse(picking.NotYours, "Cart in use", picking.Say("%s is on list %d.", f.Code, f.List), "Scan a free cart."))
	case f.Slots < len(s.List.Totes):
		return refused(s, picking.Refuse(picking.WrongPlace, "Cart too small",
			picking.Say("%s holds %d totes, this list needs %d.", f.Code, f.Slots, len(s.List.Totes)), "Scan a larger cart."))
	}
	l := &s.List
	l.State, l.Cart, l.CartCode, l.Step = InProgress, f.ID, f.Code, StepTotes
	return accepted(s, ok(picking.Say("Cart %s", f.Code), ""), picking.Effects{}, Last{Kind: "cart"})
}

func scanTotes(s State) Outcome {
	slot := emptySlot(s.List.Totes)
	if slot == nil { // every slot has its tote: a list from before a reload
		return refused(s, picking.Refuse(picking.NotAllowed, "Totes are ready", "", "Go on with the list."))
	}
	need := picking.Say("Scan an empty tote for slot %d.", slot.Slot)
	f := s.Found.Location
	switch {
	case !known(s.Found):
		return refused(s, unknown(need))
	case f == nil || f.Kind != picking.Tote:
		return refused(s, picking.Refuse(picking.WrongTote, "Not a tote", what(s.Found), need))
	case f.List == s.List.ID:
		return refused(s, picking.Refuse(picking.WrongTote, "Tote already on the cart", picking.Say("%s has a slot.", f.Code), need))
	case f.List != 0:
		return refused(s, picking.Refuse(picking.WrongTote, "Tote in use", picking.Say("%s belongs to list %d.", f.Code, f.List), need))
	}
	s.List.Totes = append([]Tote(nil), s.List.Totes...)
	slot = emptySlot(s.List.Totes)
	slot.ID, slot.Code, slot.State = f.ID, f.Code, "filling"
	e := picking.Effects{Totes: []picking.ToteChange{{Slot: slot.Slot, Tote: f.ID, State: "filling"}}}
	if emptySlot(s.List.Totes) == nil {
		begin(&s)
	}
	return accepted(s, ok(picking.Say("%s in slot %d", f.Code, slot.Slot), ""), e, Last{Kind: "bind", Slot: slot.Slot, Tote: f.ID})
}

// begin sets the cursor on the first open task.
func begin(s *State) {
	if s.Current == nil {
		advance(s)
		return
	}
	s.List.Task, s.List.Step, s.List.Counted = s.Current.ID, StepBin, 0
}
