package sandbox

import (
	"context"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// service is what the sandbox sells: so much for a parcel, for each zone it crosses and for each kilogram begun.
type service struct {
	code, name          string
	base, zone, kilo    int64
	days, daysEachZones int // days within zone 1, and zones for one day more
	limits              ship.Limits
}

var services = []service{
	{"economy", "Economy", 390, 60, 45, 3, 1, ship.Limits{Weight: 10_000, Longest: 1000, Girth: 2000, Divisor: 5000}},
	{"standard", "Standard", 490, 90, 60, 1, 2, ship.Limits{Weight: 31_500, Longest: 1200, Girth: 3000, Divisor: 5000}},
	{"express", "Express", 1290, 180, 120, 1, 4, ship.Limits{Weight: 31_500, Longest: 1200, Girth: 3000, Divisor: 5000}},
}

func serviceOf(code string) (service, bool) {
	for _, s := range services {
		if s.code == code {
			return s, true
		}
	}
	return service{}, false
}

// Rates asks what the parcel costs by each service that takes it, the cheapest first.
func (c *Carrier) Rates(ctx context.Context, p carrier.Parcel) (rates []ship.Rate, err error) {
	err = c.do(ctx, Rates, func() error {
		rates, err = quote(p)
		return err
	})
	return rates, err
}

// Quote is Rates for those who stand behind the counter: no fault befalls it, and what is refused has no rates.
func (c *Carrier) Quote(p carrier.Parcel) []ship.Rate {
	rates, _ := quote(p)
	return rates
}

func quote(p carrier.Parcel) (rates []ship.Rate, err error) {
	zone, err := take(p)
	if err != nil {
		return nil, err
	}
	why := ""
	for _, s := range services {
		if no := s.limits.Refusal(p.Box, p.Weight, p.Sides()); no != "" {
			why = no
			continue
		}
		rates = append(rates, s.rate(p, zone))
	}
	if len(rates) == 0 {
		return nil, carrier.Troubled(carrier.Refused, "%s", why).Field("parcel")
	}
	return rates, nil
}

func (s service) rate(p carrier.Parcel, zone int) ship.Rate {
	billed := ship.Billed(p.Weight, p.Length, p.Width, p.Height, s.limits.Divisor)
	kilos := (int64(billed) + 999) / 1000
	return ship.Rate{Service: s.code, Carrier: Name, Name: s.name, Days: s.days + (zone-1)/s.daysEachZones,
		Price: ship.Money{Minor: s.base + s.zone*int64(zone-1) + s.kilo*kilos, Currency: currency(p.From.Country)}}
}

// take refuses what cannot be delivered and says how far it goes.
func take(p carrier.Parcel) (zone int, err error) {
	for _, f := range [][2]string{{"to.name", p.To.Name + p.To.Company}, {"to.street1", p.To.Street1}, {"to.city", p.To.City}} {
		if strings.TrimSpace(f[1]) == "" {
			return 0, carrier.Troubled(carrier.Refused, "The recipient's address is not complete.").Field(f[0])
		}
	}
	switch {
	case len(strings.TrimSpace(p.To.Country)) != 2:
		return 0, carrier.Troubled(carrier.Refused, "The recipient's country is missing.").Field("to.country")
	case p.Weight <= 0:
		return 0, carrier.Troubled(carrier.Refused, "The parcel has no weight.").Field("weight")
	}
	return zoneOf(p.From, p.To), nil
}

// zoneOf is 1 in the same region, 2 to 4 in the same country by the first digit of the postcode, 5 abroad.
func zoneOf(from, to picking.Address) int {
	if !strings.EqualFold(strings.TrimSpace(from.Country), strings.TrimSpace(to.Country)) {
		return 5
	}
	apart := first(from.Postcode) - first(to.Postcode)
	return 1 + min(max(apart, -apart), 3)
}

func first(postcode string) int {
	if postcode = strings.TrimSpace(postcode); postcode == "" {
		return 0
	}
	return int(postcode[0])
}

func currency(country string) string {
	switch strings.ToUpper(strings.TrimSpace(country)) {
	case "US":
		return "USD"
	case "GB":
		return "GBP"
	case "CH":
		return "CHF"
	}
	return "EUR"
}
