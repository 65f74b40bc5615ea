package intake

import (
	"encoding/csv"
	"fmt"
	"strings"
)

// templates are small files of each kind that can be taken as they are, into one warehouse, in the order of Kinds.
var templates = map[Kind][][]string{
	Items: {
		{"sku", "name", "barcode", "case_barcode", "case_qty", "weight_g", "length_mm", "width_mm", "height_mm", "stand", "tracking", "hazard", "picture"},
		{"TEA-001", "Enamel teapot, blue 1.2 L", "9521000000018", "19521000000015", "6", "780", "230", "150", "160", "", "none", "", "🫖"},
		{"OIL-001", "Olive oil, extra virgin 0.5 L", "9521000000025|OIL-H-1", "19521000000022=12|29521000000029=48", "", "940", "70", "70", "270", "upright", "lot", "", "🫒"},
		{"CAM-001", "Trail camera, green", "9521000000032", "", "", "310", "120", "95", "75", "", "serial", "UN3481, lithium ion: lithium mark on the box", "📷"},
	},
	Locations: {
		{"code", "kind", "zone", "aisle", "aisle_x", "y", "side", "level", "slots"},
		{"", "cross_aisle", "", "", "", "0", "", "", ""},
		{"", "cross_aisle", "", "", "", "24", "", "", ""},
		{"", "depot", "", "", "0", "0", "", "", ""},
		{"A-01-01-1", "pick", "A", "1", "0", "1.5", "left", "1", ""},
		{"A-01-02-1", "pick", "A", "1", "0", "1.5", "right", "1", ""},
		{"A-02-01-1", "pick", "A", "2", "3.2", "1.5", "left", "1", ""},
		{"STAGE-1", "staging", "", "", "", "", "", "", ""},
		{"PACK-1", "station", "", "", "", "", "", "", ""},
		{"WALL-1", "wall", "", "", "", "", "", "", ""},
		{"W1-01", "slot", "WALL-1", "", "", "", "", "1", ""},
		{"CART-01", "cart", "", "", "", "", "", "", "12"},
		{"T-0001", "tote", "", "", "", "", "", "", ""},
	},
	Stock: {
		{"location", "sku", "barcode", "qty", "lot", "expiry"},
		{"A-01-01-1", "TEA-001", "", "24", "", ""},
		{"A-01-02-1", "OIL-001", "", "60", "L2403", "2199-03-31"},
		{"A-02-01-1", "", "9521000000032", "8", "", ""},
	},
	Orders: {
		{"source", "order_id", "channel", "service", "priority", "cutoff", "placed_at", "name", "company", "street1", "street2", "city", "region",
			"postcode", "country", "phone", "email", "note", "gift_message", "sku", "barcode", "qty"},
		{"shop", "1001", "online", "express", "5", "2199-03-31 16:00", "2027-03-30 21:14", "Ελένη Παπαδάκη", "", "Οδός Ερμού 15", "", "Αθήνα", "",
			"105 63", "GR", "+30 210 555 0101", "eleni@example.org", "Leave with the neighbour", "Happy birthday!", "TEA-001", "", "1"},
		{"shop", "1001", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "OIL-001", "", "2"},
		{"shop", "1002", "store", "pickup", "", "", "", "Jonas Weber", "", "", "", "", "", "", "", "", "", "", "", "", "9521000000032", "1"},
	},
}

// Template is a file of a kind to start from: the columns and a few rows that can be taken.
func Template(k Kind) []byte {
	var b strings.Builder
	b.WriteString("\ufeff") // so that spreadsheets see that it is UTF-8
	w := csv.NewWriter(&b)
	_ = w.WriteAll(templates[k]) // a strings.Builder takes everything
	return []byte(b.String())
}

// Help is the list of a kind's columns as text for a terminal.
func Help(k Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Columns of a file of %s (CSV with , ; or tab, UTF-8 or Windows-1252; the first line names them, in any order):\n", k)
	for _, c := range Columns(k) {
		need := ""
		if c.Required {
			need = " (required)"
		}
		fmt.Fprintf(&b, "  %-13s%s%s\n", c.Name, c.Help, need)
		if len(c.Also) > 0 {
			fmt.Fprintf(&b, "  %-13salso read: %s\n", "", strings.Join(c.Also, ", "))
		}
	}
	return b.String()
}
