package pack

import "pickpack/picking"

// HoldCode is the text of the printed card that sets an order aside.
const HoldCode = "HOLD"

// SetAside says whether this person may set the open order aside for a supervisor. What is packed stays in its cartons.
func SetAside(s State, reason string) picking.Message {
	if m := s.mine(); m != nil {
		return *m
	}
	return picking.Message{Verdict: picking.OK, Title: picking.Say("Order %s is set aside", s.Order.Number), Detail: picking.Say("Your supervisor is told: %s.", reason),
		Need: "Put its tote and cartons aside. Scan the next tote."}
}

// Ended says that nothing of an order is left to pack and none of its open cartons holds anything: these go unused.
func Ended(s State) ([]picking.CartonID, bool) {
	full, empty := s.others(0)
	return ids(empty), s.left(0) == 0 && len(full) == 0
}
