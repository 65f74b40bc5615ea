package account

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/manual"
	"pickpack/picking"
	"pickpack/picking/ship"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	key := map[string]carrier.Secret{Key: carrier.NewSecret("do-not-show"), Webhook: carrier.NewSecret("nor-this")}
	day := []manual.Service{{Code: "day", Name: "Same day", Price: ship.Money{Minor: 700, Currency: "EUR"}}}
	for _, c := range []struct {
		a     Account
		field string // at fault; "": none
	}{
		{Account{Kind: Sandbox}, ""},
		{Account{Kind: Sandbox, Settings: Settings{Script: "buy lost"}}, ""},
		{Account{Kind: Sandbox, Settings: Settings{Script: "buy flowers"}}, "script"},
		{Account{Kind: EasyPost, Secrets: key}, ""},
		{Account{Kind: EasyPost}, "key"},
		{Account{Kind: EasyPost, Secrets: key, Settings: Settings{Address: "http://api.example.com"}}, "address"},
		{Account{Kind: Karrio, Secrets: key, Settings: Settings{Address: "http://karrio.local:5002", Inside: true}}, ""},
		{Account{Kind: Karrio, Secrets: key}, "address"},
		{Account{Kind: Karrio, Settings: Settings{Address: "https://karrio.example.com"}}, "key"},
		{Account{Kind: Manual, Name: "Van", Settings: Settings{Services: day}}, ""},
		{Account{Kind: Manual, Name: "Van", Settings: Settings{Services: day, Range: &manual.Range{First: 2, Last: 1, Digits: 4}}}, "last"},
		{Account{Kind: Manual, Name: "Van"}, "services"},
		{Account{Kind: Manual, Name: "Van", Settings: Settings{Services: []manual.Service{{Code: "x"}}}}, "services"},
		{Account{Kind: "pigeon"}, "kind"},
	} {
		got, err := Open(c.a, &manual.Notebook{}, time.Now)
		var e *picking.Error
		if (err == nil) != (c.field == "") || err != nil && (!errors.As(err, &e) || e.Kind != picking.Invalid || e.Field != c.field) {
			t.Errorf("%s: %v, want %q", c.a.Kind, err, c.field)
		}
		if text := fmt.Sprintf("%v %+v %#v %v %#v", got, got, got, c.a, c.a); strings.Contains(text, "do-not-show") || strings.Contains(text, "nor-this") {
			t.Errorf("a secret shows: %s", text)
		}
	}
	if _, err := Read([]byte(`{"range":`)); picking.KindOf(err) != picking.Internal || err == nil {
		t.Error(err)
	}
}
