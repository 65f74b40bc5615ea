package task

import "pickpack/picking"

// Digits takes the two digits printed beside a barcode that cannot be read: of the bin, or of the tote. They do what the
// scan would have done, are kept in the history as what they are, and somebody prints the label anew.
func Digits(s State, typed string) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	f := digitsOf(s)
	if f == nil {
		return refused(s, notNow("Only the label of a bin or a tote has digits."))
	}
	if typed != picking.CheckDigits(f.Code) {
		return refused(s, picking.Refuse(picking.WrongPlace, "Wrong digits", picking.Say("%s does not stand on the label of %s.", typed, f.Code),
			picking.Say("Look at the code on the label: are you at %s?", f.Code)))
	}
	s.Found = picking.Found{Location: f}
	var o Outcome
	if f.Kind == picking.Tote {
		o = scanTote(s, picking.Scan{})
	} else {
		o = scanBin(s, picking.Scan{})
	}
	o.Effects.Chores = append(o.Effects.Chores, picking.Chore{Kind: picking.RelabelChore, Location: f.ID, Text: "the barcode could not be read"})
	o.Effects.Events = append(o.Effects.Events, picking.Event{Kind: "pick.digits", List: s.List.ID, Wave: s.List.Wave, Text: "digits typed for " + f.Code})
	return o
}

// digitsOf is the place that is to be scanned next, if it is a bin or a tote.
func digitsOf(s State) *picking.FoundLocation {
	t := s.Current
	switch {
	case t == nil:
		return nil
	case s.List.Step == StepBin:
		return &picking.FoundLocation{ID: t.Location, Code: t.Bin, Kind: picking.PickFace}
	case s.List.Step == StepTote, s.List.Step == StepItem && s.List.Counted > 0:
		if tote := slotTote(s.List.Totes, t.Slot); tote != nil {
			return &picking.FoundLocation{ID: tote.ID, Code: tote.Code, Kind: picking.Tote, List: s.List.ID}
		}
	}
	return nil
}
