package carriers

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/auth"
	"pickpack/web/respond"
	"pickpack/web/ui"
)

// rulesView is the rules in the order in which they are looked up, the form of one, and a parcel to try them with.
type rulesView struct {
	Rules    []ship.Rule
	Rule     ship.Rule // in the form
	Limit    string    // as typed
	Currency string
	Edit     bool
	Only     string // services that may be taken, as typed
	Accounts []db.CarrierAccount
	Services []string // the shop's words
	Try      tryView
	CSRF     string

	Field, Trouble string
}

func (v rulesView) of(field string) string {
	if v.Field == field {
		return v.Trouble
	}
	return ""
}

var wantOptions = []ui.Option{{Value: string(ship.Cheapest), Word: "the cheapest"}, {Value: string(ship.InTime), Word: "the cheapest in time"},
	{Value: string(ship.Fastest), Word: "the fastest"}}

func (a *Area) rules(c echo.Context) error {
	v := rulesView{Rule: ship.Rule{Want: ship.Cheapest}}
	rules, err := a.Store.ShipRules(ctx(c), warehouse(c))
	if err != nil {
		return err
	}
	if c.QueryParam("edit") != "" {
		i := slices.IndexFunc(rules, func(r ship.Rule) bool { return r.Service == c.QueryParam("service") })
		if i < 0 {
			return picking.Errorf(picking.NotFound, "There is no such rule.")
		}
		v.Rule, v.Edit = rules[i], true
		if l := v.Rule.Limit; l.Currency != "" {
			v.Limit, v.Currency = l.Decimal(), l.Currency
		}
	}
	if c.QueryParam("try") != "" {
		if v.Try, err = a.try(c, rules); err != nil {
			return err
		}
	}
	return a.showRules(c, http.StatusOK, v, rules)
}

func (a *Area) showRules(c echo.Context, status int, v rulesView, rules []ship.Rule) (err error) {
	v.Rules, v.CSRF = inOrder(rules), auth.CSRF(c)
	if v.Accounts, err = a.Store.Carriers(ctx(c), warehouse(c)); err != nil {
		return err
	}
	if v.Services, err = a.Store.ShopServices(ctx(c), warehouse(c)); err != nil {
		return err
	}
	if v.Only == "" {
		v.Only = strings.Join(slices.DeleteFunc(slices.Clone(v.Rule.Among), func(s string) bool { return !strings.Contains(s, "/") }), ", ")
	}
	if v.Try.Parcel.Country == "" {
		if err := a.usual(c, &v.Try); err != nil {
			return err
		}
	}
	if v.Try.Boxes, err = a.boxes(c); err != nil {
		return err
	}
	return show(c, status, "Carrier rules", rulesScreen(v))
}

// ruleIn is the rule of the form.
func ruleIn(c echo.Context) (v rulesView, err error) {
	v = rulesView{Limit: strings.TrimSpace(c.FormValue("limit")), Currency: strings.TrimSpace(c.FormValue("currency")), Only: strings.TrimSpace(c.FormValue("only")),
		Edit: c.FormValue("edit") != ""}
	form, err := c.FormParams()
	if err != nil {
		return v, err
	}
	v.Rule = ship.Rule{Service: strings.TrimSpace(c.FormValue("service")), Want: ship.Want(c.FormValue("want")), SupervisorOnly: c.FormValue("only_supervisor") != ""}
	for _, name := range append(slices.Clone(form["among"]), words(v.Only)...) {
		if len(name) <= 120 && len(v.Rule.Among) < 50 && !slices.Contains(v.Rule.Among, name) {
			v.Rule.Among = append(v.Rule.Among, name)
		}
	}
	if v.Rule.Want == ship.InTime {
		v.Rule.Days, _ = strconv.Atoi(c.FormValue("days")) // what is no number is refused as 0
	}
	if err := v.Rule.Valid(); err != nil {
		return v, err
	}
	if v.Limit != "" {
		if v.Rule.Limit, err = ship.ParseMoney(v.Limit, v.Currency); err != nil {
			return v, picking.FieldError("limit", "This is no amount such as 9.90 and a currency such as EUR.")
		}
	}
	return v, v.Rule.Valid()
}

func (a *Area) saveRule(c echo.Context) error {
	v, err := ruleIn(c)
	if err == nil {
		err = a.Store.SaveShipRule(ctx(c), auth.User(c), v.Rule)
	}
	var own *picking.Error
	if errors.As(err, &own) && own.Kind == picking.Invalid {
		rules, errRules := a.Store.ShipRules(ctx(c), warehouse(c))
		if errRules != nil {
			return errRules
		}
		v.Field, v.Trouble = own.Field, own.Message
		return a.showRules(c, respond.Status(own.Kind), v, rules)
	}
	if err != nil {
		return err
	}
	return done(c, RulesPath, "Saved. Cartons that are closed from now on go by it.")
}

func (a *Area) dropRule(c echo.Context) error {
	if err := a.Store.RemoveShipRule(ctx(c), auth.User(c), c.FormValue("service")); err != nil {
		return err
	}
	return done(c, RulesPath, "The rule is gone. Its orders go as all others do.")
}

// inOrder are the rules as they are looked up: the one for every other service last.
func inOrder(rules []ship.Rule) []ship.Rule {
	last := slices.IndexFunc(rules, func(r ship.Rule) bool { return r.Service == "" })
	if last < 0 {
		return rules
	}
	return append(slices.Delete(slices.Clone(rules), last, last+1), rules[last])
}
