package desk

import (
	"fmt"
	"slices"
	"strings"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/picking/release"
	"pickpack/web/station"
	"pickpack/web/ui"
)

// orderView is one order's page.
type orderView struct {
	P       db.OrderPage
	Cutoff  dueView
	Placed  string
	Address []string
	Acts    []actButton
	Cartons []cartonLine
	History []historyLine
	CSRF    string

	Carriers []db.CarrierAccount
	Tracks   []trackView
}

// rides says that it may go by another carrier's service than the rules'.
func (v orderView) rides() bool {
	switch v.P.State {
	case picking.Shipped, picking.Cancelled, picking.Collected, picking.ReadyForPickup:
		return false
	}
	return len(v.Carriers) > 0 && v.P.Service != picking.Pickup
}

// actButton is something that may be done now. Ask leads to a question first.
type actButton struct {
	Word, Path, Kind string
	Ask              bool
}

// cartonLine is a carton with the paper that is stored for it.
type cartonLine struct {
	db.OrderCarton
	Which  string // 1 of 2: void ones do not count
	Papers []paper
	Void   []paper // kept to be looked at: they stand on no carton any more
}

type paper struct{ Word, Path string }

// historyLine is one thing that happened.
type historyLine struct {
	At, Who, What, Text string
	Tone, Icon          string
}

func orderOf(p db.OrderPage, k clock, csrf string) orderView {
	v := orderView{P: p, Cutoff: k.due(p.Cutoff, urgent(p.State)), Placed: k.moment(p.PlacedAt), Address: lines(p.ShipTo), CSRF: csrf}
	st := release.Standing{Number: p.Number, State: p.State, Started: p.Started, Left: slices.ContainsFunc(p.OrderLines, func(l db.OrderPageLine) bool { return l.Shipped > 0 })}
	for _, x := range []struct {
		name string
		err  error
	}{{"unhold", st.Unhold()}, {"hold", st.Hold()}, {"return", st.Return()}, {"cancel", st.Cancel()}} {
		if x.err == nil {
			a := acts[x.name]
			v.Acts = append(v.Acts, actButton{a.word, OrderActPath(p.ID, x.name), a.kind, a.question != ""})
		}
	}
	of, most := 0, 0
	for _, c := range p.Cartons {
		if c.State != pack.CartonVoid {
			of, most = of+1, max(most, c.N)
		}
	}
	if most != of { // one between was left empty
		of = 0
	}
	for _, c := range p.Cartons {
		l := cartonLineOf(p, c)
		l.Which = ui.NOf(c.N, of)
		if c.State == pack.CartonVoid {
			l.Which = ui.NOf(c.N, 0)
		}
		v.Cartons = append(v.Cartons, l)
	}
	for i := len(p.History) - 1; i >= 0; i-- { // the latest first
		v.History = append(v.History, historyOf(p.History[i], k))
	}
	return v
}

// lines is an address as it is written on a parcel.
func lines(a picking.Address) (out []string) {
	for _, l := range []string{a.Name, a.Company, a.Street1, a.Street2, strings.TrimSpace(a.Postcode + " " + a.City), a.Region,
		a.Country, a.Phone, a.Email} {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// cartonLineOf links what is stored of a carton: a carrier's label is there in one format only.
func cartonLineOf(p db.OrderPage, c db.OrderCarton) cartonLine {
	l := cartonLine{OrderCarton: c}
	for _, d := range p.Documents {
		if d.Carton != c.ID {
			continue
		}
		x := paper{d.Kind + "." + d.Format, StoredPaperPath(p.ID, d.ID)}
		list := &l.Papers
		if d.Void {
			list = &l.Void
		}
		if slices.ContainsFunc(*list, func(y paper) bool { return y.Word == x.Word }) {
			x.Word += ", " + d.Paper
		}
		*list = append(*list, x)
	}
	if len(l.Papers) == 0 && c.State != "open" && c.State != "void" { // its making was cut short: looking at it makes it
		l.Papers = []paper{{"papers", station.OrderPath(p.ID)}}
	}
	return l
}

// historyOf writes a happening as a sentence.
func historyOf(h db.Happening, k clock) historyLine {
	l := historyLine{At: k.full(h.At), Who: h.Who, Text: strings.TrimRight(h.Words(), ", "), Icon: "info"}
	kind, what, _ := strings.Cut(h.Kind, ".")
	switch {
	case h.Verdict != "" && !h.Verdict.Accepted():
		l.What, l.Tone, l.Icon = ui.VerdictWord(h.Verdict), "bad", "cross"
	case kind == "scan":
		l.What, l.Icon = ui.VerdictWord(h.Verdict), "scan"
	case kind == "order":
		l.What, l.Tone, l.Icon = ui.StateWord(picking.State(what)), "accent", "flag"
	case kind == "move":
		l.What, l.Icon = moveWord(what), "tote"
	case kind == "list":
		l.What, l.Icon = "List "+waveWord(what), "list"
	case happened[h.Kind] != "":
		l.What = happened[h.Kind]
	case kind == "carton":
		l.What, l.Icon = "Carton "+what, "box"
	default:
		l.What = strings.ReplaceAll(h.Kind, ".", " ")
	}
	return l
}

// happened are the words of happenings whose kind is none a person would say.
var happened = map[string]string{
	"packing.aside": "Set aside", "packing.resumed": "Packed on", "packing.missing": "Not found", "carton.unscanned": "Label not scanned",
	"carton.overruled": "Weight overruled", "carton.reopened": "Carton opened again", "document.reprint": "Printed again",
	"booking.chosen": "Service chosen", "booking.reason": "Label given back", "door.left": "Driver left",
	"booking.asked": "Label asked for", "booking.booked": "Label bought", "booking.voided": "Label is void", "booking.refused": "No label",
	"print.queued": "To be printed", "print.sent": "Sent to print", "print.printed": "Printed", "print.failed": "Not printed",
}

func moveWord(cause string) string {
	switch cause {
	case "pick":
		return "Picked"
	case "put":
		return "Sorted"
	case "pack":
		return "Packed"
	case "ship":
		return "Left"
	case "undo":
		return "Undone"
	case "count":
		return "Counted"
	case "receive":
		return "Received"
	case "damage":
		return "Set aside"
	case "back":
		return "Put back"
	}
	return cause
}

func listName(l picking.ListID) string { return fmt.Sprintf("L-%d", l) }

// askKind is the look of a button that only leads to a question.
func askKind(kind string) string {
	if kind == "primary" {
		return ""
	}
	return kind
}
