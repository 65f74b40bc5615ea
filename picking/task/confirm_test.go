package task

import (
	"testing"

	"pickpack/picking"
)

// A choice is made by a scan on a screen that showed the question, not by a second pull of the trigger before it came.
func TestAQuestionMustBeSeen(t *testing.T) {
	t.Parallel()
	for name, scans := range map[string][]seenScan{
		"seen":                       {{"B3", 0, picking.Confirm}, {"B3", 0, picking.OK}},
		"not told":                   {{"B3", untold, picking.Confirm}, {"B3", untold, picking.OK}},
		"twice at once":              {{"B3", 0, picking.Confirm}, {"B3", 1, picking.Confirm}, {"B3", 0, picking.OK}},
		"three times at once":        {{"B3", 0, picking.Confirm}, {"B3", 1, picking.Confirm}, {"B3", 2, picking.Confirm}, {"B3", 0, picking.OK}},
		"the first question is seen": {{"B3", 0, picking.Confirm}, {"B3", 1, picking.Confirm}, {"B3", 1, picking.OK}},
		"another question is seen":   {{"NOPE", 0, picking.UnknownCode}, {"B3", 0, picking.Confirm}, {"B3", 1, picking.Confirm}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFloor()
			for _, line := range []string{"scan CART", "scan T1", "scan T2", "scan B1", "scan RED", "scan T1"} {
				f.do(t, line)
			}
			for i, s := range scans {
				scan := picking.Scan{Code: s.code, Seen: f.list.Version - s.behind}
				if s.behind == untold {
					scan.Seen = 0
				}
				o := Decide(f.state(s.code), scan)
				f.apply(t, o)
				if o.Message.Verdict != s.want {
					t.Fatalf("scan %d of %s: %+v, want %s", i+1, s.code, o.Message, s.want)
				}
				f.sound(t)
			}
		})
	}
}

// seenScan is a scan made on the screen of so many answers ago.
type seenScan struct {
	code   string
	behind int
	want   picking.Verdict
}

const untold = -1
