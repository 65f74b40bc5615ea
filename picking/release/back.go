package release

import "pickpack/picking"

// Standing is what decides whether an order may be taken back, held or cancelled.
type Standing struct {
	Number  string
	State   picking.State
	Started bool // somebody walks or has walked for it
	Walking bool // a list that was made for it is not finished yet
	Left    bool // a carton of it was handed over
}

// Return says why an order cannot go back to received; nil: it can. A backordered order can: nothing of it was found.
func (s Standing) Return() error {
	switch {
	case s.State == picking.Backordered && s.Walking:
		return s.refuse("was short everywhere; wait until its pick list is finished")
	case s.State == picking.Backordered, s.State == picking.Released && !s.Started:
		return nil
	case s.State == picking.Received:
		return s.refuse("is not released")
	}
	return s.refuse(s.Going())
}

// Hold says why an order cannot be held.
func (s Standing) Hold() error {
	switch s.State {
	case picking.Received:
		return nil
	case picking.Backordered:
		return s.Return()
	case picking.OnHold:
		return s.refuse("is on hold already")
	case picking.Released:
		if !s.Started {
			return nil
		}
	}
	return s.refuse(s.Going() + "; it cannot be held any more")
}

// Unhold says why an order cannot be let go.
func (s Standing) Unhold() error {
	if s.State == picking.OnHold {
		return nil
	}
	return s.refuse("is not on hold")
}

// Cancel says why an order cannot be cancelled. One that has been started can, and one that is packed, as long as no carton of
// it has left: its goods go back to their bins.
func (s Standing) Cancel() error {
	switch s.State {
	case picking.Received, picking.OnHold, picking.Released, picking.Picking, picking.Picked:
		return nil
	case picking.Packing, picking.Packed, picking.ReadyForPickup:
		if s.Left {
			return s.refuse("has a carton that was handed over; it cannot be cancelled any more")
		}
		return nil
	case picking.Backordered:
		return s.Return()
	case picking.Cancelled:
		return s.refuse("is cancelled already")
	}
	return s.refuse(s.Going() + "; it cannot be cancelled any more")
}

// Going is how far the order is, in words.
func (s Standing) Going() string {
	switch s.State {
	case picking.Released, picking.Picking:
		return "is being picked"
	case picking.Picked:
		return "is picked and waits to be packed"
	case picking.Packing:
		return "is being packed"
	case picking.Packed, picking.ReadyForPickup:
		return "is packed"
	case picking.Shipped, picking.Collected:
		return "has left"
	case picking.OnHold:
		return "is on hold"
	}
	return "is " + string(s.State)
}

func (s Standing) refuse(why string) error {
	return picking.Errorf(picking.Conflict, "Order %s %s.", s.Number, why)
}
