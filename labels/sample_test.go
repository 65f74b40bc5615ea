package labels

import (
	"fmt"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
	"pickpack/picking"
)

// The documents the tests look at: ordinary ones, and ones with everything that strains a layout.

var (
	shop = picking.Address{Name: "Nordlicht Versand", Street1: "Hafenstraße 12", Postcode: "20457", City: "Hamburg", Country: "DE"}
	home = picking.Address{Name: "Jürgen Müller-Lüdenscheidt", Company: "Café Größenwahn", Street1: "Prinzregentenstraße 100",
		Postcode: "80331", City: "München", Country: "DE", Phone: "+49 89 123456"}
	abroad = picking.Address{Name: "Κωνσταντίνος Παπαδόπουλος", Company: "ООО «Ромашка» / Εταιρεία", Street1: "Łódzka 15, m. 7",
		Street2: "вход со двора", Postcode: "105 52", City: "Αθήνα", Region: "Αττική", Country: "GR", Phone: "+30 210 1234567"}
	usa = picking.Address{Name: "Dana Whitfield", Street1: "1200 Harbor Boulevard, Suite 4100", City: "Springfield",
		Region: "IL", Postcode: "62704", Country: "US"}

	noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
)

func parcel() Parcel {
	return Parcel{From: shop, To: home, Carrier: "DHL", Service: "Express 12:00", ShipDate: noon,
		Cutoff: noon.Add(5*time.Hour + 30*time.Minute), Order: "W-100342", Carton: 1, Of: 3, Weight: 2350,
		SSCC: "340123450000000000", Tracking: "00340434161094042557"}
}

func foreignParcel() Parcel {
	p := parcel()
	p.To, p.Service, p.Order = abroad, "Международная доставка Economy Priority Plus", "ЗАКАЗ-№-2026/11/24-000042"
	p.Tracking, p.Carrier, p.Cutoff, p.Of = "JJD01499990044556677889", "Deutsche Post International", time.Time{}, 0
	p.Weight = 31500
	return p
}

func plainParcel() Parcel {
	return Parcel{From: usa, To: usa, Service: "Ground", Order: "1042", Weight: 480, SSCC: "006141411234567890"}
}

func arabicParcel() Parcel {
	p := parcel()
	p.To = picking.Address{Name: "شركة النور للتجارة (فرع 2)", Company: "الأمير محمد", Street1: "شارع الملك فهد 12، الطابق 3", Postcode: "12345",
		City: "الرياض", Country: "SA", Phone: "+966 11 234 5678"}
	return p
}

func hebrewSlip() Slip {
	s := slip(2)
	s.To = picking.Address{Name: "משה כהן", Street1: "רחוב הרצל 15, דירה 4 (קומה 2)", Postcode: "61000", City: "תל אביב", Country: "IL"}
	s.Lines[0].Name, s.Lines[1].Name, s.Note = "תה ירוק (250 גרם) Green tea", "قهوة عربية 500 غرام", "נא להשאיר אצל השכן (דירה 4)."
	return s
}

func slip(lines int) Slip {
	s := Slip{From: shop, To: home, Order: "W-100342", Placed: noon.Add(-30 * time.Hour), Service: "Express 12:00", Carton: 1,
		Of: 3, Weight: 2350, SSCC: "340123450000000000", Tracking: "00340434161094042557",
		Note: "Thank you for your order. Keep this slip: it is your proof of purchase. Returns are free within 30 days."}
	for i := range lines {
		s.Lines = append(s.Lines, slipLine(i))
	}
	return s
}

func slipLine(i int) SlipLine {
	l := SlipLine{SKU: fmt.Sprintf("NL-%05d", 10007*(i+1)%99991), Name: "Enamel mug, white, 300 ml", Ordered: 2, Packed: 2}
	switch i % 5 {
	case 1:
		l.Name = "Organic rooibos tea with vanilla and orange peel, loose leaf, in a resealable tin of 250 grams"
		l.Lots = []SlipLot{{Code: "R2604-B", Expires: noon.AddDate(1, 4, 7)}}
	case 2:
		l.Name, l.Ordered, l.Packed = "Кофемолка ручная «Ласточка»", 12, 12
		l.Serials = []string{"SN-000481", "SN-000482", "SN-000483", "SN-000484", "SN-000485", "SN-000486", "SN-000487",
			"SN-000488", "SN-000489", "SN-000490", "SN-000491", "SN-000492"}
	case 3:
		l.Name, l.Ordered, l.Packed, l.Short = "Candle, beeswax, 20 cm", 10, 7, 3
		l.Lots = []SlipLot{{Code: "C-1", Expires: noon.AddDate(2, 0, 0), Qty: 4}, {Code: "C-2", Qty: 3}}
	}
	return l
}

func pickup() Pickup {
	return Pickup{From: shop, Customer: "Ελένη Παπαδοπούλου", Order: "W-100377", Shelf: "P-07", Parcel: 1, Of: 1, Ready: noon,
		Until: noon.AddDate(0, 0, 7), Lines: []SlipLine{slipLine(0), slipLine(1), slipLine(3)}}
}

func pickSheet(lines int) PickSheet {
	l := PickSheet{Number: "PL-000815", Method: "Cluster", Zone: "A", Picker: "Agnieszka Wójcik", Cart: "CART-03", Made: noon,
		Note: "Wave 12, list 2 of 5"}
	for i := range 12 {
		l.Slots = append(l.Slots, PickSlot{fmt.Sprint(i + 1), fmt.Sprintf("TOTE-%04d", 17+i), fmt.Sprintf("W-1003%02d", 42+i)})
	}
	for i := range lines {
		s := slipLine(i)
		pl := PickLine{Seq: i + 1, Bin: fmt.Sprintf("A-%02d-%02d-%d", i/6+1, i%24+1, i%4+1), SKU: s.SKU, Name: s.Name,
			Qty: s.Ordered, Tote: fmt.Sprintf("%d", i%12+1)}
		if len(s.Lots) > 0 {
			pl.Lot = s.Lots[0].Code
		}
		l.Lines = append(l.Lines, pl)
	}
	return l
}

func tags(kind TagKind, n int) []Tag {
	var out []Tag
	for i := range n {
		switch kind {
		case BinTags:
			out = append(out, Tag{Code: fmt.Sprintf("A-%02d-%02d-%d", i/8+1, i%24+1, i%4+1), Small: "Zone A", Check: fmt.Sprint(10 + i*7%89)})
		case ToteTags:
			out = append(out, Tag{Code: fmt.Sprintf("TOTE-%04d", i+1), Big: fmt.Sprint(i + 1), Check: fmt.Sprint(10 + i*13%89)})
		case CartTags:
			out = append(out, Tag{Code: fmt.Sprintf("CART-%02d", i+1), Small: "12 totes", Check: fmt.Sprint(10 + i*31%89)})
		case BadgeTags:
			out = append(out, Tag{Code: fmt.Sprintf("BADGE-%06d", 4711+i), Big: []string{"Agnieszka Wójcik", "Jo Li",
				"Maximilian-Alexander von Hohenstein"}[i%3], Small: "Picker", Check: fmt.Sprint(10 + i*17%89)})
		case ItemTags:
			out = append(out, Tag{Code: []string{"4006381333931", "96385074", "19506000134359", "NL-10007"}[i%4],
				Big: fmt.Sprintf("NL-%05d", 10007+i), Small: slipLine(i).Name})
		}
	}
	return out
}

// cards are what hangs at a packing station: its own code, boxes, and what is said by a scan.
func cards() []Tag {
	return []Tag{{Code: "PACK-1", Small: "Packing station", Check: "56"}, {Code: "BOX-MAIL", Big: "MAIL", Small: "250 × 180 × 80 mm", Check: "07"},
		{Code: "BOX-LARGE", Big: "LARGE", Small: "600 × 400 × 400 mm", Check: "81"},
		{Code: "UNDO", Small: "Takes the last scan back", Check: "64"}, {Code: "CARTON-NEW", Small: "Opens another carton", Check: "12"}}
}

func setup() SetupSheet {
	s := SetupSheet{Title: "Set up a Zebra handheld", Lead: "For devices with DataWedge. After it, the scanner types into the page.",
		Steps: []SetupStep{{"DataWedge, Profiles", "Make a profile named Pickpack and add the browser to it."}, {"Keystroke output", "On; action key character: none."}},
		Note:  "What was changed is kept on the device."}
	for _, code := range []func() (barcode.Symbol, error){func() (barcode.Symbol, error) { return barcode.Code128("PICKPACK-TEST") },
		func() (barcode.Symbol, error) { return barcode.EAN13("9506000134352") },
		func() (barcode.Symbol, error) {
			return barcode.GS1DataMatrix(gs1.Elements{{AI: "01", Value: "09506000134352"}, {AI: "10", Value: "TEST-10"}})
		}} {
		symbol, err := code()
		if err != nil {
			panic(err)
		}
		s.Codes = append(s.Codes, SetupCode{symbol, "What should show then"})
	}
	return s
}

func logistic(more ...gs1.Element) Logistic {
	return Logistic{From: shop, To: usa, Carrier: "DB Schenker", Order: "W-100342", ShipDate: noon,
		Elements: append(gs1.Elements{{AI: "00", Value: "340123450000000000"}}, more...)}
}

// content is what a pallet of one lot says of itself.
var content = []gs1.Element{{AI: "02", Value: "09506000134352"}, {AI: "37", Value: "48"}, {AI: "15", Value: "270331"},
	{AI: "10", Value: "R2604-B"}, {AI: "3302", Value: "012850"}, {AI: "420", Value: "62704"}}

func manifest(parcels int) Manifest {
	m := Manifest{From: shop, Number: "MF-2026-11-24-1", Carrier: "DHL", Made: noon, Note: "Two pallets, door 4."}
	for i := range parcels {
		to := []picking.Address{home, abroad, usa}[i%3]
		m.Parcels = append(m.Parcels, ManifestParcel{Number: fmt.Sprintf("0034043416109404%04d", i), Order: fmt.Sprintf("W-%06d", 100300+i),
			Service: []string{"Express 12:00", "Paket"}[i%2], To: to, Weight: picking.Grams(480 + 977*i)})
	}
	return m
}
