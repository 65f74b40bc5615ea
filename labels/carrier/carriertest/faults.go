package carriertest

import (
	"context"
	"testing"
	"time"

	"pickpack/labels/carrier"
	"pickpack/labels/carrier/sandbox"
)

// settle finds out what became of an unsure purchase, as the house does it.
func (x *trial) settle(t *testing.T, key string) (l carrier.Label, bought bool) {
	t.Helper()
	l, err := x.Find(t.Context(), key)
	if err != nil {
		x.trouble(t, err, carrier.None)
		return l, false
	}
	return l, true
}

// lost: the label is bought and the answer never comes.
func lost(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultLost)
	_, err := x.Buy(t.Context(), x.order("lost-1"))
	x.trouble(t, err, carrier.Unsure)
	l, bought := x.settle(t, "lost-1")
	if !bought || l.Number == "" || len(l.Content) == 0 {
		t.Fatalf("it was bought and is not found: %+v", l)
	}
	if again := x.mustBuy(t, "lost-1"); again.Number != l.Number {
		t.Errorf("bought %s, then %s", l.Number, again.Number)
	}
	x.once(t, "lost-1", 1)
}

// down: nothing happens. Whoever cannot be sure of that asks.
func down(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultDown)
	_, err := x.Buy(t.Context(), x.order("down-1"))
	x.trouble(t, err, carrier.Down, carrier.Unsure)
	if _, bought := x.settle(t, "down-1"); bought {
		t.Error("it was down and sold something")
	}
	x.once(t, "down-1", 0)
	x.mustBuy(t, "down-1")
	x.once(t, "down-1", 1)
}

// slow: the caller gives up while the carrier is at work.
func slow(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultSlow)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := x.Buy(ctx, x.order("slow-1"))
	if err == nil {
		t.Fatal("nobody gave up")
	}
	// On a busy machine the time may have run out before the purchase was sent; both ends are right if they are true.
	x.trouble(t, err, carrier.Unsure, carrier.Down)
	l, bought := x.settle(t, "slow-1")
	if bought && carrier.TroubleOf(err) == carrier.Down {
		t.Error("it says that nothing was bought, and something was")
	}
	if again := x.mustBuy(t, "slow-1"); bought && again.Number != l.Number {
		t.Errorf("bought %s, then %s", l.Number, again.Number)
	}
	x.once(t, "slow-1", 1)
}

func refused(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultRefused)
	_, err := x.Buy(t.Context(), x.order("no-1"))
	x.trouble(t, err, carrier.Refused)
	if _, bought := x.settle(t, "no-1"); bought {
		t.Error("it refused and sold something")
	}
	o := x.order("no-2")
	o.Parcel.To.Street1 = ""
	_, err = x.Buy(t.Context(), o)
	x.trouble(t, err, carrier.Refused)
	x.once(t, "no-1", 0)
	x.once(t, "no-2", 0)
	x.mustBuy(t, "no-1")
}

func busy(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultBusy)
	_, err := x.Buy(t.Context(), x.order("busy-1"))
	x.trouble(t, err, carrier.Busy)
	if e, ok := err.(*carrier.Error); !ok || e.Wait <= 0 {
		t.Errorf("how long to wait is not said: %#v", err)
	}
	x.once(t, "busy-1", 0)
	x.mustBuy(t, "busy-1")
}

func denied(t *testing.T, x *trial) {
	x.back.Script(sandbox.Buy, sandbox.FaultDenied)
	_, err := x.Buy(t.Context(), x.order("denied-1"))
	x.trouble(t, err, carrier.Denied)
	x.once(t, "denied-1", 0)
	x.back.Script(sandbox.Ping, sandbox.FaultDenied)
	x.trouble(t, x.Ping(t.Context()), carrier.Denied)
}

func voidLost(t *testing.T, x *trial) {
	l := x.mustBuy(t, "unvoid-1")
	x.back.Script(sandbox.Void, sandbox.FaultLost, sandbox.FaultDown)
	x.trouble(t, x.Void(t.Context(), l.Ref), carrier.Unsure)
	if got, bought := x.settle(t, "unvoid-1"); !bought || !got.Voided {
		t.Errorf("it was given back: %+v", got)
	}
	if err := x.Void(t.Context(), l.Ref); err != nil {
		x.trouble(t, err, carrier.Unsure, carrier.Down)
	}
	if err := x.Void(t.Context(), l.Ref); err != nil {
		t.Errorf("again: %v", err)
	}
}

func manifestLost(t *testing.T, x *trial) {
	l := carrier.Load{Key: "unload-a", From: Parcel().From, Labels: []carrier.Ref{x.mustBuy(t, "unload-1").Ref}}
	x.back.Script(sandbox.Manifest, sandbox.FaultLost)
	_, err := x.Manifest(t.Context(), l)
	x.trouble(t, err, carrier.Unsure)
	m, err := x.Manifest(t.Context(), l)
	if err != nil || m.ID == "" {
		t.Errorf("again: %+v, %v", m, err)
	}
}

// asked: where nothing is bought, no failure is unsure.
func asked(t *testing.T, x *trial) {
	l := x.mustBuy(t, "asked-1")
	for f, want := range map[sandbox.Fault]carrier.Trouble{sandbox.FaultDown: carrier.Down, sandbox.FaultLost: carrier.Down,
		sandbox.FaultBusy: carrier.Busy, sandbox.FaultDenied: carrier.Denied} {
		x.back.Script(sandbox.Rates, f)
		_, err := x.Rates(t.Context(), Parcel())
		x.trouble(t, err, want)
		x.back.Script(sandbox.Track, f)
		_, err = x.Track(t.Context(), l.Ref)
		x.trouble(t, err, want)
		x.back.Script(sandbox.Find, f)
		_, err = x.Find(t.Context(), "asked-1")
		x.trouble(t, err, want)
	}
}
