package pack

import "pickpack/picking"

// Reopen says whether a closed carton may be opened again by this person: it becomes void with its label, and its goods
// lie in a new open carton. It may until it has left, and unless its label is with a carrier.
func Reopen(s State, id picking.CartonID) picking.Message {
	no := func(title, detail, need picking.Text) picking.Message {
		return picking.Refuse(picking.NotAllowed, title, detail, need)
	}
	c, o := s.carton(id), s.Order
	switch {
	case c == nil:
		return no("No such carton", picking.Say("Order %s has no such carton.", o.Number), "Look at the order again.")
	case c.State == CartonOpen:
		return no("It is open", picking.Say("Carton %d is open.", c.N), picking.Say("Go on in carton %d.", c.N))
	case c.State == CartonLeft:
		return no("It has left", picking.Say("Carton %d of order %s was handed over.", c.N, o.Number), "Call your supervisor.")
	case o.State != picking.Packing && o.State != picking.Packed && o.State != picking.ReadyForPickup:
		return no("Not now", picking.Say("Order %s is not being packed.", o.Number), "Call your supervisor.")
	case o.Packer != 0 && o.Packer != s.User:
		return picking.Refuse(picking.NotYours, picking.Say("%s is packing this order", o.PackerName),
			picking.Say("Order %s is open at another station.", o.Number), "Ask there.")
	}
	switch c.Label {
	case "", "refused", "voided":
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Carton %d is open again", c.N), Detail: "Its label is void: take it off.",
			Need: "It gets a new label when it is closed."}
	case "booked":
		return no("Its label is bought", picking.Say("The label of carton %d is paid for.", c.N), "Give the label back first, then open the carton.")
	}
	return no("Its label is under way", picking.Say("The carrier has not answered about carton %d yet.", c.N), "Wait a moment, then try again.")
}
