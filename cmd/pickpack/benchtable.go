package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"pickpack/picking"
)

// rung is one problem as a bench met it: what came out, what it is held against, and how long it took.
type rung struct {
	Set      string        `json:"set"` // problems of a kind, a row of the table
	Name     string        `json:"name"`
	Value    float64       `json:"value"`
	Bound    float64       `json:"bound,omitempty"`    // the optimum or what is proven that nothing can better; 0 if neither is known
	Baseline float64       `json:"baseline,omitempty"` // what the simple rule makes of it; 0 if there is none
	Took     time.Duration `json:"took"`
	Also     []aside       `json:"-"` // figures of its own, the same ones for every rung of a ladder
}

// aside is a column that only one bench has: the mean is shown.
type aside struct {
	head   string
	value  float64
	format string
}

// ladder measures many problems and prints a table of them, a row for each set and one for all. How an earlier run, or
// the simple rule, did stands beside it with --against.
type ladder struct {
	Against string `help:"Compare with 'baseline', the simple rule, or with a file that --save wrote." placeholder:"baseline|FILE"`
	Save    string `help:"Write what was measured to a file, for --against." placeholder:"FILE"`

	what  string // is measured
	more  bool   // is better
	rungs []rung
	begun time.Time
}

// start says what is measured; more of it is better, or less.
func (l *ladder) start(what string, more bool) { l.what, l.more, l.begun = what, more, time.Now() }

// add takes a problem's measure and shows how far the bench is; all is 0 if that is not known.
func (l *ladder) add(r rung, all int) {
	l.rungs = append(l.rungs, r)
	if time.Since(l.begun) > time.Second {
		progress(fmt.Sprintf("%d of %d: %s", len(l.rungs), max(all, len(l.rungs)), r.Name))
	}
}

// progress replaces the last line of a terminal; elsewhere it says nothing. An empty text clears the line.
func progress(text string) {
	if s, err := os.Stderr.Stat(); err == nil && s.Mode()&os.ModeCharDevice != 0 {
		fmt.Fprintf(os.Stderr, "\r\x1b[K%s", text)
	}
}

// print writes the table.
func (l *ladder) print(w io.Writer) error {
	progress("")
	if len(l.rungs) == 0 {
		return picking.FieldError("bench", "there was nothing to measure")
	}
	other, err := l.other()
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := []string{"", "problems", l.what, "to best possible", "worst", "median time", "p95"}
	for _, a := range l.rungs[0].Also {
		head = append(head, a.head)
	}
	if l.Against != "" {
		head = append(head, "against "+l.Against, "its time")
	}
	fmt.Fprintln(t, strings.Join(head, "\t")+"\t")
	var sets []string
	for _, r := range l.rungs {
		if !slices.Contains(sets, r.Set) {
			sets = append(sets, r.Set)
		}
	}
	for _, set := range sets {
		l.row(t, set, other, func(r rung) bool { return r.Set == set })
	}
	if len(sets) > 1 {
		l.row(t, "all", other, func(rung) bool { return true })
	}
	if err := t.Flush(); err != nil || l.Save == "" {
		return err
	}
	b, err := json.MarshalIndent(l.rungs, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(l.Save, append(b, '\n'), 0o644)
}

// row is some rungs as one row: means, but for the times.
func (l *ladder) row(w io.Writer, name string, other map[string]rung, in func(rung) bool) {
	var value, gap, ratio, faster, took []float64
	for _, r := range l.rungs {
		if !in(r) {
			continue
		}
		value, took = append(value, r.Value), append(took, r.Took.Seconds())
		if r.Bound > 0 && r.Value > 0 {
			gap = append(gap, l.gap(r.Value, r.Bound))
		}
		if o, known := other[r.Name]; known && o.Value > 0 {
			ratio = append(ratio, r.Value/o.Value)
			if o.Took > 0 {
				faster = append(faster, r.Took.Seconds()/o.Took.Seconds())
			}
		}
	}
	slices.Sort(took)
	cells := []string{name, fmt.Sprint(len(value)), figure(mean(value)), percent(mean(gap)), percent(slices.Max(append(gap, math.Inf(-1)))),
		duration(took[len(took)/2]), duration(took[min(len(took)-1, len(took)*95/100)])}
	for i, a := range l.rungs[0].Also {
		var v []float64
		for _, r := range l.rungs {
			if in(r) {
				v = append(v, r.Also[i].value)
			}
		}
		cells = append(cells, factor(a.format, mean(v)))
	}
	if l.Against != "" {
		cells = append(cells, factor("%.4f ×", mean(ratio)), factor("%.2f ×", mean(faster)))
	}
	fmt.Fprintln(w, strings.Join(cells, "\t")+"\t")
}

// gap is how far a value is from the best possible.
func (l *ladder) gap(value, bound float64) float64 {
	if l.more {
		return bound/value - 1
	}
	return value/bound - 1
}

// other is what the rungs are compared with, by name.
func (l *ladder) other() (map[string]rung, error) {
	all := map[string]rung{}
	switch l.Against {
	case "":
	case "baseline":
		for _, r := range l.rungs {
			all[r.Name] = rung{Value: r.Baseline}
		}
	default:
		b, err := os.ReadFile(l.Against)
		if err != nil {
			return nil, picking.FieldError("against", "%v", err)
		}
		var before []rung
		if err := json.Unmarshal(b, &before); err != nil {
			return nil, picking.FieldError("against", "%s is not what --save writes: %v", l.Against, err)
		}
		for _, r := range before {
			all[r.Name] = r
		}
	}
	return all, nil
}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v)) // NaN of none
}

func percent(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	return fmt.Sprintf("%.2f %%", max(0, 100*x))
}

func figure(x float64) string {
	if math.Abs(x) >= 1000 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.4g", x)
}

func factor(format string, x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf(format, x)
}

// duration writes seconds in a unit that suits them.
func duration(s float64) string {
	switch {
	case s >= 1:
		return fmt.Sprintf("%.2f s", s)
	case s >= 1e-3:
		return fmt.Sprintf("%.2f ms", s*1e3)
	case s >= 1e-6:
		return fmt.Sprintf("%.2f µs", s*1e6)
	}
	return fmt.Sprintf("%.0f ns", s*1e9)
}
