package wall

import (
	"slices"

	"pickpack/picking"
)

// Outcome is what became of a scan: what to say, the screen that follows, what to write and what an undo needs.
// A refusal has neither Effects nor Past, and its Prompt is the one before.
type Outcome struct {
	Message picking.Message
	Prompt  Prompt
	Effects picking.Effects
	Past    *Past
}

// Past is kept in the receipt of an accepted step, so that the step can be reversed. Scan is filled in by the store.
type Past struct {
	Kind   string             `json:"kind"` // count or put
	Scan   string             `json:"scan,omitempty"`
	Cursor Cursor             `json:"cursor"` // before the step
	Put    picking.Qty        `json:"put"`    // units put into the slot; 0: pieces were only counted
	Moves  []picking.Move     `json:"moves,omitempty"`
	Order  picking.OrderID    `json:"order"` // whose goods were put
	Slot   picking.LocationID `json:"slot"`  // and where
	Took   bool               `json:"took"`  // a free slot became the order's by it
}

// Decide judges one scan.
func Decide(s State, scan picking.Scan, f picking.Found) Outcome {
	switch {
	case s.Cursor.Step == Done:
		return s.refuse(notAllowed("This tote is empty", "", "Scan the next tote."))
	case f.Location != nil && f.Location.Kind == picking.Slot:
		return onSlot(s, *f.Location)
	case f.Location != nil:
		return s.refuse(s.wrongPlace(*f.Location))
	case f.Order != nil:
		return s.refuse(notAllowed("Not here", picking.Say("That is the number of order %s.", f.Order.Number), s.want()))
	case s.Whole != 0:
		return s.refuse(s.wholeOnly(f))
	}
	c, n, no := identify(s, scan, f)
	if no != nil {
		return s.refuse(*no)
	}
	return onItem(s, c, n)
}

// onItem counts n units of c into the hand.
func onItem(s State, c Content, n picking.Qty) Outcome {
	h, need, inHand := s.holding()
	switch {
	case inHand && (c.Item != s.Cursor.Item || c.Lot != s.Cursor.Lot):
		return s.refuse(s.handFull(c))
	case !inHand:
		var wanted bool
		if h, inHand, wanted = choose(s, c, n); !inHand {
			return s.refuse(noShare(c, wanted))
		}
		need = min(h.Left, c.Qty)
	}
	if s.Cursor.Counted+n > need {
		return s.refuse(s.tooMany(h, n, need))
	}
	return s.count(h, c, n)
}

func (s State) count(h Share, c Content, n picking.Qty) Outcome {
	next := s
	next.Cursor = Cursor{Step: TakeItem, Task: h.Task, Line: h.Line, Item: c.Item, Lot: c.Lot,
		Counted: s.Cursor.Counted + n}
	if next.Cursor.Counted == min(h.Left, c.Qty) {
		next.Cursor.Step = PutSlot
	}
	past := &Past{Kind: "count", Cursor: s.Cursor}
	next.Past, next.Version = []Past{*past}, s.Version+1
	p := next.Prompt()
	return Outcome{
		Message: picking.Message{Verdict: picking.OK, Title: picking.Say("%d of %d", p.Counted, p.Need), Detail: picking.Name(c.Name)},
		Prompt:  p,
		Effects: picking.Effects{Sort: next.change(0, 0)},
		Past:    past,
	}
}

// onSlot puts what is in the hand, or the whole tote, into the scanned slot, if it is the order's or free for it.
func onSlot(s State, at picking.FoundLocation) Outcome {
	h, _, inHand := s.holding()
	id := h.Order
	if s.Whole != 0 {
		id, inHand = s.Whole, true
	}
	if !inHand {
		return s.refuse(s.itemFirst(at))
	}
	o, _ := s.order(id)
	to, known := s.slot(at.ID)
	switch {
	case !known:
		return s.refuse(s.wrongPlace(at))
	case o.Slot != 0 && to.ID != o.Slot, o.Slot == 0 && to.Order != 0:
		return s.refuse(s.wrongSlot(o, to))
	}
	if s.Whole != 0 {
		return s.putAll(o, to)
	}
	return s.putHand(h, o, to)
}

func (s State) putHand(h Share, o Order, to Slot) Outcome {
	n := s.Cursor.Counted
	move := picking.Move{Item: s.Cursor.Item, Lot: s.Cursor.Lot, From: s.Tote.ID, To: to.ID, Qty: n, Cause: "put", Line: h.Line}
	past := &Past{Kind: "put", Cursor: s.Cursor, Put: n, Moves: []picking.Move{move}, Order: o.ID, Slot: to.ID, Took: o.Slot == 0}
	next := s.after(past)
	next.Shares = slices.Clone(s.Shares)
	for i := range next.Shares {
		if next.Shares[i].Task == h.Task && next.Shares[i].Line == h.Line {
			next.Shares[i].Left -= n
		}
	}
	out := next.put(past, to)
	out.Effects.Shares = []picking.ShareChange{{Task: h.Task, Line: h.Line, Put: n}}
	out.Effects.Lines = []picking.LineChange{{Line: h.Line, Picked: n}}
	if out.Message.Verdict == picking.OK && n == h.Left {
		out.Message.Verdict = picking.LineComplete
	}
	return out
}

// putAll moves the tote's whole content; its lines were counted when they were picked.
func (s State) putAll(o Order, to Slot) Outcome {
	past := &Past{Kind: "put", Cursor: s.Cursor, Put: s.left(), Order: o.ID, Slot: to.ID, Took: o.Slot == 0}
	for _, c := range s.Contents {
		if c.Qty > 0 {
			past.Moves = append(past.Moves, picking.Move{Item: c.Item, Lot: c.Lot, From: s.Tote.ID, To: to.ID, Qty: c.Qty, Cause: "put"})
		}
	}
	return s.after(past).put(past, to)
}

// after is the state once the moves of a put have happened.
func (s State) after(past *Past) State {
	s.Past, s.Version = []Past{*past}, s.Version+1
	s.Cursor = Cursor{Step: TakeItem}
	s.Contents = slices.Clone(s.Contents)
	for _, m := range past.Moves {
		for i := range s.Contents {
			if s.Contents[i].Item == m.Item && s.Contents[i].Lot == m.Lot {
				s.Contents[i].Qty -= m.Qty
			}
		}
	}
	if s.left() == 0 {
		s.Cursor.Step = Done
	}
	s.Orders, s.Slots = slices.Clone(s.Orders), slices.Clone(s.Slots)
	o, _ := s.order(past.Order)
	for i := range s.Orders {
		if s.Orders[i].ID == past.Order {
			s.Orders[i].Slot = past.Slot
			if s.Whole == 0 {
				s.Orders[i].Missing -= past.Put
			}
		}
	}
	for i := range s.Slots {
		if s.Slots[i].ID == past.Slot {
			s.Slots[i].Order, s.Slots[i].Number = o.ID, o.Number
		}
	}
	return s
}

// put is the outcome of a put; s is the state after it.
func (s State) put(past *Past, to Slot) Outcome {
	o, _ := s.order(past.Order)
	e := picking.Effects{Sort: s.change(o.ID, to.ID), Moves: past.Moves}
	if past.Took {
		e.Events = []picking.Event{{Kind: "order.slot", Order: o.ID, Text: "slot " + to.Code + " of the put wall"}}
	}
	if s.Cursor.Step == Done {
		e.Totes = s.toteDone()
	}
	return Outcome{Message: s.putMessage(o, to, past.Put), Prompt: s.Prompt(), Effects: e, Past: past}
}

func (s State) refuse(m picking.Message) Outcome { return Outcome{Message: m, Prompt: s.Prompt()} }

// change is the cursor as the store keeps it. The order takes the slot; a negative one gives it back.
func (s State) change(order picking.OrderID, slot picking.LocationID) *picking.SortChange {
	c := s.Cursor
	state := "open"
	if c.Step == Done {
		state = "done"
	}
	return &picking.SortChange{State: state, Step: string(c.Step), Task: c.Task, Line: c.Line, Item: c.Item, Lot: c.Lot,
		Slot: slot, Order: order, Counted: c.Counted}
}

func (s State) toteDone() []picking.ToteChange {
	return []picking.ToteChange{{Slot: s.Tote.Slot, Tote: s.Tote.ID, State: "done", At: s.Tote.At}}
}
