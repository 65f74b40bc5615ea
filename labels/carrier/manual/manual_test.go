package manual_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pickpack/labels/barcode"
	"pickpack/labels/carrier"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/manual"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

func van(r manual.Range) *manual.Carrier {
	return &manual.Carrier{Name: "Our van", Range: true, Book: &manual.Notebook{Range: r},
		Now: func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) },
		Services: []manual.Service{
			{Code: "day", Name: "Same day", Price: ship.Money{Minor: 700, Currency: "EUR"}, Days: 1, Limits: ship.Limits{Weight: 31_500}},
			{Code: "bulky", Name: "Two men", Price: ship.Money{Minor: 4900, Currency: "EUR"}, Days: 3, Limits: ship.Limits{Weight: 120_000}},
		}}
}

var hundred = manual.Range{Prefix: "NV", First: 1, Last: 100, Digits: 6, Check: manual.Mod10}

func TestConforms(t *testing.T) {
	t.Parallel()
	carriertest.Run(t, carriertest.Subject{Service: "day", New: func(*testing.T) (carrier.Carrier, *sandbox.Carrier, func() []string) {
		return van(hundred), nil, nil
	}})
}

func order(key, number string) carrier.Order {
	return carrier.Order{Key: key, Service: "day", Number: number, Parcel: carriertest.Parcel()}
}

func TestTypedNumbers(t *testing.T) {
	t.Parallel()
	c := van(hundred)
	c.Range = false
	_, err := c.Buy(t.Context(), order("typed-1", ""))
	var e *picking.Error
	if carrier.TroubleOf(err) != carrier.Refused || !errors.As(err, &e) || e.Field != "number" {
		t.Errorf("without a number: %v", err)
	}
	l, err := c.Buy(t.Context(), order("typed-1", " 1Z 999 "))
	if err != nil || l.Number != "1Z 999" {
		t.Fatalf("%+v, %v", l, err)
	}
	if l, err = c.Buy(t.Context(), order("typed-1", "another")); err != nil || l.Number != "1Z 999" {
		t.Errorf("a key got a second number: %+v, %v", l, err)
	}
	for _, number := range []string{"1Z 999", "a\x1db", "^XZ", strings.Repeat("1", 31), "ü"} {
		if l, err := c.Buy(t.Context(), order("typed-2", number)); err == nil || carrier.TroubleOf(err) != carrier.Refused {
			t.Errorf("%q: %+v, %v", number, l, err)
		}
	}
}

func TestARangeEnds(t *testing.T) {
	t.Parallel()
	c := van(manual.Range{First: 7, Last: 9, Digits: 2})
	if _, err := c.Buy(t.Context(), order("end-0", "08")); err != nil { // typed, and never drawn again
		t.Fatal(err)
	}
	for i, want := range []string{"07", "09"} {
		l, err := c.Buy(t.Context(), order(fmt.Sprintf("end-%d", i+1), ""))
		if err != nil || l.Number != want {
			t.Errorf("%+v, %v, want %s", l, err, want)
		}
	}
	if _, err := c.Buy(t.Context(), order("end-9", "")); err == nil || carrier.TroubleOf(err) != carrier.Denied {
		t.Errorf("beyond the end: %v", err)
	}
}

// torn is a book that writes and then does not answer.
type torn struct{ manual.Book }

func (b torn) Enter(ctx context.Context, e manual.Entry) (manual.Entry, error) {
	_, _ = b.Book.Enter(ctx, e)
	return manual.Entry{}, errors.New("connection reset")
}

func TestABookThatDoesNotAnswerMayHaveWritten(t *testing.T) {
	t.Parallel()
	c := van(hundred)
	whole := c.Book
	c.Book = torn{whole}
	if _, err := c.Buy(t.Context(), order("torn-1", "")); err == nil || carrier.TroubleOf(err) != carrier.Unsure {
		t.Fatal(err)
	}
	c.Book = whole
	if l, err := c.Find(t.Context(), "torn-1"); err != nil || l.Number != "NV0000017" {
		t.Errorf("%+v, %v", l, err)
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		r    manual.Range
		n    int64
		want string
	}{
		{hundred, 0, "NV0000017"},
		{manual.Range{Prefix: "RA", First: 47312482, Last: 47312483, Digits: 8, Check: manual.S10, Suffix: "US"}, 0, "RA473124829US"}, // the example of UPU S10
		{manual.Range{First: 5, Last: 5, Digits: 1}, 0, "5"},
		{manual.Range{First: 5, Last: 5, Digits: 1}, 1, ""},
	} {
		if got, ok := c.r.At(c.n); got != c.want || ok != (c.want != "") {
			t.Errorf("%+v at %d: %q", c.r, c.n, got)
		}
	}
	for name, r := range map[string]manual.Range{
		"backwards": {First: 2, Last: 1, Digits: 3}, "negative": {First: -1, Last: 1, Digits: 3}, "no digits": {Last: 1},
		"too few digits": {Last: 1000, Digits: 3}, "too many": {Last: 1, Digits: 19}, "check": {Last: 1, Digits: 1, Check: "luhn"},
		"short s10": {Last: 1, Digits: 7, Check: manual.S10}, "prefix": {Last: 1, Digits: 1, Prefix: "a b"}, "long": {Last: 1, Digits: 1, Prefix: "abcdefghijk"},
	} {
		if picking.KindOf(r.Valid()) != picking.Invalid {
			t.Errorf("%s is taken", name)
		}
	}
}

// Numbers of a valid range are distinct and can be printed as barcodes.
func TestRangesArePrintable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := manual.Range{Prefix: rapid.StringMatching("[A-Z0-9-]{0,5}").Draw(t, "prefix"), Suffix: rapid.StringMatching("[A-Z]{0,5}").Draw(t, "suffix"),
			First: rapid.Int64Range(0, 99999999).Draw(t, "first"), Digits: 8, Check: rapid.SampledFrom([]manual.Check{"", manual.Mod10, manual.S10}).Draw(t, "check")}
		r.Last = r.First + 1
		if r.Last > 99999999 || r.Valid() != nil {
			return
		}
		a, _ := r.At(0)
		b, _ := r.At(1)
		if _, err := barcode.Code128(a); err != nil || a == b {
			t.Fatalf("%q, %q: %v", a, b, err)
		}
	})
}
