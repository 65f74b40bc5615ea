package intake

import (
	"bytes"
	"strings"

	"pickpack/picking"
)

// Acceptable is an order that is not here yet, its lines resolved to items and units.
type Acceptable struct {
	Order
	Hash  []byte
	Units []ItemUnits // a line each
}

// ItemUnits is what a line wants.
type ItemUnits struct {
	Item picking.ItemID
	Qty  picking.Qty
}

func (j *judge) orders() {
	seen := map[[2]string]bool{}
	for _, o := range j.Orders {
		name := [2]string{o.Source, o.ExternalID}
		if seen[name] {
			j.badOrder(o, -1, "order_id", o.ExternalID, "is there twice")
			continue
		}
		seen[name] = true
		hash := o.Hash()
		if known, here := j.known.Orders[name]; here {
			j.again(o, hash, known)
			continue
		}
		if units, ok := j.units(o); ok {
			j.report.New++
			j.note(o)
			if o.Cutoff.IsZero() {
				o.Cutoff = DefaultCutoff(j.options.Now, j.options.Zone)
			}
			j.accepted.Orders = append(j.accepted.Orders, Acceptable{o, hash, units})
		}
	}
}

// again judges an order that is here already.
func (j *judge) again(o Order, hash []byte, known KnownOrder) {
	switch {
	case bytes.Equal(hash, known.Hash):
		j.report.Same++
	case known.State == picking.Received || known.State == picking.OnHold:
		j.badOrder(o, -1, "order_id", o.ExternalID, "conflict: this order of %s is here already as %s with another content, and work on it has not begun. "+
			"To change it, cancel %s and send it again under a new number", o.Source, known.Number, known.Number)
	default:
		j.badOrder(o, -1, "order_id", o.ExternalID, "this order of %s is here already as %s with another content and is %s: "+
			"it can no longer be changed by sending it again", o.Source, known.Number, words(known.State))
	}
}

func words(s picking.State) string {
	return strings.ReplaceAll(string(s), "_", " ")
}

func (j *judge) units(o Order) ([]ItemUnits, bool) {
	out := make([]ItemUnits, 0, len(o.Lines))
	total := picking.Qty(0)
	for i, l := range o.Lines {
		it, each, column, why := j.known.itemOf(l.SKU, l.Barcode)
		switch {
		case why != "":
			j.badOrder(o, i, column, cmpOr(column == "barcode", l.Barcode, l.SKU), "%s", why)
		case l.Qty > maxQty/each:
			j.badOrder(o, i, "qty", "", "is too much: the barcode means %d units", each)
		default:
			total += l.Qty * each
			out = append(out, ItemUnits{it.ID, l.Qty * each})
		}
	}
	if total > maxQty {
		j.badOrder(o, -1, "lines", "", "are %d units together; %d are the most", total, maxQty)
	}
	return out, len(out) == len(o.Lines) && total <= maxQty
}

// note tells what is taken but strange.
func (j *judge) note(o Order) {
	if !o.Cutoff.IsZero() && o.Cutoff.Before(j.options.Now) {
		j.found.note(o.problem(-1, "cutoff", o.Cutoff.In(j.options.Zone).Format("2006-01-02 15:04"), "has passed already"))
	}
}

// badOrder refuses an order with all its rows.
func (j *judge) badOrder(o Order, line int, column, value, reason string, args ...any) {
	p := o.problem(line, column, value, picking.Errorf(picking.Invalid, reason, args...).Message)
	p.State = true
	j.found.add(p)
	if o.Row == 0 {
		return
	}
	j.found.leaveOut(o, p.Line)
}
