package realorders

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// list is the input: items by first appearance, orders as they stand.
type list struct {
	items  []item
	orders []order
}

type item struct {
	name                  string // as the list calls it
	width, length, height int
	grams                 int
	wanted                int // units, by all orders
}

type order struct {
	id    string
	lines []line
}

type line struct{ item, qty int } // item is an index into list.items

// read reads up to most orders, all if most is 0.
func read(r io.Reader, most int) (list, error) {
	var l list
	index := map[string]int{}
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = 7
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return l, nil
		}
		at, _ := rows.FieldPos(0)
		if err != nil {
			return l, err
		}
		if len(l.orders) == 0 || l.orders[len(l.orders)-1].id != row[0] {
			if most > 0 && len(l.orders) == most {
				return l, nil
			}
			l.orders = append(l.orders, order{id: row[0]})
		}
		if err := l.add(row, index); err != nil {
			return l, fmt.Errorf("line %d: %w", at, err)
		}
	}
}

// add puts one row onto the last order.
func (l *list) add(row []string, index map[string]int) error {
	var n [5]int // quantity, width, length, depth, weight
	for i, s := range append([]string{row[1]}, row[3:]...) {
		var err error
		if n[i], err = strconv.Atoi(s); err != nil || n[i] < 1 {
			return fmt.Errorf("%q is no positive whole number", s)
		}
	}
	i, known := index[row[2]]
	if !known {
		i = len(l.items)
		index[row[2]] = i
		l.items = append(l.items, item{name: row[2], width: n[1], length: n[2], height: n[3], grams: n[4]})
	}
	l.items[i].wanted += n[0]
	o := &l.orders[len(l.orders)-1]
	o.lines = append(o.lines, line{i, n[0]})
	return nil
}
