package wall

import (
	"cmp"
	"slices"
	"strings"

	"pickpack/picking"
)

// Cubby is a slot of the wall that is taken: In of its order's Of units lie in it.
type Cubby struct {
	Slot    string      `db:"slot"`
	Number  string      `db:"number"`
	In      picking.Qty `db:"units_in"`
	Of      picking.Qty `db:"units_of"`
	Packing bool        `db:"packing"` // a packer has begun
}

// Complete says that the order may be packed from it.
func (c Cubby) Complete() bool { return c.In >= c.Of && !c.Packing }

// CompleteFirst sorts the slots for the wall's screen: those to be packed, then those with least to come.
func CompleteFirst(all []Cubby) []Cubby {
	slices.SortFunc(all, func(a, b Cubby) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Of-a.In, b.Of-b.In), strings.Compare(a.Slot, b.Slot))
	})
	return all
}

func (c Cubby) rank() int {
	switch {
	case c.Complete():
		return 0
	case c.Packing:
		return 2
	}
	return 1
}

// Waiting is a tote that somebody dropped and nobody has emptied yet.
type Waiting struct {
	List    picking.ListID     `json:"list" db:"list"`
	Slot    int                `json:"slot" db:"slot"` // on that list's cart
	Tote    picking.LocationID `json:"tote" db:"tote"`
	Code    string             `json:"code" db:"code"`
	State   string             `json:"state" db:"state"` // of the tote: filling while it is still on its way
	Method  picking.Method     `json:"method" db:"method"`
	Order   picking.OrderID    `json:"order" db:"order_id"` // 0: a batch tote
	Number  string             `json:"number" db:"number"`
	Others  int                `json:"others" db:"others"` // other totes of the order, on their way or waiting
	HasSlot bool               `json:"has_slot" db:"has_slot"`
	At      string             `json:"at" db:"at"` // code of the place it was dropped
	Units   picking.Qty        `json:"units" db:"units"`
	By      string             `json:"by" db:"by"` // who is emptying it, if somebody is
}

// NeedsWall says that the tote's goods must be sorted or brought together before they can be packed. A zone tote that
// holds all of its order goes straight to a packing station.
func (w Waiting) NeedsWall() bool {
	switch w.Method {
	case picking.Batch:
		return true
	case picking.Zone:
		return w.Others > 0 || w.HasSlot
	default:
		return false
	}
}

// Admit judges the scan that opens a tote at the wall. ok false: the message says why not. w is the waiting tote that
// the code belongs to, nil if none.
func Admit(f picking.Found, w *Waiting) (m picking.Message, ok bool) {
	const need = "Scan a tote that waits at the put wall."
	l := f.Location
	switch {
	case l == nil && f.Item == nil && f.Order == nil:
		return picking.Refuse(picking.UnknownCode, "Unknown code", "Nothing here has this code.", need), false
	case l == nil || l.Kind != picking.Tote:
		return picking.Refuse(picking.WrongPlace, "Not a tote", f.Scanned(), need), false
	case w == nil:
		return notAllowed("Nothing in it", picking.Say("Tote %s is free: no list has left anything in it.", l.Code), need), false
	case w.State != "dropped":
		return notAllowed("Still being picked", picking.Say("Tote %s is on the cart of list %d.", l.Code, w.List), need), false
	case !w.NeedsWall():
		return notAllowed("Straight to packing", picking.Say("Tote %s holds all of order %s.", l.Code, w.Number), "Take it to a packing station."), false
	}
	return picking.Message{Verdict: picking.OK, Title: picking.Say("Tote %s", l.Code)}, true
}

// Begin answers the scan of a dropped tote: what to do with it first. A tote with nothing in it is done at once.
func Begin(s State) Outcome {
	if s.left() > 0 || s.Cursor.Step == Done {
		return Outcome{Message: picking.Message{Verdict: picking.OK, Title: picking.Name(s.Tote.Code)}, Prompt: s.Prompt()}
	}
	next := s
	next.Cursor, next.Version = Cursor{Step: Done}, s.Version+1
	return Outcome{
		Message: picking.Message{Verdict: picking.ListComplete, Title: picking.Say("Tote %s is empty", s.Tote.Code)},
		Prompt:  next.Prompt(),
		Effects: picking.Effects{Sort: next.change(0, 0), Totes: next.toteDone()},
	}
}
