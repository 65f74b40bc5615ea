package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/intake"
)

// ImportCmd reads a CSV file into a warehouse: the dry run is always printed first, then the file is taken if all its
// rows are good, or its good rows with --take-good. It ends with 0 if something was taken or could be, 1 if bad rows
// stood against it, 2 if nothing can be made of the file.
type ImportCmd struct {
	database
	Kind      intake.Kind `arg:"" enum:"items,locations,stock,orders" help:"What the rows are: ${enum}."`
	File      string      `arg:"" optional:"" help:"CSV file, - for standard input. Without one, the columns are explained."`
	TakeGood  bool        `help:"Take the good rows even if others are bad."`
	DryRun    bool        `help:"Only say what would be taken."`
	Warehouse string      `help:"Code of the warehouse; the first one without it." placeholder:"CODE"`
	Template  bool        `help:"Print a small file to start from."`
}

// Run imports the file.
func (c *ImportCmd) Run(ctx context.Context) error {
	switch {
	case c.Template:
		_, err := os.Stdout.Write(intake.Template(c.Kind))
		return err
	case c.File == "":
		_, err := fmt.Print(intake.Help(c.Kind), "A file to start from: pickpack import ", c.Kind, " --template\n")
		return err
	}
	content, err := readUpTo(c.File, intake.MaxBytes)
	if err != nil {
		return err
	}
	return c.with(ctx, func(s *db.Store, first picking.WarehouseID) error {
		w, err := c.warehouse(ctx, s, first)
		if err != nil {
			return err
		}
		return c.take(ctx, s, w, content)
	})
}

func (c *ImportCmd) warehouse(ctx context.Context, s *db.Store, first picking.WarehouseID) (picking.WarehouseID, error) {
	if c.Warehouse == "" {
		return first, nil
	}
	return s.WarehouseByCode(ctx, c.Warehouse)
}

func (c *ImportCmd) take(ctx context.Context, s *db.Store, w picking.WarehouseID, content []byte) error {
	o, err := s.IntakeOptions(ctx, w, time.Now())
	if err != nil {
		return err
	}
	f, err := intake.Parse(c.Kind, filepath.Base(c.File), content, o)
	if err != nil {
		return err
	}
	r, err := s.CheckImport(ctx, w, f)
	if err != nil {
		return err
	}
	if err := printReport(os.Stdout, r); err != nil {
		return err
	}
	if r.BadRows > 0 && (c.DryRun || !c.TakeGood) {
		return picking.Errorf(picking.Conflict, "Nothing was taken: %d of %d rows are bad. Mend them, or add --take-good for the others.", r.BadRows, r.Rows)
	}
	if c.DryRun {
		fmt.Println("Dry run: nothing was taken.")
		return nil
	}
	if r, err = s.TakeImport(ctx, picking.User{Warehouse: w}, f, c.TakeGood); err != nil {
		return err
	}
	if !r.Taken {
		return picking.Errorf(picking.Conflict, "Nothing was taken: the warehouse changed since the dry run, and %d rows are bad now.", r.BadRows)
	}
	fmt.Printf("Taken: %d new, %d changed, %d were here already, %d rows refused.\n", r.New, r.Changed, r.Same, r.BadRows)
	return nil
}

// readUpTo reads a file, or standard input, that may not be larger than most bytes.
func readUpTo(name string, most int64) ([]byte, error) {
	in := io.Reader(os.Stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, picking.Errorf(picking.Invalid, "The file cannot be read: %v.", err)
		}
		defer f.Close()
		in = f
	}
	return io.ReadAll(io.LimitReader(in, most+1)) // one byte more, so that intake sees it is too large
}

// printReport prints a dry run: the figures, then a table of the rows that are bad or strange.
func printReport(w io.Writer, r intake.Report) error {
	fmt.Fprintf(w, "%s: %d rows (%s, divided by %s): %d good, %d bad. %d new, %d changed, %d here already.\n",
		r.Name, r.Rows, r.Encoding, r.Delimiter, r.Good, r.BadRows, r.New, r.Changed, r.Same)
	for _, name := range r.Ignored {
		fmt.Fprintf(w, "The column %q is not read.\n", name)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	table := func(title string, ps []intake.Problem) {
		if len(ps) == 0 {
			return
		}
		fmt.Fprintf(t, "\n%s\tcolumn\tvalue\twhy\n", title)
		for _, p := range ps {
			fmt.Fprintf(t, "%d\t%s\t%s\t%s\n", p.Line, p.Field, p.Value, p.Reason)
		}
		if len(ps) == intake.MaxListed {
			fmt.Fprintf(t, "…\t\t\tand more; the first %d are listed\n", intake.MaxListed)
		}
	}
	table("bad line", r.Bad)
	table("note on line", r.Notes)
	return t.Flush()
}
