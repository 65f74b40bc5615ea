package pack

import (
	"strings"

	"pickpack/picking"
)

// A closed carton is done when its own label was scanned on it: two labels that lie side by side at the printer cannot
// change places unseen.
//
//	close  →  label   "Stick it on and scan it"
//	label  ──its own SSCC or tracking number──▶  the next carton, or the order is done
//	label  ──a reason──▶                         the same, and the history says why
//	label  ──anything else──▶                    refused in words

// due is the closed carton whose label waits to be scanned; nil: none does.
func (s State) due() *Carton {
	for i := len(s.Cartons) - 1; i >= 0; i-- {
		if c := &s.Cartons[i]; c.State == CartonLabelled && c.Apply == "due" {
			return c
		}
	}
	return nil
}

// bears says whether a code stands on a carton's own label. Carriers print their number behind a routing code as well.
func (c Carton) bears(code string) bool {
	code = strings.ReplaceAll(ParcelCode(code), " ", "")
	return code == c.SSCC || c.Tracking != "" && strings.EqualFold(code, c.Tracking) ||
		len(c.Tracking) >= 8 && strings.HasSuffix(strings.ToUpper(code), strings.ToUpper(c.Tracking))
}

// stick judges a scan while the label of c waits to be scanned.
func (s State) stick(c Carton, scan picking.Scan) Outcome {
	if c.bears(scan.Code) {
		e := picking.Effects{Pack: &picking.PackChange{Carton: c.ID, Apply: "done"}}
		return s.accept(e, Last{Kind: "label", Carton: c.ID}, func(next State) picking.Message { return next.stuck(c) })
	}
	if p := s.Parcel; p != nil {
		return s.refuse(picking.Refuse(picking.WrongTote, "Another carton's label", picking.Say("That is the label of order %s, carton %d.", p.Number, p.N),
			picking.Say("Take it off: this is carton %d of order %s.", c.N, s.Order.Number)))
	}
	return s.refuse(picking.Refuse(picking.NotAllowed, "First the label", picking.Say("The label of carton %d of order %s was not scanned.", c.N, s.Order.Number),
		picking.Say("Stick it on carton %d and scan it, or type the number of the reason why not.", c.N)))
}

// stuck words a carton that is done; s is the state after it.
func (s State) stuck(c Carton) picking.Message {
	if d := s.due(); d != nil {
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Carton %d is done", c.N), Need: picking.Say("Now the label of carton %d.", d.N)}
	}
	if s.open() != nil {
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Carton %d is done", c.N), Detail: picking.Say("Go on with carton %d.", s.open().N)}
	}
	return picking.Message{Verdict: picking.ListComplete, Title: picking.Say("Order %s is done", s.Order.Number), Need: "Scan the next tote."}
}

// SkipLabel goes on without a scan of the label that waits for it, for a reason.
func SkipLabel(s State, reason string) Outcome {
	c := s.due()
	if s.Order.State == picking.Cancelled {
		return s.refuse(s.cancelled())
	}
	if c == nil {
		return s.refuse(picking.Refuse(picking.NotAllowed, "No label waits", picking.Say("Nothing of order %s waits for its label.", s.Order.Number), ""))
	}
	e := picking.Effects{Pack: &picking.PackChange{Carton: c.ID, Apply: "skipped"}, Events: []picking.Event{{Kind: "carton.unscanned", Order: s.Order.ID,
		Carton: c.ID, Text: "Its label was not scanned: " + reason}}}
	return s.accept(e, Last{Kind: "label", Carton: c.ID}, func(next State) picking.Message { return next.stuck(*c) })
}

// aLabel words the scan of a carton's label where goods are wanted.
func (s State) aLabel(p Scanned) picking.Message {
	return picking.Refuse(picking.WrongTote, "A carton's label", picking.Say("That is the label of order %s, carton %d.", p.Number, p.N), s.need())
}
