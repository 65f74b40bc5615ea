package ship

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestConcern(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	ago := func(hours int) time.Time { return now.Add(-time.Duration(hours) * time.Hour) }
	for _, c := range []struct {
		name string
		w    Watch
		want string
	}{
		{"delivered late", Watch{Status: Delivered, Since: ago(1), Left: ago(90), Expected: ago(30)}, ""},
		{"on its way", Watch{Status: Underway, Since: ago(5), Left: ago(20), Expected: ago(-20)}, ""},
		{"late", Watch{Status: Out, Since: ago(5), Left: ago(60), Expected: ago(1)}, "is late"},
		{"still here", Watch{Status: Announced, Since: ago(400), Expected: ago(300)}, ""},
		{"just left", Watch{Status: Announced, Since: ago(30), Left: ago(2)}, ""},
		{"not scanned", Watch{Status: Announced, Since: ago(60), Left: ago(25)}, "the carrier has not scanned it"},
		{"silent", Watch{Status: Underway, Since: ago(24 * 6), Left: ago(24 * 7)}, "no news for 6 days"},
		{"trouble", Watch{Status: Trouble, Since: ago(1)}, "needs attention"},
		{"missed", Watch{Status: Missed, Since: ago(1)}, "nobody was there"},
		{"back", Watch{Status: Returning, Since: ago(1)}, "is coming back"},
		{"delayed", Watch{Status: Delayed, Since: ago(1), Left: ago(9)}, "is delayed"},
	} {
		if got := c.w.Concern(now); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A parcel is asked about until it is over, later each time nobody answers, and never at once again.
func TestLooks(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		w := Watch{Status: rapid.SampledFrom(Statuses).Draw(t, "status"), Since: now.Add(-time.Duration(rapid.IntRange(0, 2000).Draw(t, "quiet")) * time.Hour)}
		if rapid.Bool().Draw(t, "left") {
			w.Left = w.Since
		}
		at, ok := w.NextLook(now, false)
		later, called := w.NextLook(now, true)
		if ok != called || ok == (w.Status.Over() || now.Sub(w.Since) > lost) {
			t.Fatal(ok, called)
		}
		if ok && (at.Sub(now) < 30*time.Minute || at.Sub(now) > 24*time.Hour || later.Before(at)) {
			t.Fatal(at, later)
		}
		n := rapid.IntRange(-1, 100).Draw(t, "n")
		if a, b := LookAgain(now, n), LookAgain(now, n+1); b.Before(a) || a.Sub(now) < 5*time.Minute || b.Sub(now) > 6*time.Hour {
			t.Fatal(n, a, b)
		}
	})
}

func TestSound(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	told := []News{{Status: "", At: now}, {Status: "flying", At: now}, {Status: Out}, {Status: Underway, At: now.AddDate(100, 0, 0)}, {Status: Delivered, At: now.Add(time.Minute)}}
	got := Sound(told, now)
	if len(got) != 2 || !got[0].At.Equal(now) || got[1] != told[4] || Newest(News{}, got).Status != Delivered {
		t.Errorf("%+v", got)
	}
}
