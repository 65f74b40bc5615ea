package intake

import (
	"slices"
	"time"

	"pickpack/picking"
)

// Options are what a file's rows mean where they do not say so. Zone is the warehouse's; nil is UTC.
type Options struct {
	Source string // of orders that name none; empty: "file"
	Zone   *time.Location
	Now    time.Time
}

// File is a file's rows as values, each fit in itself. Whether they fit this warehouse is for Judge to say.
type File struct {
	Kind      Kind
	Name      string
	Items     []Item
	Locations []Location
	Floor     Floor
	Stock     []StockRow
	Orders    []Order

	options  Options
	report   Report // encoding, delimiter, ignored columns, rows
	findings findings
}

// Parse reads a CSV file. The error, for the user, says why nothing can be made of the file; what is wrong with single
// rows is in the File, and told by Judge.
func Parse(kind Kind, name string, content []byte, o Options) (File, error) {
	if !kind.Valid() {
		return File{}, picking.FieldError("kind", "a file of %q cannot be imported", kind)
	}
	t, err := read(kind, content)
	if err != nil {
		return File{}, err
	}
	if len(t.rows)+len(t.unread) == 0 {
		return File{}, picking.Errorf(picking.Invalid, "the file has a header and no rows")
	}
	f := New(kind, name, o)
	f.report.Encoding, f.report.Ignored = t.encoding, t.ignored
	f.report.Delimiter = delimiterName(t.delimiter)
	f.report.Rows = len(t.rows) + len(t.unread)
	f.parse(t)
	f.findings = t.findings
	return f, nil
}

// New is a File without rows, to be filled with values that do not come from CSV.
func New(kind Kind, name string, o Options) File {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Source == "" {
		o.Source = "file"
	}
	return File{Kind: kind, Name: name, options: o, report: Report{Kind: kind, Name: name}}
}

// AddOrder puts an order that does not come from CSV into the file, in its normal form, or the reasons why not.
func (f *File) AddOrder(o Order) {
	f.report.Rows += len(o.Lines)
	problems := o.Clean()
	for _, p := range problems {
		f.findings.add(p)
	}
	if problems == nil {
		f.Orders = append(f.Orders, o)
	}
}

// Refuse adds what a reader found wrong before there was an order to judge.
func (f *File) Refuse(problems []Problem) {
	for _, p := range problems {
		f.findings.add(p)
	}
}

func (f *File) parse(t *table) {
	switch f.Kind {
	case Items:
		f.Items = t.items()
	case Locations:
		f.Locations, f.Floor = t.locations()
	case Stock:
		f.Stock = t.stock()
	case Orders:
		f.Orders = t.orders(f.options)
	}
}

func sorted(s []string) []string {
	slices.Sort(s)
	return s
}
