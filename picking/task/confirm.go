package task

import (
	"fmt"

	"pickpack/picking"
)

// Choices that the plan did not make: another bin, another lot, more than ordered, an expired lot. The first scan is
// refused with the words of the choice; the same code scanned again makes it. The choice waits with the cursor: a crash
// keeps it, any other step drops it, and what was loaded for the second scan is judged anew.
//
// A scanner is faster than the network: somebody who pulls the trigger twice has not read the question. So a scan confirms
// only if it was made on a screen that showed it; one made before is asked again.

// ask lets a choice wait for the same code by the same person.
func ask(s State, scan picking.Scan, m picking.Message) Outcome {
	since := s.List.Version + 1
	if asked(s, scan) {
		since = s.List.Ask.Since
	}
	s.List.Ask = picking.Ask{Code: scan.Code, User: s.User, Since: since}
	return marked(s, m)
}

// asked says that the scan is what a choice waits for.
func asked(s State, scan picking.Scan) bool {
	a := s.List.Ask
	return a.Code == scan.Code && a.User == s.User && a.To == 0 && a.Cancelled == ""
}

// confirmed: and that the person had seen the question. A device that does not tell what it showed is believed.
func confirmed(s State, scan picking.Scan) bool {
	return asked(s, scan) && (scan.Seen == 0 || scan.Seen >= s.List.Ask.Since)
}

// otherBin is a bin that was not planned: outside the list's zone or without enough of the item it is wrong, else it is
// taken instead when it is scanned again.
func otherBin(s State, scan picking.Scan, wrong picking.Message) Outcome {
	t, f := s.Current, s.Found.Location
	if len(s.Other) == 0 {
		return refused(s, wrong)
	}
	src := s.Other[0]
	for _, o := range s.Other {
		if src.Free < t.Left() && o.Free >= t.Left() {
			src = o
		}
	}
	switch {
	case s.List.Method == picking.Zone && src.Zone != s.List.Zone:
		wrong.Detail = picking.Say("%s is in zone %s; this list is for zone %s.", f.Code, src.Zone, s.List.Zone)
		return refused(s, wrong)
	case s.List.Counted > 0:
		wrong.Detail = picking.Say("You hold %d from bin %s.", s.List.Counted, t.Bin)
		wrong.Need = "Put them into the tote first, then change the bin."
		return refused(s, wrong)
	case src.Free < t.Left():
		wrong.Detail = picking.Say("%s has it too, but only %d of %d are free there.", f.Code, src.Free, t.Left())
		return refused(s, wrong)
	case !confirmed(s, scan):
		detail := picking.Say("%s holds %s too.", f.Code, t.Name).And(picking.Say("Planned is bin %s.", t.Bin))
		if src.Lot != t.Lot {
			detail = detail.And(picking.Say("It is lot %s.", src.LotCode)).And(fefo(t, src.Expires))
		}
		return ask(s, scan, picking.Refuse(picking.Confirm, "Another bin?", detail, picking.Say("Scan %s again to take it from there.", f.Code)))
	}
	return change(s, src, 0, ok(picking.Say("%s instead of %s", f.Code, t.Bin), ""))
}

// change takes what is left of the current task from another bin or lot, of which units are in the hand already.
func change(s State, src Source, units picking.Qty, m picking.Message) Outcome {
	old, left := s.Current, s.Current.Left()
	t := old.from(src)
	c := t.change()
	c.Location, c.Lot = t.Location, t.Lot
	e := picking.Effects{
		Tasks: []picking.TaskChange{c},
		Reserve: []picking.Reservation{{Location: old.Location, Item: t.Item, Lot: old.Lot, Qty: -left},
			{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: left}},
		Events: []picking.Event{{Kind: "pick.switched", List: s.List.ID, Wave: s.List.Wave,
			Text: fmt.Sprintf("%d of %s from %s instead of %s", left, t.SKU, t.place(), old.place())}},
	}
	last := Last{Kind: "switch", Task: old, Qty: units, At: s.List.At}
	s.Current, s.Here = &t, nil
	l := &s.List
	l.At, l.Counted, l.Step = t.Location, units, StepItem
	if units == left {
		l.Step = StepTote
	}
	return accepted(s, m, e, last)
}

// from is the task as it is when another place serves it.
func (t Task) from(src Source) Task {
	t.Location, t.Bin, t.Zone, t.Aisle, t.Side, t.Level = src.Location, src.Bin, src.Zone, src.Aisle, src.Side, src.Level
	t.Lot, t.LotCode, t.Expires, t.Lots, t.Expired = src.Lot, src.LotCode, src.Expires, src.Lots, src.Expired
	return t
}

// place is where a task takes from, in words.
func (t Task) place() string {
	if t.LotCode != "" {
		return fmt.Sprintf("%s, lot %s", t.Bin, t.LotCode)
	}
	return t.Bin
}

// otherLot is another lot of the item than planned. In a bin that has enough of it, it is taken when scanned again.
func otherLot(s State, scan picking.Scan, units picking.Qty) Outcome {
	t, o := s.Current, s.Lot
	need := picking.Say("Take lot %s.", t.LotCode)
	wrong := picking.Refuse(picking.WrongLot, "Wrong lot", picking.Say("You scanned lot %s; planned is lot %s.", o.Code, t.LotCode), need)
	switch {
	case o.Expired && !t.ExpiredOK:
		return refused(s, picking.Refuse(picking.WrongLot, "This lot expired", picking.Say("Lot %s expired on %t.", o.Code, o.Expires), need))
	case s.List.Counted > 0:
		wrong.Need = picking.Say("Put the %d of lot %s into the tote first.", s.List.Counted, t.LotCode)
		return refused(s, wrong)
	case o.Free < t.Left():
		wrong.Detail = picking.Say("Of lot %s only %d are free here, %d are needed.", o.Code, max(o.Free, 0), t.Left())
		return refused(s, wrong)
	case units > t.Left():
		return refused(s, tooMany(s, units))
	case !confirmed(s, scan):
		detail := wrong.Detail.And(fefo(t, o.Expires))
		if o.Expired {
			detail = detail.And(picking.Say("It expired on %t.", o.Expires))
		}
		return ask(s, scan, picking.Refuse(picking.Confirm, "Another lot?", detail, picking.Say("Scan it again to take lot %s instead.", o.Code)))
	}
	src := Source{Location: t.Location, Bin: t.Bin, Zone: t.Zone, Aisle: t.Aisle, Side: t.Side, Level: t.Level,
		Lot: o.ID, LotCode: o.Code, Expires: o.Expires, Lots: t.Lots, Expired: o.Expired}
	return change(s, src, units, ok(picking.Say("%d of %d", units, t.Left()), picking.Say("lot %s instead of %s", o.Code, t.LotCode)))
}

// fefo says what taking a lot of that date means for the rule that what expires first goes first.
func fefo(t *Task, expires string) picking.Text {
	switch {
	case t.Expires == "" || expires == t.Expires:
		return ""
	case expires == "" || expires > t.Expires: // ISO dates sort as text
		return picking.Say("Lot %s expires sooner and should go first.", t.LotCode)
	}
	return "It expires sooner than the planned one."
}

// expired judges the planned lot itself: its date may have passed since the list was made. Nil: go on.
func expired(s State, scan picking.Scan) *Outcome {
	t := s.Current
	if !t.Expired || s.List.Counted > 0 || t.Done > 0 { // asked once a task
		return nil
	}
	m := picking.Refuse(picking.WrongLot, "This lot expired", picking.Say("Lot %s expired on %t.", t.LotCode, t.Expires),
		"Leave it there. Scan a lot that is still good, or say short.")
	if !t.ExpiredOK {
		o := refused(s, m)
		return &o
	}
	if confirmed(s, scan) {
		return nil
	}
	m.Verdict, m.Need = picking.Confirm, "Scan it again to take it all the same."
	o := ask(s, scan, m)
	return &o
}

// over is more than what is left to take. Where the item allows it, a second scan takes it: the line wants it from now on.
func over(s State, scan picking.Scan, units picking.Qty) Outcome {
	t := *s.Current
	extra := s.List.Counted + units - t.Left()
	switch {
	case !t.OverPick || t.Line == 0 || t.Tracking == picking.BySerial:
		return refused(s, tooMany(s, units))
	case s.Here == nil || s.Here.Free < extra:
		m := tooMany(s, units)
		m.Detail = m.Detail.And("What is left in the bin is promised to others.")
		return refused(s, m)
	case !confirmed(s, scan):
		return ask(s, scan, picking.Refuse(picking.Confirm, "More than ordered?",
			picking.Say("This makes %d; %d are wanted.", s.List.Counted+units, t.Left()), picking.Say("Scan it again to take %d more than ordered.", extra)))
	}
	t.Qty += extra
	c := t.change()
	c.Qty = t.Qty
	s.Current = &t
	o := count(s, units)
	o.Last.Over = extra
	o.Effects.Tasks = []picking.TaskChange{c}
	o.Effects.Reserve = []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: extra}}
	o.Effects.Lines = []picking.LineChange{{Line: t.Line, Over: extra}}
	o.Effects.Events = []picking.Event{{Kind: "pick.over", List: s.List.ID, Wave: s.List.Wave,
		Text: fmt.Sprintf("%d more of %s than ordered", extra, t.SKU)}}
	return o
}

// unknownItem is a code that nothing here has, where an item was wanted. Scanned again it is put before the supervisor,
// who can say which item has it.
func unknownItem(s State, scan picking.Scan, need picking.Text) Outcome {
	code, err := picking.NormalCode(scan.Code)
	if scan.GTIN != "" {
		code, err = picking.NormalCode(scan.GTIN)
	}
	if err != nil { // a misread, or not a barcode that goods have
		return refused(s, unknown(need))
	}
	if !confirmed(s, scan) {
		return ask(s, scan, unknown(need.And("Or scan it again to ask your supervisor.")))
	}
	t := s.Current
	o := accepted(s, ok("Supervisor asked", "Skip the line, or go on by another label."), picking.Effects{}, Last{Kind: "ask"})
	o.Effects.Chores = []picking.Chore{{Kind: picking.BarcodeChore, Location: s.List.At, Item: t.Item, Code: code,
		Text: fmt.Sprintf("scanned at %s, where %s was wanted", t.Bin, t.SKU)}}
	return o
}
