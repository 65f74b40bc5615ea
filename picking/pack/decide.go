package pack

import (
	"slices"

	"pickpack/picking"
)

// UndoCode is the text of the printed UNDO card.
const UndoCode = "UNDO"

// Decide judges one scan at the station.
func Decide(s State, scan picking.Scan) Outcome {
	if c := s.due(); c != nil && s.Order.State != picking.Cancelled {
		return s.stick(*c, scan)
	}
	if m := s.mine(); m != nil {
		return s.refuse(*m)
	}
	f := s.Found
	switch {
	case f.Location != nil:
		return s.refuse(s.aPlace(*f.Location))
	case f.Order != nil:
		return s.refuse(s.anOrder(f.Order.Number))
	case f.Item == nil && scan.Code == UndoCode:
		return Undo(s)
	}
	if f.Item == nil {
		if b, ok := s.box(scan.Code); ok {
			return s.take(b)
		}
	}
	p, no := s.identify(scan)
	if no != nil && no.Verdict == picking.UnknownCode && s.Parcel != nil {
		return s.refuse(s.aLabel(*s.Parcel))
	}
	if no != nil {
		if n, ok := cartonNumber(scan.Code); ok && no.Verdict == picking.UnknownCode {
			return s.goOn(n)
		}
		return s.refuse(*no)
	}
	return s.pack(p)
}

// mine refuses what nobody, or not this person, may pack now.
func (s State) mine() *picking.Message {
	if m := s.standing(); m != nil {
		return m
	}
	if s.open() == nil || s.Order.Packer == 0 {
		m := picking.Refuse(picking.NotAllowed, "Not begun", picking.Say("Order %s is not open at this station.", s.Order.Number), "Scan its tote.")
		return &m
	}
	if s.Order.Packer != s.User {
		m := picking.Refuse(picking.NotYours, picking.Say("%s has taken over", s.Order.PackerName),
			picking.Say("Order %s is open at another station.", s.Order.Number), "Scan the next tote.")
		return &m
	}
	return nil
}

// piece is what a scan was found to mean: n units of an item, of one lot (0: whichever lies there), of one serial.
type piece struct {
	item   picking.ItemID
	name   string
	n      picking.Qty
	lot    picking.LotID
	serial *Serial

	lotCode string // as it was scanned with the item
}

// pack moves a piece from where it lies into the open carton.
func (s State) pack(p piece) Outcome {
	left := s.left(p.item)
	if left == 0 || p.serial != nil && p.serial.Carton != 0 {
		return s.bring(p)
	}
	if p.n > left {
		return s.refuse(s.tooMany(p, left))
	}
	carton := s.open()
	moves, ok := s.moves(p, carton.Location)
	if !ok {
		return s.refuse(picking.Refuse(picking.NotAllowed, "Not in its tote", picking.Say(
			"The books show no such %s in the totes of order %s.", p.name, s.Order.Number), "Call your supervisor."))
	}
	last := Last{Kind: "pack", Carton: carton.ID, Moves: moves}
	if p.serial != nil && p.serial.Line == 0 {
		last.Serials = p.serial.bound(moves[0].Line)
	}
	e := effects(carton.ID, moves, 1)
	e.Serials = last.Serials
	return s.accept(e, last, func(next State) picking.Message { return next.packed(p, moves) })
}

// moves takes the piece from the places, line by line and place by place; false if not enough lies there.
func (s State) moves(p piece, to picking.LocationID) (moves []picking.Move, ok bool) {
	places := s.clone().Places
	need := p.n
	for _, l := range s.fillable(p) {
		want := min(need, l.Left())
		for i := range places {
			for j := range places[i].Goods {
				g := &places[i].Goods[j]
				if want == 0 || g.Qty == 0 || g.Item != p.item || p.lot != 0 && g.Lot != p.lot {
					continue
				}
				n := min(want, g.Qty)
				m := picking.Move{Item: g.Item, Lot: g.Lot, From: places[i].ID, To: to, Qty: n, Cause: "pack", Line: l.ID}
				if p.serial != nil {
					m.Serial = p.serial.Serial
				}
				moves = append(moves, m)
				g.Qty, want, need = g.Qty-n, want-n, need-n
			}
		}
	}
	return moves, need == 0
}

// fillable are the lines a piece may go to: a serial captured for a line goes to that line.
func (s State) fillable(p piece) (lines []Line) {
	for _, l := range s.Lines {
		if l.Item == p.item && l.Left() > 0 && (p.serial == nil || p.serial.Line == 0 || p.serial.Line == l.ID) {
			lines = append(lines, l)
		}
	}
	return lines
}

// effects are what moves into (sign 1) or out of (-1) a carton write.
func effects(carton picking.CartonID, moves []picking.Move, sign picking.Qty) picking.Effects {
	e := picking.Effects{Pack: &picking.PackChange{Carton: carton}, Moves: moves}
	for _, m := range moves {
		e.Lines = addLine(e.Lines, m.Line, sign*m.Qty)
		e.Pack.Contents = addContents(e.Pack.Contents, picking.PackedLine{Line: m.Line, Lot: m.Lot, Qty: sign * m.Qty})
	}
	return e
}

func addLine(lines []picking.LineChange, id picking.LineID, n picking.Qty) []picking.LineChange {
	for i := range lines {
		if lines[i].Line == id {
			lines[i].Packed += n
			return lines
		}
	}
	return append(lines, picking.LineChange{Line: id, Packed: n})
}

func addContents(contents []picking.PackedLine, p picking.PackedLine) []picking.PackedLine {
	for i := range contents {
		if contents[i].Line == p.Line && contents[i].Lot == p.Lot {
			contents[i].Qty += p.Qty
			return contents
		}
	}
	return append(contents, p)
}

// take packs the open carton into another box.
func (s State) take(b Box) Outcome {
	carton := s.open()
	e := picking.Effects{Pack: &picking.PackChange{Carton: carton.ID, Box: b.Code}}
	return s.accept(e, Last{Kind: "box", Carton: carton.ID, Box: carton.Box}, func(State) picking.Message {
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Box %s", b.Code), Detail: picking.Name(b.Size())}
	})
}

func (s State) refuse(m picking.Message) Outcome { return Outcome{Message: m, Prompt: PromptFor(s)} }

// accept makes the outcome of a step that changes something; say words it from the state after it.
func (s State) accept(e picking.Effects, last Last, say func(State) picking.Message) Outcome {
	next := s.after(e)
	switch {
	case e.Undone != "":
		next.Last, next.Before = s.Before, nil
	case last.Kind != "carton" && last.Kind != "label": // these leave the last scan the last
		next.Last, next.Before = &last, s.Last
	}
	return Outcome{Message: say(next), Prompt: PromptFor(next), Effects: e, Last: &last}
}

// after is the state once effects are written.
func (s State) after(e picking.Effects) State {
	next := s.clone()
	next.Order.Version++
	for _, c := range e.Lines {
		next.line(c.Line).Packed += c.Packed
		next.Order.Packed += c.Packed
	}
	for _, m := range e.Moves {
		next.put(m.From, m, -m.Qty)
		next.put(m.To, m, m.Qty)
		for i := range next.Serials {
			if x := &next.Serials[i]; m.Serial != "" && x.Item == m.Item && x.Serial == m.Serial {
				x.Carton = next.cartonAt(m.To)
			}
		}
	}
	if e.Pack.Current != 0 {
		next.Order.Carton = e.Pack.Current
	}
	carton, from := next.carton(e.Pack.Carton), next.carton(e.Pack.From)
	if e.Pack.Box != "" {
		carton.Box = e.Pack.Box
	}
	if e.Pack.Apply != "" {
		carton.Apply = e.Pack.Apply
	}
	for _, c := range e.Pack.Contents {
		carton.Contents = addContents(carton.Contents, c)
		if from != nil {
			c.Qty = -c.Qty
			from.Contents = addContents(from.Contents, c)
		}
	}
	return next
}

// put adds goods to one of the order's places; a carton is none.
func (s State) put(at picking.LocationID, m picking.Move, n picking.Qty) {
	p := s.place(at)
	if p == nil {
		return
	}
	for i := range p.Goods {
		if p.Goods[i].Item == m.Item && p.Goods[i].Lot == m.Lot {
			p.Goods[i].Qty += n
			return
		}
	}
	p.Goods = append(p.Goods, Goods{Item: m.Item, Lot: m.Lot, Qty: n})
}

func (s State) clone() State {
	s.Lines, s.Places, s.Cartons = slices.Clone(s.Lines), slices.Clone(s.Places), slices.Clone(s.Cartons)
	s.Serials = slices.Clone(s.Serials)
	for i := range s.Places {
		s.Places[i].Goods = slices.Clone(s.Places[i].Goods)
	}
	for i := range s.Cartons {
		s.Cartons[i].Contents = slices.Clone(s.Cartons[i].Contents)
	}
	return s
}
