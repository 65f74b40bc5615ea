package task

import (
	"slices"
	"strings"

	"pickpack/picking"
)

func scanBin(s State, scan picking.Scan) Outcome {
	need := picking.Say("Scan bin %s.", s.Current.Bin)
	f := s.Found.Location
	switch {
	case !known(s.Found):
		return refused(s, unknown(need))
	case f == nil:
		return refused(s, picking.Refuse(picking.NotAllowed, "Bin first", what(s.Found), need))
	case f.ID != s.Current.Location:
		return otherBin(s, scan, picking.Refuse(picking.WrongPlace, "Wrong bin", what(s.Found).And(where(s)), need))
	}
	before := s.List.At
	s.List.At, s.List.Step = f.ID, StepItem
	return accepted(s, ok(picking.Name(f.Code), ""), picking.Effects{}, Last{Kind: "bin", At: before})
}

// where tells which task of this list the scanned code belongs to, if one.
func where(s State) picking.Text {
	m := s.Match
	if m == nil {
		return ""
	}
	switch m.On {
	case 0:
		return picking.Say("It is line %d of this list, bin %s.", m.Seq, m.Bin)
	case 1:
		return picking.Say("It is line %d, the next bin: %s.", m.Seq, m.Bin)
	case 2:
		return picking.Say("It is line %d, two bins on: %s.", m.Seq, m.Bin)
	}
	return picking.Say("It is line %d, %d bins on: %s.", m.Seq, m.On, m.Bin)
}

func scanItem(s State, scan picking.Scan) Outcome {
	if s.Found.Location != nil {
		return placeWhileItem(s, scan)
	}
	t := s.Current
	need := picking.Say("Here we need %s — %d more.", t.Name, t.Left()-s.List.Counted)
	units := picking.Qty(1)
	switch {
	case s.Found.Item != nil && s.Found.Item.ID == t.Item:
		units = s.Found.Item.Qty * max(1, scan.Count)
	case s.Found.Item != nil:
		return refused(s, picking.Refuse(picking.WrongItem, "Wrong item", what(s.Found).And(where(s)), need))
	case isLot(t, scan): // the lot's own label proves the item as well
	case s.Lot != nil && !known(s.Found):
		return otherLot(s, scan, units)
	case known(s.Found):
		return refused(s, picking.Refuse(picking.WrongItem, "Not an item", what(s.Found), need))
	default:
		return unknownItem(s, scan, need)
	}
	if s.Lot != nil && scan.Lot != "" {
		return otherLot(s, scan, units)
	}
	if m, bad := wrongLot(t, scan); bad {
		return refused(s, m)
	}
	if o := expired(s, scan); o != nil {
		return *o
	}
	if s.List.Counted+units > t.Left() {
		return over(s, scan, units)
	}
	if t.Tracking == picking.BySerial {
		return countSerial(s, scan, units)
	}
	return count(s, units)
}

func tooMany(s State, units picking.Qty) picking.Message {
	left := s.Current.Left() - s.List.Counted
	detail := picking.Say("All %d are counted.", s.List.Counted)
	if left > 0 {
		detail = picking.Say("This code means %d, only %d more are needed.", units, left)
	}
	need := picking.Text("Put the surplus back into the bin.")
	if left > 0 {
		need = "Scan single units."
	}
	return picking.Refuse(picking.TooMany, "Too many", detail, need)
}

func isLot(t *Task, scan picking.Scan) bool {
	return t.LotCode != "" && strings.EqualFold(scan.Code, t.LotCode)
}

func wrongLot(t *Task, scan picking.Scan) (picking.Message, bool) {
	switch {
	case t.LotCode == "" || isLot(t, scan):
		return picking.Message{}, false
	case scan.Lot != "" && !strings.EqualFold(scan.Lot, t.LotCode):
		return picking.Refuse(picking.WrongLot, "Wrong lot", picking.Say("You scanned lot %s, which is not known here.", scan.Lot), picking.Say("Take lot %s.", t.LotCode)), true
	case scan.Lot == "" && t.Lots > 1:
		return picking.Refuse(picking.Narrower, "Which lot?", "This bin holds several lots of it.", picking.Say("Scan the label of lot %s.", t.LotCode)), true
	}
	return picking.Message{}, false
}

func count(s State, units picking.Qty) Outcome {
	l := &s.List
	l.Counted += units
	l.Step = StepItem
	if l.Counted == s.Current.Left() {
		l.Step = StepTote
	}
	title := picking.Say("%d of %d", l.Counted, s.Current.Left())
	return accepted(s, ok(title, picking.Name(s.Current.Name)), picking.Effects{}, Last{Kind: "item", Qty: units})
}

// countSerial takes the serial number from the item's own code, or asks for it.
func countSerial(s State, scan picking.Scan, units picking.Qty) Outcome {
	switch {
	case units != 1:
		return refused(s, picking.Refuse(picking.Narrower, "One at a time", "Each unit has its own serial number.", "Scan a single unit."))
	case scan.Serial == "":
		s.List.Step = StepSerial
		return accepted(s, ok("Now its serial number", picking.Name(s.Current.Name)), picking.Effects{}, Last{Kind: "item"})
	case s.SerialTaken:
		return refused(s, serialTaken(scan.Serial))
	}
	return capture(s, scan.Serial)
}

func scanSerial(s State, scan picking.Scan) Outcome {
	need := picking.Say("Scan the serial number of this %s.", s.Current.Name)
	number := scan.Serial
	switch {
	case number == "" && known(s.Found):
		return refused(s, picking.Refuse(picking.NotAllowed, "Not a serial number", what(s.Found), need))
	case number == "" && scan.GTIN != "":
		return refused(s, unknown(need))
	case number == "":
		number = scan.Code
	}
	switch {
	case len(number) < 3 || len(number) > 40:
		return refused(s, picking.Refuse(picking.UnknownCode, "Not a serial number", "A serial number has 3 to 40 characters.", need))
	case s.SerialTaken:
		return refused(s, serialTaken(number))
	}
	o := capture(s, number)
	o.Last.Asked = true
	return o
}

func serialTaken(number string) picking.Message {
	return picking.Refuse(picking.TooMany, "Serial already used", picking.Say("%s was captured before.", number), "Scan another unit.")
}

func capture(s State, number string) Outcome {
	o := count(s, 1)
	o.Effects.Serials = []picking.Serial{{Item: s.Current.Item, Serial: number, Task: s.Current.ID, Line: s.Current.Line}}
	o.Last.Kind, o.Last.Serial = "serial", number
	return o
}

// placeWhileItem is a place scanned where an item was wanted: the tote early, the bin again, or a wrong place.
func placeWhileItem(s State, scan picking.Scan) Outcome {
	f := s.Found.Location
	need := picking.Say("Scan %s.", s.Current.Name)
	switch {
	case f.ID == s.List.At:
		return Outcome{Message: ok("Right bin", need), Prompt: PromptFor(s)}
	case f.Kind == picking.Tote && s.List.Counted > 0:
		return scanTote(s, scan)
	case f.Kind == picking.Tote:
		return refused(s, picking.Refuse(picking.NotAllowed, "Item first", what(s.Found), need))
	case f.Kind == picking.PickFace:
		return otherBin(s, scan, picking.Refuse(picking.WrongPlace, "A bin label; scan the item", what(s.Found).And(where(s)), need))
	}
	return refused(s, picking.Refuse(picking.WrongPlace, "Not an item", what(s.Found).And(where(s)), need))
}

func scanTote(s State, scan picking.Scan) Outcome {
	t := s.Current
	tote := slotTote(s.List.Totes, t.Slot)
	need := picking.Say("Put them into tote %s, slot %d, and scan it.", tote.Code, t.Slot)
	f := s.Found.Location
	switch {
	case !known(s.Found):
		return refused(s, unknown(need))
	case s.Found.Item != nil && s.Found.Item.ID == t.Item:
		return over(s, scan, s.Found.Item.Qty*max(1, scan.Count))
	case s.Found.Item != nil:
		return refused(s, picking.Refuse(picking.WrongItem, "Tote first", what(s.Found), need))
	case f == nil || f.Kind != picking.Tote:
		return refused(s, picking.Refuse(picking.WrongTote, "Not a tote", what(s.Found), need))
	case f.ID == tote.ID || sameOrder(s, tote, f.ID):
		return put(s, f.ID, f.Code)
	case f.List == 0:
		return fullTote(s, scan, tote)
	}
	return refused(s, picking.Refuse(picking.WrongTote, "Wrong tote", toteOf(s, f), need))
}

// sameOrder says that a tote of the list takes the same order as the one that was wanted: the full one before it.
func sameOrder(s State, wanted *Tote, id picking.LocationID) bool {
	for _, t := range s.List.Totes {
		if t.ID == id && t.Order == wanted.Order && t.Order != 0 {
			return true
		}
	}
	return false
}

// toteOf says which tote was scanned: its place on the cart and, unless it takes a batch, whose order it is for.
func toteOf(s State, f *picking.FoundLocation) picking.Text {
	for _, t := range s.List.Totes {
		switch {
		case t.ID != f.ID:
		case t.Order == 0:
			return picking.Say("%s is tote %d of this cart.", f.Code, t.Slot)
		case t.Cancelled:
			return picking.Say("%s is tote %d, order %s's, which was cancelled.", f.Code, t.Slot, t.Number).And("Its goods go back after this list.")
		default:
			return picking.Say("%s is tote %d, order %s's.", f.Code, t.Slot, t.Number)
		}
	}
	if f.Order != "" {
		return picking.Say("%s holds order %s's goods, from list %d.", f.Code, f.Order, f.List)
	}
	return picking.Say("%s belongs to list %d.", f.Code, f.List)
}

// put moves what is in the hand from the bin into the tote. This is where the ledger learns of the pick.
func put(s State, tote picking.LocationID, code string) Outcome {
	t, n := *s.Current, s.List.Counted
	e := picking.Effects{
		Moves:   []picking.Move{{Item: t.Item, Lot: t.Lot, From: t.Location, To: tote, Qty: n, Cause: "pick", Task: t.ID, Line: t.Line}},
		Reserve: []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: -n}},
	}
	if t.Line != 0 {
		e.Lines = []picking.LineChange{{Line: t.Line, Picked: n}}
	}
	last := Last{Kind: "put", Task: s.Current, Qty: n, Slot: t.Slot, Tote: tote, At: s.List.At}
	t.Done += n
	m := ok(picking.Say("%d into %s", n, code), picking.Name(t.Name))
	s.List.Counted = 0
	s.Current = &t
	s.List.Totes = slices.Clone(s.List.Totes)
	for i := range s.List.Totes {
		if x := &s.List.Totes[i]; x.ID == tote {
			x.Units += n
		}
	}
	if t.Left() == 0 {
		m.Verdict = picking.LineComplete
		finish(&s, &t)
	} else {
		s.List.Step = StepItem
	}
	e.Tasks = []picking.TaskChange{t.change()}
	return accepted(s, m, e, last)
}

// finish closes the task at the cursor and goes on.
func finish(s *State, t *Task) {
	t.State = Done
	if t.Short > 0 {
		t.State = Shorted
	}
	s.List.Done++
	advance(s)
}

func (t Task) change() picking.TaskChange {
	return picking.TaskChange{ID: t.ID, Done: t.Done, Short: t.Short, Seq: t.Seq, State: t.State}
}
