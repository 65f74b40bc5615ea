package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
	"pickpack/picking/intake"
	"pickpack/picking/layout"
)

var (
	now     = time.Date(2027, 3, 30, 10, 0, 0, 0, time.UTC)
	options = intake.Options{Now: now, Zone: mustZone("Europe/Vienna")}
)

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// known is a small warehouse that some of the tests' files fit into.
func known() intake.Known {
	cup := picking.Item{ID: 1, SKU: "CUP", Name: "Cup", Weight: 100, Tracking: picking.NoTracking}
	oil := picking.Item{ID: 2, SKU: "OIL", Name: "Oil", Tracking: picking.ByLot}
	return intake.Known{
		Items: map[string]intake.KnownItem{"CUP": {Item: cup, Stocked: true}, "OIL": {Item: oil}},
		Codes: map[string]intake.KnownCode{"09521000000018": {SKU: "CUP", Qty: 1}, "19521000000015": {SKU: "CUP", Qty: 6}},
		Locations: map[string]picking.Location{
			"A-1": {ID: 10, Code: "A-1", Kind: picking.PickFace}, "T-1": {ID: 11, Code: "T-1", Kind: picking.Tote},
		},
		Layout: layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 20}},
		HighY:  15,
		Lots:   map[intake.LotKey]intake.KnownLot{{Item: 2, Code: "L1"}: {ID: 5, Expires: time.Date(2027, 9, 1, 0, 0, 0, 0, time.UTC)}},
		Balances: map[intake.BalanceKey]intake.Balance{
			{Location: 10, Item: 1}: {OnHand: 7, Reserved: 2},
		},
		Orders: map[[2]string]intake.KnownOrder{},
	}
}

// judged parses and judges, and fails where nothing can be made of the file.
func judged(t *testing.T, kind intake.Kind, content string, k intake.Known) (intake.Report, intake.Accepted) {
	t.Helper()
	f, err := intake.Parse(kind, "test.csv", []byte(content), options)
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	return f.Judge(k)
}

// lines turns a report's problems into short texts to compare.
func lines(ps []intake.Problem) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.String())
	}
	return strings.Join(out, "\n")
}

func TestBadRows(t *testing.T) {
	t.Parallel()
	const order = "order_id,name,street1,city,postcode,country,sku,barcode,qty\n"
	const home = ",Ann,Main St 1,Bonn,53111,DE,"
	for name, c := range map[string]struct {
		kind    intake.Kind
		content string
		good    int
		want    string // one problem a line; "" for none
	}{
		"rounded barcode": {intake.Items, "sku,name,barcode\nX,Thing,4.00638E+12\n", 0,
			"line 2, barcode: barcode 4.00638E+12 was rounded by a spreadsheet and its digits are lost: format the column as text and export again"},
		"wrong check digit": {intake.Items, "sku;name;barcode\nX;Thing;4006381333932\nY;Other;4006381333931", 1,
			"line 2, barcode: barcode 4006381333932 has the wrong check digit: it ends in 2, 1 would be right"},
		"rounded sku": {intake.Items, "sku,name,barcode\n1.2E+10,Thing,A1\n", 0,
			"line 2, sku: was rounded by a spreadsheet and its digits are lost: format the column as text and export again"},
		"the same code twice": {intake.Items, "sku,name,barcode\nX,Thing,A1\nY,Thing,a1\nX,Thing,A2", 1,
			"line 3, barcode: is already on line 2\nline 4, sku: is already on line 2"},
		"somebody's code":      {intake.Items, "sku,name,barcode\nX,Thing,9521000000018\n", 0, "line 2, barcode: is the barcode of CUP already"},
		"a location's code":    {intake.Items, "sku,name,barcode\nX,Thing,t-1\n", 0, "line 2, barcode: is the code of a location here (tote)"},
		"no code, no good sku": {intake.Items, "sku,name\nX Y,Thing\nCUP,Cup of tea\nx-1,Thing", 2, "line 2, barcode: is empty, and the sku X Y cannot be scanned instead"},
		"a sku as a code":      {intake.Items, "sku,name,barcode\nX,Thing,\nY,Thing,x\n", 1, "line 3, barcode: is the code of X in this file"},
		"a location's name":    {intake.Items, "sku,name,barcode\nA-1,Thing,A1\n", 0, "line 2, sku: is the code of a location here (pick)"},
		"an item's name":       {intake.Locations, "code,kind\nCUP,tote\n", 0, "line 2, code: is the sku of an item"},
		"case without number":  {intake.Items, "sku,name,barcode,case barcode\nX,Thing,A1,C1\n", 0, "line 2, case_qty: is empty: how many units are in the case with code C1?"},
		"case of nothing":      {intake.Items, "sku,name,barcode,case barcode\nX,Thing,A1,C1=0\n", 0, "line 2, case_barcode: the quantity must be between 2 and 1000000"},
		"tracking of stock":    {intake.Items, "sku,name,tracking\nCUP,Cup,serial\n", 0, "line 2, tracking: cannot change from none while there is stock of it"},
		"numbers with points":  {intake.Items, "sku,name,barcode,weight\nX,Thing,A1,1.000\nY,Thing,A2,-1", 0, "line 2, weight_g: must be a whole number in digits, without a point, comma or unit\nline 3, weight_g: must be between 0 and 1000000"},
		"script in a picture":  {intake.Items, "sku,name,barcode,picture\nX,Thing,A1,javascript:alert(1)\nY,Thing,A2,👩‍🍳", 1, "line 2, picture: must be an emoji or the address of an image on this server, such as /images/1.png"},
		"NUL":                  {intake.Items, "sku,name,barcode\nX,Th\x00ing,A1\n", 0, "line 2, name: holds a control character"},
		"direction override":   {intake.Items, "sku,name,barcode\nX,Th\u202eing,A1\n", 0, "line 2, name: holds a character that turns the direction of writing"},
		"a lost character":     {intake.Items, "sku,name,barcode\nX,Th\ufffding,A1\n", 0, "line 2, name: holds a character that another program has already lost (�)"},
		"long cell":            {intake.Items, "sku,name,barcode\nX," + strings.Repeat("y", 201) + ",A1\n", 0, "line 2, name: is longer than 200 characters (201)"},
		"too many cells":       {intake.Items, "sku,name,barcode\nX,Thing,A1,B2\nY,Thing,A2", 1, "line 2, the row has 4 cells, the header has 3: a text that holds a comma needs quotation marks around it"},
		"quote in the middle":  {intake.Items, "sku,name,barcode\nX,12\" plate,A1\nY,Thing,A2", 1, "line 2, a quotation mark stands in the middle of a text: put the whole text in quotation marks and double the ones inside"},
		"quote never closed":   {intake.Items, "sku,name,barcode\nY,Thing,A2\nX,\"Thing,A1\nZ,Thing,A3\n", 1, "line 3, a quotation mark is not closed, so lines 3 to 4 cannot be told apart"},
		"code of a GTIN":       {intake.Locations, "code,kind\n4006381333931,tote\nO-12,tote\na b,tote\nT-2,tote", 1, "line 2, code: is a GTIN, so it could be an item's barcode\nline 3, code: looks like an order's, a carton's or a box's code (O-…, C-…, BOX-…), which are scanned too\nline 4, code: must be up to 32 of A–Z, 0–9, - . / _, a letter or digit first"},
		"another kind":         {intake.Locations, "code,kind\nT-1,cart\nX,banana", 0, "line 2, kind: T-1 is a tote here already; a place keeps its kind\nline 3, kind: is not one of: cart, cross_aisle, depot, pick, reserve, slot, staging, station, tote, wall"},
		"outside the floor":    {intake.Locations, "code,aisle,y\nA-9,1,20.5\nA-8,1,20\nA-7,,1\nA-6,1,", 1, "line 2, y: 20.5 m is outside the aisles, which run from 0 to 20 m; rows of kind cross_aisle say where they end\nline 4, aisle: is empty\nline 5, y: is empty"},
		"aisles that cross":    {intake.Locations, "code,aisle,y,aisle_x\nA-9,3,1,2\nA-8,2,1,\n", 1, "line 2, aisle_x: aisle 3 would be at 2 m, which is not beyond aisle 2 at 3 m"},
		"two places":           {intake.Locations, "code,aisle,y,aisle_x\nA-9,3,1,8\nA-8,3,2,9\n", 1, "line 3, aisle_x: aisle 3 is at 9 m here and at 8 m on line 2"},
		"bins are outside":     {intake.Locations, "code,kind,y\n,cross_aisle,0\n,cross_aisle,14\n", 1, "line 2, y: there are bins outside these cross-aisles already"},
		"depot off":            {intake.Locations, "code,kind,aisle_x,y\n,depot,1,7\n", 0, "line 2, y: the depot must stand on a cross-aisle; 7 m is none"},
		"unknown things":       {intake.Stock, "location,sku,qty\nA-1,NIX,3\nB-1,CUP,3\nT-1,CUP,3\n", 0, "line 2, sku: is unknown here: import the item first\nline 3, location: is unknown here: import the location first\nline 4, location: is a tote; stock is counted in bins"},
		"promised":             {intake.Stock, "location,sku,qty\nA-1,CUP,1\n", 0, "line 2, qty: 2 units are promised to pick lists from this bin, so it cannot hold only 1: finish or un-release those first"},
		"lots":                 {intake.Stock, "location,sku,qty,lot,expiry\nA-1,OIL,1,,\nA-1,CUP,3,L1,\nA-1,OIL,3,L1,2027-09-02\nA-1,OIL,3,,2027-09-02\nA-1,OIL,4,L1,01.09.2027", 1, "line 2, lot: is empty, but OIL is tracked by lot\nline 3, lot: CUP is not tracked by lot\nline 4, expiry: lot L1 expires on 2027-09-01 here\nline 5, lot: is empty, so nothing can expire"},
		"a bin twice":          {intake.Stock, "location,sku,barcode,qty\na-1,CUP,,3\nA-1,,9521000000018,4\n", 1, "line 3, location: the same item and lot in this bin is already on line 2"},
		"two days":             {intake.Stock, "location,sku,qty,lot,expiry\nA-1,OIL,1,L2,03/04/2027\nA-1,OIL,1,L3,31.02.2027", 0, "line 2, expiry: can be read as two days; write the day as 2027-03-31\nline 3, expiry: is no day; write the day as 2027-03-31"},
		"no count":             {intake.Stock, "location,sku,qty\nA-1,CUP,\n", 0, "line 2, qty: is empty"},
		"half an order":        {intake.Orders, order + "1" + home + "CUP,,1\n1,,,,,,CUP,,0\n2" + home + "CUP,,1", 1, "line 2, order_id: the order is left out because of line 3\nline 3, qty: must be between 1 and 1000000"},
		"unknown item":         {intake.Orders, order + "1" + home + "CUP,,1\n1,,,,,,NIX,,1", 0, "line 2, order_id: the order is left out because of line 3\nline 3, sku: is unknown here: import the item first"},
		"an unread neighbour":  {intake.Orders, order + "1" + home + "CUP,,1\n1,,,\n2" + home + "CUP,,1\n3" + home + "CUP,,1", 1, "line 2, order_id: the order is left out because of line 3\nline 3, the row has 4 cells, the header has 9: a cell without a value needs its place too\nline 4, order_id: the order is left out because of line 3"},
		"nobody's row":         {intake.Orders, order + ",,,,,,CUP,,1\n1" + home + "CUP,,1\n" + home + "CUP,,1\n2" + home + "CUP,,1\n3" + home + "CUP,,1", 1, "line 2, order_id: is empty, and so the row belongs to no order\nline 3, order_id: the order is left out because of line 2\nline 4, order_id: is empty, and so the row belongs to no order\nline 5, order_id: the order is left out because of line 4"},
		"two minds":            {intake.Orders, order + "1" + home + "CUP,,1\n1,,,Berlin,,,CUP,,2", 0, "line 2, order_id: the order is left out because of line 3\nline 3, city: differs from line 2 of the same order: Bonn"},
		"sku against barcode":  {intake.Orders, order + "1" + home + "OIL,9521000000018,1", 0, "line 2, barcode: is the barcode of CUP, not of OIL"},
		"address":              {intake.Orders, order + "1,Ann,,,,Germany,CUP,,1", 0, "line 2, street1: is empty\nline 2, city: is empty\nline 2, postcode: is empty\nline 2, country: is no country code of two letters (ISO 3166), such as DE"},
		"rounded order number": {intake.Orders, order + "5.12E+12" + home + "CUP,,1", 0, "line 2, order_id: was rounded by a spreadsheet and its digits are lost: format the column as text and export again"},
		"clock":                {intake.Orders, "order_id,service,name,cutoff,sku,qty\n1,pickup,Ann,2027-03-28 02:30,CUP,1\n2,pickup,Ann,2027-10-31 02:30,CUP,1\n3,pickup,Ann,03/04/2027 10:00,CUP,1\n4,pickup,Ann,soon,CUP,1", 0, "line 2, cutoff: does not exist: the clocks go forward then; write 2027-03-31 16:00, or 2027-03-31T16:00:00+02:00\nline 3, cutoff: happens twice: the clocks go back then; write it with its offset, 2027-10-31T02:30:00+02:00\nline 4, cutoff: can be read as two days; write 2027-03-31 16:00, or 2027-03-31T16:00:00+02:00\nline 5, cutoff: is no date and time; write 2027-03-31 16:00, or 2027-03-31T16:00:00+02:00"},
		"case overflow":        {intake.Orders, order + "1" + home + ",19521000000015,999999", 0, "line 2, qty: is too much: the barcode means 6 units"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, _ := judged(t, c.kind, c.content, known())
			if diff := cmp.Diff(c.want, lines(r.Bad)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if r.Good != c.good || r.Rows != r.Good+r.BadRows {
				t.Errorf("%d rows, %d good, %d bad; want %d good", r.Rows, r.Good, r.BadRows, c.good)
			}
		})
	}
}

func TestFilesThatMeanNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ content, want string }{
		"empty":         {"", "the file is empty"},
		"only a header": {"sku,name\n", "the file has a header and no rows"},
		"no sku":        {"number,name\n1,2", "a file of items needs a column sku; the first line has: number · name"},
		"twice":         {"sku,name,SKU\n1,2,3", `the header names "SKU" twice, in columns 1 and 3`},
		"workbook":      {"PK\x03\x04rest", "this is a spreadsheet workbook: save it as “CSV UTF-8” and send that"},
		"image":         {"\x89PNG\r\n\x1a\n\x00\x00", "this is not a text file with columns"},
		"mixed":         {"sku,name\nA,Łódź\nB,Caf\xe9\n", "the file mixes two encodings: most of it is UTF-8, line 3 is not. Save it as “CSV UTF-8” again"},
		"no character":  {"sku,name\nA,x\x81y\n", "line 2 holds a byte (0x81) that is no character in UTF-8 or Windows-1252: save the file as “CSV UTF-8”"},
		"cut off":       {"\xff\xfes\x00k", "the file ends in the middle of a character: it was cut off on the way"},
		"bad quote":     {"sku,na\"me\n", "line 1, the header, cannot be read: a quotation mark stands in the middle of a text: put the whole text in quotation marks and double the ones inside"},
	} {
		_, err := intake.Parse(intake.Items, "x.csv", []byte(c.content), options)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) || picking.KindOf(err) != picking.Invalid {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	if _, err := intake.Parse("people", "x.csv", nil, options); picking.KindOf(err) != picking.Invalid {
		t.Errorf("an unknown kind: %v", err)
	}
}

func TestHostileSizes(t *testing.T) {
	t.Parallel()
	for want, content := range map[string][]byte{
		"larger than 64 MB":    make([]byte, intake.MaxBytes+1),
		"more than 200000 row": []byte("sku,name\n" + strings.Repeat("a,b\n", intake.MaxRows+1)),
		"201 columns":          []byte("sku,name" + strings.Repeat(",", 199) + "\n"),
	} {
		if _, err := intake.Parse(intake.Items, "x.csv", content, options); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestTemplatesAreTaken(t *testing.T) {
	t.Parallel()
	k := intake.Known{Items: map[string]intake.KnownItem{}, Codes: map[string]intake.KnownCode{}, Locations: map[string]picking.Location{}}
	for _, kind := range intake.Kinds {
		r, got := judged(t, kind, string(intake.Template(kind)), k)
		if len(r.Bad)+len(r.Notes)+len(r.Ignored) > 0 || r.New == 0 {
			t.Errorf("%s: %+v", kind, r)
		}
		for i, it := range got.Items {
			it.ID = picking.ItemID(i + 1)
			k.Items[it.SKU] = intake.KnownItem{Item: it.Item}
			for _, c := range it.Codes {
				k.Codes[c.Code] = intake.KnownCode{SKU: it.SKU, Qty: c.Qty}
			}
		}
		for i, l := range got.Locations {
			l.ID = picking.LocationID(i + 1)
			k.Locations[l.Code] = l.Location
		}
		if err := got.Layout.Validate(); kind == intake.Locations && err != nil {
			t.Error(err)
		}
		for _, c := range intake.Columns(kind) {
			if !strings.Contains(intake.Help(kind), "  "+c.Name) || !strings.Contains(string(intake.Template(kind)), c.Name) && c.Name != "first_name" && c.Name != "last_name" {
				t.Errorf("%s: column %s is in no help or template", kind, c.Name)
			}
		}
	}
}
