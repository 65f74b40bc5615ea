package desk

import (
	"slices"

	"pickpack/picking"
	"pickpack/picking/release"
	"pickpack/web/ui"
)

// tourView is one list looked at closely: where it goes, and why its orders are on it.
type tourView struct {
	Title string
	Facts string
	Stops []tourStop
	More  int // stops not shown
	Whys  []whyLine
}

// tourStop is one place on the way and what is taken there.
type tourStop struct {
	N     int
	Bin   string
	Takes []take
}

type take struct {
	SKU  string
	Qty  int
	Slot int
}

// whyLine is an order with why it is where it is.
type whyLine struct {
	ID     picking.OrderID
	Number string
	Cutoff dueView
	Words  string
}

func tourOf(d release.Draft, at int, k clock) *tourView {
	l := d.Lists[at]
	v := &tourView{Title: planListName(at + 1), Facts: ui.Metres(l.Metres) + ", " + ui.Count(stops(l), "stop") + ", " + ui.Count(l.Orders, "order")}
	for i, t := range l.Tasks {
		if i == 0 || t.Location != l.Tasks[i-1].Location {
			v.Stops = append(v.Stops, tourStop{N: len(v.Stops) + 1, Bin: d.Bins[t.Location].Code})
		}
		s := &v.Stops[len(v.Stops)-1]
		s.Takes = append(s.Takes, take{d.SKUs[t.Item], int(t.Qty), t.Slot})
	}
	if v.More = len(v.Stops) - stopsShown; v.More > 0 {
		v.Stops = v.Stops[:stopsShown]
	}
	for _, y := range l.Why {
		i, found := slices.BinarySearch(d.Orders, y.Order)
		if !found {
			continue
		}
		o := d.Served[i]
		next := ""
		if y.Next >= 0 {
			next = planListName(y.Next + 1)
		}
		v.Whys = append(v.Whys, whyLine{o.ID, o.Number, k.due(o.Cutoff, true), whyWords(y, l.Orders == 1, next)})
	}
	return v
}

func planListName(n int) string { return "List " + ui.Number(n) }

// whyWords says why an order is on its list: alone says that no other order is; next names the list that would take it
// next best, "" if there is none.
func whyWords(y release.Why, alone bool, next string) string {
	s := ""
	switch {
	case alone && next == "":
		return "It walks " + ui.Metres(y.Alone) + " by itself: no other list of its kind has room for it."
	case alone:
		return "It walks " + ui.Metres(y.Alone) + " by itself; " + next + " has room, but would grow by " + ui.Metres(y.NextAdds) + "."
	case y.Adds < 0.5:
		s = "It adds no step here: the walk passes its bins anyway."
	default:
		s = "It adds " + ui.Metres(y.Adds) + " here."
	}
	s += " By itself it would walk " + ui.Metres(y.Alone)
	if next == "" {
		return s + "; no other list of its kind has room for it."
	}
	return s + "; " + next + ", the next best, would grow by " + ui.Metres(y.NextAdds) + "."
}
