package pack

import (
	"slices"
	"strconv"
	"strings"

	"pickpack/picking"
)

// An order may have several cartons open, say a mug's and a carpet's: scans go into one of them, and CARTON-2 or c2 goes
// on in another.
//
//	mug     → carton 1     the last mug of the order
//	c2                     carton 2 from now on
//	mug     → asks         "It is in carton 1. Scan it again to move it here"
//	mug     → carton 2     out of carton 1
//
// So to split a carton is to open another and scan once more what belongs into it.

// NewCartonCode is the text of the printed card that opens another carton.
const NewCartonCode = "CARTON-NEW"

const cartonPrefix = "CARTON-"

// CartonCard is the text of the printed card that goes on in carton n.
func CartonCard(n int) string { return cartonPrefix + strconv.Itoa(n) }

// IsNewCarton says whether a code asks for another carton: the card, or c+ typed.
func IsNewCarton(code string) bool {
	return strings.EqualFold(code, NewCartonCode) || strings.EqualFold(code, "c+")
}

// cartonNumber reads CARTON-2 or c2.
func cartonNumber(code string) (int, bool) {
	text := strings.ToUpper(code)
	rest, ok := strings.CutPrefix(text, cartonPrefix)
	if !ok {
		rest, ok = strings.CutPrefix(text, "C")
	}
	n, err := strconv.ParseUint(rest, 10, 16)
	return int(n), ok && err == nil && n > 0
}

// others are the open cartons besides one, by N: those with goods in them, and those without.
func (s State) others(but picking.CartonID) (full, empty []Carton) {
	for _, c := range s.Cartons {
		switch {
		case c.State != CartonOpen || c.ID == but:
		case c.units() > 0:
			full = append(full, c)
		default:
			empty = append(empty, c)
		}
	}
	return full, empty
}

// FreeNumber is the number of the next carton that is opened: the lowest that none has. Void cartons have none any more, so
// what is packed out of carton 1 into another box is carton 1 again, and the last of three is number 3.
func (s State) FreeNumber() int {
	for n := 1; ; n++ {
		if !slices.ContainsFunc(s.Cartons, func(c Carton) bool { return c.N == n && c.State != CartonVoid }) {
			return n
		}
	}
}

func ids(cartons []Carton) (all []picking.CartonID) {
	for _, c := range cartons {
		all = append(all, c.ID)
	}
	return all
}

// cartonAt is the carton that is a place of the ledger, 0 if it is none of this order.
func (s State) cartonAt(at picking.LocationID) picking.CartonID {
	for _, c := range s.Cartons {
		if c.Location == at {
			return c.ID
		}
	}
	return 0
}

// goOn makes carton n the one that scans go into.
func (s State) goOn(n int) Outcome {
	for _, c := range s.Cartons {
		switch {
		case c.N != n:
		case c.State != CartonOpen:
			return s.refuse(picking.Refuse(picking.NotAllowed, "That carton is closed", picking.Say("Carton %d has its label.", n), s.need()))
		case c.ID == s.open().ID:
			return Outcome{Message: s.into(c), Prompt: PromptFor(s)}
		default:
			e := picking.Effects{Pack: &picking.PackChange{Carton: c.ID, Current: c.ID}}
			return s.accept(e, Last{Kind: "carton", Carton: c.ID}, func(next State) picking.Message { return next.into(c) })
		}
	}
	return s.refuse(picking.Refuse(picking.NotAllowed, "No such carton", picking.Say("Order %s has no carton %d.", s.Order.Number, n),
		"Open another carton first."))
}

func (s State) into(c Carton) picking.Message {
	return picking.Message{Verdict: picking.OK, Title: picking.Say("Carton %d", c.N), Detail: "Scans go into this carton now.",
		Need: "Goods of another open carton: scan them again to move them here."}
}

// Opening is the decision on another carton. Unless the verdict is accepted nothing is written.
type Opening struct {
	Message picking.Message
	Box     string
}

// NewCarton says whether another carton may be opened beside those that are. An empty one is used first.
func NewCarton(s State) Opening {
	if m := s.mine(); m != nil {
		return Opening{Message: *m}
	}
	if _, empty := s.others(0); len(empty) > 0 {
		n := empty[0].N
		return Opening{Message: picking.Refuse(picking.NotAllowed, "One is empty", picking.Say("Carton %d is open and has nothing in it.", n),
			picking.Say("Go on in carton %d.", n))}
	}
	return Opening{Box: s.nextBox(), Message: picking.Message{Verdict: picking.OK, Title: "Another carton", Detail: "Scans go into it now.",
		Need: "Goods of another open carton: scan them again to move them here."}}
}

// bring moves a piece out of another open carton into the one being packed, once its code was scanned again.
func (s State) bring(p piece) Outcome {
	to := s.open()
	from, moves, no := s.elsewhere(p, to.Location)
	if no != nil {
		return s.refuse(*no)
	}
	if !s.Again {
		return s.refuse(picking.Refuse(picking.Confirm, picking.Say("It is in carton %d", from.N), picking.Say("%d × %s, already packed.", p.n, p.name),
			picking.Say("Scan it again to move it here, into carton %d.", to.N)))
	}
	return s.accept(moved(to.ID, from.ID, moves), Last{Kind: "move", Carton: to.ID, From: from.ID, Moves: moves}, func(State) picking.Message {
		return picking.Message{Verdict: picking.OK, Title: picking.Say("Moved to carton %d", to.N), Detail: picking.Say("%d × %s", p.n, p.name),
			Need: picking.Say("Take it out of carton %d.", from.N)}
	})
}

// moved are the effects of goods that move from one carton into another.
func moved(to, from picking.CartonID, moves []picking.Move) picking.Effects {
	e := effects(to, moves, 1)
	e.Pack.From, e.Lines = from, nil
	return e
}

// elsewhere finds a piece in one of the other open cartons.
func (s State) elsewhere(p piece, to picking.LocationID) (from Carton, moves []picking.Move, no *picking.Message) {
	refuse := func(m picking.Message) (Carton, []picking.Move, *picking.Message) { return Carton{}, nil, &m }
	full, _ := s.others(s.open().ID)
	var serials []string
	for _, x := range s.Serials {
		for _, c := range full {
			if x.Item == p.item && x.Carton == c.ID {
				serials = append(serials, x.Serial)
			}
		}
	}
	if p.serial == nil && len(serials) > 0 {
		return refuse(picking.Refuse(picking.Narrower, "Which unit?", picking.Say("%s is packed by serial number.", p.name),
			picking.Say("Scan serial number %s.", strings.Join(serials[:min(5, len(serials))], ", "))))
	}
	for _, c := range full {
		goods := s.goodsIn(c, p)
		if len(lotsOf(goods)) > 1 {
			return refuse(*whichLot(p, lotsOf(goods)))
		}
		if moves = take(goods, p, c.Location, to); moves != nil {
			return c, moves, nil
		}
	}
	return refuse(s.tooMany(p, 0))
}

// goodsIn is what a carton holds of a piece's item, as far as it may be the piece.
func (s State) goodsIn(c Carton, p piece) (goods []picking.PackedLine) {
	for _, x := range c.Contents {
		l := s.line(x.Line)
		switch {
		case l == nil || l.Item != p.item || x.Qty == 0:
		case p.lotCode != "" && x.LotCode != "" && !strings.EqualFold(p.lotCode, x.LotCode):
		case p.serial != nil && (p.serial.Carton != c.ID || p.serial.Line != 0 && p.serial.Line != x.Line):
		default:
			goods = append(goods, x)
		}
	}
	return goods
}

func lotsOf(goods []picking.PackedLine) (lots []Goods) {
	seen := map[picking.LotID]bool{}
	for _, g := range goods {
		if !seen[g.Lot] {
			seen[g.Lot] = true
			lots = append(lots, Goods{Lot: g.Lot, LotCode: g.LotCode, Qty: g.Qty})
		}
	}
	return lots
}

// take makes the moves of a piece out of goods; nil if there is not so much.
func take(goods []picking.PackedLine, p piece, from, to picking.LocationID) (moves []picking.Move) {
	need := p.n
	for _, g := range goods {
		n := min(need, g.Qty)
		m := picking.Move{Item: p.item, Lot: g.Lot, From: from, To: to, Qty: n, Cause: "pack", Line: g.Line}
		if p.serial != nil {
			m.Serial = p.serial.Serial
		}
		if n > 0 {
			moves = append(moves, m)
		}
		need -= n
	}
	if need > 0 {
		return nil
	}
	return moves
}
