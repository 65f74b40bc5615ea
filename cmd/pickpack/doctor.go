package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"pickpack/db"
	"pickpack/picking"
)

// DoctorCmd looks whether the database is well. It changes nothing.
type DoctorCmd struct {
	database
	Verify bool `help:"Check every invariant on all data: each balance, task, receipt, carton and audit row. Exit 1 if one is broken."`
}

// Run prints a table of what was looked at.
func (c *DoctorCmd) Run(ctx context.Context) (err error) {
	if err := c.needURL(); err != nil {
		return err
	}
	data, err := c.open(ctx, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.close()) }()
	return c.examine(ctx, data.Store, os.Stdout)
}

func (c *DoctorCmd) examine(ctx context.Context, s *db.Store, out io.Writer) error {
	if err := s.Ping(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s answers and takes changes.\n", c.place())
	wh, err := s.FirstWarehouse(ctx)
	if err != nil && picking.KindOf(err) == picking.NotFound {
		fmt.Fprintln(out, "There is no warehouse yet.")
		return nil
	}
	if err != nil || !c.Verify {
		return err
	}
	start := time.Now()
	found, err := s.Verify(ctx, wh)
	if err != nil {
		return err
	}
	return diagnosis(out, found, time.Since(start))
}

// diagnosis prints an invariant a line, below it what breaks it.
func diagnosis(out io.Writer, found []db.Violation, took time.Duration) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, i := range db.Invariants() {
		var mine []db.Violation
		for _, v := range found {
			if v.Rule == i.Rule {
				mine = append(mine, v)
			}
		}
		word := "holds"
		if len(mine) > 0 {
			word = "BROKEN"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", i.Rule, word, i.Sentence)
		for _, v := range mine {
			fmt.Fprintf(t, "\t\t  %s: %s\n", v.What, v.Wrong)
		}
	}
	if err := t.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "Checked in %.1f s.\n", took.Seconds())
	if len(found) > 0 {
		return picking.Errorf(picking.Internal, "%d rows break an invariant.", len(found))
	}
	return nil
}
