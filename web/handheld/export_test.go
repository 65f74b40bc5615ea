package handheld

import (
	"fmt"
	"time"

	"github.com/a-h/templ"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/task"
	"pickpack/picking/wall"
	"pickpack/web/ui"
)

// State is one screen in one state, for the gallery test. Tall ones may scroll.
type State struct {
	Name string
	Tall bool
	Down bool // with the plate "no connection" over it
	s    screen
}

// Page is the whole page of a state as person Ann sees it, with a theme, a hand and a text size that she likes.
func (s State) Page(likes ui.Frame) templ.Component {
	f := ui.Frame{Title: s.s.place().title.String(), Theme: likes.Theme, Hand: likes.Hand, Text: likes.Text, Density: ui.Handheld, Bare: true, CSRF: "token",
		User:   picking.User{ID: 7, Name: "Ann Okafor", Role: picking.Picker, Badge: "P-101"},
		Styles: []string{"css/handheld.css"}, Scripts: []string{"js/scan.js"}}
	return page(pageView{Frame: f, Place: s.s.place(), ID: "00000000-0000-4000-8000-000000000000", Screen: s.s.view(f)})
}

// Fragment is the same as the answer to a scan.
func (s State) Fragment() templ.Component { return s.s.view(ui.Frame{}) }

var now = time.Date(2026, 11, 23, 13, 22, 0, 0, time.UTC)

func aList(id picking.ListID, m picking.Method, zone, state string) db.Work {
	return db.Work{ID: id, Method: m, Zone: zone, State: state, Tasks: 24, Done: 9, Orders: 6, Units: 41, Metres: 412, Cutoff: now.Add(38 * time.Minute)}
}

func pick(step task.Step, f func(*task.Prompt)) pickView {
	t := task.Task{ID: 1, Seq: 9, Bin: "B-07-14-2", Zone: "B", Side: "left", Level: 2, SKU: "40-2217", Name: "Enamel teapot, blue, 1.2 L", Picture: "🫖",
		LotCode: "L2291", Expires: "2027-03-31", Qty: 5, Slot: 3, Tracking: picking.ByLot}
	p := task.Prompt{List: 1042, Version: 31, Method: picking.Cluster, Step: step, Done: 9, Tasks: 24, Cart: "CART-03", Slot: 3, Tote: "T-0118", Order: "O-20417",
		Task: &t, Need: 5, Next: "B-07-16-1", CanUndo: true, CanSkip: step == task.StepBin, CanShort: step == task.StepItem}
	if f != nil {
		f(&p)
	}
	return pickView{P: p, Now: now}
}

func totes(bound, of int, number string) (out []task.Tote) {
	for i := 1; i <= of; i++ {
		t := task.Tote{Slot: i, State: "empty", Number: number, Units: picking.Qty(i * 3 % 11)}
		if i <= bound {
			t.ID, t.Code, t.State = picking.LocationID(i), "T-01"+string(rune('0'+i/10))+string(rune('0'+i%10)), "filling"
		}
		out = append(out, t)
	}
	return out
}

func told(v pickView, m picking.Message) pickView { v.M = m; return v }

func ahead(w task.Way) func(*task.Prompt) {
	return func(p *task.Prompt) { p.Way = &w }
}

func piece(n picking.Qty) *wall.Piece {
	return &wall.Piece{SKU: "40-2217", Name: "Enamel teapot, blue, 1.2 L", Picture: "🫖", Qty: n}
}

func sortAt(step wall.Step, f func(*wall.Prompt)) sortView {
	p := wall.Prompt{Sort: 12, Version: 4, Step: step, Tote: "T-0118", Order: "O-20417", Slot: "W-07", Item: piece(9), Counted: 2, Need: 5, In: 9, Of: 14, Left: 31, Kinds: 9, Undo: true}
	if f != nil {
		f(&p)
	}
	return sortView{P: p}
}

func back(step task.Step) task.BackPrompt {
	return task.BackPrompt{Order: 7, Number: "O-20417", Step: step, Left: 9, Good: &task.Good{Place: "T-0118", Bin: "B-07-14-2", Zone: "B", SKU: "40-2217",
		Name: "Enamel teapot, blue, 1.2 L", Picture: "🫖", LotCode: "L2291", Qty: 5}}
}

// Gallery is every screen in every state that looks different.
func Gallery() []State {
	cart := pick(task.StepCart, func(p *task.Prompt) { p.Task, p.Done, p.CanUndo, p.Tote = nil, 0, false, "" })
	w := aList(1042, picking.Cluster, "", "assigned")
	cart.Work = &w
	bind := func(n int) func(*task.Prompt) {
		return func(p *task.Prompt) { p.Task, p.Done, p.Totes, p.Slot = nil, 0, totes(n, 12, "O-20417"), n+1 }
	}
	end := func(m picking.Method, number string) func(*task.Prompt) {
		return func(p *task.Prompt) { p.Task, p.Method, p.Done, p.Totes = nil, m, 24, totes(6, 6, number) }
	}
	counted := func(n picking.Qty) func(*task.Prompt) {
		return func(p *task.Prompt) { p.Counted, p.CanSkip = n, false }
	}
	item := pick(task.StepItem, counted(2))
	show := []wall.Piece{*piece(9), {SKU: "11-0301", Name: "Hand cream, rose, 75 ml", Lot: "A17", Qty: 12}, {SKU: "73-1100", Name: "Notebook A5, dotted, black", Qty: 6},
		{SKU: "55-4031", Name: "LED candle, set of 3", Qty: 4}}
	paused := aList(1042, picking.Cluster, "", "in_progress")
	paused.Paused = true
	return []State{
		{Name: "me", Tall: true, s: meView{}},
		{Name: "home-empty", s: homeView{Now: now}},
		{Name: "home-open", s: homeView{Open: 14, Wall: 3, Now: now}},
		{Name: "home-begun", s: homeView{Mine: []db.Work{aList(1042, picking.Zone, "B", "in_progress")}, Open: 3, Wall: 2, Now: now}},
		{Name: "home-assigned", Tall: true, s: homeView{Mine: []db.Work{aList(1042, picking.Cluster, "", "assigned"), aList(1043, picking.Batch, "", "assigned")}, Now: now}},
		{Name: "home-none-waiting", s: homeView{Now: now, M: picking.Refuse(picking.NotAllowed, "No list is waiting", "Everything released is taken.", "Ask your supervisor, or try again in a minute.")}},
		{Name: "cart", s: cart},
		{Name: "totes", s: pick(task.StepTotes, bind(4))},
		{Name: "totes-last", s: told(pick(task.StepTotes, bind(11)), picking.Message{Verdict: picking.OK, Title: "T-0111 in slot 11"})},
		{Name: "bin", s: told(pick(task.StepBin, nil), picking.Message{Verdict: picking.LineComplete, Title: "3 into T-0117", Detail: "Hand cream, rose, 75 ml"})},
		{Name: "bin-ahead", s: told(pick(task.StepBin, ahead(task.Way{Metres: 14, Side: "left", From: 21, To: 83})), picking.Message{Verdict: picking.LineComplete, Title: "3 into T-0117", Detail: "Hand cream, rose, 75 ml"})},
		{Name: "bin-turn", s: pick(task.StepBin, ahead(task.Way{Metres: 126, Aisle: 112, Side: "right", To: 42}))},
		{Name: "bin-here", s: pick(task.StepBin, ahead(task.Way{From: 98, To: 98}))},
		{Name: "item", s: told(pick(task.StepItem, nil), picking.Message{Verdict: picking.OK, Title: "B-07-14-2"})},
		{Name: "item-counted", s: told(item, picking.Message{Verdict: picking.OK, Title: "2 of 5", Detail: "Enamel teapot, blue, 1.2 L"})},
		{Name: "serial", s: pick(task.StepSerial, func(p *task.Prompt) { p.Task.Tracking, p.Task.LotCode, p.Task.Expires = picking.BySerial, "", "" })},
		{Name: "tote", s: told(pick(task.StepTote, counted(5)), picking.Message{Verdict: picking.OK, Title: "5 of 5", Detail: "Enamel teapot, blue, 1.2 L"})},
		{Name: "long-words", s: pick(task.StepItem, func(p *task.Prompt) {
			p.Task.Name, p.Task.Bin, p.Tote = "Stainless steel insulated travel mug with leakproof lid, midnight blue, 450 ml", "NORTH-114-22-B4", "TOTE-000118"
			p.Need, p.Counted, p.List, p.Done, p.Tasks, p.Slot = 1200, 144, 104233, 110, 500, 12
		})},
		{Name: "short", s: shortView{P: item.P}},
		{Name: "more", s: moreView{P: item.P, Work: &w, Now: now}},
		{Name: "lines", Tall: true, s: linesView{P: item.P, Lines: someLines(24)}},
		{Name: "totes-in", Tall: true, s: totesView{P: item.P, Totes: cartOf(someTotes(4), someLines(24))}},
		{Name: "totes-none", s: totesView{P: item.P}},
		{Name: "more-bin", s: moreView{P: pick(task.StepBin, nil).P, Work: &w, Now: now}},
		{Name: "type", s: typeView{P: pick(task.StepItem, func(p *task.Prompt) { p.Counted, p.CanType = 2, true }).P}},
		{Name: "type-not-now", s: typeView{P: item.P}},
		{Name: "damaged", s: damageView{P: item.P}},
		{Name: "digits", s: digitsView{P: pick(task.StepBin, func(p *task.Prompt) { p.Label = "B-07-14-2" }).P}},
		{Name: "tote-last", s: told(pick(task.StepTote, func(p *task.Prompt) { p.Counted, p.Empty = 5, true }), picking.Message{Verdict: picking.OK, Title: "5 of 5", Detail: "Enamel teapot, blue, 1.2 L"})},
		{Name: "back-bin", s: backView{P: back(task.StepBin), M: picking.Message{Verdict: picking.OK, Title: "T-0118", Detail: "its order was cancelled"}}},
		{Name: "back-item", s: backView{P: back(task.StepItem)}},
		{Name: "back-done", s: backView{P: task.BackPrompt{Order: 7, Number: "O-20417", Step: task.StepDone}}},
		{Name: "cancelled", s: told(pick(task.StepBin, nil), picking.Refuse(picking.NotAllowed, "Order cancelled", "Order O-20417 was cancelled. Put the 3 you hold back into bin B-07-14-2.", ""))},
		{Name: "full", s: fullHint(item.P)},
		{Name: "full-not-now", s: fullHint(pick(task.StepBin, nil).P)},
		{Name: "hand", s: handHint(item.P)},
		{Name: "home-paused", Tall: true, s: homeView{Mine: []db.Work{paused}, Open: 3, Now: now, M: picking.Message{Verdict: picking.OK, Title: "Paused", Detail: "It goes on where you left it."}}},
		{Name: "confirm-bin", s: told(pick(task.StepBin, nil), picking.Refuse(picking.Confirm, "Another bin?", "B-07-15-2 holds Enamel teapot, blue, 1.2 L too. Planned is bin B-07-14-2.", "Scan B-07-15-2 again to take it from there."))},
		{Name: "confirm-lot", s: told(pick(task.StepItem, nil), picking.Refuse(picking.Confirm, "Another lot?", "You scanned lot L2304; planned is lot L2291. Lot L2291 expires sooner and should go first.", "Scan it again to take lot L2304 instead."))},
		{Name: "confirm-over", s: told(item, picking.Refuse(picking.Confirm, "More than ordered?", "This makes 8; 5 are wanted.", "Scan it again to take 3 more than ordered."))},
		{Name: "confirm-full", s: told(pick(task.StepTote, counted(5)), picking.Refuse(picking.Confirm, "Is T-0118 full?", "T-0131 is an empty tote.", "Scan T-0131 again to fill it instead. If not, put them into T-0118, slot 3."))},
		{Name: "confirm-hand", s: told(item, picking.Refuse(picking.Confirm, "Hand over the cart?", "Bo Lindqvist will go on with list 1042.", "Scan cart CART-03 to hand it over."))},
		{Name: "confirm-take", s: homeView{Open: 3, Now: now, M: picking.Refuse(picking.Confirm, "Take over the cart?", "Ann Okafor has CART-03: list 1042, 9 of 24 lines done.", "Scan CART-03 again to go on with it.")}},
		{Name: "refused-expired", s: told(pick(task.StepItem, nil), picking.Refuse(picking.WrongLot, "This lot expired", "Lot L2291 expired on 1 Mar 2026.", "Leave it there. Scan a lot that is still good, or say short."))},
		{Name: "drop", s: pick(task.StepDrop, end(picking.Cluster, "O-20417"))},
		{Name: "drop-batch", s: pick(task.StepDrop, end(picking.Batch, ""))},
		{Name: "done", s: told(pick(task.StepDone, func(p *task.Prompt) { end(picking.Zone, "O-20417")(p); p.Totes = p.Totes[:2] }),
			picking.Message{Verdict: picking.ListComplete, Title: "List complete", Detail: "Totes left at WALL-1."})},
		{Name: "refused-item", s: told(item, picking.Refuse(picking.WrongItem, "Wrong item", "You scanned Enamel teapot, red, 1.2 L. It is line 12 of this list, bin B-07-16-1.", "Here we need Enamel teapot, blue, 1.2 L — 3 more."))},
		{Name: "refused-bin", s: told(pick(task.StepBin, nil), picking.Refuse(picking.WrongPlace, "Wrong bin", "You scanned bin B-07-15-2.", "Scan bin B-07-14-2."))},
		{Name: "refused-many", s: told(item, picking.Refuse(picking.TooMany, "Too many", "This code means 6, only 3 more are needed.", "Scan single units."))},
		{Name: "refused-unknown", s: told(item, picking.Refuse(picking.UnknownCode, "Unknown code", "Nothing here has this code.", "Here we need Enamel teapot, blue, 1.2 L — 3 more."))},
		{Name: "refused-lot", s: told(item, picking.Refuse(picking.Narrower, "Which lot?", "This bin holds several lots of it.", "Scan the label of lot L2291."))},
		{Name: "refused-not-yours", s: told(item, picking.Refuse(picking.NotYours, "Cart in use", "CART-03 is on list 1040.", "Scan a free cart."))},
		{Name: "no-connection", Down: true, s: item},
		{Name: "sound", s: soundView{}},
		{Name: "wall-empty", s: wallView{}},
		{Name: "wall", Tall: true, s: wallView{Waiting: []wall.Waiting{{Code: "T-0118", Units: 31, At: "WALL-1"}, {Code: "T-0120", Units: 12, By: "Bo Lindqvist"}, {Code: "T-0131", Units: 4, Order: 1, Number: "O-20417", At: "WALL-1"}},
			Taken: []wall.Cubby{{Slot: "W-07", Number: "O-20417", In: 14, Of: 14}, {Slot: "W-02", Number: "O-20399", In: 9, Of: 11}, {Slot: "W-11", Number: "O-20388", In: 3, Of: 20}}}},
		{Name: "sort-item", Tall: true, s: sortAt(wall.TakeItem, func(p *wall.Prompt) { p.Item, p.Order, p.Slot, p.Counted, p.Need, p.Show = nil, "", "", 0, 0, show })},
		{Name: "sort-counting", s: sortAt(wall.TakeItem, nil)},
		{Name: "sort-slot", s: sortAt(wall.PutSlot, func(p *wall.Prompt) { p.Counted = 5 })},
		{Name: "sort-free", s: sortAt(wall.PutSlot, func(p *wall.Prompt) { p.Counted, p.Slot, p.Free = 5, "", "W-09" })},
		{Name: "sort-full", s: sortAt(wall.PutSlot, func(p *wall.Prompt) { p.Counted, p.Slot, p.Full = 5, "", true })},
		{Name: "sort-whole", Tall: true, s: sortAt(wall.PutSlot, func(p *wall.Prompt) { p.Whole, p.Item, p.Show, p.Kinds, p.Elsewhere = true, nil, show[:3], 3, 1 })},
		{Name: "sort-done", s: sortView{P: wall.Prompt{Sort: 12, Version: 9, Step: wall.Done, Tote: "T-0118", Undo: true},
			M: picking.Message{Verdict: picking.ListComplete, Title: "1 in W-07", Detail: "Order O-20417 is complete.", Need: "Tote T-0118 is empty."}}},
		{Name: "sort-refused", s: sortView{P: sortAt(wall.PutSlot, nil).P, M: picking.Refuse(picking.WrongPlace, "Wrong slot", "W-05 is order O-20399's slot; you hold goods of order O-20417.", "Scan slot W-07.")}},
	}
}

var someNames = []string{"Hand cream, rose, 75 ml", "Notebook A5, dotted, black", "Stainless steel insulated travel mug with leakproof lid, midnight blue, 450 ml", "LED candle, set of 3"}

// someLines are those of a list that is in the middle; its ninth line is at hand.
func someLines(n int) []db.PickLine {
	var done, open []db.PickLine
	for i := range n {
		l := db.PickLine{ID: picking.TaskID(100 + i), Seq: i + 1, Bin: fmt.Sprintf("B-07-%02d-2", i+3), Name: someNames[i%len(someNames)], Qty: picking.Qty(i%5 + 1), Slot: i%4 + 1, Open: i >= n/3}
		if i == n/3 {
			l.ID = 1
		}
		if l.Open {
			open = append(open, l)
			continue
		}
		l.Done = l.Qty
		if i == 3 {
			l.Done, l.Short = l.Qty-1, 1
		}
		done = append(done, l)
	}
	return append(open, done...)
}

func someTotes(n int) (all []db.PickTote) {
	for i := range n {
		all = append(all, db.PickTote{Slot: i + 1, Code: fmt.Sprintf("T-01%02d", i+1), Number: fmt.Sprintf("O-204%02d", 17+i), Cancelled: i == 3})
	}
	return all
}
