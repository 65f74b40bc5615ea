package main

import (
	"bytes"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/account"
	"pickpack/picking"
	"pickpack/picking/ship"
)

func TestCarrierCommands(t *testing.T) {
	t.Parallel()
	d := database{URL: dbtest.DSN(t)}
	s := dbtest.Open(t, d.URL)
	if err := d.with(t.Context(), func(*db.Store, picking.WarehouseID) error { return nil }); picking.KindOf(err) != picking.Conflict {
		t.Fatalf("without a warehouse: %v", err)
	}
	addWarehouse(t, d.URL)
	key := secrets{SecretKey: strings.Repeat("0a", carrier.VaultKey)}
	var out bytes.Buffer
	add := CarrierAddCmd{database: d, secrets: key, Kind: account.EasyPost, Name: "Post"}
	if err := add.add(t.Context(), strings.NewReader("EZTK-1\nhook-1\n"), &out); err != nil {
		t.Fatal(err)
	}
	van := CarrierAddCmd{database: d, secrets: key, Kind: account.Manual, Name: "Van", Service: []string{"day=Same day=7.00=EUR=1"}, Last: 99, Digits: 4}
	if err := van.add(t.Context(), strings.NewReader(""), &out); err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string]CarrierAddCmd{
		"no key": {Kind: account.EasyPost, Name: "x"}, "no service": {Kind: account.Manual, Name: "x"}, "another kind": {Kind: account.Sandbox, Name: "post"},
		"a service": {Kind: account.Manual, Name: "x", Service: []string{"day=7"}}, "a price": {Kind: account.Manual, Name: "x", Service: []string{"a=b=free=EUR=1"}},
	} {
		bad.database, bad.secrets = d, key
		if err := bad.add(t.Context(), strings.NewReader(""), &out); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (&CarrierOnCmd{d, "van"}).Run(t.Context()); err != nil {
		t.Error(err)
	}
	if err := (&CarrierTestCmd{d, key, "van"}).Run(t.Context()); err != nil {
		t.Error(err)
	}
	if err := (&CarrierOnCmd{d, "nobody"}).Run(t.Context()); picking.KindOf(err) != picking.NotFound {
		t.Error(err)
	}
	if err := (&CarrierRuleCmd{database: d, Service: "express", Want: "in_time", Days: 2, Among: []string{"Van"}, Limit: "9.90=EUR"}).Run(t.Context()); err != nil {
		t.Error(err)
	}
	rules, err := s.ShipRules(t.Context(), 1)
	if err != nil || len(rules) != 1 || rules[0].Limit != (ship.Money{Minor: 990, Currency: "EUR"}) {
		t.Errorf("%+v, %v", rules, err)
	}
	if err := (&CarrierListCmd{d}).print(t.Context(), &out); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"Van   manual    on", "Post  easypost  off", "cheapest within 2 days"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	all, err := s.Carriers(t.Context(), 1)
	if err != nil || strings.Contains(out.String(), "EZTK") {
		t.Errorf("%v\n%s", err, out.String())
	}
	for _, a := range all {
		if bytes.Contains(a.Secrets, []byte("EZTK")) || bytes.Contains(a.Settings, []byte("EZTK")) {
			t.Errorf("%s keeps its key open", a.Name)
		}
	}
}
