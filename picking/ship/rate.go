package ship

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"pickpack/picking"
)

// Rate is what a carrier asks for taking one parcel by one of its services.
type Rate struct {
	Account string    `json:"account,omitempty"` // which of our accounts offers it; filled in by whoever asks several
	Service string    `json:"service"`           // the code it is bought by, unique within the account: "UPS/Ground"
	Carrier string    `json:"carrier"`           // who drives: "UPS"
	Name    string    `json:"name"`              // the service for people: "Ground"
	Price   Money     `json:"price"`
	Days    int       `json:"days"`         // days on the way; 0: not said
	Due     time.Time `json:"due,omitzero"` // when it arrives; zero: not said
}

// Arrives is when the parcel is there if it leaves now; ok is false if the carrier does not say.
func (r Rate) Arrives(now time.Time) (at time.Time, ok bool) {
	switch {
	case !r.Due.IsZero():
		return r.Due, true
	case r.Days > 0:
		return now.AddDate(0, 0, r.Days), true
	}
	return time.Time{}, false
}

// byPrice orders rates by price, then by arrival, then by name, so that the same rates always give the same choice.
// Prices in different currencies do not compare: the currency comes first.
func byPrice(now time.Time) func(a, b Rate) int {
	return func(a, b Rate) int {
		return cmp.Or(strings.Compare(a.Price.Currency, b.Price.Currency), cmp.Compare(a.Price.Minor, b.Price.Minor),
			byArrivalOnly(a, b, now), byName(a, b))
	}
}

// byArrival orders rates by arrival, then by price. What says no time comes last.
func byArrival(now time.Time) func(a, b Rate) int {
	return func(a, b Rate) int {
		return cmp.Or(byArrivalOnly(a, b, now), strings.Compare(a.Price.Currency, b.Price.Currency),
			cmp.Compare(a.Price.Minor, b.Price.Minor), byName(a, b))
	}
}

func byArrivalOnly(a, b Rate, now time.Time) int {
	x, xok := a.Arrives(now)
	y, yok := b.Arrives(now)
	switch {
	case xok && yok:
		return x.Compare(y)
	case xok:
		return -1
	case yok:
		return 1
	}
	return 0
}

func byName(a, b Rate) int {
	return cmp.Or(strings.Compare(a.Account, b.Account), strings.Compare(a.Service, b.Service))
}

// Sorted is rates, the cheapest first.
func Sorted(rates []Rate, now time.Time) []Rate {
	return slices.SortedFunc(slices.Values(rates), byPrice(now))
}

// Billed is the weight a carrier bills: the parcel's own, or its volume divided by the carrier's divisor (cubic
// millimetres per gram; 5000 is usual) if that is more. Divisor 0: the carrier does not look at the volume.
func Billed(weight picking.Grams, length, width, height picking.Millimetres, divisor int64) picking.Grams {
	if divisor <= 0 {
		return weight
	}
	volume := int64(length) * int64(width) * int64(height)
	return max(weight, picking.Grams((volume+divisor-1)/divisor))
}
