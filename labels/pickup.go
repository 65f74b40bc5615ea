package labels

import (
	"time"

	"pickpack/picking"
)

// Pickup is what the slip on goods says that a customer collects.
type Pickup struct {
	From       picking.Address // the shop
	Customer   string
	Order      string
	Shelf      string // where it waits
	Parcel, Of int
	Ready      time.Time // since when it waits
	Until      time.Time // how long it is kept; zero: no limit
	Lines      []SlipLine
	Note       string
}

func (p Pickup) values() map[string]string {
	s := Slip{From: p.From, To: picking.Address{Name: p.Customer, Country: p.From.Country}, Order: p.Order, Carton: p.Parcel, Of: p.Of, Lines: p.Lines, Note: p.Note}
	v := s.values()
	v["shelf"], v["ready"], v["until"] = p.Shelf, dateClock(p.Ready), date(p.Until)
	return v
}
