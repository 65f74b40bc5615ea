package ship

import (
	"slices"
	"time"
)

// Status is where a parcel is, in one vocabulary for all carriers.
type Status string

const (
	Announced Status = "announced"        // its label is made; the carrier has not seen it
	Underway  Status = "underway"         // the carrier has it
	Delayed   Status = "delayed"          // it comes later than was said
	Trouble   Status = "trouble"          // something is wrong: customs, address, damage
	Missed    Status = "missed"           // nobody was there; another attempt follows
	Out       Status = "out_for_delivery" // on the van to its recipient
	Waiting   Status = "waiting"          // at a shop or locker, to be fetched
	Returning Status = "returning"        // on its way back to us
	Delivered Status = "delivered"
	Cancelled Status = "cancelled" // its label was voided
)

// Statuses lists every Status in the order a parcel passes them.
var Statuses = []Status{Announced, Underway, Delayed, Trouble, Missed, Out, Waiting, Returning, Delivered, Cancelled}

// Over says that nothing more will happen: nobody needs to ask again.
func (s Status) Over() bool { return s == Delivered || s == Cancelled }

// News is one thing a carrier said of a parcel.
type News struct {
	Status Status    `json:"status"`
	At     time.Time `json:"at"` // by the carrier's clock
	Text   string    `json:"text"`
	Place  string    `json:"place"`
}

// After says whether n is newer than what is known already. Of two at the same moment the further one counts, so news
// that arrive twice, late or out of order never move a parcel backwards.
func (n News) After(known News) bool {
	if !n.At.Equal(known.At) {
		return n.At.After(known.At)
	}
	return slices.Index(Statuses, n.Status) > slices.Index(Statuses, known.Status)
}

// Word is the status for people.
func (s Status) Word() string {
	switch s {
	case Announced:
		return "Announced"
	case Underway:
		return "On its way"
	case Delayed:
		return "Delayed"
	case Trouble:
		return "Needs attention"
	case Missed:
		return "Nobody there"
	case Out:
		return "Out for delivery"
	case Waiting:
		return "Waits to be fetched"
	case Returning:
		return "Coming back"
	case Delivered:
		return "Delivered"
	case Cancelled:
		return "Cancelled"
	}
	return "Unknown"
}
