package task

import (
	"strings"
	"testing"

	"pickpack/picking"
)

// Whatever is scanned at whatever step: a refusal says what it was and what is wanted instead.
func TestAWrongScanExplainsItself(t *testing.T) {
	t.Parallel()
	steps := map[Step]string{
		StepCart: "", StepTotes: "scan CART", StepBin: "scan CART; scan T1; scan T2", StepItem: "scan CART; scan T1; scan T2; scan B1",
		StepSerial: "scan CART; scan T1; scan T2; skip; scan B2; scan BLUE; scan BLUE; scan T2; scan PHONE",
		StepTote:   "scan CART; scan T1; scan T2; scan B1; scan RED; type 5",
		StepDrop:   "scan CART; scan T1; scan T2; scan B1; short none; scan B2; short none; short none; scan B3; short none",
	}
	codes := map[string]string{ // what is scanned, and how the words call it
		"B1": "B1", "B2": "B2", "B3": "B3", "T1": "T1", "T2": "T2", "T3": "T3", "CART": "CART", "PACK": "PACK", "WALL": "WALL", "BO": "Bo",
		"RED": "red", "BLUE": "blue", "PHONE": "phone", "NOPE": "Nothing here has this code.", "4006381333931": "Nothing here has this code.",
	}
	for step, script := range steps {
		for code, name := range codes {
			t.Run(string(step)+" "+code, func(t *testing.T) {
				t.Parallel()
				f := newFloor()
				for line := range strings.SplitSeq(script, "; ") {
					if line != "" {
						f.do(t, line)
					}
				}
				if f.list.Step != step {
					t.Fatalf("the script ends at %s", f.list.Step)
				}
				m := Decide(f.state(code), picking.Scan{Raw: code, Code: code}).Message
				if m.Verdict.Accepted() {
					return
				}
				if step == StepTote && code == "RED" { // it is the right one: how many there are is what counts
					name = "5 are wanted"
				}
				if !strings.Contains(m.Detail.String(), name) || m.Title == "" || m.Need == "" {
					t.Errorf("%q · %q · %q does not say %q or what is wanted", m.Title, m.Detail, m.Need, name)
				}
			})
		}
	}
}
