package desk

import (
	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/ui"
)

// ordersView is a page of orders with its filters.
type ordersView struct {
	Form      orderForm
	Tabs      []tab
	Choices   choices
	Rows      []orderLine
	Pager     ui.Pager
	Choosable bool // rows may be chosen for a wave
}

// none says that there is no order at all, whatever the filters.
func (v ordersView) none() bool { return len(v.Form.query()) == 0 && v.Tabs[0].N == 0 }

// tab is one state with its count.
type tab struct {
	Word string
	N    int
	Path string
	On   bool
}

// choices are what the filters can be set to.
type choices struct{ Channels, Services, Priorities, Zones, Due []ui.Option }

func formChoices(c db.OrderChoices) choices {
	any := ui.Option{Word: "Any"}
	out := choices{
		Channels: []ui.Option{any, {Value: string(picking.Online), Word: "Online"}, {Value: string(picking.InStore), Word: "Store"}},
		Services: []ui.Option{any}, Zones: []ui.Option{any},
		Priorities: []ui.Option{any, {Value: "1", Word: "1 and above"}, {Value: "3", Word: "3 and above"},
			{Value: "5", Word: "5 and above"}, {Value: "7", Word: "7 and above"}, {Value: "9", Word: "9"}},
		Due: []ui.Option{any, {Value: "late", Word: "Past, not packed"}, {Value: "hour", Word: "Within the hour"},
			{Value: "today", Word: "Until tonight"}, {Value: "tomorrow", Word: "Tomorrow"}},
	}
	for _, s := range c.Services {
		out.Services = append(out.Services, ui.Option{Value: s, Word: s})
	}
	for _, z := range c.Zones {
		out.Zones = append(out.Zones, ui.Option{Value: z, Word: z})
	}
	return out
}

// orderLine is an order in a table.
type orderLine struct {
	ID           picking.OrderID
	Number       string
	External     string
	Customer     string
	Service      string
	Priority     int
	Cutoff       dueView
	State        picking.State
	Hold         string
	Lines, Units int
	Done         int // picked, then packed
	Short        int
	Wave         picking.WaveID
}

func orderLineOf(r db.OrderRow, k clock) orderLine {
	return orderLine{ID: r.ID, Number: r.Number, External: r.Source + " " + r.ExternalID, Customer: r.Customer, Service: r.Service,
		Priority: r.Priority, Cutoff: k.due(r.Cutoff, urgent(r.State)), State: r.State, Hold: r.Hold, Lines: r.Lines,
		Units: int(r.Units), Done: int(r.Picked), Short: int(r.Short), Wave: r.Wave}
}

// urgent says that an order in this state can still miss its cut-off.
func urgent(s picking.State) bool {
	switch s {
	case picking.Packed, picking.ReadyForPickup, picking.Shipped, picking.Collected, picking.Cancelled:
		return false
	}
	return true
}
