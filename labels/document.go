package labels

import (
	"slices"

	"pickpack/picking"
)

// document is something that can be made of a Shipment, on some papers, the usual one first.
type document struct {
	name   string
	papers []Paper
	make   func(s Shipment, p Paper) (Doc, error)
}

var (
	sheetPapers = []Paper{A4, Letter}
	slipPapers  = []Paper{A4, Letter, Label4x6, Receipt}
)

// documents are all there are, the usual one first.
var documents = []document{
	{"label", []Paper{Label4x6}, func(s Shipment, _ Paper) (Doc, error) { return ShippingLabel(s.parcel()) }},
	{"logistic", []Paper{Label4x6, A6, A5}, func(s Shipment, p Paper) (Doc, error) { return LogisticLabel(s.logistic(), p) }},
	{"slip", slipPapers, func(s Shipment, p Paper) (Doc, error) { return PackingSlip(s.slip(), p) }},
	{"gift", slipPapers, func(s Shipment, p Paper) (Doc, error) { return GiftSlip(s.slip(), p) }},
	{"return", slipPapers, func(s Shipment, p Paper) (Doc, error) { return ReturnSlip(s.slip(), p) }},
	{"pickup", slipPapers, func(s Shipment, p Paper) (Doc, error) { return PickupSlip(s.pickup(), p) }},
	{"manifest", sheetPapers, func(s Shipment, p Paper) (Doc, error) { return ManifestPaper(s.manifest(), p) }},
	{"picklist", sheetPapers, func(s Shipment, p Paper) (Doc, error) { return PickListPaper(s.pickSheet(), p) }},
	tagDocument(BinTags), tagDocument(ToteTags), tagDocument(CartTags), tagDocument(BadgeTags), tagDocument(ItemTags),
}

func tagDocument(k TagKind) document {
	return document{string(k), TagPapers(k), func(s Shipment, p Paper) (Doc, error) { return Sheet(k, s.Tags, p) }}
}

// Documents are the names of what can be made of a Shipment, the usual one first.
func Documents() (names []string) {
	for _, d := range documents {
		names = append(names, d.name)
	}
	return names
}

// Doc lays out the document that the shipment asks for. The error is an Invalid *picking.Error naming the field.
func (s Shipment) Doc() (Doc, error) {
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
	return m.make(s, s.Paper)
}
