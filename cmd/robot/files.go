package robot

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// WarehouseOf reads what robots need from the files a warehouse imports: items with their barcodes, and locations.
func WarehouseOf(items, locations []byte) (w sample.Warehouse, err error) {
	err = eachRow(items, func(at func(string) string) error {
		it := sample.Item{Item: picking.Item{SKU: at("sku"), Name: at("name")}}
		if c := at("barcode"); c != "" {
			it.Codes = append(it.Codes, intake.Code{Code: c, Qty: 1})
		}
		if c := at("case_barcode"); c != "" {
			n, err := strconv.Atoi(at("case_qty"))
			if err != nil {
				return err
			}
			it.Codes = append(it.Codes, intake.Code{Code: c, Qty: picking.Qty(n)})
		}
		w.Items = append(w.Items, it)
		return nil
	})
	if err != nil {
		return w, fmt.Errorf("items: %w", err)
	}
	err = eachRow(locations, func(at func(string) string) error {
		if at("code") != "" {
			w.Locations = append(w.Locations, picking.Location{Code: at("code"), Kind: picking.LocationKind(at("kind"))})
		}
		return nil
	})
	if err != nil {
		return w, fmt.Errorf("locations: %w", err)
	}
	return w, nil
}

func eachRow(content []byte, do func(at func(column string) string) error) error {
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil || len(rows) == 0 {
		return fmt.Errorf("%d rows: %w", len(rows), err)
	}
	for _, row := range rows[1:] {
		err := do(func(column string) string {
			for i, name := range rows[0] {
				if name == column {
					return strings.TrimSpace(row[i])
				}
			}
			return ""
		})
		if err != nil {
			return err
		}
	}
	return nil
}
