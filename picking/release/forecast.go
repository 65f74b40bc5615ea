package release

import "time"

// Progress is how far a wave or a list is, in units, and since when somebody works at it (zero: nobody yet).
type Progress struct {
	Done, Units int
	Since       time.Time
}

// paceFrom is how many units have been done before an end is foretold: fewer say nothing.
const paceFrom = 5

// Finish is when the rest is done if it goes on as it went so far. Unknown until there is a pace to go by.
func (p Progress) Finish(now time.Time) (at time.Time, known bool) {
	spent := now.Sub(p.Since)
	if p.Since.IsZero() || p.Done < paceFrom || p.Done >= p.Units || spent <= 0 {
		return time.Time{}, false
	}
	each := float64(spent) / float64(p.Done)
	return now.Add(time.Duration(each * float64(p.Units-p.Done))), true
}
