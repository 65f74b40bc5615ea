package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"pickpack/db"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
	"pickpack/picking/ship"
	"pickpack/web/counter"
)

// CarrierCmd keeps the accounts with carriers and the rules by which orders go.
type CarrierCmd struct {
	List CarrierListCmd `cmd:"" default:"1" help:"List the carriers and the rules."`
	Add  CarrierAddCmd  `cmd:"" help:"Add a carrier, or change the one with this name."`
	Test CarrierTestCmd `cmd:"" help:"Ask a carrier whether it lets us in. Nothing is bought."`
	On   CarrierOnCmd   `cmd:"" help:"Buy labels of it from now on."`
	Off  CarrierOffCmd  `cmd:"" help:"Buy no more labels of it."`
	Rule CarrierRuleCmd `cmd:"" help:"Say by which carriers' services a service of the shop goes."`
}

// CarrierListCmd lists the accounts of the first warehouse.
type CarrierListCmd struct{ database }

// Run prints a table.
func (c *CarrierListCmd) Run(ctx context.Context) error { return c.print(ctx, os.Stdout) }

func (c *CarrierListCmd) print(ctx context.Context, out io.Writer) error {
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		all, err := s.Carriers(ctx, w)
		rules, err2 := s.ShipRules(ctx, w)
		t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
		for _, a := range all {
			state := "off"
			if a.Enabled {
				state = "on"
			}
			fmt.Fprintf(t, "%s\t%s\t%s\n", a.Name, a.Kind, state)
		}
		for _, r := range rules {
			fmt.Fprintf(t, "rule\t%s\t%s\t%s\n", cmp.Or(r.Service, "(every service)"), r.Words(), strings.Join(r.Among, ", "))
		}
		return errors.Join(err, err2, t.Flush())
	})
}

// CarrierAddCmd adds an account. Its secrets are read from standard input, so that no shell keeps them.
type CarrierAddCmd struct {
	database
	secrets
	Kind     string   `arg:"" help:"manual, sandbox, easypost or karrio." enum:"manual,sandbox,easypost,karrio"`
	Name     string   `arg:"" help:"What people call it."`
	Address  string   `help:"Address of the server (Karrio)." placeholder:"https://…"`
	Inside   bool     `help:"That server is one of ours: it may have a private address and speak plain http."`
	Carriers []string `help:"Which of the Karrio server's connections are used; none given: all."`
	Service  []string `help:"A service of a manual carrier: code=name=price=currency=days, such as day=Same day=7.00=EUR=1." placeholder:"…"`
	Prefix   string   `help:"What the numbers of a manual carrier begin with."`
	First    int64    `help:"The first number of its range; without --last numbers are typed."`
	Last     int64    `help:"The last number of its range."`
	Digits   int      `default:"8" help:"How many digits its numbers have."`
	Check    string   `enum:",mod10,s10" default:"" help:"Their check digit: mod10, s10 or none."`
	Suffix   string   `help:"What the numbers end with."`
	Script   string   `help:"What goes wrong at a sandbox, such as buy lost, buy down."`
}

// Run adds the account, which is off until it is tested and turned on.
func (c *CarrierAddCmd) Run(ctx context.Context) error { return c.add(ctx, os.Stdin, os.Stderr) }

func (c *CarrierAddCmd) add(ctx context.Context, in io.Reader, out io.Writer) error {
	a, err := c.account(in, out)
	if err != nil {
		return err
	}
	if _, err := account.Open(a, &manual.Notebook{}, time.Now); err != nil {
		return err
	}
	v, err := c.vault(c.keyFolder())
	if err != nil {
		return err
	}
	doc, err := json.Marshal(a.Settings)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		row := db.CarrierAccount{Name: c.Name, Kind: c.Kind, Settings: doc}
		if had, err := carrierNamed(ctx, s, w, c.Name); err == nil {
			if had.Kind != c.Kind {
				return picking.FieldError("kind", "%s is a carrier of the kind %s.", c.Name, had.Kind)
			}
			row.ID, row.Enabled = had.ID, had.Enabled
		}
		_, err := s.SaveCarrier(ctx, picking.User{Warehouse: w}, row, func(name string) ([]byte, error) { return v.Seal(name, a.Secrets) })
		return err
	})
}

// account is what was asked for, with the secrets that its kind needs.
func (c *CarrierAddCmd) account(in io.Reader, out io.Writer) (a account.Account, err error) {
	a = account.Account{Name: c.Name, Kind: c.Kind, Settings: account.Settings{Address: c.Address, Inside: c.Inside, Carriers: c.Carriers, Script: c.Script},
		Secrets: map[string]carrier.Secret{}}
	for _, text := range c.Service {
		s, err := serviceIn(text)
		if err != nil {
			return a, err
		}
		a.Settings.Services = append(a.Settings.Services, s)
	}
	if c.Last > 0 {
		a.Settings.Range = &manual.Range{Prefix: c.Prefix, First: c.First, Last: c.Last, Digits: c.Digits, Check: manual.Check(c.Check), Suffix: c.Suffix}
	}
	if c.Kind != account.EasyPost && c.Kind != account.Karrio {
		return a, nil
	}
	fmt.Fprintln(out, "Type the API key, and on the next line the webhook's secret if there is one.")
	text, err := io.ReadAll(io.LimitReader(in, 4096))
	lines := strings.Split(strings.TrimSpace(string(text))+"\n\n", "\n")
	a.Secrets[account.Key], a.Secrets[account.Webhook] = carrier.NewSecret(strings.TrimSpace(lines[0])), carrier.NewSecret(strings.TrimSpace(lines[1]))
	return a, err
}

// serviceIn reads a manual carrier's service.
func serviceIn(text string) (s manual.Service, err error) {
	parts := strings.Split(text, "=")
	if len(parts) != 5 {
		return s, picking.FieldError("service", "%.60q is not code=name=price=currency=days.", text)
	}
	s.Code, s.Name = strings.TrimSpace(parts[0]), strings.TrimSpace(parts[1])
	if s.Price, err = ship.ParseMoney(parts[2], parts[3]); err != nil {
		return s, err
	}
	if _, err := fmt.Sscanf(parts[4], "%d", &s.Days); err != nil {
		return s, picking.FieldError("service", "%.20q are no days.", parts[4])
	}
	return s, nil
}

func carrierNamed(ctx context.Context, s *db.Store, w picking.WarehouseID, name string) (db.CarrierAccount, error) {
	all, err := s.Carriers(ctx, w)
	if err != nil {
		return db.CarrierAccount{}, err
	}
	i := slices.IndexFunc(all, func(a db.CarrierAccount) bool { return strings.EqualFold(a.Name, name) })
	if i < 0 {
		return db.CarrierAccount{}, picking.Errorf(picking.NotFound, "There is no carrier %q.", name)
	}
	return all[i], nil
}

// CarrierTestCmd tries an account.
type CarrierTestCmd struct {
	database
	secrets
	Name string `arg:"" help:"Its name."`
}

// Run asks the carrier whether it lets us in.
func (c *CarrierTestCmd) Run(ctx context.Context) error {
	v, err := c.vault(c.keyFolder())
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		a, err := carrierNamed(ctx, s, w, c.Name)
		if err != nil {
			return err
		}
		return counter.New(s, v, time.Now).Ping(ctx, w, a)
	})
}

// CarrierOnCmd turns an account on.
type CarrierOnCmd struct {
	database
	Name string `arg:"" help:"Its name."`
}

// Run turns it on.
func (c *CarrierOnCmd) Run(ctx context.Context) error { return c.database.turn(ctx, c.Name, true) }

// CarrierOffCmd turns an account off. What was bought of it can still be given back.
type CarrierOffCmd struct {
	database
	Name string `arg:"" help:"Its name."`
}

// Run turns it off.
func (c *CarrierOffCmd) Run(ctx context.Context) error { return c.database.turn(ctx, c.Name, false) }

func (d database) turn(ctx context.Context, name string, on bool) error {
	return d.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		a, err := carrierNamed(ctx, s, w, name)
		if err != nil {
			return err
		}
		a.Enabled = on
		_, err = s.SaveCarrier(ctx, picking.User{Warehouse: w}, a, nil)
		return err
	})
}

// CarrierRuleCmd sets a rule.
type CarrierRuleCmd struct {
	database
	Service string   `arg:"" optional:"" help:"The shop's word for the service; none: every service without a rule of its own."`
	Want    string   `default:"cheapest" enum:"cheapest,fastest,in_time" help:"cheapest, fastest, or in_time: the cheapest within --days."`
	Days    int      `default:"3" help:"For in_time."`
	Among   []string `help:"Carriers, or carrier/service, that may be taken; none: all." placeholder:"CARRIER"`
	Limit   string   `help:"What it may cost without a person's word, such as 9.90=EUR." placeholder:"AMOUNT=CUR"`
}

// Run keeps the rule.
func (c *CarrierRuleCmd) Run(ctx context.Context) error {
	r := ship.Rule{Service: c.Service, Want: ship.Want(c.Want), Days: c.Days, Among: c.Among}
	if c.Limit != "" {
		amount, currency, _ := strings.Cut(c.Limit, "=")
		var err error
		if r.Limit, err = ship.ParseMoney(amount, currency); err != nil {
			return err
		}
	}
	if err := r.Valid(); err != nil {
		return err
	}
	return c.with(ctx, func(s *db.Store, w picking.WarehouseID) error {
		return s.SaveShipRule(ctx, picking.User{Warehouse: w}, r)
	})
}
