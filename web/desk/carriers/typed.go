package carriers

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/ui"
)

// typed is an account's form as it was filled in, without its secrets: those never come back.
type typed struct {
	Name, Address, Carriers, Script string
	Inside                          bool
	Numbers                         string // range or typed
	Prefix, First, Last             string
	Digits, Check, Suffix           string
	Services                        []service
}

// service is a row of what a manual carrier sells.
type service struct{ Code, Name, Price, Currency, Days, Kilos string }

var (
	numbersOptions = []ui.Option{{Value: "range", Word: "drawn from a range"}, {Value: "typed", Word: "typed for each parcel"}}
	checkOptions   = []ui.Option{{Value: "", Word: "none"}, {Value: string(manual.Mod10), Word: "modulo 10 (GS1)"}, {Value: string(manual.S10), Word: "postal (S10)"}}
)

// most is how many services a form has room for.
const most = 20

// rows are the services with room for more.
func (t typed) rows() []service {
	n := min(max(len(t.Services)+1, 3), most)
	return append(t.Services[:len(t.Services):len(t.Services)], make([]service, n-len(t.Services))...)
}

// typedIn is what the request's form says.
func typedIn(c echo.Context) typed {
	f := func(name string) string { return strings.TrimSpace(c.FormValue(name)) }
	t := typed{Name: f("name"), Address: strings.TrimRight(f("address"), "/"), Carriers: f("carriers"), Script: f("script"), Inside: f("inside") != "",
		Numbers: f("numbers"), Prefix: f("prefix"), First: f("first"), Last: f("last"), Digits: f("digits"), Check: f("check"), Suffix: f("suffix")}
	for i := range most {
		n := strconv.Itoa(i)
		s := service{f("code" + n), f("service" + n), f("price" + n), f("currency" + n), f("days" + n), f("kilos" + n)}
		if s.Code+s.Name+s.Price != "" {
			t.Services = append(t.Services, s)
		}
	}
	return t
}

// typedOf is the form of stored settings.
func typedOf(name string, s account.Settings) typed {
	t := typed{Name: name, Address: s.Address, Inside: s.Inside, Carriers: strings.Join(s.Carriers, ", "), Script: s.Script, Numbers: "typed", Digits: "8"}
	if r := s.Range; r != nil {
		t.Numbers, t.Prefix, t.Suffix, t.Check = "range", r.Prefix, r.Suffix, string(r.Check)
		t.First, t.Last, t.Digits = strconv.FormatInt(r.First, 10), strconv.FormatInt(r.Last, 10), strconv.Itoa(r.Digits)
	}
	for _, m := range s.Services {
		row := service{Code: m.Code, Name: m.Name, Price: m.Price.Decimal(), Currency: m.Price.Currency}
		if m.Days > 0 {
			row.Days = strconv.Itoa(m.Days)
		}
		if m.Limits.Weight > 0 {
			row.Kilos = strconv.FormatFloat(float64(m.Limits.Weight)/1000, 'f', -1, 64)
		}
		t.Services = append(t.Services, row)
	}
	return t
}

// settings are what the form says; what it has no field for stays as it was.
func (t typed) settings(kind string, was account.Settings) (s account.Settings, err error) {
	switch kind {
	case account.Sandbox:
		s.Script = t.Script
	case account.EasyPost:
		s.Address, s.Inside = t.Address, t.Inside
	case account.Karrio:
		s.Address, s.Inside, s.Carriers = t.Address, t.Inside, words(t.Carriers)
	case account.Manual:
		if t.Numbers != "typed" {
			if s.Range, err = t.numbers(); err != nil {
				return s, err
			}
		}
		s.Services, err = t.services(was)
	}
	return s, err
}

func words(s string) (out []string) {
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func (t typed) numbers() (*manual.Range, error) {
	r := manual.Range{Prefix: t.Prefix, Suffix: t.Suffix, Check: manual.Check(t.Check)}
	var err error
	if r.First, err = strconv.ParseInt(t.First, 10, 64); err != nil {
		return nil, picking.FieldError("first", "Say with which number the range begins.")
	}
	if r.Last, err = strconv.ParseInt(t.Last, 10, 64); err != nil {
		return nil, picking.FieldError("last", "Say with which number the range ends.")
	}
	if r.Digits, err = strconv.Atoi(t.Digits); err != nil {
		return nil, picking.FieldError("digits", "Say how many digits the numbers have.")
	}
	return &r, nil
}

func (t typed) services(was account.Settings) (out []manual.Service, err error) {
	for _, row := range t.Services {
		m := manual.Service{Code: row.Code, Name: row.Name}
		for _, old := range was.Services {
			if old.Code == row.Code {
				m.Limits = old.Limits
			}
		}
		for _, other := range out {
			if other.Code == row.Code {
				return nil, picking.FieldError("services", "Two services have the code %s.", row.Code)
			}
		}
		if m.Price, err = ship.ParseMoney(row.Price, row.Currency); err != nil {
			return nil, picking.FieldError("services", "The price of %s is no amount such as 7.50 and a currency such as EUR.", row.Code)
		}
		if row.Days != "" {
			if m.Days, err = strconv.Atoi(row.Days); err != nil || m.Days < 0 || m.Days > 60 {
				return nil, picking.FieldError("services", "The days of %s are no number from 0 to 60.", row.Code)
			}
		}
		m.Limits.Weight = 0
		if row.Kilos != "" {
			kilos, err := strconv.ParseFloat(strings.Replace(row.Kilos, ",", ".", 1), 64)
			if err != nil || !(kilos > 0 && kilos <= 10_000) {
				return nil, picking.FieldError("services", "The most that %s takes is no weight in kilograms.", row.Code)
			}
			m.Limits.Weight = picking.Grams(kilos*1000 + 0.5)
		}
		out = append(out, m)
	}
	return out, nil
}
