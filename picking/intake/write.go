package intake

import (
	"encoding/csv"
	"io"
	"strconv"
	"time"
)

// WriteOrders writes orders as a file of ours, their own columns on the first row only. Parse reads them back.
func WriteOrders(w io.Writer, orders []Order) error {
	out := csv.NewWriter(w)
	if err := out.Write(templates[Orders][0]); err != nil {
		return err
	}
	for _, o := range orders {
		for i, l := range o.Lines {
			row := make([]string, 19)
			if i == 0 {
				row = o.columns()
			}
			row[0], row[1] = o.Source, o.ExternalID
			if err := out.Write(append(row, l.SKU, l.Barcode, strconv.Itoa(int(l.Qty)))); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

// columns are an order's own columns in the template's order.
func (o Order) columns() []string {
	a := o.ShipTo
	return []string{o.Source, o.ExternalID, string(o.Channel), o.Service, strconv.Itoa(o.Priority), stamp(o.Cutoff), stamp(o.PlacedAt),
		a.Name, a.Company, a.Street1, a.Street2, a.City, a.Region, a.Postcode, a.Country, a.Phone, a.Email, o.Note, o.Gift}
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
