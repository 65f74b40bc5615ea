package ship

import (
	"fmt"
	"slices"
	"time"
)

// Watch is what is known of a parcel on its way.
type Watch struct {
	Status   Status    `json:"status"`
	Since    time.Time `json:"since"`    // by the carrier's clock
	Left     time.Time `json:"left"`     // the house; zero: it has not
	Expected time.Time `json:"expected"` // zero: not said
}

const (
	unseen = 24 * time.Hour      // after so long a carrier has scanned what it took along
	silent = 5 * 24 * time.Hour  // after so long without news something is wrong
	lost   = 60 * 24 * time.Hour // after so long nobody asks any more
)

// Concern says in words why somebody should look at a parcel, "" if nobody has to.
func (w Watch) Concern(now time.Time) string {
	switch {
	case w.Status.Over():
		return ""
	case w.Status == Trouble:
		return "needs attention"
	case w.Status == Returning:
		return "is coming back"
	case w.Status == Missed:
		return "nobody was there"
	case w.Status == Announced && w.Left.IsZero(): // it is still here
		return ""
	case w.Status == Announced && now.Sub(w.Left) > unseen:
		return "the carrier has not scanned it"
	case w.Status == Delayed:
		return "is delayed"
	case !w.Expected.IsZero() && now.After(w.Expected):
		return "is late"
	case w.Status != Announced && now.Sub(w.Since) > silent:
		return fmt.Sprintf("no news for %d days", int(now.Sub(w.Since).Hours()/24))
	}
	return ""
}

// NextLook is when the carrier is asked again where a parcel is: soon on the day of delivery, seldom while nothing happens.
// called says that the carrier calls us, so that asking only makes sure. ok is false if nobody asks any more.
func (w Watch) NextLook(now time.Time, called bool) (at time.Time, ok bool) {
	quiet := now.Sub(w.Since)
	if w.Status.Over() || quiet > lost {
		return time.Time{}, false
	}
	wait := 2 * time.Hour
	switch {
	case quiet > silent:
		wait = 24 * time.Hour
	case w.Status == Out:
		wait = 30 * time.Minute
	case w.Status == Announced && w.Left.IsZero():
		wait = 6 * time.Hour
	case w.Status == Waiting, w.Status == Returning:
		wait = 6 * time.Hour
	}
	if called {
		wait *= 4
	}
	return now.Add(wait), true
}

// LookAgain is when a carrier is asked again that did not answer, for the n-th time in a row: five minutes, then twice as
// long each time, to six hours.
func LookAgain(now time.Time, n int) time.Time {
	return now.Add(min(5*time.Minute<<min(max(n-1, 0), 7), 6*time.Hour))
}

// Newest are the news that count of what is known and what was told.
func Newest(known News, told []News) News {
	for _, n := range told {
		if n.After(known) {
			known = n
		}
	}
	return known
}

// Sound are the news that can be true: of a known status and a known time. What is told of times to come, by a clock that
// is wrong, counts as told now, or no later news would.
func Sound(told []News, now time.Time) (out []News) {
	for _, n := range told {
		if !slices.Contains(Statuses, n.Status) || n.At.Year() < 2000 {
			continue
		}
		if n.At.After(now.Add(24 * time.Hour)) {
			n.At = now
		}
		out = append(out, n)
	}
	return out
}
