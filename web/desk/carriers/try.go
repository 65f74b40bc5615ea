package carriers

import (
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"pickpack/labels/carrier"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/auth"
	"pickpack/web/counter"
	"pickpack/web/ui"
)

// tryView is a parcel, and by which service it would go and why.
type tryView struct {
	Service, Grams, Box string
	Parcel              picking.Address // whereto
	Boxes               []ui.Option
	Asked               bool
	Rule                ship.Rule
	Rates               []rateLine
	Troubles            []counter.Trouble
	Trouble             string // why none is chosen
	Why                 string
	Late                bool
}

// rateLine is what a service asks, and whether the rule takes it.
type rateLine struct {
	ship.Rate
	Arrives        string
	Chosen, Barred bool
}

// usual is an ordinary parcel of the house.
func (a *Area) usual(c echo.Context, v *tryView) error {
	from, err := a.Store.ShipFrom(ctx(c), warehouse(c))
	v.Grams = "1200"
	v.Parcel = picking.Address{City: from.City, Postcode: from.Postcode, Region: from.Region, Country: from.Country}
	return err
}

func (a *Area) boxes(c echo.Context) ([]ui.Option, error) {
	all, err := a.Store.Boxes(ctx(c), warehouse(c))
	out := []ui.Option{{Value: "", Word: "no box"}}
	for _, b := range all {
		out = append(out, ui.Option{Value: b.Code, Word: b.Code + ", " + ui.Size(b.Length, b.Width, b.Height)})
	}
	return out, err
}

// try asks the carriers about the parcel of the form and has the rules choose. Nothing is bought.
func (a *Area) try(c echo.Context, rules []ship.Rule) (v tryView, err error) {
	q := func(name string) string { return short(c.QueryParam(name)) }
	v = tryView{Service: q("service"), Grams: q("grams"), Box: q("box"), Asked: true,
		Parcel: picking.Address{Name: "Example", Street1: "1 Main Street", City: q("city"), Postcode: q("postcode"), Region: q("region"), Country: strings.ToUpper(q("country"))}}
	p := carrier.Parcel{To: v.Parcel, Box: v.Box, Reference: "TRY"}
	grams, err := strconv.Atoi(v.Grams)
	if err != nil || grams <= 0 || grams > 1_000_000 {
		v.Trouble = "Say what it weighs, in grams."
		return v, nil
	}
	p.Weight = picking.Grams(grams)
	if p.From, err = a.Store.ShipFrom(ctx(c), warehouse(c)); err != nil {
		return v, err
	}
	boxes, err := a.Store.Boxes(ctx(c), warehouse(c))
	if err != nil {
		return v, err
	}
	for _, b := range boxes {
		if b.Code == v.Box {
			o := b.Outer()
			p.Length, p.Width, p.Height = o[0], o[1], o[2]
		}
	}
	offers, err := a.Counter.Rates(ctx(c), warehouse(c), p)
	if v.Troubles = offers.Troubles; err != nil {
		v.Trouble = counter.Told(err)
		return v, nil
	}
	v.judge(offers.Rates, rules, a.Now(), auth.Zone(c))
	return v, nil
}

// judge marks what the rule of the service takes.
func (v *tryView) judge(rates []ship.Rate, rules []ship.Rule, now time.Time, zone *time.Location) {
	v.Rule = ship.For(rules, v.Service)
	choice, err := ship.Choose(rates, v.Rule, now)
	if err != nil {
		v.Trouble = counter.Told(err)
	}
	v.Why, v.Late = choice.Why, choice.Late
	for _, r := range ship.Sorted(rates, now) {
		l := rateLine{Rate: r, Barred: !v.Rule.Allows(r), Chosen: err == nil && r.Account == choice.Rate.Account && r.Service == choice.Rate.Service}
		if at, ok := r.Arrives(now); ok {
			l.Arrives = ui.Moment(at.In(zone), now.In(zone))
		}
		v.Rates = append(v.Rates, l)
	}
}

// short is a typed word, cut where no sense is left.
func short(s string) string {
	if r := []rune(strings.TrimSpace(s)); len(r) > 80 {
		return string(r[:80])
	}
	return strings.TrimSpace(s)
}
