package labels

// GiftSlip lays out the slip of a carton that is a present: what is in it and the giver's words in the note, but no
// prices, and nothing of who paid for it.
func GiftSlip(s Slip, paper Paper) (Doc, error) {
	k := slipKind{title: "Gift", caption: "FOR", quantities: []string{"QTY"}, facts: []pair{{"Carton", nOfM(s.Carton, s.Of)}},
		row: func(l SlipLine) []string { return []string{quantity(l.Packed)} }}
	return k.doc(s, paper, func(form slipForm, f *flow) {
		form.words(f, s.Note)
	})
}

// words are the giver's, in larger letters.
func (form slipForm) words(f *flow, note string) {
	if note != "" {
		f.row(2, Text{X: form.margin, Y: 4, W: f.w - 2*form.margin, S: note, Size: form.text + 3, Min: form.text, Lines: 20})
	}
}

// ReturnSlip lays out the slip that a customer puts into the carton that comes back: where it goes, what was in it, and
// boxes for how many of it come back and why.
func ReturnSlip(s Slip, paper Paper) (Doc, error) {
	s.From, s.To = s.To, s.From
	k := slipKind{title: "Return", caption: "RETURN TO", quantities: []string{"SENT", "BACK", "REASON"},
		facts: []pair{{"Order", s.Order}, {"Ordered", date(s.Placed)}, {"Carton", nOfM(s.Carton, s.Of)}},
		row:   func(l SlipLine) []string { return []string{quantity(l.Packed), toFillIn, toFillIn} }}
	return k.doc(s, paper, func(form slipForm, f *flow) {
		form.note(f, returnReasons)
		form.signature(f, "SIGNATURE", "DATE")
	})
}

// returnReasons are the numbers that go into the boxes.
const returnReasons = "Write how many come back and why:\n1 too small · 2 too large · 3 not as shown · 4 damaged · 5 wrong item · 6 came too late · 7 other"
