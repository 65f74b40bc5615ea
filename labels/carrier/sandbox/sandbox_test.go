package sandbox_test

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/carriertest"
	"pickpack/labels/carrier/sandbox"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// clock is set by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func start() *clock { return &clock{at: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)} }

func TestConforms(t *testing.T) {
	t.Parallel()
	carriertest.Run(t, carriertest.Subject{Service: "standard", New: func(*testing.T) (carrier.Carrier, *sandbox.Carrier, func() []string) {
		c := sandbox.New(start().now)
		return c, c, c.Bought
	}})
}

// What a parcel costs, where it is and which number it bears do not depend on the instance: a restart changes nothing.
func TestARestartChangesNothing(t *testing.T) {
	t.Parallel()
	clock := start()
	one, two := sandbox.New(clock.now), sandbox.New(clock.now)
	o := carrier.Order{Key: "restart-1", Parcel: carriertest.Parcel(), Service: "express", Format: carrier.PDF}
	a, errA := one.Buy(t.Context(), o)
	b, errB := two.Buy(t.Context(), o)
	if errA != nil || errB != nil || !reflect.DeepEqual(a, b) {
		t.Fatalf("%+v, %v\n%+v, %v", a.Ref, errA, b.Ref, errB)
	}
	three := sandbox.New(clock.now)
	clock.pass(7 * time.Hour)
	if tr, err := three.Track(t.Context(), a.Ref); err != nil || tr.Status() != ship.Underway {
		t.Errorf("%+v, %v", tr, err)
	}
	if err := three.Void(t.Context(), a.Ref); err != nil {
		t.Error(err)
	}
}

func TestParcelsArrive(t *testing.T) {
	t.Parallel()
	missed := 0
	for i := range 40 {
		clock := start()
		c := sandbox.New(clock.now)
		l, err := c.Buy(t.Context(), carrier.Order{Key: "way-" + string(rune('A'+i%26)) + string(rune('a'+i/26)), Parcel: carriertest.Parcel(), Service: "standard"})
		if err != nil {
			t.Fatal(err)
		}
		var seen []ship.News
		for range 24 * 6 {
			tr, err := c.Track(t.Context(), l.Ref)
			if err != nil || len(tr.News) < len(seen) || !slices.Equal(tr.News[:len(seen)], seen) {
				t.Fatalf("history changed: %+v, then %+v, %v", seen, tr.News, err)
			}
			seen = tr.News
			clock.pass(time.Hour)
		}
		last := seen[len(seen)-1]
		if last.Status != ship.Delivered {
			t.Errorf("it ended as %+v", last)
		}
		for _, n := range seen {
			if n.Status == ship.Missed {
				missed++
			}
		}
	}
	if missed == 0 || missed > 15 {
		t.Errorf("%d of 40 were missed", missed)
	}
}

func TestRatesByZoneAndWeight(t *testing.T) {
	t.Parallel()
	c := sandbox.New(start().now)
	price := func(t *testing.T, to picking.Address, w picking.Grams) map[string]int64 {
		p := carriertest.Parcel()
		p.To, p.Weight = to, w
		rates, err := c.Rates(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]int64{}
		for _, r := range rates {
			out[r.Service] = r.Price.Minor
		}
		return out
	}
	near := carriertest.Parcel().From
	far := carriertest.Parcel().To
	abroad := far
	abroad.Country = "FR"
	a, b, d := price(t, near, 1000), price(t, far, 1000), price(t, abroad, 1000)
	for s := range a {
		if a[s] >= b[s] || b[s] >= d[s] {
			t.Errorf("%s: near %d, far %d, abroad %d", s, a[s], b[s], d[s])
		}
	}
	if _, ok := price(t, near, 10_001)["economy"]; ok {
		t.Error("economy takes more than ten kilograms")
	}
}

// Bulky goods are billed by their volume, and a parcel never costs less for being heavier or larger.
func TestRatesNeverFall(t *testing.T) {
	t.Parallel()
	c := sandbox.New(start().now)
	rapid.Check(t, func(t *rapid.T) {
		p := carriertest.Parcel()
		side := rapid.IntRange(10, 400)
		p.Weight = picking.Grams(rapid.IntRange(1, 9000).Draw(t, "weight"))
		p.Length, p.Width, p.Height = picking.Millimetres(side.Draw(t, "l")), picking.Millimetres(side.Draw(t, "w")), picking.Millimetres(side.Draw(t, "h"))
		q := p
		q.Weight += picking.Grams(rapid.IntRange(0, 900).Draw(t, "more"))
		q.Height += picking.Millimetres(rapid.IntRange(0, 90).Draw(t, "higher"))
		a, errA := c.Rates(t.Context(), p)
		b, errB := c.Rates(t.Context(), q)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		for i := range min(len(a), len(b)) {
			if a[i].Service == b[i].Service && b[i].Price.Minor < a[i].Price.Minor {
				t.Fatalf("%+v costs %s, %+v %s", p, a[i].Price, q, b[i].Price)
			}
		}
	})
}

func TestPlay(t *testing.T) {
	t.Parallel()
	c := sandbox.New(start().now)
	if err := c.Play(" buy lost, BUY down,rates busy,, "); err != nil {
		t.Fatal(err)
	}
	o := carrier.Order{Key: "play-1", Parcel: carriertest.Parcel(), Service: "standard"}
	for _, want := range []carrier.Trouble{carrier.Unsure, carrier.Down} {
		if _, err := c.Buy(t.Context(), o); carrier.TroubleOf(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := c.Rates(t.Context(), o.Parcel); carrier.TroubleOf(err) != carrier.Busy {
		t.Error(err)
	}
	for _, bad := range []string{"buy", "buy explode", "fly down", "buy lost twice", "buy lost; buy down"} {
		if err := c.Play(bad); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAParcelIsOnOneManifest(t *testing.T) {
	t.Parallel()
	c := sandbox.New(start().now)
	l, err := c.Buy(t.Context(), carrier.Order{Key: "m-1", Parcel: carriertest.Parcel(), Service: "standard"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Manifest(t.Context(), carrier.Load{Key: "day-1", Labels: []carrier.Ref{l.Ref}}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Manifest(t.Context(), carrier.Load{Key: "day-2", Labels: []carrier.Ref{l.Ref}}); carrier.TroubleOf(err) != carrier.Refused || err == nil {
		t.Error("it went twice:", err)
	}
	if err := c.Void(t.Context(), l.Ref); carrier.TroubleOf(err) != carrier.Refused || err == nil {
		t.Error("it was given back after it had gone:", err)
	}
}

func TestNotice(t *testing.T) {
	t.Parallel()
	now := start().now()
	c := sandbox.New(start().now)
	news := ship.News{Status: ship.Underway, At: now, Text: "It was taken in."}
	call := sandbox.Call("SB1", news, now)
	n, err := c.Notice(call)
	if err != nil || n.Number != "SB1" || n.Status() != ship.Underway || n.ID == "" {
		t.Fatalf("%+v, %v", n, err)
	}
	for name, change := range map[string]func(*carrier.Call){
		"old":         func(c *carrier.Call) { c.At = c.At.Add(carrier.Window + time.Second) },
		"from ahead":  func(c *carrier.Call) { c.At = c.At.Add(-carrier.Window - time.Second) },
		"body":        func(c *carrier.Call) { c.Body = []byte(strings.Replace(string(c.Body), "SB1", "SB2", 1)) },
		"time":        func(c *carrier.Call) { c.Header.Set("X-Sandbox-Time", "1") },
		"no time":     func(c *carrier.Call) { c.Header.Del("X-Sandbox-Time") },
		"unsigned":    func(c *carrier.Call) { c.Header.Del("X-Sandbox-Signature") },
		"half signed": func(c *carrier.Call) { c.Header.Set("X-Sandbox-Signature", "abc") },
	} {
		bad := call
		bad.Header = call.Header.Clone()
		change(&bad)
		if n, err := c.Notice(bad); err == nil || carrier.TroubleOf(err) != carrier.Denied {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
	}
}
