package ship

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"pickpack/picking"
)

// Want is what a shop's service asks of the carriers'.
type Want string

const (
	Cheapest Want = "cheapest"
	Fastest  Want = "fastest"
	InTime   Want = "in_time" // the cheapest of those that arrive within the rule's days
)

// Wants lists every Want in the order they are offered.
var Wants = []Want{Cheapest, InTime, Fastest}

// Rule says how the orders of one of the shop's services go.
type Rule struct {
	Service string   `json:"service"` // the shop's word; "": every service without a rule of its own
	Want    Want     `json:"want"`
	Days    int      `json:"days"`  // for InTime: it must arrive within so many days
	Among   []string `json:"among"` // "account/service" or "account" alone: what may be taken; empty: anything
	Limit   Money    `json:"limit"` // dearer ones need a person; the zero value: no limit

	SupervisorOnly bool `json:"supervisor_only,omitempty"` // packers may not take another service
}

// Valid refuses a rule that cannot be followed.
func (r Rule) Valid() error {
	switch {
	case len(r.Service) > maxWord:
		return picking.FieldError("service", "The service is longer than %d characters.", maxWord)
	case !slices.Contains(Wants, r.Want):
		return picking.FieldError("want", "Choose what matters.")
	case r.Want == InTime && (r.Days < 1 || r.Days > 60):
		return picking.FieldError("days", "Say within how many days it must arrive: 1 to 60.")
	case r.Limit.Minor < 0:
		return picking.FieldError("limit", "The most it may cost is less than nothing.")
	}
	return nil
}

// maxWord is the longest word for a service.
const maxWord = 60

// Words say what a rule takes.
func (r Rule) Words() string {
	switch r.Want {
	case Fastest:
		return "the fastest"
	case InTime:
		return "the cheapest within " + days(r.Days)
	}
	return "the cheapest"
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// MayOverride says whether somebody may take another service than the rule's.
func (r Rule) MayOverride(role picking.Role) error {
	if r.SupervisorOnly && role != picking.Supervisor && role != picking.Admin {
		return picking.Errorf(picking.Forbidden, "Only a supervisor may choose another service for this order.")
	}
	return nil
}

// Renamed is the rule once an account has another name.
func (r Rule) Renamed(from, to string) Rule {
	r.Among = slices.Clone(r.Among)
	for i, a := range r.Among {
		if account, service, cut := strings.Cut(a, "/"); account == from && cut {
			r.Among[i] = to + "/" + service
		} else if a == from {
			r.Among[i] = to
		}
	}
	return r
}

// Choice is the service a parcel goes by, and why in words.
type Choice struct {
	Rate Rate   `json:"rate"`
	Why  string `json:"why"`
	Late bool   `json:"late"` // none arrives in time: this is the first that does at all
}

// For finds the rule of a shop's service: its own, else that for every service, else the cheapest of all.
func For(rules []Rule, service string) Rule {
	own := func(word string) int {
		return slices.IndexFunc(rules, func(r Rule) bool { return strings.EqualFold(r.Service, word) })
	}
	if i := own(service); i >= 0 {
		return rules[i]
	}
	if i := own(""); i >= 0 {
		return rules[i]
	}
	return Rule{Service: service, Want: Cheapest}
}

// Choose picks the rate by which a parcel that leaves now goes. NotFound: no carrier offers anything the rule allows.
// Invalid: what it would take costs more than the rule's limit.
func Choose(rates []Rate, r Rule, now time.Time) (Choice, error) {
	fit := oneCurrency(r.allowed(rates))
	if len(fit) == 0 {
		return Choice{}, picking.Errorf(picking.NotFound, "No carrier offers a service for this parcel%s.", r.forWhat())
	}
	c := r.best(fit, now)
	if l := r.Limit; l.Currency != "" && (c.Rate.Price.Currency != l.Currency || c.Rate.Price.Minor > l.Minor) {
		return Choice{}, picking.FieldError("service", "%s costs %s, more than the %s allowed. Choose a service and say why.",
			c.Rate.Name, c.Rate.Price, l)
	}
	return c, nil
}

// Override is a person's choice of a rate against the rule. It needs a reason.
func Override(rates []Rate, account, service, reason string) (Choice, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return Choice{}, picking.FieldError("reason", "Say why it goes by another service.")
	case len(reason) > maxReason:
		return Choice{}, picking.FieldError("reason", "The reason is longer than %d characters.", maxReason)
	}
	i := slices.IndexFunc(rates, func(r Rate) bool { return r.Account == account && r.Service == service })
	if i < 0 {
		return Choice{}, picking.FieldError("service", "That service is not offered for this parcel.")
	}
	return Choice{Rate: rates[i], Why: "chosen by hand: " + reason}, nil
}

// maxReason is the longest reason that is kept.
const maxReason = 200

func (r Rule) forWhat() string {
	if len(r.Among) == 0 {
		return ""
	}
	return " among those that " + cmp.Or(r.Service, "this service") + " may take"
}

func (r Rule) allowed(rates []Rate) []Rate {
	return slices.DeleteFunc(slices.Clone(rates), func(x Rate) bool { return !r.Allows(x) })
}

// Allows says whether the rule may take a rate at all.
func (r Rule) Allows(x Rate) bool {
	return len(r.Among) == 0 || slices.Contains(r.Among, x.Account) || slices.Contains(r.Among, x.Account+"/"+x.Service)
}

// oneCurrency keeps the rates in the currency that most of them have: there is no exchange rate here.
func oneCurrency(rates []Rate) []Rate {
	count := map[string]int{}
	for _, r := range rates {
		count[r.Price.Currency]++
	}
	most := ""
	for c, n := range count {
		if most == "" || n > count[most] || n == count[most] && c < most {
			most = c
		}
	}
	return slices.DeleteFunc(slices.Clone(rates), func(r Rate) bool { return r.Price.Currency != most })
}

func (r Rule) best(fit []Rate, now time.Time) Choice {
	switch r.Want {
	case Fastest:
		return Choice{Rate: slices.MinFunc(fit, byArrival(now)), Why: r.Words()}
	case InTime:
		by := now.AddDate(0, 0, r.Days)
		soon := slices.DeleteFunc(slices.Clone(fit), func(x Rate) bool {
			at, ok := x.Arrives(now)
			return !ok || at.After(by)
		})
		if len(soon) == 0 {
			return Choice{Rate: slices.MinFunc(fit, byArrival(now)), Late: true,
				Why: "none arrives within " + days(r.Days) + ": this is the fastest"}
		}
		return Choice{Rate: slices.MinFunc(soon, byPrice(now)), Why: r.Words()}
	}
	return Choice{Rate: slices.MinFunc(fit, byPrice(now)), Why: r.Words()}
}
