package intake

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"pickpack/picking"
)

// table is a file as cells under known columns.
type table struct {
	encoding  string
	delimiter rune
	columns   map[string]int // our column name → index in a row
	ignored   []string
	rows      []row
	findings  findings
	unread    []int // lines of rows that could not be split into cells
}

type row struct {
	line  int
	cells []string
}

// read splits a file into cells and finds its columns.
func read(kind Kind, content []byte) (*table, error) {
	text, encoding, err := decode(content)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(text, "\n") {
		text = strings.ReplaceAll(text, "\r", "\n") // line ends of old Macs
	}
	delimiter, skip := sniff(text)
	t := &table{encoding: encoding, delimiter: delimiter}
	r := csv.NewReader(strings.NewReader(text[skip:]))
	r.Comma, r.FieldsPerRecord = delimiter, -1
	first := 1 + strings.Count(text[:skip], "\n")
	header, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, picking.Errorf(picking.Invalid, "the file is empty")
	case err != nil:
		return nil, picking.Errorf(picking.Invalid, "line %d, the header, cannot be read: %s", first, quoting(err, first-1))
	}
	if t.columns, t.ignored, err = match(kind, header); err != nil {
		if strings.ContainsRune(text, 0) {
			return nil, picking.Errorf(picking.Invalid, "this is not a text file with columns")
		}
		return nil, err
	}
	return t, t.readRows(r, len(header), first-1)
}

// readRows reads what follows the header; above is how many lines came before the text that r reads.
func (t *table) readRows(r *csv.Reader, width, above int) error {
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if len(t.rows)+len(t.unread) >= MaxRows {
			return picking.Errorf(picking.Invalid, "the file has more than %d rows: split it", MaxRows)
		}
		if err != nil {
			var p *csv.ParseError
			line := above + 1
			if errors.As(err, &p) {
				line = above + p.StartLine
			}
			t.skip(line, quoting(err, above))
			continue
		}
		t.take(cells, width, r, above)
	}
}

func (t *table) take(cells []string, width int, r *csv.Reader, above int) {
	line, _ := r.FieldPos(0)
	line += above
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return
	}
	if len(cells) != width {
		why := fmt.Sprintf("a text that holds %s needs quotation marks around it", delimiterName(t.delimiter))
		if len(cells) < width {
			why = "a cell without a value needs its place too"
		}
		t.skip(line, fmt.Sprintf("the row has %d cells, the header has %d: %s", len(cells), width, why))
		return
	}
	t.rows = append(t.rows, row{line, cells})
}

func (t *table) skip(line int, reason string) {
	t.findings.add(Problem{Line: line, Reason: reason})
	t.unread = append(t.unread, line)
}

// quoting puts the csv package's complaint into a user's words.
func quoting(err error, above int) string {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err.Error()
	}
	if p.Line > p.StartLine {
		return fmt.Sprintf("a quotation mark is not closed, so lines %d to %d cannot be told apart", p.StartLine+above, p.Line+above)
	}
	return "a quotation mark stands in the middle of a text: put the whole text in quotation marks and double the ones inside"
}

// sniff finds the delimiter: what the first line says (“sep=;”, which spreadsheets write), else the one of comma,
// semicolon and tab that divides the header most often. skip is where the header begins.
func sniff(text string) (delimiter rune, skip int) {
	for line := range strings.Lines(text) {
		bare := strings.TrimSpace(strings.Trim(strings.TrimSpace(line), `"`))
		if strings.Trim(bare, ",;\t \"") == "" {
			skip += len(line)
			continue
		}
		if rest, ok := strings.CutPrefix(strings.ToLower(bare), "sep="); ok && (rest == ";" || rest == ",") {
			return rune(rest[0]), skip + len(line)
		}
		return divides(line), skip
	}
	return ',', 0
}

func divides(header string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range header {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	best := ','
	for _, r := range ";\t" {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

func delimiterName(r rune) string {
	return map[rune]string{',': "a comma", ';': "a semicolon", '\t': "a tab"}[r]
}
