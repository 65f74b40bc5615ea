package task

import "pickpack/picking"

// Reasons a picker may give for a short, with the words shown.
var Reasons = []struct {
	Code  string
	Label picking.Text
}{
	{"none", "None there"},
	{"damaged", "Damaged"},
	{"misplaced", "Something else lies there"},
	{"other", "Other"},
}

// Skip puts the current task last.
func Skip(s State) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if !PromptFor(s).CanSkip || s.Next == nil {
		return refused(s, notNow("Skip needs an empty hand and another task to go to."))
	}
	t := *s.Current
	last := Last{Kind: "skip", Task: s.Current, Seq: t.Seq, At: s.List.At}
	t.Seq = s.MaxSeq + 1
	e := picking.Effects{Tasks: []picking.TaskChange{t.change()}}
	advance(&s)
	return accepted(s, ok("Skipped", "It comes back at the end."), e, last)
}

// NotEmpty says that more lies in a bin than what was taken, though that should have been the last of it: the zero check that
// costs no scan. The bin is to be counted.
func NotEmpty(s State) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if !PromptFor(s).Empty {
		return refused(s, notNow("This bin need not be empty."))
	}
	t := s.Current
	s.Here = nil
	o := accepted(s, ok("Noted", picking.Say("Somebody will count %s.", t.Bin)), picking.Effects{}, Last{Kind: "left"})
	o.Effects.Reserve = []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Suspect: true}}
	o.Effects.Chores = []picking.Chore{{Kind: picking.CountChore, Location: t.Location, Item: t.Item, Lot: t.Lot, Text: "not empty, though it should be"}}
	o.Effects.Events = []picking.Event{{Kind: "pick.not_empty", List: s.List.ID, Wave: s.List.Wave, Text: t.SKU + " is left at " + t.Bin}}
	return o
}

func reasonWord(code string) picking.Text {
	for _, r := range Reasons {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

func notNow(need picking.Text) picking.Message {
	return picking.Refuse(picking.NotAllowed, "Not now", "", need)
}
