package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

func TestImportCommand(t *testing.T) {
	t.Parallel()
	dsn := dbtest.DSN(t)
	s := dbtest.Open(t, dsn)
	w := sample.Warehouse{Code: "W", Name: "Dock", Timezone: "Europe/Vienna", At: time.Now(), GS1Prefix: "9521234"}
	if _, err := s.LoadSample(t.Context(), w, func(string) string { return "" }); err != nil {
		t.Fatal(err)
	}
	run := func(c ImportCmd, content string) error {
		c.URL, c.Kind = dsn, intake.Items
		c.File = filepath.Join(t.TempDir(), "items.csv")
		if err := os.WriteFile(c.File, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return c.Run(t.Context())
	}
	const good, bad = "sku,name\nA,Apple\n", "sku,name,barcode\nA,Apple,\nB,Bun,4006381333932\nC,Cup,\n"
	for _, step := range []struct {
		name    string
		cmd     ImportCmd
		content string
		kind    picking.Kind // of the error, -1 for none
		same    int          // of the good file afterwards: 1 when it was taken
	}{
		{"a dry run takes nothing", ImportCmd{DryRun: true}, good, -1, 0},
		{"bad rows stop all", ImportCmd{}, bad, picking.Conflict, 0},
		{"another warehouse", ImportCmd{Warehouse: "X"}, good, picking.NotFound, 0},
		{"no CSV", ImportCmd{}, "PK\x03\x04", picking.Invalid, 0},
		{"the good rows", ImportCmd{TakeGood: true, Warehouse: "W"}, bad, -1, 1},
		{"again", ImportCmd{}, good, -1, 1},
	} {
		err := run(step.cmd, step.content)
		if kind := picking.KindOf(err); err == nil && step.kind != -1 || err != nil && kind != step.kind {
			t.Errorf("%s: %v", step.name, err)
		}
		f, err := intake.Parse(intake.Items, "x", []byte(good), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r, err := s.CheckImport(t.Context(), 1, f); err != nil || r.Same != step.same {
			t.Errorf("%s: %+v, %v", step.name, r, err)
		}
	}
}

func TestReportIsATable(t *testing.T) {
	t.Parallel()
	f, err := intake.Parse(intake.Items, "items.csv", []byte("sku;name;barcode;price\nA;Apple;4006381333932;3\nB;Bun;36000291452;3\n"), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := f.Judge(intake.Known{})
	var b strings.Builder
	if err := printReport(&b, r); err != nil {
		t.Fatal(err)
	}
	want := `items.csv: 2 rows (UTF-8, divided by a semicolon): 1 good, 1 bad. 1 new, 0 changed, 0 here already.
The column "price" is not read.

bad line  column   value          why
2         barcode  4006381333932  barcode 4006381333932 has the wrong check digit: it ends in 2, 1 would be right

note on line  column   value        why
3             barcode  36000291452  looks like a GTIN that lost its leading zero in a spreadsheet; it is taken as a code of your own
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
