package task

import (
	"cmp"
	"fmt"
	"slices"

	"pickpack/picking"
)

// A bin that holds less than it should. Three orders want 2, 3 and 4 teapots from B-1; the picker of the first finds none:
//
//	her 2       ──▶ B-3, which has 4 free: a new task where her walk passes B-3 with the least detour
//	the 3       ──▶ 2 are left at B-3: these are promised to them, and that picker looks for 1 himself (sibling.go)
//	B-1         ──▶ not promised any more, and somebody is sent to count it
//
// Had B-3 more, the 4 would have moved as well, at once and on whosever list they are: nobody walks to an empty bin whose
// goods lie elsewhere.

// Short gives up what is not in the bin. Units in the hand still go to the tote; the rest is taken from another bin at
// once if one has it, as new tasks of this list; what nobody has is short on the order. Tasks that wait for the same goods
// and are not begun are sent to where there are some; the bin is to be counted.
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
	s.own()
	t := *s.Current
	missing := t.Left() - s.List.Counted
	e := picking.Effects{
		Reserve: []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: -missing, Suspect: true}},
		Chores: []picking.Chore{{Kind: picking.CountChore, Location: t.Location, Item: t.Item, Lot: t.Lot,
			Text: fmt.Sprintf("%s: %d of %d short", word, missing, t.Left())}},
		Events: []picking.Event{{Kind: "pick.short", List: s.List.ID, Wave: s.List.Wave,
			Text: fmt.Sprintf("%s: %d of %s short at %s", word, missing, t.SKU, t.Bin)}},
	}
	last := Last{Kind: "short", Task: s.Current, Missing: missing, At: s.List.At}
	lost := giveUp(&s, &t, missing, &e)
	last.Lines, last.Shares = e.Lines, e.Shares
	for _, sib := range s.Floor.Siblings {
		moveSibling(&s, sib, &e)
	}
	s.goOn(&t, &e)
	last.Kept = keptOf(e)
	return accepted(s, shortMessage(missing, lost), e, last)
}

// own makes copies of what a decision uses up.
func (s *State) own() {
	s.Stock = slices.Clone(s.Stock)
	s.Floor.Walks = slices.Clone(s.Floor.Walks)
	for i := range s.Floor.Walks {
		s.Floor.Walks[i].Stops = slices.Clone(s.Floor.Walks[i].Stops)
	}
}

// giveUp takes units from the current task and serves them elsewhere. It answers how many units nobody has.
func giveUp(s *State, t *Task, missing picking.Qty, e *picking.Effects) picking.Qty {
	t.Short += missing
	return replace(s, t, missing, e)
}

// goOn closes the current task if nothing of it is in the hand, and finds the next one on a walk that has changed.
func (s *State) goOn(t *Task, e *picking.Effects) {
	s.number(e)
	s.Next = s.following(e)
	s.Current = t
	switch {
	case t.Left() > s.List.Counted: // the bin has some of it still
	case s.List.Counted > 0:
		s.List.Step = StepTote
	default:
		finish(s, t)
	}
	e.Tasks = append(e.Tasks, t.change())
}

func shortMessage(missing, lost picking.Qty) picking.Message {
	if lost == 0 {
		return ok("Short noted", picking.Say("%d will come from another bin of this list.", missing))
	}
	return ok("Short noted", picking.Say("%d missing, none elsewhere for %d.", missing, lost))
}

// replace serves missing units from other bins, each where the walk passes it best, and books the rest as short on the
// order lines. It answers how many units nobody has.
func replace(s *State, t *Task, missing picking.Qty, e *picking.Effects) picking.Qty {
	owed := owedLines(s.Shares, t, missing)
	for _, o := range owed {
		if t.Line == 0 {
			e.Shares = append(e.Shares, picking.ShareChange{Task: t.ID, Line: o.Line, Short: o.Qty})
		}
	}
	w := s.Floor.walk(s.List.ID)
	for _, src := range s.sources(w) {
		n := min(missing, src.Free)
		if n <= 0 {
			continue
		}
		missing -= n
		src.Free -= n
		at, _ := s.Floor.detour(w, *src)
		stop := t.at(*src, n)
		stop.ID = -picking.TaskID(len(e.Adds)) - 1 // told apart until it has an id
		add := picking.TaskAdd{Location: src.Location, Item: t.Item, Lot: src.Lot, Qty: n, Line: t.Line, Slot: t.Slot}
		w.insert(at, stop, e)
		if t.Line == 0 {
			add.Shares, owed = take(owed, n)
		}
		e.Adds = append(e.Adds, add)
		e.Reserve = append(e.Reserve, picking.Reservation{Location: src.Location, Item: t.Item, Lot: src.Lot, Qty: n})
	}
	s.List.Tasks += len(e.Adds)
	bookShort(t, missing, owed, e)
	return missing
}

// sources ranks where else the item lies, for one walk: in its zone first, what expires first, the least detour.
func (s *State) sources(w *Walk) []*Source {
	type ranked struct {
		*Source
		outside, metres float64
	}
	var all []ranked
	for i := range s.Stock {
		r := ranked{Source: &s.Stock[i]}
		if w.Zone != "" && r.Zone != w.Zone {
			r.outside = 1
		}
		_, r.metres = s.Floor.detour(w, *r.Source)
		all = append(all, r)
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.outside, b.outside), cmp.Compare(endless(a.Expires), endless(b.Expires)), cmp.Compare(a.metres, b.metres))
	})
	var out []*Source
	for _, r := range all {
		out = append(out, r.Source)
	}
	return out
}

// endless sorts what does not expire behind every date.
func endless(expires string) string {
	if expires == "" {
		return "~"
	}
	return expires
}

// at is a task for n units of the same from another place, as a picker will see it.
func (t Task) at(src Source, n picking.Qty) Stop {
	t = t.from(src)
	t.Qty, t.Done, t.Short, t.State = n, 0, 0, Open
	return Stop{Task: t, Y: src.Y}
}

// number writes into what was added and moved where it stands in its walk now that all of it is placed.
func (s *State) number(e *picking.Effects) {
	seq := map[picking.TaskID]int{}
	for _, w := range s.Floor.Walks {
		for _, stop := range w.Stops {
			seq[stop.ID] = stop.Seq
		}
	}
	for i := range e.Adds {
		e.Adds[i].Seq = seq[-picking.TaskID(i)-1]
	}
	for i := range e.Tasks {
		e.Tasks[i].Seq = seq[e.Tasks[i].ID]
	}
}

// following is the first stop of the walk after the current task. A task that is not written yet comes first among those
// added, so that the cursor finds it.
func (s *State) following(e *picking.Effects) *Task {
	for _, stop := range s.Floor.walk(s.List.ID).Stops {
		t := stop.Task
		if t.ID == s.List.Task {
			continue
		}
		if t.ID < 0 {
			k := -int(t.ID) - 1
			e.Adds[0], e.Adds[k] = e.Adds[k], e.Adds[0]
			t.ID = NewTask
		}
		return &t
	}
	return nil
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
