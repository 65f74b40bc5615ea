package pack

import (
	"cmp"
	"fmt"

	"pickpack/picking"
)

// Parcel is a carton at the door.
type Parcel struct {
	Carton    picking.CartonID `json:"carton" db:"carton"`
	N         int              `json:"n" db:"n"`
	Of        int              `json:"of" db:"of"` // how many its order has; 0: their numbers have a gap
	Code      string           `json:"code" db:"code"`
	Tracking  string           `json:"tracking" db:"tracking"`
	State     string           `json:"state" db:"state"`
	Order     picking.OrderID  `json:"order" db:"order_id"`
	Number    string           `json:"number" db:"number"`
	Service   string           `json:"service" db:"service"`
	Pickup    bool             `json:"pickup" db:"pickup"`
	OrderIs   picking.State    `json:"order_is" db:"order_is"`
	Recipient string           `json:"recipient" db:"recipient"`

	Unlabelled bool   `json:"unlabelled" db:"unlabelled"` // its carrier's label is not bought
	Carrier    string `json:"carrier" db:"carrier"`       // who drives, as its label says; "": the label is the house's own
	Old        bool   `json:"old" db:"-"`                 // what was scanned is a label that was given back
}

// goesWith is who drives or, of a label of the house, the shop's word for the service.
func (p Parcel) goesWith() string { return cmp.Or(p.Carrier, p.Service) }

func (p Parcel) name() string { return fmt.Sprintf("Carton %d of order %s", p.N, p.Number) }

// HandOver says whether a scanned parcel may go to the carrier at a door; "" is any. left counts those of its order that
// stay behind.
func HandOver(p Parcel, left int, door string) picking.Message {
	switch {
	case p.State == CartonVoid:
		return picking.Refuse(picking.NotAllowed, "The label is void", picking.Say("%s was opened again; its label is void.", p.name()),
			"Take the parcel back to the packing station.")
	case p.Old:
		return picking.Refuse(picking.NotAllowed, "The label is void", picking.Say("This label of carton %d of order %s was given back.", p.N, p.Number),
			"Take the parcel back to the packing station.")
	case p.State == CartonLeft:
		return picking.Refuse(picking.TooMany, "Already gone", picking.Say("%s was handed over before.", p.name()), "Scan the next carton.")
	case p.State != CartonLabelled:
		return picking.Refuse(picking.NotAllowed, "Not closed", picking.Say("%s has no label yet.", p.name()), "Take it back to the packing station.")
	case p.OrderIs == picking.Cancelled:
		return picking.Refuse(picking.NotAllowed, "Cancelled", picking.Say("Order %s was cancelled.", p.Number), "Take it back: its goods go into the bins again.")
	case p.Pickup:
		return picking.Refuse(picking.WrongPlace, "A pickup order", picking.Say("%s waits for its customer.", p.name()), "Put it on the pickup shelf.")
	case p.OrderIs != picking.Packed:
		return picking.Refuse(picking.NotAllowed, "Not complete", picking.Say("Order %s is still being packed.", p.Number),
			picking.Say("Keep carton %d until its other cartons are ready.", p.N))
	}
	if p.Unlabelled {
		return picking.Refuse(picking.NotAllowed, "No label", picking.Say("The label of carton %d of order %s is not bought.", p.N, p.Number),
			"Take it back to the packing station.")
	}
	if door != "" && p.Carrier != door {
		return picking.Refuse(picking.WrongPlace, picking.Say("That goes with %s", p.goesWith()), picking.Say("This is the door of %s.", door),
			picking.Say("Put it aside for %s.", p.goesWith()))
	}
	m := picking.Message{Verdict: picking.ListComplete, Title: "Handed over", Detail: picking.Say("%s, %s.", p.name(), p.goesWith())}
	if left > 0 {
		m.Verdict, m.Need = picking.OK, picking.Say("%d more of this order.", left)
	}
	return m
}

// UnknownParcel refuses a code that is no parcel's.
func UnknownParcel(code string) picking.Message {
	m := unknown(code)
	return picking.Refuse(m.Verdict, "Not a parcel", m.Detail, "Scan the shipping label.")
}

// Collect says whether an order may be given to its customer.
func Collect(number string, is picking.State) picking.Message {
	switch is {
	case picking.ReadyForPickup:
		return picking.Message{Verdict: picking.ListComplete, Title: "Collected", Detail: picking.Say("Order %s.", number)}
	case picking.Collected:
		return picking.Refuse(picking.TooMany, "Already collected", picking.Say("Order %s was given out before.", number), "Call your supervisor.")
	case picking.Packed, picking.Shipped:
		return picking.Refuse(picking.WrongPlace, "Not a pickup order", picking.Say("Order %s goes with a carrier.", number), "Scan it at the door.")
	}
	return picking.Refuse(picking.NotAllowed, "Not ready", picking.Say("Order %s is not packed yet.", number), "Ask at the packing station.")
}

// Content is what is in a carton of one line and lot, with the serial numbers of its units as far as they are known.
type Content struct {
	At      picking.LocationID `json:"at"` // the carton
	Line    picking.LineID     `json:"line"`
	Item    picking.ItemID     `json:"item"`
	Lot     picking.LotID      `json:"lot"`
	Qty     picking.Qty        `json:"qty"`
	Serials []string           `json:"serials"`
}

// Leaving are the moves by which the contents of cartons leave the house.
func Leaving(contents []Content, to picking.LocationID) []picking.Move {
	return emptied(contents, to, "ship")
}

// Repacked are the moves of the contents of a carton into another one.
func Repacked(contents []Content, to picking.LocationID) []picking.Move {
	return emptied(contents, to, "pack")
}

func emptied(contents []Content, to picking.LocationID, cause string) (moves []picking.Move) {
	for _, c := range contents {
		m := picking.Move{Item: c.Item, Lot: c.Lot, From: c.At, To: to, Cause: cause, Line: c.Line}
		for _, serial := range c.Serials[:min(len(c.Serials), int(c.Qty))] {
			one := m
			one.Qty, one.Serial = 1, serial
			moves = append(moves, one)
		}
		if m.Qty = c.Qty - picking.Qty(len(c.Serials)); m.Qty > 0 {
			moves = append(moves, m)
		}
	}
	return moves
}
