package desk

import (
	"fmt"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/web/desk/parcels"
	"pickpack/web/ui"
)

// boardView is the floor at a glance.
type boardView struct {
	Funnel  []tile
	Aside   []tile // states off the road, only those that have orders
	Alarms  []alarm
	Waves   []waveLine
	Lists   []listLine
	Open    int
	Pickers []pickerLine
	Pace    int // tasks an hour of all pickers at work, on average
	Refused []refusedLine
	Doubts  []db.StockRow
	Doubted int
	Map     floorMap
	Empty   bool // a warehouse without orders
}

// tile is a number that opens the list behind it.
type tile struct {
	N    int
	Word string
	Path string
}

// alarm is what cannot wait.
type alarm struct{ Tone, Icon, Text, Path string }

type pickerLine struct {
	Name string
	List picking.ListID
	At   string
	Pace int
}

type refusedLine struct {
	Verdict picking.Verdict
	Who     string
	Where   string
	Path    string
	Text    string
	Ago     string
}

// road is the states an order passes, side those beside it.
var (
	road = []picking.State{picking.Received, picking.OnHold, picking.Released, picking.Picking, picking.Picked, picking.Packing,
		picking.Packed, picking.Shipped}
	side = []picking.State{picking.ReadyForPickup, picking.Collected, picking.Backordered, picking.Cancelled}
)

func boardOf(b db.Board, k clock) boardView {
	v := boardView{Open: b.Open, Doubts: b.Doubts, Doubted: b.Doubted, Empty: len(b.States) == 0, Map: mapOfFloor(b.Floor)}
	for _, s := range road {
		v.Funnel = append(v.Funnel, tile{b.States[s], ui.StateWord(s), StatePath(s)})
	}
	for _, s := range side {
		if b.States[s] > 0 {
			v.Aside = append(v.Aside, tile{b.States[s], ui.StateWord(s), StatePath(s)})
		}
	}
	for _, w := range b.Waves {
		v.Waves = append(v.Waves, waveLineOf(w, k))
	}
	for _, l := range b.Lists {
		v.Lists = append(v.Lists, listLineOf(l, k))
	}
	v.pickers(b.Pickers)
	for _, r := range b.Refused {
		v.Refused = append(v.Refused, refusedOf(r, k))
	}
	v.alarms(b)
	return v
}

func (v *boardView) pickers(all []db.PickerRow) {
	sum, n := 0, 0
	for _, p := range all {
		v.Pickers = append(v.Pickers, pickerLine{p.Name, p.List, p.At, p.PerHour()})
		if pace := p.PerHour(); pace > 0 {
			sum, n = sum+pace, n+1
		}
	}
	if n > 0 {
		v.Pace = (sum + n/2) / n
	}
}

func (v *boardView) alarms(b db.Board) {
	if b.Late > 0 {
		v.Alarms = append(v.Alarms, alarm{"bad", "clock", ui.Count(b.Late, "order") + " past the cut-off and not packed", OrdersPath + "?due=late"})
	}
	if b.Soon > 0 {
		v.Alarms = append(v.Alarms, alarm{"warn", "clock", ui.Count(b.Soon, "order") + " due within the hour", OrdersPath + "?due=hour"})
	}
	if n := b.States[picking.Backordered]; n > 0 {
		v.Alarms = append(v.Alarms, alarm{"warn", "inbox", ui.Count(n, "order") + " of which nothing was found",
			StatePath(picking.Backordered)})
	}
	if b.Calls > 0 {
		v.Alarms = append(v.Alarms, alarm{"bad", "alert", ui.Count(b.Calls, "order") + " set aside at packing: you are wanted there", CallsPath})
	}
	if b.Parcels > 0 {
		v.Alarms = append(v.Alarms, alarm{"warn", "truck", ui.Count(b.Parcels, "parcel") + " to look at", parcels.Path})
	}
	if b.Chores > 0 {
		v.Alarms = append(v.Alarms, alarm{"warn", "barcode", ui.Count(b.Chores, "code") + " that pickers could not scan", ChoresPath})
	}
	if b.Doubted > 0 {
		v.Alarms = append(v.Alarms, alarm{"warn", "bin", ui.Count(b.Doubted, "bin") + " waiting for a count", StockPath + "?suspect=1"})
	}
}

func refusedOf(r db.RefusedScan, k clock) refusedLine {
	v := refusedLine{Verdict: r.Verdict, Who: r.Who, Text: r.Detail.String(), Ago: k.ago(r.At)}
	if v.Text == "" {
		v.Text = r.Title.String()
	}
	switch {
	case r.Order != 0:
		v.Where, v.Path = r.Number, OrderPath(r.Order)
	case r.List != 0:
		v.Where, v.Path = fmt.Sprintf("L-%d", r.List), ListPath(r.List)
	}
	return v
}
