package db

import (
	"fmt"
	"strings"
)

// where collects conditions joined by AND, with their parameters. Values never enter the text.
type where struct {
	conds []string
	args  []any
}

// add appends a condition in which each ? stands for the next value.
func (w *where) add(cond string, values ...any) {
	for _, v := range values {
		w.args = append(w.args, v)
		cond = strings.Replace(cond, "?", fmt.Sprintf("$%d", len(w.args)), 1)
	}
	w.conds = append(w.conds, cond)
}

func (w *where) String() string { return " WHERE " + strings.Join(w.conds, " AND ") }

// contains is a LIKE pattern for any text that has s in it; the characters special to LIKE stand for themselves.
func contains(s string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.TrimSpace(s)) + "%"
}
