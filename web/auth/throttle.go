package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

// allowance is how many tries under one kind of key are free; from then on each failure doubles the wait.
type allowance struct {
	free    int
	longest time.Duration
}

// The allowances. A badge with six digits behind it stands 96 guesses a day at most, a million last for decades.
var (
	perBadge   = allowance{free: 3, longest: 15 * time.Minute}
	perDevice  = allowance{free: 10, longest: 5 * time.Minute}  // shared by a shift: several people mistype
	perAddress = allowance{free: 50, longest: 15 * time.Minute} // new devices behind one address, all at once as a shift begins
)

// forget is after how long without a try the failures under a key no longer count.
const forget = 24 * time.Hour

// wait is how long after the nth failure the next try may be.
func (a allowance) wait(fails int) time.Duration {
	if fails < a.free {
		return 0
	}
	n := fails - a.free
	if n > 20 {
		return a.longest
	}
	return min(a.longest, time.Second<<n)
}

// attempt is one try to sign in.
type attempt struct{ badge, device, address string }

// keys are what the attempt counts under. A known device counts by itself, so strangers elsewhere cannot slow it down.
func (t attempt) keys(known bool) map[string]allowance {
	if known {
		return map[string]allowance{
			key("device", t.device):            perDevice,
			key("both", t.badge+"\n"+t.device): perBadge,
		}
	}
	return map[string]allowance{
		key("badge", t.badge):     perBadge,
		key("address", t.address): perAddress,
	}
}

// key is short and the same length for whatever is typed.
func key(kind, value string) string {
	sum := sha256.Sum256([]byte(value))
	return kind + ":" + hex.EncodeToString(sum[:12])
}

// count counts the attempt as a failure in advance; a success takes it back. Too early is Busy, and counts nothing.
func (a *Auth) count(ctx context.Context, rules map[string]allowance) error {
	var names []string
	for k := range rules {
		names = append(names, k)
	}
	now := a.now()
	return a.store.CountTry(ctx, names, func(tries []db.Tries) error {
		for i := range tries {
			t := &tries[i]
			// Below the allowance Until only tells when the last try was, by another request's clock perhaps.
			if left := t.Until.Sub(now); left > 0 && rules[t.Key].wait(t.Fails) > 0 {
				return picking.Errorf(picking.Busy, "Too many wrong tries. Please wait %s.", ui.Span(left.Truncate(time.Second)+time.Second))
			}
			if now.Sub(t.Until) > forget {
				t.Fails = 0
			}
			t.Fails++
			t.Until = now.Add(rules[t.Key].wait(t.Fails))
		}
		return nil
	})
}

// uncount takes a counted attempt back that was right: the badge starts afresh, on a shared device or address only this
// one attempt no longer counts.
func (a *Auth) uncount(ctx context.Context, t attempt, known bool) error {
	own, shared := key("badge", t.badge), key("address", t.address)
	if known {
		own, shared = key("both", t.badge+"\n"+t.device), key("device", t.device)
	}
	return a.store.CountTry(ctx, []string{own, shared}, func(tries []db.Tries) error {
		for i := range tries {
			n := &tries[i]
			if n.Key == own {
				n.Fails = 0
			}
			n.Fails, n.Until = max(0, n.Fails-1), a.now()
		}
		return nil
	})
}
