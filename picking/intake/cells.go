package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"pickpack/picking"
)

// cells reads one row by column name and collects what is wrong with it. Every reader answers with the zero value for a
// missing column or an empty cell.
type cells struct {
	t    *table
	row  row
	fine bool // nothing was wrong so far
}

func (t *table) cells(r row) *cells { return &cells{t: t, row: r, fine: true} }

func (c *cells) bad(column, value, reason string, args ...any) {
	c.fine = false
	c.t.findings.add(Problem{Line: c.row.line, Field: column, Value: value, Reason: fmt.Sprintf(reason, args...)})
}

// raw is a cell as written, without the blanks around it.
func (c *cells) raw(column string) string {
	i, ok := c.t.columns[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(c.row.cells[i])
}

// text is a cell that is taken as it is.
func (c *cells) text(column string, most int) string {
	s := c.raw(column)
	if why := unfit(s, most, column == "note" || column == "gift_message"); why != "" {
		c.bad(column, s, "%s", why)
		return ""
	}
	return s
}

// id is a text that names something, so digits lost in a spreadsheet would name another.
func (c *cells) id(column string, most int) string {
	s := c.text(column, most)
	if picking.Rounded(s) {
		c.bad(column, s, "was rounded by a spreadsheet and its digits are lost: format the column as text and export again")
		return ""
	}
	return s
}

// required refuses an empty cell.
func (c *cells) required(column string) {
	if c.raw(column) == "" {
		c.bad(column, "", "is empty")
	}
}

// whole is a whole number between least and most, written in digits.
func (c *cells) whole(column string, least, most int) int {
	s := c.text(column, MaxCell)
	if s == "" {
		return 0
	}
	n, why := whole(s, least, most)
	if why != "" {
		c.bad(column, s, "%s", why)
	}
	return n
}

func whole(s string, least, most int) (n int, why string) {
	digits := strings.TrimPrefix(s, "+")
	if strings.HasPrefix(s, "-") {
		digits = s[1:]
	}
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, "must be a whole number in digits, without a point, comma or unit"
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < least || n > most {
		return 0, fmt.Sprintf("must be between %d and %d", least, most)
	}
	return n, ""
}

// metres is a length, with a decimal point or comma.
func (c *cells) metres(column string) (m float64, given bool) {
	s := c.text(column, MaxCell)
	if s == "" {
		return 0, false
	}
	m, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || math.IsNaN(m) || math.Abs(m) > 10_000 || strings.ContainsAny(s, "xXpP_eE") {
		c.bad(column, s, "must be a length in metres such as 3.5")
		return 0, false
	}
	return m, true
}

// word is one of a few words; synonyms maps what people write to what is meant.
func (c *cells) word(column, otherwise string, synonyms map[string]string) string {
	s := c.text(column, MaxCell)
	if s == "" {
		return otherwise
	}
	w, ok := synonyms[key(s)]
	if !ok {
		c.bad(column, s, "is not one of: %s", meanings(synonyms))
	}
	return w
}

func meanings(synonyms map[string]string) string {
	var out []string
	for k, v := range synonyms {
		if k == key(v) {
			out = append(out, v)
		}
	}
	return strings.Join(sorted(out), ", ")
}
