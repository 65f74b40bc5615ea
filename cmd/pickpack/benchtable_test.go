package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pickpack/picking"
)

func climbed(against, save string, more bool) *ladder {
	l := &ladder{Against: against, Save: save}
	l.start("metres", more)
	l.add(rung{Set: "small", Name: "a", Value: 110, Bound: 100, Baseline: 220, Took: time.Millisecond}, 3)
	l.add(rung{Set: "small", Name: "b", Value: 100, Bound: 100, Baseline: 100, Took: 3 * time.Millisecond}, 3)
	l.add(rung{Set: "large", Name: "c", Value: 2000, Took: 2 * time.Second}, 3)
	return l
}

func printed(t *testing.T, l *ladder) []string {
	t.Helper()
	var b strings.Builder
	if err := l.print(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	for i, line := range lines {
		lines[i] = strings.Join(strings.Fields(line), " ")
	}
	return lines
}

func TestLadderTable(t *testing.T) {
	t.Parallel()
	got := printed(t, climbed("baseline", "", false))
	for i, want := range []string{
		"problems metres to best possible worst median time p95 against baseline its time",
		"small 2 105 5.00 % 10.00 % 3.00 ms 3.00 ms 0.7500 × –",
		"large 1 2000 – – 2.00 s 2.00 s – –",
		"all 3 736.7 5.00 % 10.00 % 3.00 ms 2.00 s 0.7500 × –",
	} {
		if got[i] != want {
			t.Errorf("got  %s\nwant %s", got[i], want)
		}
	}
	if row := printed(t, climbed("", "", true))[1]; row != "small 2 105 0.00 % 0.00 % 3.00 ms 3.00 ms" {
		t.Error("more is better:", row)
	}
}

func TestLadderAgainstAnEarlierRun(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "before.json")
	printed(t, climbed("", file, false))
	l := climbed(file, "", false)
	l.rungs[2].Value, l.rungs[2].Took = 1000, time.Second
	if got := printed(t, l)[2]; !strings.HasSuffix(got, "0.5000 × 0.50 ×") {
		t.Error(got)
	}
	var e *picking.Error
	for _, bad := range []string{filepath.Join(t.TempDir(), "none"), "benchtable.go"} {
		if err := climbed(bad, "", false).print(new(strings.Builder)); !errors.As(err, &e) || e.Field != "against" {
			t.Error(bad, err)
		}
	}
}
