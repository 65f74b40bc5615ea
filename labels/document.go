package labels

import (
	"slices"

	"pickpack/picking"
)

// document is something that can be made of a Shipment, on some papers, the usual one first.
type document struct {
	name   string
	papers []Paper
	make   func(s Shipment, p Paper, f Form) (Doc, error) // f: if it is one of FormKinds
}

var (
	sheetPapers = []Paper{A4, Letter}
	slipPapers  = []Paper{A4, Letter, Label4x6, Receipt}
)

// documents are all there are, the usual one first.
var documents = []document{
	{"label", []Paper{Label4x6}, func(s Shipment, _ Paper, f Form) (Doc, error) { return f.Parcel(s.parcel(), nil) }},
	{"logistic", []Paper{Label4x6, A6, A5}, func(s Shipment, p Paper, f Form) (Doc, error) { return f.Logistic(s.logistic(), p, nil) }},
	{"slip", slipPapers, Shipment.onSlip},
	{"gift", slipPapers, Shipment.onSlip},
	{"return", slipPapers, Shipment.onSlip},
	{"pickup", slipPapers, func(s Shipment, p Paper, f Form) (Doc, error) { return f.Pickup(s.pickup(), p, nil) }},
	{"manifest", sheetPapers, func(s Shipment, p Paper, _ Form) (Doc, error) { return ManifestPaper(s.manifest(), p) }},
	{"picklist", sheetPapers, func(s Shipment, p Paper, _ Form) (Doc, error) { return PickListPaper(s.pickSheet(), p) }},
	tagDocument(BinTags), tagDocument(ToteTags), tagDocument(CartTags), tagDocument(BadgeTags), tagDocument(ItemTags),
}

func tagDocument(k TagKind) document {
	return document{string(k), TagPapers(k), func(s Shipment, p Paper, _ Form) (Doc, error) { return Sheet(k, s.Tags, p) }}
}

// Documents are the names of what can be made of a Shipment, the usual one first.
func Documents() (names []string) {
	for _, d := range documents {
		names = append(names, d.name)
	}
	return names
}

func (s Shipment) onSlip(p Paper, f Form) (Doc, error) { return f.Slip(s.slip(), p, nil) }

// Doc lays out the document that the shipment asks for, on a form as ParseForm reads it, or, if that is "", on the built-in
// one. The error is an Invalid *picking.Error naming the field.
func (s Shipment) Doc(form string) (Doc, error) {
	if s.Document == "" {
		s.Document = documents[0].name
	}
	i := slices.IndexFunc(documents, func(d document) bool { return d.name == s.Document })
	if i < 0 {
		return Doc{}, picking.FieldError("document", "there is no document %q; choose one of %v", s.Document, Documents())
	}
	m := documents[i]
	if s.Paper == "" {
		s.Paper = m.papers[0]
	}
	if !slices.Contains(m.papers, s.Paper) {
		return Doc{}, picking.FieldError("paper", "there is no %s on paper %q; choose one of %v", s.Document, s.Paper, m.papers)
	}
	if err := s.check(); err != nil {
		return Doc{}, err
	}
	f, err := formOf(s.Document, form)
	if err != nil {
		return Doc{}, err
	}
	return m.make(s, s.Paper, f)
}

// formOf is the form of a document: none, if it has none.
func formOf(document, text string) (Form, error) {
	switch {
	case text != "":
		return ParseForm(document, text)
	case slices.Contains(FormKinds, document):
		return OwnForm(document), nil
	}
	return Form{}, nil
}
