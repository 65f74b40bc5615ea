package db

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/jmoiron/sqlx"

	"pickpack/db/query"
	"pickpack/picking"
)

// Violation is one thing in the database that an invariant forbids.
type Violation struct {
	Rule  string // I1 … I10
	What  string `db:"what"`  // the row, in words
	Wrong string `db:"wrong"` // what it says, and what it ought to
}

// Invariant is a sentence that is always true of the database.
type Invariant struct {
	Rule     string
	Sentence string
	query    string
}

// Invariants lists every Invariant in order.
func Invariants() []Invariant {
	var all []Invariant
	files, _ := fs.Glob(query.Verify, "verify/*.sql")
	for _, name := range files {
		text, _ := query.Verify.ReadFile(name)
		title, q, _ := strings.Cut(string(text), "\n")
		rule, sentence, _ := strings.Cut(strings.TrimPrefix(title, "-- "), ": ")
		all = append(all, Invariant{rule, sentence, q})
	}
	slices.SortFunc(all, func(a, b Invariant) int { return a.number() - b.number() })
	return all
}

func (i Invariant) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(i.Rule, "I"))
	return n
}

// mostViolations is how many violations of one invariant are listed.
const mostViolations = 200

// Verify checks every invariant of a warehouse in one snapshot, while the floor works. It reads every row once or twice:
// seconds for a day's work, so the Store wants a long Options.Statement.
func (s *Store) Verify(ctx context.Context, wh picking.WarehouseID) ([]Violation, error) {
	var found []Violation
	s.analyze(ctx, verified)
	err := s.snapshot(ctx, func(tx *sqlx.Tx) error {
		found = nil
		for _, i := range Invariants() {
			var v []Violation
			if err := tx.SelectContext(ctx, &v, i.query+fmt.Sprintf(" LIMIT %d", mostViolations), wh); err != nil {
				return fmt.Errorf("verify %s: %w", i.Rule, err)
			}
			for k := range v {
				v[k].Rule = i.Rule
			}
			found = append(found, v...)
		}
		return nil
	})
	return found, err
}
