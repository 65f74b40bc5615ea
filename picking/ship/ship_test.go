package ship

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pickpack/picking"
)

func TestParseMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		amount, currency string
		want             Money
	}{
		{"7.58", "USD", Money{758, "USD"}},
		{"7.5", "usd", Money{750, "USD"}},
		{"7", "EUR", Money{700, "EUR"}},
		{"0.005", "EUR", Money{1, "EUR"}},
		{"12.300", "EUR", Money{1230, "EUR"}},
		{"-0.5", "EUR", Money{-50, "EUR"}},
		{"1200", "JPY", Money{1200, "JPY"}},
		{"1200.4", "JPY", Money{1201, "JPY"}},
		{"1.2345", "KWD", Money{1235, "KWD"}},
		{" 1.20 ", " EUR ", Money{120, "EUR"}},
	} {
		got, err := ParseMoney(c.amount, c.currency)
		if err != nil || got != c.want {
			t.Errorf("%q %q: %v %v, want %v", c.amount, c.currency, got, err, c.want)
		}
	}
	for _, bad := range [][2]string{{"", "EUR"}, {".5", "EUR"}, {"1,5", "EUR"}, {"1e3", "EUR"}, {"NaN", "EUR"}, {"--1", "EUR"},
		{"1.-5", "EUR"}, {"1", ""}, {"1", "EURO"}, {"1", "€"}, {"99999999999999999999", "EUR"}, {"92233720368547758.07", "EUR"}} {
		if got, err := ParseMoney(bad[0], bad[1]); err == nil {
			t.Errorf("%q %q was read as %v", bad[0], bad[1], got)
		} else if picking.KindOf(err) != picking.Invalid {
			t.Errorf("%q %q: %v is not Invalid", bad[0], bad[1], err)
		}
	}
}

func TestMoneyReadsWhatItWrites(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := Money{rapid.Int64Range(-math.MaxInt64+1, math.MaxInt64-1).Draw(t, "minor"), rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")}
		got, err := ParseMoney(m.Decimal(), m.Currency)
		if err != nil || got != m {
			t.Fatalf("%+v became %q became %+v, %v", m, m.Decimal(), got, err)
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	f.Add("7.58", "USD")
	f.Add("-0", "JPY")
	f.Fuzz(func(t *testing.T, amount, currency string) {
		m, err := ParseMoney(amount, currency)
		if err != nil {
			return
		}
		if again, err := ParseMoney(m.Decimal(), m.Currency); err != nil || again != m {
			t.Fatalf("%q became %+v, then %+v, %v", amount, m, again, err)
		}
	})
}

var monday = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// offers are what three carriers ask: a cheap slow one, a dear fast one, one that says no time.
func offers() []Rate {
	return []Rate{
		{Account: "own", Service: "van", Name: "Van", Price: Money{900, "EUR"}, Days: 1},
		{Account: "post", Service: "eco", Name: "Economy", Price: Money{350, "EUR"}, Days: 5},
		{Account: "post", Service: "std", Name: "Standard", Price: Money{520, "EUR"}, Due: monday.Add(40 * time.Hour)},
		{Account: "air", Service: "one", Name: "One", Price: Money{2400, "EUR"}, Due: monday.Add(20 * time.Hour)},
		{Account: "bike", Service: "x", Name: "Bike", Price: Money{300, "EUR"}},
		{Account: "abroad", Service: "y", Name: "Abroad", Price: Money{1, "CHF"}, Days: 1},
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rule Rule
		want string
		late bool
	}{
		{"cheapest", Rule{Want: Cheapest}, "bike/x", false},
		{"no wish is the cheapest", Rule{}, "bike/x", false},
		{"fastest", Rule{Want: Fastest}, "air/one", false},
		{"within two days", Rule{Want: InTime, Days: 2}, "post/std", false},
		{"within one day", Rule{Want: InTime, Days: 1}, "own/van", false},
		{"within a week", Rule{Want: InTime, Days: 7}, "post/eco", false},
		{"an account alone", Rule{Among: []string{"post"}}, "post/eco", false},
		{"one service", Rule{Among: []string{"post/std"}}, "post/std", false},
		{"none in time", Rule{Want: InTime, Days: 1, Among: []string{"post"}}, "post/std", true},
		{"another currency by itself", Rule{Among: []string{"abroad"}}, "abroad/y", false},
		{"within the limit", Rule{Want: Fastest, Limit: Money{2400, "EUR"}}, "air/one", false},
	} {
		got, err := Choose(offers(), c.rule, monday)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.Rate.Account+"/"+got.Rate.Service != c.want || got.Late != c.late || got.Why == "" {
			t.Errorf("%s: %+v, want %s, late %v", c.name, got, c.want, c.late)
		}
	}
	for name, r := range map[string]Rule{
		"nothing allowed":         {Among: []string{"nobody"}},
		"too dear":                {Want: Fastest, Limit: Money{2399, "EUR"}},
		"limit in other currency": {Want: Fastest, Limit: Money{9999, "USD"}},
	} {
		if got, err := Choose(offers(), r, monday); err == nil {
			t.Errorf("%s: chose %+v", name, got)
		}
	}
}

// The order in which carriers answer does not change the choice, and nothing allowed is better than what was chosen.
func TestChooseIsBestInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rates := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Rate {
			return Rate{Account: rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "account"), Service: rapid.StringMatching("[s-v]").Draw(t, "service"),
				Price: Money{rapid.Int64Range(0, 5).Draw(t, "price"), rapid.SampledFrom([]string{"EUR", "EUR", "USD"}).Draw(t, "currency")},
				Days:  rapid.IntRange(0, 4).Draw(t, "days")}
		}), 1, 8).Draw(t, "rates")
		r := Rule{Want: rapid.SampledFrom(Wants).Draw(t, "want"), Days: rapid.IntRange(1, 4).Draw(t, "within")}
		got, err := Choose(rates, r, monday)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := Choose(rapid.Permutation(rates).Draw(t, "order"), r, monday); again != got {
			t.Fatalf("%+v in one order, %+v in another", got, again)
		}
		for _, x := range rates {
			at, ok := x.Arrives(monday)
			intime := r.Want != InTime || ok && !at.After(monday.AddDate(0, 0, r.Days))
			if r.Want != Fastest && intime && !got.Late && x.Price.Currency == got.Rate.Price.Currency && x.Price.Minor < got.Rate.Price.Minor {
				t.Fatalf("%+v is cheaper than %+v", x, got.Rate)
			}
		}
	})
}

func TestOverride(t *testing.T) {
	t.Parallel()
	got, err := Override(offers(), "air", "one", " the customer called ")
	if err != nil || got.Rate.Service != "one" || !strings.HasSuffix(got.Why, "the customer called") {
		t.Errorf("%+v, %v", got, err)
	}
	for name, c := range map[string][3]string{"no reason": {"air", "one", " "}, "not offered": {"air", "two", "because"},
		"another account": {"post", "one", "because"}, "a novel": {"air", "one", strings.Repeat("x", 201)}} {
		if _, err := Override(offers(), c[0], c[1], c[2]); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFor(t *testing.T) {
	t.Parallel()
	rules := []Rule{{Service: "", Want: InTime}, {Service: "express", Want: Fastest}}
	for service, want := range map[string]Want{"Express": Fastest, "standard": InTime, "": InTime} {
		if got := For(rules, service); got.Want != want {
			t.Errorf("%q goes %s, want %s", service, got.Want, want)
		}
	}
	if got := For(nil, "standard"); got.Want != Cheapest {
		t.Errorf("without rules: %+v", got)
	}
}

func TestBilled(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		weight  picking.Grams
		side    picking.Millimetres
		divisor int64
		want    picking.Grams
	}{
		{1000, 100, 5000, 1000},
		{1000, 300, 5000, 5400},
		{1000, 300, 0, 1000},
		{0, 1, 5000, 1},
	} {
		if got := Billed(c.weight, c.side, c.side, c.side, c.divisor); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	l := Limits{Weight: 30000, Longest: 1200, Girth: 3000, Boxes: []string{"S", "M"}}
	for name, c := range map[string]struct {
		box    string
		weight picking.Grams
		sides  [3]picking.Millimetres
		want   string
	}{
		"fits":           {"S", 2000, [3]picking.Millimetres{200, 100, 300}, ""},
		"box not known":  {"", 2000, [3]picking.Millimetres{200, 100, 300}, ""},
		"heavy":          {"S", 30001, [3]picking.Millimetres{200, 100, 300}, "weighs 30001 g"},
		"long":           {"S", 1, [3]picking.Millimetres{1201, 1, 1}, "1201 mm long"},
		"round":          {"S", 1, [3]picking.Millimetres{600, 1000, 600}, "girth are 3400 mm"},
		"box not listed": {"XL", 1, [3]picking.Millimetres{1, 1, 1}, "Box XL"},
	} {
		got := l.Refusal(c.box, c.weight, c.sides)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if got := (Limits{}).Refusal("any", 1e6, [3]picking.Millimetres{9999, 9999, 9999}); got != "" {
		t.Errorf("no limits: %q", got)
	}
}

func TestNewsInAnyOrder(t *testing.T) {
	t.Parallel()
	news := []News{{Status: Announced, At: monday}, {Status: Underway, At: monday.Add(time.Hour)}, {Status: Missed, At: monday.Add(2 * time.Hour)},
		{Status: Out, At: monday.Add(2 * time.Hour)}, {Status: Delivered, At: monday.Add(9 * time.Hour)}}
	rapid.Check(t, func(t *rapid.T) {
		var known News
		for _, n := range append(rapid.Permutation(news).Draw(t, "order"), news[rapid.IntRange(0, 4).Draw(t, "again")]) {
			if n.After(known) {
				known = n
			}
		}
		if known.Status != Delivered {
			t.Fatalf("it ended as %s", known.Status)
		}
	})
	if !news[3].After(news[2]) || news[2].After(news[3]) || news[1].After(news[1]) {
		t.Error("news of the same moment are not in order")
	}
}

func TestEveryStatusHasAWord(t *testing.T) {
	t.Parallel()
	for _, s := range Statuses {
		if s.Word() == "Unknown" {
			t.Errorf("%s has no word", s)
		}
	}
	if Status("lost in space").Word() != "Unknown" {
		t.Error("an unknown status has a word")
	}
}
