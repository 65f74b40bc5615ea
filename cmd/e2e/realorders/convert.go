package realorders

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/sample"
)

// Options of a conversion.
type Options struct {
	Orders int       // at most so many, the first of the list; 0: all
	Now    time.Time // cut-offs lie in what is left of its day
	Carts  int       // 8 if 0, of twelve totes
	Totes  int       // 400 if 0
	Slots  int       // of the put wall, 48 if 0
}

// Files are what can be imported, in this order.
type Files struct {
	Items, Locations, Stock, Orders []byte
}

// Figures say what the files hold.
type Figures struct{ Orders, Lines, Units, Items, Bins int }

// Convert reads the list and makes the files.
func Convert(r io.Reader, o Options) (Files, Figures, error) {
	l, err := read(r, o.Orders)
	if err == nil && len(l.orders) == 0 {
		err = fmt.Errorf("there are no orders in it")
	}
	if err != nil {
		return Files{}, Figures{}, fmt.Errorf("list of orders: %w", err)
	}
	bins := l.shelve()
	f := Files{Items: l.itemsFile(), Locations: locationsFile(bins, o), Stock: l.stockFile(bins)}
	if f.Orders, err = l.ordersFile(o.Now); err != nil {
		return Files{}, Figures{}, err
	}
	n := Figures{Orders: len(l.orders), Items: len(l.items), Bins: len(bins)}
	for _, o := range l.orders {
		n.Lines += len(o.lines)
	}
	for _, it := range l.items {
		n.Units += it.wanted
	}
	return f, n, nil
}

func sku(i int) string { return fmt.Sprintf("RO-%03d", i+1) }

// prefix is out of 952, which GS1 keeps for examples.
const prefix = "9529999"

func gtin(body string) string { return body + string(picking.CheckDigit(body)) }

func (l list) itemsFile() []byte {
	rows := [][]string{{"sku", "name", "barcode", "case_barcode", "case_qty", "weight_g", "length_mm", "width_mm", "height_mm", "picture"}}
	for i, it := range l.items {
		body := fmt.Sprintf("%s%05d", prefix, i+1)
		row := []string{sku(i), fmt.Sprintf("Print no. %d, %d × %d × %d mm", i+1, it.width, it.length, it.height), gtin(body), "", "",
			strconv.Itoa(it.grams), strconv.Itoa(it.length), strconv.Itoa(it.width), strconv.Itoa(it.height), []string{"📕", "📗", "📘", "📙"}[i%4]}
		if i%2 == 0 {
			row[3], row[4] = gtin("1"+body), "10"
		}
		rows = append(rows, row)
	}
	return file(rows)
}

// bin is a place on the floor with what lies there.
type bin struct {
	code, zone, side string
	aisle            int // from 1
	y                float64
	item, qty        int
}

const (
	perBin   = 400 // units wanted that one bin serves
	spare    = 5   // units more than wanted, in each bin
	perAisle = 24  // bins: twelve heights, left and right
	spacing  = 1.5 // metres between heights
)

// shelve gives every item its bins: first one each, the most wanted item nearest, then the further ones.
func (l list) shelve() []bin {
	order := make([]int, len(l.items))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.items[b].wanted, l.items[a].wanted) })
	var out []bin
	for round := 0; ; round++ {
		before := len(out)
		for _, i := range order {
			if n := 1 + l.items[i].wanted/perBin; round < n {
				out = append(out, place(len(out), i, l.items[i].wanted/n+l.items[i].wanted%n+spare))
			}
		}
		if len(out) == before {
			return zoned(out)
		}
	}
}

// place is the n-th bin from the depot; code and zone are given when the number of aisles is known.
func place(n, item, qty int) bin {
	b := bin{aisle: 1 + n/perAisle, side: "left", y: 1.5 + float64(n%perAisle/2)*spacing, item: item, qty: qty}
	if n%2 == 1 {
		b.side = "right"
	}
	if n%perAisle >= perAisle/2 {
		b.y += spacing // the middle cross-aisle
	}
	return b
}

// zoned divides the aisles among three zones and names the bins.
func zoned(bins []bin) []bin {
	aisles := bins[len(bins)-1].aisle
	for n := range bins {
		b := &bins[n]
		b.zone = string(rune('A' + 3*(b.aisle-1)/aisles))
		b.code = fmt.Sprintf("%s-%02d-%02d", b.zone, b.aisle, 1+n%perAisle)
	}
	return bins
}

func locationsFile(bins []bin, o Options) []byte {
	rows := [][]string{{"code", "kind", "zone", "aisle", "aisle_x", "y", "side", "level", "slots"}}
	half := strconv.FormatFloat(1.5+perAisle/4*spacing, 'f', -1, 64)
	back := strconv.FormatFloat(3+(perAisle/2)*spacing, 'f', -1, 64)
	for _, y := range []string{"0", half, back} {
		rows = append(rows, []string{"", "cross_aisle", "", "", "", y, "", "", ""})
	}
	rows = append(rows, []string{"", "depot", "", "", "0", "0", "", "", ""})
	for _, b := range bins {
		rows = append(rows, []string{b.code, "pick", b.zone, strconv.Itoa(b.aisle), "", strconv.FormatFloat(b.y, 'f', -1, 64), b.side, "1", ""})
	}
	plain := func(kind, zone, format string, n int) {
		for i := range n {
			rows = append(rows, []string{fmt.Sprintf(format, i+1), kind, zone, "", "", "", "", "", ""})
		}
	}
	plain("staging", "", "STAGE-%d", 2)
	plain("station", "", "PACK-%d", 2)
	plain("wall", "", "WALL-%d", 1)
	plain("slot", "WALL-1", "W1-%03d", cmp.Or(o.Slots, 48))
	plain("cart", "", "CART-%02d", cmp.Or(o.Carts, 8))
	plain("tote", "", "T-%04d", cmp.Or(o.Totes, 400))
	return file(rows)
}

func (l list) stockFile(bins []bin) []byte {
	rows := [][]string{{"location", "sku", "qty"}}
	for _, b := range bins {
		rows = append(rows, []string{b.code, sku(b.item), strconv.Itoa(b.qty)})
	}
	return file(rows)
}

// ordersFile makes customers for the orders: of ten, two fetch theirs from a store.
func (l list) ordersFile(now time.Time) ([]byte, error) {
	r := rand.New(rand.NewPCG(1, 1))
	out := make([]intake.Order, len(l.orders))
	for i, o := range l.orders {
		n := intake.Order{Source: "real", ExternalID: o.id, Channel: picking.Online, ShipTo: sample.Address(r)}
		switch i % 10 {
		case 0, 1:
			n.Service, n.Priority, n.Cutoff = "express", 5, sample.Cutoff(now, 0.3)
		case 2, 3:
			n.Channel, n.Service, n.Cutoff = picking.InStore, picking.Pickup, sample.Cutoff(now, 0.5)
			n.ShipTo = picking.Address{Name: n.ShipTo.Name, Phone: n.ShipTo.Phone}
		default:
			n.Service, n.Cutoff = "standard", sample.Cutoff(now, 0.7)
		}
		for _, x := range o.lines {
			n.Lines = append(n.Lines, intake.OrderLine{SKU: sku(x.item), Qty: picking.Qty(x.qty)})
		}
		out[i] = n
	}
	var b bytes.Buffer
	err := intake.WriteOrders(&b, out)
	return b.Bytes(), err
}

func file(rows [][]string) []byte {
	var b strings.Builder
	_ = csv.NewWriter(&b).WriteAll(rows) // a strings.Builder takes everything
	return []byte(b.String())
}
