package task

import (
	"fmt"

	"pickpack/picking"
)

// Reasons a picker may give for a short, with the words shown.
var Reasons = []struct{ Code, Label string }{
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
	if !PromptFor(s).CanSkip {
		return refused(s, notNow("Skip needs an empty hand and another task to go to."))
	}
	t := *s.Current
	last := Last{Kind: "skip", Task: s.Current, Seq: t.Seq, At: s.List.At}
	t.Seq = s.MaxSeq + 1
	e := picking.Effects{Tasks: []picking.TaskChange{t.change()}}
	advance(&s)
	return accepted(s, ok("Skipped", "It comes back at the end."), e, last)
}

// Short gives up what is not in the bin. Units in the hand still go to the tote; the rest is taken from another bin at
// once if one has it, as new tasks at the end of this list; what nobody has is short on the order.
func Short(s State, reason string) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	word := reasonWord(reason)
	if word == "" {
		return refused(s, notNow("Choose one of the reasons."))
	}
	if !PromptFor(s).CanShort {
		return refused(s, notNow("Scan the bin first, then say what is missing."))
	}
	t := *s.Current
	missing := t.Left() - s.List.Counted
	last := Last{Kind: "short", Task: s.Current, Qty: missing}
	t.Short += missing
	e := picking.Effects{
		Reserve: []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: -missing, Suspect: true}},
		Events: []picking.Event{{Kind: "pick.short", List: s.List.ID, Wave: s.List.Wave,
			Text: fmt.Sprintf("%s: %d of %s short at %s", word, missing, t.SKU, t.Bin)}},
	}
	lost := replace(&s, &t, missing, &e)
	s.Current = &t
	if s.List.Counted > 0 {
		s.List.Step = StepTote
	} else {
		finish(&s, &t)
	}
	e.Tasks = []picking.TaskChange{t.change()}
	return accepted(s, shortMessage(missing, lost), e, last)
}

func shortMessage(missing, lost picking.Qty) picking.Message {
	if lost == 0 {
		return ok("Short noted", fmt.Sprintf("%d will come from another bin of this list.", missing))
	}
	return ok("Short noted", fmt.Sprintf("%d missing, none elsewhere for %d.", missing, lost))
}

// replace serves missing units from other bins and books the rest as short on the order lines. It answers how many
// units nobody has.
func replace(s *State, t *Task, missing picking.Qty, e *picking.Effects) picking.Qty {
	owed := owedLines(s.Shares, t, missing)
	for _, o := range owed {
		if t.Line == 0 {
			e.Shares = append(e.Shares, picking.ShareChange{Task: t.ID, Line: o.Line, Short: o.Qty})
		}
	}
	seq := s.MaxSeq
	for _, src := range s.Stock {
		n := min(missing, src.Free)
		if n <= 0 {
			continue
		}
		missing -= n
		seq++
		add := picking.TaskAdd{Seq: seq, Location: src.Location, Item: t.Item, Lot: src.Lot, Qty: n, Line: t.Line, Slot: t.Slot}
		if t.Line == 0 {
			add.Shares, owed = take(owed, n)
		}
		e.Adds = append(e.Adds, add)
		e.Reserve = append(e.Reserve, picking.Reservation{Location: src.Location, Item: t.Item, Lot: src.Lot, Qty: n})
		if s.Next == nil {
			s.Next = t.at(src, add)
		}
	}
	s.List.Tasks += len(e.Adds)
	s.MaxSeq = seq
	bookShort(t, missing, owed, e)
	return missing
}

// at is the added task as a picker will see it. Its id is not known before it is written.
func (t Task) at(src Source, add picking.TaskAdd) *Task {
	n := t.from(src)
	n.ID, n.Seq, n.Qty, n.Done, n.Short, n.State = NewTask, add.Seq, add.Qty, 0, 0, Open
	return &n
}

// NewTask stands for the first task a decision adds; the store puts its real id into the cursor.
const NewTask picking.TaskID = -1

func bookShort(t *Task, missing picking.Qty, owed []picking.Share, e *picking.Effects) {
	if missing == 0 {
		return
	}
	if t.Line != 0 {
		e.Lines = append(e.Lines, picking.LineChange{Line: t.Line, Short: missing})
		return
	}
	for _, o := range owed {
		e.Lines = append(e.Lines, picking.LineChange{Line: o.Line, Short: o.Qty})
	}
}

// owedLines says which order lines miss the units: of a batch, those served last go without.
func owedLines(shares []Share, t *Task, missing picking.Qty) []picking.Share {
	if t.Line != 0 {
		return []picking.Share{{Line: t.Line, Qty: missing}}
	}
	var owed []picking.Share
	for i := len(shares) - 1; i >= 0 && missing > 0; i-- {
		n := min(missing, shares[i].Qty-shares[i].Put-shares[i].Short)
		if n > 0 {
			owed = append(owed, picking.Share{Line: shares[i].Line, Qty: n})
			missing -= n
		}
	}
	return owed
}

// take splits the first n units off owed, from its end: the line served first gets the goods first.
func take(owed []picking.Share, n picking.Qty) (got, rest []picking.Share) {
	rest = append([]picking.Share(nil), owed...)
	for n > 0 && len(rest) > 0 {
		last := &rest[len(rest)-1]
		q := min(n, last.Qty)
		got = append(got, picking.Share{Line: last.Line, Qty: q})
		n -= q
		if last.Qty -= q; last.Qty == 0 {
			rest = rest[:len(rest)-1]
		}
	}
	return got, rest
}

func reasonWord(code string) string {
	for _, r := range Reasons {
		if r.Code == code {
			return r.Label
		}
	}
	return ""
}

func notNow(need string) picking.Message {
	return picking.Refuse(picking.NotAllowed, "Not now", "", need)
}
