package intake_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/intake"
)

// The usual shop export: order columns on the first row only, names of its own, columns that mean nothing here.
func TestShopExports(t *testing.T) {
	t.Parallel()
	want := intake.Order{Row: 2, Source: "file", ExternalID: "#1001", Channel: picking.Online, Service: "express",
		PlacedAt: time.Date(2027, 3, 29, 21, 14, 0, 0, time.FixedZone("", 7200)), Note: "Ring\ntwice",
		ShipTo: picking.Address{Name: "Ann Ünal", Street1: "Main St 1", City: "Bonn", Postcode: "53111", Country: "DE", Email: "a@example.org"},
		Lines:  []intake.OrderLine{{SKU: "CUP", Qty: 2, Row: 2}, {SKU: "OIL", Qty: 1, Row: 4}},
	}
	for name, content := range map[string]string{
		"first row only": "Name,Email,Created at,Lineitem quantity,Lineitem sku,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Shipping Method,Notes,Id\n" +
			"#1001,a@example.org,2027-03-29 21:14:00 +0200,2,CUP,Ann Ünal,Main St 1,Bonn,53111,de,Express Shipping,\"Ring\ntwice\",5123\n#1001,,,1,OIL,,,,,,,,\n",
		"every row": "Order Number;Order Date;First Name (Shipping);Last Name (Shipping);Address 1&2 (Shipping);City (Shipping);Postcode (Shipping);Country Code (Shipping);Email (Billing);Customer Note;Shipping Method Title;SKU;Quantity;Item Cost\r\n" +
			"#1001;2027-03-29T21:14:00+02:00;Ann;Ünal;Main St 1;Bonn;53111;DE;a@example.org;\"Ring\r\ntwice\";EXPRESS;CUP;2;3,50\r\n" +
			"#1001;2027-03-29T21:14:00+02:00;Ann;Ünal;Main St 1;Bonn;53111;DE;a@example.org;\"Ring\r\ntwice\";EXPRESS;OIL;1;4,50\r\n",
		"number on the first row only": "sep=;\norder id;date;recipient;street;town;zip;country;e-mail;note;service;sku;qty\n" +
			"#1001;29.03.2027 21:14;Ann Ünal;Main St 1;Bonn;53111;DE;a@example.org;\"Ring\ntwice\";express;CUP;2\n;;;;;;;;;;OIL;1\n",
	} {
		f, err := intake.Parse(intake.Orders, "x.csv", []byte(content), options)
		if err != nil || len(f.Orders) != 1 {
			r, _ := f.Judge(known())
			t.Errorf("%s: %v, %d orders: %v", name, err, len(f.Orders), r.Bad)
			continue
		}
		got := f.Orders[0]
		got.Row = 2 // a sep= line moves everything down by one
		for i := range got.Lines {
			got.Lines[i].Row = want.Lines[i].Row
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if !bytes.Equal(got.Hash(), want.Hash()) {
			t.Errorf("%s: the same order, another hash", name)
		}
	}
}

func TestIgnoredColumnsAreTold(t *testing.T) {
	t.Parallel()
	r, _ := judged(t, intake.Items, "SKU\tTitle\tPrice\tEAN\tWeight kg\nX\tThing\t3\tA1\t0,5\n", known())
	want := intake.Report{Kind: intake.Items, Name: "test.csv", Encoding: "UTF-8", Delimiter: "a tab", Ignored: []string{"Price", "Weight kg"},
		Rows: 1, Good: 1, New: 1}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever a table's delimiter, encoding and line ends, the cells that come in are the cells that were written.
func TestEveryEncodingReadsTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zäöüéñß€„“,;"'0-9][A-Za-zäöüéñß€„“,;"' 0-9]{0,20}[A-Za-zé]`)
		names := rapid.SliceOfN(name, 1, 8).Draw(t, "names")
		comma := rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(t, "delimiter")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = comma, rapid.Bool().Draw(t, "crlf")
		_ = w.Write([]string{"sku", "name", "barcode"})
		for i, n := range names {
			_ = w.Write([]string{fmt.Sprint("S", i), n, fmt.Sprint("B", i)})
		}
		w.Flush()
		encoding := rapid.SampledFrom([]string{"UTF-8", "BOM", "UTF-16", "Windows-1252"}).Draw(t, "encoding")
		content := encode(encoding, b.String())
		if encoding == "Windows-1252" && looksLikeUTF8(content) {
			t.Skip("these bytes are UTF-8 as well; such a file is refused, and rightly")
		}
		f, err := intake.Parse(intake.Items, "x", content, options)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, it := range f.Items {
			got = append(got, it.Name)
		}
		if diff := cmp.Diff(names, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// looksLikeUTF8 says that bytes hold a character of several bytes, as "ß“" does in Windows-1252.
func looksLikeUTF8(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r != utf8.RuneError && n > 1 {
			return true
		}
		b = b[n:]
	}
	return false
}

func encode(encoding, s string) []byte {
	switch encoding {
	case "BOM":
		return []byte("\ufeff" + s)
	case "UTF-16":
		out := []byte{0xFF, 0xFE}
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	case "Windows-1252":
		special := map[rune]byte{'€': 0x80, '„': 0x84, '“': 0x93}
		var out []byte
		for _, r := range s {
			if c, ok := special[r]; ok {
				out = append(out, c)
			} else {
				out = append(out, byte(r))
			}
		}
		return out
	}
	return []byte(s)
}

// FuzzParse: whatever the bytes, rows are either good or told, and judging never panics.
func FuzzParse(f *testing.F) {
	for _, k := range intake.Kinds {
		f.Add(string(k), intake.Template(k))
	}
	f.Add("orders", []byte("order id,sku,qty\n1,CUP,1\n,,\n\"\n"))
	f.Add("items", []byte("sep=;\nsku;name;ean\n\xe9;\"a\"\"b\n\";=\"1\"\r\n"))
	f.Add("locations", []byte("code\taisle\ty\taisle_x\n A \t10000\t-9999\t1e9\n"))
	f.Fuzz(func(t *testing.T, kind string, content []byte) {
		file, err := intake.Parse(intake.Kind(kind), "f.csv", content, options)
		if err != nil {
			if picking.KindOf(err) != picking.Invalid {
				t.Fatalf("not the sender's fault: %v", err)
			}
			return
		}
		file.Wanted()
		r, a := file.Judge(known())
		if r.Good < 0 || r.Good+r.BadRows != r.Rows || r.BadRows > 0 && len(r.Bad) == 0 {
			t.Fatalf("%d rows, %d good, %d bad, %d told", r.Rows, r.Good, r.BadRows, len(r.Bad))
		}
		if n := len(a.Items) + len(a.Locations) + len(a.Counts) + len(a.Orders); n > r.Good {
			t.Fatalf("%d taken of %d good rows", n, r.Good)
		}
		if err := a.Layout.Validate(); r.Kind == intake.Locations && err != nil {
			t.Fatalf("a floor that cannot be walked: %v", err)
		}
	})
}
