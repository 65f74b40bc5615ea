package carrier

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pickpack/picking"
	"pickpack/picking/ship"
)

func TestErrorsReachTheUser(t *testing.T) {
	t.Parallel()
	for trouble, kind := range kinds {
		err := fmt.Errorf("buy 7: %w", Troubled(trouble, "No %s.", "luck").Field("to.postcode").Because(errors.New("http 422")))
		var e *picking.Error
		if !errors.As(err, &e) || e.Kind != kind || e.Message != "No luck." || e.Field != "to.postcode" {
			t.Errorf("%s: %+v", trouble, e)
		}
		if TroubleOf(err) != trouble || !strings.Contains(err.Error(), "http 422") {
			t.Errorf("%s: %v", trouble, err)
		}
		if trouble.String() == "" || strings.HasPrefix(trouble.String(), "trouble") {
			t.Errorf("%d has no word", trouble)
		}
	}
}

// What nobody has judged may have been bought.
func TestWhoeverDoesNotKnowMustAsk(t *testing.T) {
	t.Parallel()
	if !Bought(nil) || !Bought(errors.New("?")) || !Bought(Troubled(Unsure, "")) || !Bought((&Error{err: &picking.Error{}})) {
		t.Error("an unjudged error counts as a failure")
	}
	for _, trouble := range []Trouble{Refused, Denied, Busy, Down, None, Cannot} {
		if Bought(Troubled(trouble, "")) {
			t.Errorf("%s counts as bought", trouble)
		}
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	t.Parallel()
	account := struct {
		Name string
		Key  Secret
		Ptr  *Secret
	}{"post", NewSecret("EZTK123"), &Secret{"EZTK123"}}
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("account", "key", account.Key, "all", account)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("account", "key", account.Key, "all", account)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&out, verb+verb+"\n", account, account.Key)
	}
	asJSON, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(asJSON)
	fmt.Fprintln(&out, errors.New("with "+account.Key.String()))
	hex := fmt.Sprintf("%x", "EZTK123")
	if text := out.String(); strings.Contains(text, "EZTK123") || strings.Contains(text, hex) || strings.Contains(text, strings.ToUpper(hex)) {
		t.Errorf("the secret shows:\n%s", text)
	}
	if account.Key.Reveal() != "EZTK123" || account.Key.IsZero() || !(Secret{}).IsZero() || (Secret{}).String() != "" {
		t.Error("the secret is not itself")
	}
}

func TestCheckKey(t *testing.T) {
	t.Parallel()
	for key, ok := range map[string]bool{"1-42-1": true, "W1-c7": true, strings.Repeat("x", MaxKey): true, "": false,
		strings.Repeat("x", MaxKey+1): false, "a b": false, "a/b": false, "é": false, "a\n": false, "a.b": false} {
		if err := CheckKey(key); (err == nil) != ok {
			t.Errorf("%q: %v", key, err)
		}
	}
}

func TestStatusIsTheNewest(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tr := Tracking{News: []ship.News{{Status: ship.Out, At: noon.Add(2 * time.Hour)}, {Status: ship.Underway, At: noon}}}
	if tr.Status() != ship.Out || (Tracking{}).Status() != ship.Announced {
		t.Error(tr.Status(), Tracking{}.Status())
	}
}

func TestFresh(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for d, want := range map[time.Duration]bool{0: true, Window: true, -Window: true, Window + 1: false, -Window - 1: false} {
		if Fresh(now, now.Add(-d)) != want {
			t.Errorf("%s old: %v", d, !want)
		}
	}
}
