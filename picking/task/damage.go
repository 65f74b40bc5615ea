package task

import (
	"fmt"

	"pickpack/picking"
)

// Damaged puts n units from the current bin into quarantine. If others of the same bin are free they are taken instead and
// the task goes on as it was; else what is missing is served from another bin, or is short. Units that were promised to
// other pickers are not taken: who misses so many says short, which frees the bin for all.
func Damaged(s State, n picking.Qty) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if !PromptFor(s).CanShort || s.Here == nil {
		return refused(s, notNow("Scan the bin first, then say what is damaged."))
	}
	t := *s.Current
	free, mine := s.Here.Free, t.Left()-s.List.Counted
	switch {
	case s.Floor.Quarantine == 0:
		return refused(s, notNow("There is no quarantine place here. Ask your supervisor."))
	case n < 1:
		return refused(s, notNow("Say how many are damaged."))
	case n > free+mine:
		return refused(s, picking.Refuse(picking.TooMany, "Too many", picking.Say("%d of them are yours to set aside; the others are promised to colleagues.", free+mine),
			"Set those aside, then say short."))
	}
	s.own()
	e := picking.Effects{
		Moves: []picking.Move{{Item: t.Item, Lot: t.Lot, From: t.Location, To: s.Floor.Quarantine, Qty: n, Cause: "damage", Task: t.ID}},
		Events: []picking.Event{{Kind: "pick.damaged", List: s.List.ID, Wave: s.List.Wave,
			Text: fmt.Sprintf("%d of %s damaged at %s", n, t.SKU, t.place())}},
	}
	missing := max(n-free, 0)
	last := Last{Kind: "damaged", Task: s.Current, Qty: n, Missing: missing, Tote: s.Floor.Quarantine, At: s.List.At}
	if missing == 0 {
		return accepted(s, ok(picking.Say("%d set aside", n), "Take others from the same bin."), e, last)
	}
	e.Reserve = []picking.Reservation{{Location: t.Location, Item: t.Item, Lot: t.Lot, Qty: -missing}}
	lost := giveUp(&s, &t, missing, &e)
	last.Lines, last.Shares = e.Lines, e.Shares
	s.goOn(&t, &e)
	m := shortMessage(missing, lost)
	m.Title = picking.Say("%d set aside", n)
	return accepted(s, m, e, last)
}
