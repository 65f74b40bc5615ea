package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/sample"
)

func TestKeyCommands(t *testing.T) {
	t.Parallel()
	at := database{URL: dbtest.DSN(t)}
	s, ctx := dbtest.Open(t, at.URL), t.Context()
	w := sample.Warehouse{Code: "W", Name: "Dock", Timezone: "Europe/Vienna", At: time.Now(), GS1Prefix: "9521234"}
	if _, err := s.LoadSample(ctx, w, func(string) string { return "" }); err != nil {
		t.Fatal(err)
	}
	var key, before, after strings.Builder
	if err := (&KeyAddCmd{database: at, Name: "web shop"}).print(ctx, &key); err != nil || !regexp.MustCompile(`^pp_\S{20,}\n$`).MatchString(key.String()) {
		t.Fatalf("%q %v", key.String(), err)
	}
	if err := (&KeyAddCmd{database: at, Name: " "}).print(ctx, &key); picking.KindOf(err) != picking.Invalid {
		t.Error("a key for nobody:", err)
	}
	keys, err := s.APIKeys(ctx, 1)
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	if err := (&KeyListCmd{at}).print(ctx, &before); err != nil || !strings.Contains(before.String(), "web shop") || strings.Contains(before.String(), "revoked") {
		t.Errorf("%q %v", before.String(), err)
	}
	revoke := &KeyRevokeCmd{database: at, ID: keys[0].ID}
	if err := revoke.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if err := (&KeyListCmd{at}).print(ctx, &after); err != nil || !strings.Contains(after.String(), "revoked 2") {
		t.Errorf("%q %v", after.String(), err)
	}
	if err := revoke.Run(ctx); picking.KindOf(err) != picking.NotFound || !strings.Contains(err.Error(), "no key") {
		t.Error("revoked twice:", err)
	}
}
