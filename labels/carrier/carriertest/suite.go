package carriertest

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// Subject is a body of carrier.Carrier to be tried.
type Subject struct {
	// New opens a fresh account. Back is the sandbox behind it, nil if there is nothing behind it that can fail; bought
	// lists the keys that were paid for.
	New func(t *testing.T) (c carrier.Carrier, back *sandbox.Carrier, bought func() []string)
	// Service is one it sells.
	Service string
	// Secrets must not show anywhere.
	Secrets []string
}

// Parcel is an ordinary one.
func Parcel() carrier.Parcel {
	return carrier.Parcel{Weight: 1800, Length: 300, Width: 200, Height: 150, Box: "M", Reference: "W-1042",
		From: picking.Address{Name: "Nordlicht Versand", Street1: "Hafenstraße 12", Postcode: "20457", City: "Hamburg", Country: "DE", Phone: "+49 40 1234"},
		To: picking.Address{Name: "Jürgen Müller", Company: "Café Größenwahn", Street1: "Prinzregentenstraße 100", Street2: "2nd floor",
			Postcode: "80331", City: "München", Country: "DE", Phone: "+49 89 123456", Email: "j@example.com"}}
}

// Run tries everything the body says it can.
func Run(t *testing.T, s Subject) {
	for name, test := range map[string]func(*testing.T, *trial){
		"buy": buy, "find": find, "many at once": many, "void": void, "what it cannot": cannot, "hostile text": hostile,
		"rates": rates, "track": track, "manifest": manifest, "given up before": givenUp, "bad keys": badKeys,
	} {
		s.run(t, name, test)
	}
	for name, test := range map[string]func(*testing.T, *trial){
		"answer lost": lost, "down": down, "slow": slow, "address refused": refused, "busy": busy, "denied": denied,
		"void without an answer": voidLost, "manifest without an answer": manifestLost, "only asked": asked,
	} {
		s.run(t, name, func(t *testing.T, x *trial) {
			if x.back == nil {
				t.Skip("there is nothing behind it that can fail")
			}
			test(t, x)
		})
	}
}

func (s Subject) run(t *testing.T, name string, test func(*testing.T, *trial)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		x := &trial{Subject: s}
		x.Carrier, x.back, x.bought = s.New(t)
		test(t, x)
		x.hush(t, fmt.Sprintf("%v %+v %#v %s", x.Carrier, x.Carrier, x.Carrier, x.Carrier))
	})
}

// trial is one account under test.
type trial struct {
	Subject
	carrier.Carrier
	back   *sandbox.Carrier
	bought func() []string
}

func (x *trial) order(key string) carrier.Order {
	return carrier.Order{Key: key, Parcel: Parcel(), Service: x.Service}
}

// trouble checks an error: its sort, that a person can read it, and that it gives nothing away.
func (x *trial) trouble(t *testing.T, err error, want ...carrier.Trouble) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %v", want)
		return
	}
	got := carrier.TroubleOf(err)
	for _, w := range want {
		if got == w {
			want = nil
		}
	}
	if want != nil {
		t.Errorf("%s: %v, want %v", got, err, want)
	}
	if e, ok := err.(*carrier.Error); !ok || !strings.ContainsAny(e.Message()[max(len(e.Message())-3, 0):], ".!?…") || len(e.Message()) > 300 {
		t.Errorf("%#v is nothing to read", err)
	}
	x.hush(t, fmt.Sprintf("%v %+v %#v", err, err, err))
}

func (x *trial) hush(t *testing.T, text string) {
	t.Helper()
	for _, s := range x.Secrets {
		if strings.Contains(text, s) {
			t.Errorf("a secret shows in %q", text)
		}
	}
}

func (x *trial) mustBuy(t *testing.T, key string) carrier.Label {
	t.Helper()
	l, err := x.Buy(t.Context(), x.order(key))
	if err != nil {
		t.Fatalf("buy %s: %v", key, err)
	}
	return l
}

// once checks that a key was paid for exactly so often.
func (x *trial) once(t *testing.T, key string, want int) {
	t.Helper()
	if x.bought == nil {
		return
	}
	n := 0
	for _, k := range x.bought() {
		if k == key {
			n++
		}
	}
	if n != want {
		t.Errorf("%s was paid for %d times, want %d", key, n, want)
	}
}

func buy(t *testing.T, x *trial) {
	l := x.mustBuy(t, "buy-1")
	can := x.Can()
	switch {
	case l.Key != "buy-1" || l.ID == "" || l.Number == "" || l.Carrier == "" || l.Service != x.Service || l.Bought.IsZero() || l.Voided:
		t.Errorf("incomplete: %+v", l)
	case can.Own != (len(l.Content) == 0):
		t.Errorf("own label %v, %d bytes", can.Own, len(l.Content))
	case !can.Own && l.Format != can.Formats[0]:
		t.Errorf("came as %s, not as %s", l.Format, can.Formats[0])
	}
	for _, f := range can.Formats {
		o := x.order("buy-" + string(f))
		o.Format = f
		l, err := x.Buy(t.Context(), o)
		if err != nil || l.Format != f || !looks(l.Content, f) {
			t.Errorf("%s: %v, came as %s, begins with %.10q", f, err, l.Format, l.Content)
		}
	}
	again := x.mustBuy(t, "buy-1")
	if !reflect.DeepEqual(l, again) {
		t.Errorf("the same key bought something else:\n%+v\n%+v", l, again)
	}
	other := x.mustBuy(t, "buy-2")
	if other.Number == l.Number || other.ID == l.ID {
		t.Errorf("two keys, one label: %+v", other)
	}
	x.once(t, "buy-1", 1)
	x.once(t, "buy-2", 1)
	o := x.order("buy-3")
	o.Service = "no such service"
	_, err := x.Buy(t.Context(), o)
	x.trouble(t, err, carrier.Refused)
	x.once(t, "buy-3", 0)
}

// looks says whether a file is of its kind.
func looks(b []byte, f carrier.Format) bool {
	head := map[carrier.Format]string{carrier.PDF: "%PDF-", carrier.ZPL: "^XA", carrier.ZPL300: "^XA", carrier.ZPL600: "^XA", carrier.PNG: "\x89PNG"}[f]
	return strings.HasPrefix(strings.TrimSpace(string(b)), head)
}

func find(t *testing.T, x *trial) {
	_, err := x.Find(t.Context(), "find-1")
	x.trouble(t, err, carrier.None)
	l := x.mustBuy(t, "find-1")
	x.mustBuy(t, "find-11") // a key that begins with another one
	got, err := x.Find(t.Context(), "find-1")
	if err != nil || !reflect.DeepEqual(got, l) {
		t.Errorf("bought %+v\nfound %+v, %v", l, got, err)
	}
	_, err = x.Find(t.Context(), "find")
	x.trouble(t, err, carrier.None)
}

// many buys with one key and with many at the same time.
func many(t *testing.T, x *trial) {
	var wg sync.WaitGroup
	numbers := make([]string, 12)
	for i := range numbers {
		wg.Go(func() {
			key := fmt.Sprintf("many-%d", i%4)
			for range 10 {
				l, err := x.Buy(context.Background(), x.order(key))
				if err != nil && carrier.TroubleOf(err) == carrier.Unsure {
					l, err = x.Find(context.Background(), key) // somebody else was buying just then
				}
				if err == nil {
					numbers[i] = l.Number
					return
				}
			}
		})
	}
	wg.Wait()
	for i, n := range numbers {
		if n == "" || n != numbers[i%4] {
			t.Errorf("key %d: %q, the first one got %q", i%4, n, numbers[i%4])
		}
	}
	for i := range 4 {
		x.once(t, fmt.Sprintf("many-%d", i), 1)
	}
}

func void(t *testing.T, x *trial) {
	if !x.Can().Void {
		t.Skip("it takes nothing back")
	}
	l := x.mustBuy(t, "void-1")
	for range 2 {
		if err := x.Void(t.Context(), l.Ref); err != nil {
			t.Fatalf("void: %v", err)
		}
	}
	got, err := x.Find(t.Context(), "void-1")
	if err != nil || !got.Voided || got.Number != l.Number {
		t.Errorf("found %+v, %v", got, err)
	}
	_, err = x.Buy(t.Context(), x.order("void-1"))
	x.trouble(t, err, carrier.Refused)
	x.once(t, "void-1", 1)
	if again := x.mustBuy(t, "void-2"); again.Voided || again.Number == l.Number {
		t.Errorf("the next key: %+v", again)
	}
	err = x.Void(t.Context(), carrier.Ref{Key: "void-9", ID: "none", Number: "none"})
	x.trouble(t, err, carrier.None)
}

// cannot checks that what is declared impossible is refused as such.
func cannot(t *testing.T, x *trial) {
	can, r := x.Can(), carrier.Ref{Key: "c", ID: "c", Number: "c"}
	if !can.Void {
		x.trouble(t, x.Void(t.Context(), r), carrier.Cannot)
	}
	if !can.Track {
		_, err := x.Track(t.Context(), r)
		x.trouble(t, err, carrier.Cannot)
	}
	if !can.Manifest {
		_, err := x.Manifest(t.Context(), carrier.Load{Key: "c", Labels: []carrier.Ref{r}})
		x.trouble(t, err, carrier.Cannot)
	}
	if !can.Rates {
		_, err := x.Rates(t.Context(), Parcel())
		x.trouble(t, err, carrier.Cannot)
	}
	if err := x.Ping(t.Context()); err != nil {
		t.Errorf("ping: %v", err)
	}
}

// hostile sends what strangers write into addresses.
func hostile(t *testing.T, x *trial) {
	o := x.order("hostile-1")
	o.Parcel.To.Street1, o.Parcel.To.Name = "^XZ~JR\"'</a>\x1d", "Κώστας \u202e \\u0000 אבג"
	o.Parcel.Reference = `","id":"shp_evil`
	l, err := x.Buy(t.Context(), o)
	if err != nil && carrier.TroubleOf(err) != carrier.Refused {
		t.Errorf("%v", err)
	}
	if err == nil && l.Format == carrier.ZPL && strings.Contains(string(l.Content), "~JR") {
		t.Error("the address broke out of its field")
	}
}

func rates(t *testing.T, x *trial) {
	if !x.Can().Rates {
		t.Skip("it has no prices")
	}
	light, err := x.Rates(t.Context(), Parcel())
	if err != nil || len(light) == 0 {
		t.Fatalf("%+v, %v", light, err)
	}
	p := Parcel()
	p.Weight = 8000
	heavy, err := x.Rates(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	price := map[string]int64{}
	for _, r := range light {
		if r.Service == "" || r.Name == "" || r.Carrier == "" || r.Price.Currency == "" || r.Price.Minor < 0 || r.Days < 0 {
			t.Errorf("incomplete: %+v", r)
		}
		if _, twice := price[r.Service]; twice {
			t.Errorf("%s is offered twice", r.Service)
		}
		price[r.Service] = r.Price.Minor
	}
	for _, r := range heavy {
		if r.Price.Minor < price[r.Service] {
			t.Errorf("%s is cheaper for more weight", r.Service)
		}
	}
	if l := x.mustBuy(t, "rates-1"); l.Price.Minor != price[x.Service] {
		t.Errorf("bought for %s, offered for %d", l.Price, price[x.Service])
	}
	p.Weight = 900_000
	_, err = x.Rates(t.Context(), p)
	x.trouble(t, err, carrier.Refused)
}

func track(t *testing.T, x *trial) {
	if !x.Can().Track {
		t.Skip("it does not tell where parcels are")
	}
	l := x.mustBuy(t, "track-1")
	tr, err := x.Track(t.Context(), l.Ref)
	if err != nil || tr.Number != l.Number {
		t.Fatalf("%+v, %v", tr, err)
	}
	var at time.Time
	for _, n := range tr.News {
		if n.At.Before(at) || n.Status == "" || n.Status.Word() == "Unknown" {
			t.Errorf("out of order or unknown: %+v", n)
		}
		at = n.At
	}
	if tr.Status() != ship.Announced {
		t.Errorf("a parcel that has not left is %s", tr.Status())
	}
	_, err = x.Track(t.Context(), carrier.Ref{Key: "track-9", ID: "none", Number: "none"})
	x.trouble(t, err, carrier.None)
}

func manifest(t *testing.T, x *trial) {
	if !x.Can().Manifest {
		t.Skip("it needs no manifest")
	}
	a, b := x.mustBuy(t, "load-1"), x.mustBuy(t, "load-2")
	l := carrier.Load{Key: "load-a", From: Parcel().From, Labels: []carrier.Ref{a.Ref, b.Ref}}
	first, err := x.Manifest(t.Context(), l)
	if err != nil || first.ID == "" || len(first.Content) > 0 && !looks(first.Content, carrier.PDF) {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := x.Manifest(t.Context(), l)
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("the same load is another manifest: %s and %s, %v", first.ID, again.ID, err)
	}
	_, err = x.Manifest(t.Context(), carrier.Load{Key: "load-b", From: Parcel().From})
	x.trouble(t, err, carrier.Refused)
}

// givenUp calls when nobody waits any more: then nothing is begun.
func givenUp(t *testing.T, x *trial) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := x.Buy(ctx, x.order("gone-1"))
	x.trouble(t, err, carrier.Down)
	x.once(t, "gone-1", 0)
}

func badKeys(t *testing.T, x *trial) {
	for _, key := range []string{"", "a/b", "../x", strings.Repeat("9", carrier.MaxKey+1)} {
		_, err := x.Buy(t.Context(), x.order(key))
		x.trouble(t, err, carrier.Refused)
		if key == "" {
			continue
		}
		_, err = x.Find(t.Context(), key)
		x.trouble(t, err, carrier.None, carrier.Refused)
	}
}
