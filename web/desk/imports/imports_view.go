package imports

import (
	"fmt"
	"strings"
	"time"

	"pickpack/db"
	"pickpack/picking/intake"
	"pickpack/web/ui"
)

// uploadView is the page that files come in by.
type uploadView struct {
	ui.Frame
	Kind    intake.Kind
	Trouble string
	Earlier []db.Import
	Now     time.Time
}

// reportView is what an uploaded file holds and what became of it.
type reportView struct {
	ui.Frame
	Import db.Import
	Now    time.Time
}

// kindWords say what a kind of file is for, in the order a new warehouse needs them.
var kindWords = map[intake.Kind]struct{ title, text string }{
	intake.Items:     {"Items", "What you sell, with barcodes, sizes and weights."},
	intake.Locations: {"Locations", "Bins, carts, totes, stations, and the floor they stand on."},
	intake.Stock:     {"Stock", "How many units were counted in which bin."},
	intake.Orders:    {"Orders", "What customers want: a row for each line of an order."},
}

func kindTitle(k intake.Kind) string { return kindWords[k].title }

// kindOptions are the choices of the upload form.
func kindOptions() []ui.Option {
	var out []ui.Option
	for _, k := range intake.Kinds {
		out = append(out, ui.Option{Value: string(k), Word: kindTitle(k)})
	}
	return out
}

// chipOf is an import's state: tone, icon and word.
func chipOf(i db.Import) (tone, icon, word string) {
	switch {
	case i.State == "taken":
		return "ok", "check", "Taken"
	case i.State == "dropped":
		return "", "cross", "Dropped"
	case i.Report.BadRows > 0:
		return "warn", "alert", "To decide"
	}
	return "accent", "clock", "To decide"
}

// waits says whether somebody has to decide on the file.
func (v reportView) waits() bool { return v.Import.State == "checked" }

// wholeOrders says that rows are left out only because of other rows of their orders.
func (v reportView) wholeOrders() bool {
	lines := map[int]bool{}
	for _, p := range v.Import.Report.Bad {
		lines[p.Line] = true
	}
	return v.Import.Kind == intake.Orders && len(lines) < v.Import.Report.BadRows
}

// verdict is the report in one sentence, with its tone.
func (v reportView) verdict() (tone, text string) {
	r := v.Import.Report
	switch {
	case v.Import.State == "taken":
		return "ok", taken(r)
	case v.Import.State == "dropped":
		return "", "This file was dropped; nothing of it was taken."
	case r.BadRows == 0 && r.New+r.Changed == 0:
		return "", "All of this is here already, exactly so. There is nothing to do."
	case r.BadRows == 0:
		return "ok", fmt.Sprintf("All %s are good. Nothing is taken yet.", ui.Count(r.Rows, "row"))
	case r.Good == 0:
		return "bad", fmt.Sprintf("None of the %s can be taken as they are.", ui.Count(r.Rows, "row"))
	}
	return "warn", fmt.Sprintf("%s can be taken, %s. Nothing is taken yet.", ui.Count(r.Good, "row"), areBad(r.BadRows))
}

func areBad(n int) string {
	if n == 1 {
		return "1 row is bad"
	}
	return ui.Count(n, "row") + " are bad"
}

// taken says what an import did.
func taken(r intake.Report) string {
	s := fmt.Sprintf("Taken: %s new, %s changed", ui.Number(r.New), ui.Number(r.Changed))
	if r.Same > 0 {
		s += fmt.Sprintf(", %s here already", ui.Number(r.Same))
	}
	if r.BadRows > 0 {
		s += fmt.Sprintf("; %s refused", ui.Count(r.BadRows, "row"))
	}
	return s + "."
}

// more says how many bad rows are not in the table.
func more(ps []intake.Problem) string {
	if len(ps) < intake.MaxListed {
		return ""
	}
	return fmt.Sprintf("These are the first %s. Mend them and upload the file again to see the rest.", ui.Number(intake.MaxListed))
}

// dash stands for an empty cell.
func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func also(c intake.Column) string { return strings.Join(c.Also, ", ") }

// tone is that of a number of bad rows.
func tone(n int) string {
	if n > 0 {
		return "bad"
	}
	return ""
}
