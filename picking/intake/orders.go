package intake

import (
	"fmt"
	"slices"
	"strings"

	"pickpack/picking"
)

// lineColumns are the columns that belong to a row; every other column belongs to its order.
var lineColumns = map[string]bool{"sku": true, "barcode": true, "qty": true}

// group is an order while its rows are gathered.
type group struct {
	order Order
	head  map[string]string // the order's own columns, and where they were said
	said  map[string]int
	lost  []int // its rows' lines that are bad
}

// gather collects the rows of a file into orders.
type gather struct {
	t      *table
	o      Options
	groups []*group
	byKey  map[[2]string]*group
}

// orders reads rows into orders. An order with a bad row is no order: all its rows are spoiled.
func (t *table) orders(o Options) []Order {
	g := &gather{t: t, o: o, byKey: map[[2]string]*group{}}
	var before *group
	unread, doubt := t.unread, 0
	for _, r := range t.rows {
		for ; len(unread) > 0 && unread[0] < r.line; unread = unread[1:] {
			before.lose(unread[0])
			doubt = unread[0]
		}
		now := g.row(t.cells(r), before)
		if now == nil { // nobody's row: it may be the neighbours'
			before.lose(r.line)
			doubt = r.line
		} else if doubt > 0 {
			now.lose(doubt)
			doubt = 0
		}
		before = now
	}
	for _, line := range unread {
		before.lose(line)
	}
	return g.finish()
}

func (gr *group) lose(line int) {
	if gr != nil {
		gr.lost = append(gr.lost, line)
	}
}

// row adds one row to its order: a new one, one seen before, or (without a number) the one of the row before.
func (g *gather) row(c *cells, before *group) *group {
	id, source := c.id("order_id", maxShort), c.text("source", maxShort)
	if source == "" {
		source = g.o.Source
	}
	gr := g.byKey[[2]string{source, id}]
	switch {
	case !c.fine:
	case id == "" && before == nil, id == "" && c.ownWords():
		c.bad("order_id", "", "is empty, and so the row belongs to no order")
	case id == "":
		gr = before
	case gr == nil:
		gr = &group{head: map[string]string{}, said: map[string]int{}, order: Order{Row: c.row.line, Source: source, ExternalID: id}}
		g.byKey[[2]string{source, id}] = gr
		g.groups = append(g.groups, gr)
	}
	if gr == nil {
		return nil
	}
	g.line(c, gr)
	g.heads(c, gr)
	if !c.fine {
		gr.lose(c.row.line)
	}
	return gr
}

// ownWords says whether a row tells anything of an order itself.
func (c *cells) ownWords() bool {
	for column := range c.t.columns {
		if !lineColumns[column] && column != "order_id" && c.raw(column) != "" {
			return true
		}
	}
	return false
}

func (g *gather) line(c *cells, gr *group) {
	gr.order.Lines = append(gr.order.Lines, OrderLine{Row: c.row.line, SKU: c.id("sku", maxShort), Barcode: c.itemCode(),
		Qty: picking.Qty(c.whole("qty", 1, maxQty))})
	c.required("qty")
	if c.raw("barcode") == "" {
		c.required("sku")
	}
}

// heads takes the order's columns from whichever of its rows says them; two rows may not say different things.
func (g *gather) heads(c *cells, gr *group) {
	for _, col := range Columns(Orders) {
		if lineColumns[col.Name] || col.Name == "order_id" || col.Name == "source" {
			continue
		}
		s := c.raw(col.Name)
		if was, said := gr.head[col.Name]; said && s != "" && s != was {
			c.bad(col.Name, s, "differs from line %d of the same order: %s", gr.said[col.Name], shorten(was))
		} else if s != "" && !said {
			gr.head[col.Name], gr.said[col.Name] = s, c.row.line
			g.own(c, gr, col.Name)
		}
	}
}

// own reads one column of the order itself.
func (g *gather) own(c *cells, gr *group, column string) {
	o, a := &gr.order, &gr.order.ShipTo
	switch column {
	case "priority":
		o.Priority = c.whole(column, 0, 9)
	case "cutoff":
		o.Cutoff = c.moment(column, g.o.Zone)
	case "placed_at":
		o.PlacedAt = c.moment(column, g.o.Zone)
	case "channel":
		o.Channel = picking.Channel(c.text(column, maxShort))
	case "first_name", "last_name":
		if gr.head["name"] == "" {
			a.Name = strings.TrimSpace(gr.head["first_name"] + " " + gr.head["last_name"])
		}
	default:
		into := map[string]*string{"service": &o.Service, "note": &o.Note, "gift_message": &o.Gift, "name": &a.Name, "company": &a.Company, "street1": &a.Street1,
			"street2": &a.Street2, "city": &a.City, "region": &a.Region, "postcode": &a.Postcode, "country": &a.Country,
			"phone": &a.Phone, "email": &a.Email}[column]
		*into = c.raw(column)
	}
}

// finish judges the gathered orders and answers with the good ones.
func (g *gather) finish() []Order {
	var out []Order
	for _, gr := range g.groups {
		o := gr.order
		told := slices.Clone(gr.lost)
		for _, p := range o.Clean() {
			if slices.Contains(told, p.Line) {
				continue // the row is refused already, with the reason behind this one
			}
			g.t.findings.add(p)
			gr.lose(p.Line)
		}
		if len(gr.lost) == 0 {
			out = append(out, o)
			continue
		}
		g.t.findings.leaveOut(o, gr.lost[0])
	}
	return out
}

// leaveOut spoils every row of an order because of one of them.
func (f *findings) leaveOut(o Order, because int) {
	if !f.rows[o.Row] {
		f.add(Problem{Line: o.Row, Field: "order_id", Value: o.ExternalID,
			Reason: fmt.Sprintf("the order is left out because of line %d", because)})
	}
	for _, l := range o.Lines {
		f.spoil(l.Row)
	}
}
