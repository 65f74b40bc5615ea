package task

import (
	"fmt"

	"pickpack/picking"
)

// A cart changes hands in two scans: the colleague's badge and the cart, on the device of the one who has it; or the cart
// twice, on the device of the one who takes it. The list, what is in the hand and the proven bin go along.

// handOver takes a badge, and after it the cart. False: the scan is about something else.
func handOver(s State, scan picking.Scan) (Outcome, bool) {
	to, f := s.List.Ask, s.Found.Location
	switch {
	case s.Found.User != nil && s.List.State == InProgress:
		return offerCart(s, scan), true
	case to.To == 0 || to.User != s.User || f == nil || f.ID != s.List.Cart || f.ID == 0:
		return Outcome{}, false
	}
	o := accepted(s, ok(picking.Say("%s has the cart", to.Name), picking.Say("List %d goes on where you left it.", s.List.ID)), handed(s, to.Name), Last{Kind: "hand"})
	o.Effects.List.User = to.To
	o.Prompt.Gone = true
	return o, true
}

func offerCart(s State, scan picking.Scan) Outcome {
	u := s.Found.User
	if u.ID == s.User {
		return refused(s, picking.Refuse(picking.NotAllowed, "Your own badge", "Scan the badge of the colleague who goes on.", "Or go on yourself."))
	}
	s.List.Ask = picking.Ask{Code: scan.Code, User: s.User, To: u.ID, Name: u.Name}
	return marked(s, picking.Refuse(picking.Confirm, "Hand over the cart?", picking.Say("%s will go on with list %d.", u.Name, s.List.ID),
		picking.Say("Scan cart %s to hand it over.", s.List.CartCode)))
}

// TakeOver is a cart scanned by somebody who does not push it: scanned again, list and cart are theirs.
func TakeOver(s State, scan picking.Scan) Outcome {
	l := s.List
	switch {
	case l.State != InProgress:
		return refused(s, picking.Refuse(picking.NotAllowed, "Nothing to take over", "This cart has no list.", "Take the next list."))
	case l.User == s.User:
		return refused(s, picking.Refuse(picking.NotAllowed, "Your own cart", picking.Say("You have list %d.", l.ID), "Go on with it."))
	case !confirmed(s, scan):
		return ask(s, scan, picking.Refuse(picking.Confirm, "Take over the cart?",
			picking.Say("%s has %s: list %d, %d of %d lines done.", l.UserName, l.CartCode, l.ID, l.Done, l.Tasks), picking.Say("Scan %s again to go on with it.", l.CartCode)))
	}
	o := accepted(s, ok("The cart is yours", picking.Say("It was %s's.", l.UserName)), handed(s, ""), Last{Kind: "hand"})
	o.Effects.List.User = s.User
	return o
}

func handed(s State, to string) picking.Effects {
	text := fmt.Sprintf("cart %s taken over from %s", s.List.CartCode, s.List.UserName)
	if to != "" {
		text = fmt.Sprintf("cart %s handed to %s", s.List.CartCode, to)
	}
	return picking.Effects{Events: []picking.Event{{Kind: "pick.handed", List: s.List.ID, Wave: s.List.Wave, Text: text}}}
}

// Pause says that the picker is away for a while. The next step goes on, on any device.
func Pause(s State) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	if s.List.State != InProgress {
		return refused(s, notNow("There is nothing to pause."))
	}
	s.List.Ask, s.List.Paused = picking.Ask{}, true
	o := marked(s, ok("Paused", "It goes on where you left it."))
	o.Effects.Events = []picking.Event{{Kind: "pick.paused", List: s.List.ID, Wave: s.List.Wave}}
	return o
}

// Type counts by a typed number what is in the hand altogether: a step of its own in the history. At least one unit must
// have been scanned, and the item must allow it.
func Type(s State, n picking.Qty) Outcome {
	if m, mine := notMine(s); !mine {
		return refused(s, m)
	}
	t := s.Current
	switch {
	case s.List.Step != StepItem || t.Tracking == picking.BySerial:
		return refused(s, notNow("Scan the item first, then type how many you have."))
	case !t.TypedQty:
		return refused(s, picking.Refuse(picking.NotAllowed, "Scan each one", picking.Say("%s must be counted by scan.", t.Name), "Scan every unit."))
	case s.List.Counted == 0:
		return refused(s, notNow("Scan one of them first: that proves the item."))
	case n <= s.List.Counted:
		return refused(s, picking.Refuse(picking.NotAllowed, "Already counted", picking.Say("%d are counted.", s.List.Counted), "Undo takes back."))
	case n > t.Left():
		return refused(s, picking.Refuse(picking.TooMany, "Too many", picking.Say("You typed %d, only %d are needed.", n, t.Left()), "Put the surplus back into the bin."))
	}
	o := count(s, n-s.List.Counted)
	o.Effects.Events = []picking.Event{{Kind: "pick.typed", List: s.List.ID, Wave: s.List.Wave,
		Text: fmt.Sprintf("%d of %s typed at %s, %d scanned", n, t.SKU, t.Bin, s.List.Counted)}}
	return o
}
