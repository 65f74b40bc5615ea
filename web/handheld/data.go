package handheld

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"pickpack/picking"
)

// data builds the data- attributes of a screen, in order; what is empty or zero is left out.
type data struct{ list templ.OrderedAttributes }

func (d *data) text(name, value string) *data {
	if value != "" {
		d.list = append(d.list, templ.KeyValue[string, any]{Key: "data-" + name, Value: value})
	}
	return d
}

func number[N ~int | ~int64](d *data, name string, n N) {
	if n != 0 {
		d.text(name, strconv.FormatInt(int64(n), 10))
	}
}

// of puts in what every screen tells the script: where it is, where its scans go, what it asks for, what was said.
func (d *data) of(ctx context.Context, p place, m picking.Message) *data {
	number(d, "version", p.version)
	return d.text("verdict", string(m.Verdict)).text("url", p.path).text("action", p.action).text("ask", say(ctx, p.ask)).text("keys", p.keys)
}

// plate is how a refusal looks: a class that sets its colour (the class of its tone in feedback.js), and an icon.
type plate struct{ class, icon string }

func plateOf(v picking.Verdict) plate {
	switch v {
	case picking.WrongItem, picking.WrongLot:
		return plate{"no-item", "cross"}
	case picking.WrongPlace, picking.WrongTote:
		return plate{"no-place", "map"}
	case picking.TooMany:
		return plate{"no-many", "plus"}
	case picking.UnknownCode:
		return plate{"no-item", "barcode"}
	case picking.NotYours:
		return plate{"no-place", "people"}
	case picking.Narrower:
		return plate{"no-many", "search"}
	case picking.Confirm:
		return plate{"no-many", "scan"}
	default:
		return plate{"no-many", "pause"}
	}
}
