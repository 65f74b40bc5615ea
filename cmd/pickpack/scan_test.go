package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"pickpack/picking"
)

var scanDay = time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)

func TestScan(t *testing.T) {
	t.Parallel()
	const none = `"elements":[],"gtin":"","sscc":"","lot":"","serial":"","dates":{},"quantity":null,"warnings":[]`
	for raw, want := range map[string]string{
		"b-07-14-2": `{"kind":"own","valid":true,"value":"B-07-14-2",` + none + `,"error":""}`,
		"10D9T":     `{"kind":"own","valid":true,"value":"10D9T",` + none + `,"error":""}`,
		"]C1010950600013435210A<B{GS}17270200{GS}3712": `{"kind":"gs1","valid":false,"value":"(01)09506000134352(10)A<B(17)270200(37)12","symbol":"GS1-128",` +
			`"elements":[{"ai":"01","value":"09506000134352"},{"ai":"10","value":"A<B"},{"ai":"17","value":"270200"},{"ai":"37","value":"12"}],` +
			`"gtin":"09506000134352","sscc":"","lot":"A<B","serial":"","dates":{"expiry":"2027-02-28"},"quantity":12,` +
			`"warnings":["(17) USE BY or EXPIRY names no day, so the last day of the month holds"],` +
			`"error":"GS1 data: (01) GTIN must not stand beside (37) COUNT"}`,
		"(01)09506000134352(3103)001250": `{"kind":"gs1","valid":true,"value":"(01)09506000134352(3103)001250",` +
			`"elements":[{"ai":"01","value":"09506000134352"},{"ai":"3103","value":"001250"}],"gtin":"09506000134352","sscc":"","lot":"","serial":"",` +
			`"dates":{},"quantity":null,"measures":[{"ai":"3103","title":"NET WEIGHT (kg)","value":"1.250"}],"warnings":[],"error":""}`,
		"01234565": `{"kind":"gtin","valid":true,"value":"01234565","elements":[],"gtin":"","sscc":"","lot":"","serial":"","dates":{},"quantity":null,` +
			`"warnings":["eight digits that are right as EAN-8 and as UPC-E: scan with the symbology told, or ask"],` +
			`"choices":[{"kind":"gtin","value":"00000001234565","symbol":"EAN-8","gtin":"00000001234565"},` +
			`{"kind":"gtin","value":"00012345000065","symbol":"UPC-E","gtin":"00012345000065"}],"error":""}`,
		"4006381333932": `{"kind":"unknown","valid":false,"value":"4006381333932",` + none + `,"error":"the check digit of 4006381333932 is wrong: it should end in 1"}`,
	} {
		var out bytes.Buffer
		if err := (&ScanCmd{Raw: raw}).answer(nil, &out, scanDay); err != nil || strings.TrimSpace(out.String()) != want {
			t.Errorf("%s: %v\n%s want\n%s", raw, err, out.String(), want)
		}
	}
	if err := (&ScanCmd{}).answer(nil, io.Discard, scanDay); picking.KindOf(err) != picking.Invalid {
		t.Errorf("nothing: %v", err)
	}
}

// Every line gets its line, whatever it holds.
func TestScanLines(t *testing.T) {
	t.Parallel()
	lines := []struct{ in, kind, words string }{
		{`"4006381333931"`, "gtin", ""},
		{`  "]C100106141412345678908"  `, "gs1", ""},
		{``, "unknown", "no JSON string"},
		{`B-07-14-2`, "unknown", "no JSON string"},
		{`null`, "unknown", "no JSON string"},
		{`"B-07`, "unknown", "no JSON string"},
		{`"a" "b"`, "unknown", "no JSON string"},
		{`"` + strings.Repeat("9", maxScanLine) + `"`, "unknown", "line is too long"},
		{`"` + strings.Repeat("9", 3*maxScanLine) + `"`, "unknown", "line is too long"},
		{`"]C1` + strings.Repeat("9", 9000) + `"`, "gs1", "it is too long"},
		{"\xff\xfe", "unknown", "no JSON string"},
		{`"\ud800\u0000 A"`, "unknown", "not a GS1"},
		{`"T-0012"`, "own", ""},
	}
	var in strings.Builder
	for _, l := range lines {
		in.WriteString(l.in + "\n")
	}
	for _, end := range []string{"", `"x"`} { // the last line may lack its end
		var out bytes.Buffer
		if err := (&ScanCmd{Raw: "-"}).answer(strings.NewReader(in.String()+end), &out, scanDay); err != nil {
			t.Fatal(err)
		}
		answers := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if want := len(lines) + len(end)/3; len(answers) != want {
			t.Fatalf("%d answers to %d lines", len(answers), want)
		}
		for i, l := range lines {
			var m Meaning
			if err := json.Unmarshal([]byte(answers[i]), &m); err != nil || m.Kind != l.kind || !strings.Contains(m.Error, l.words) || (m.Error == "") != m.Valid {
				t.Errorf("%.40s: %.200s, %v", l.in, answers[i], err)
			}
		}
	}
}

// An answer goes out before the next line comes in.
func TestScanAnswersAtOnce(t *testing.T) {
	t.Parallel()
	in, ask := io.Pipe()
	answer, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- scanLines(in, out, scanDay) }()
	reader := json.NewDecoder(answer)
	for i := range 3 {
		fmt.Fprintf(ask, "\"T-000%d\"\n", i)
		var m Meaning
		if err := reader.Decode(&m); err != nil || m.Value != fmt.Sprint("T-000", i) {
			t.Fatal(m, err)
		}
	}
	ask.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// Whatever a line holds, it is answered with one JSON object on one line.
func FuzzScanLine(f *testing.F) {
	for _, s := range []string{`"4006381333931"`, `"]C1\u001d10"`, `"https://a/01/09506000134352"`, `null`, `"\ud800"`, "\xff", `"(10)"`, `"^|"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var out bytes.Buffer
		line = bytes.ReplaceAll(line, []byte("\n"), nil)
		if err := scanLines(bytes.NewReader(append(line, '\n')), &out, scanDay); err != nil {
			t.Fatal(err)
		}
		var m Meaning
		if err := json.Unmarshal(out.Bytes(), &m); err != nil || bytes.Count(out.Bytes(), []byte("\n")) != 1 || m.Kind == "" || (m.Error == "") != m.Valid {
			t.Fatalf("%q: %s, %v", line, out.String(), err)
		}
	})
}
