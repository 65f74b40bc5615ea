package main

import (
	"strings"
	"testing"
	"time"

	"pickpack/db"
)

func TestDiagnosis(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := diagnosis(&out, nil, time.Second); err != nil || strings.Contains(out.String(), "BROKEN") || strings.Count(out.String(), "holds") < 10 {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	err := diagnosis(&out, []db.Violation{{Rule: "I4", What: "B-1", Wrong: "reserved 3"}}, time.Second)
	if err == nil || !strings.Contains(out.String(), "I4   BROKEN") || !strings.Contains(out.String(), "B-1: reserved 3") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
