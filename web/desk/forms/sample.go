package forms

import (
	"time"

	"pickpack/labels"
	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/picking/ship"
)

// sample is a parcel with its goods to try a form with.
type sample struct {
	key, word string
	parcel    labels.Parcel
	lines     []labels.SlipLine
	note      string
	shelf     string
}

func sampleOf(key string) sample {
	for _, s := range samples {
		if s.key == key {
			return s
		}
	}
	return samples[0]
}

func (s sample) slip() labels.Slip {
	p := s.parcel
	return labels.Slip{From: p.From, To: p.To, Order: p.Order, Placed: p.ShipDate.Add(-30 * time.Hour), Service: p.Service, Carton: p.Carton, Of: p.Of,
		Weight: p.Weight, SSCC: p.SSCC, Tracking: p.Tracking, Lines: s.lines, Note: s.note}
}

func (s sample) pickup() labels.Pickup {
	p := s.parcel
	return labels.Pickup{From: p.From, Customer: p.To.Name, Order: p.Order, Shelf: s.shelf, Parcel: p.Carton, Of: p.Of, Ready: p.ShipDate,
		Until: p.ShipDate.AddDate(0, 0, 7), Lines: s.lines, Note: s.note}
}

func (s sample) logistic() labels.Logistic {
	p := s.parcel
	return labels.Logistic{From: p.From, To: p.To, Carrier: p.Carrier, Order: p.Order, ShipDate: p.ShipDate, Elements: gs1.Elements{{AI: "00", Value: p.SSCC}}}
}

var samples = func() []sample {
	at := time.Date(2026, 11, 24, 17, 30, 0, 0, time.UTC)
	from := picking.Address{Name: "North Light Supply", Street1: "12 Harbour Street", Postcode: "20457", City: "Hamburg", Country: "DE"}
	usual := labels.Parcel{From: from, Carrier: "DHL", Service: "Express 12:00", ShipDate: at, Cutoff: at, Order: "W-100342", Carton: 1, Of: 3,
		Weight: 2350, SSCC: "340123450000000000", Tracking: "00340434161094042557",
		To: picking.Address{Name: "Ada Okafor", Company: "Okafor & Daughters", Street1: "1200 Harbor Boulevard, Suite 4100", City: "Springfield",
			Region: "IL", Postcode: "62704", Country: "US", Phone: "+1 217 555 0142"}}
	bare := usual
	bare.Tracking, bare.Cutoff, bare.Carrier, bare.To.Phone, bare.To.Company, bare.Of = "", time.Time{}, "", "", "", 0
	long := usual
	long.Service, long.Order, long.Carrier = "International Economy Priority Plus with signature", "SHOP-2026/11/24-000042-B", "Deutsche Post International"
	long.To = picking.Address{Name: "Maximilian-Alexander von Hohenstein-Lüdenscheidt", Company: "Κωνσταντίνος Παπαδόπουλος & Σία, شركة النور للتجارة",
		Street1: "Prinzregentenstraße 100, hinterer Hof, dritter Aufgang", Street2: "Etage 4, links", Postcode: "80331", City: "München", Country: "DE"}
	euro := func(cents int64) ship.Money { return ship.Money{Minor: cents, Currency: "EUR"} }
	mug := labels.SlipLine{SKU: "NL-10007", Name: "Enamel mug, white, 300 ml", Ordered: 2, Packed: 2, Price: euro(1250)}
	tea := labels.SlipLine{SKU: "NL-20014", Name: "Rooibos tea with vanilla, 250 g", Ordered: 10, Packed: 7, Short: 3, Price: euro(690),
		Lots: []labels.SlipLot{{Code: "R2604-B", Expires: at.AddDate(1, 4, 7), Qty: 4}, {Code: "R2605", Qty: 3}}}
	mill := labels.SlipLine{SKU: "NL-30021", Name: "Hand coffee mill", Ordered: 1, Packed: 1, Price: euro(8900), Serials: []string{"SN-000481"}}
	plain := labels.SlipLine{SKU: "10", Name: "Mug", Ordered: 1, Packed: 1}
	wordy := labels.SlipLine{SKU: "NL-LONG-0000000042-XXL", Name: "Organic rooibos tea with vanilla and orange peel, loose leaf, in a resealable tin; Кофемолка ручная «Ласточка»",
		Ordered: 120, Packed: 120, Price: euro(123456)}
	for i := range 24 {
		wordy.Serials = append(wordy.Serials, "SN-00048"+string(rune('A'+i)))
	}
	many := []labels.SlipLine{wordy, mug, tea, mill, wordy, mug, tea, mill, wordy, mug, tea, mill}
	return []sample{
		{"usual", "An ordinary parcel", usual, []labels.SlipLine{mug, tea, mill}, "Thank you for your order.", "P-07"},
		{"bare", "No tracking number, no cut-off, no prices", bare, []labels.SlipLine{plain}, "", ""},
		{"long", "Long and foreign words, many lines", long, many, "Thank you for your order. Keep this slip: it is your proof of purchase. Returns are free within 30 days.", "PICKUP-0117"}}
}()
