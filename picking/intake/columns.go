package intake

import (
	"slices"
	"strings"
	"unicode"

	"pickpack/picking"
)

// Column is one thing that a row of a file can say.
type Column struct {
	Name     string   // as in our templates
	Also     []string // other headers under which shops and systems export it, likeliest first; Name is likelier still if not among them
	Required bool     // a file without this column means nothing
	Help     string
}

// Columns lists what a file of a kind may hold, in the order of our template.
func Columns(k Kind) []Column { return columns[k] }

var columns = map[Kind][]Column{
	Items: {
		{Name: "sku", Also: []string{"item", "item code", "article", "article number", "variant sku", "product code", "item sku"}, Required: true,
			Help: "Your number for the item, unique."},
		{Name: "name", Also: []string{"title", "item name", "product name", "product", "description"}, Required: true,
			Help: "What a picker looks for on the shelf."},
		{Name: "barcode", Also: []string{"barcodes", "gtin", "ean", "upc", "ean13", "variant barcode", "gtin ean upc or isbn"},
			Help: "GTIN (8, 12, 13 or 14 digits with a right check digit) or a code of your own. Several: divide them by | or a blank. " +
				"A new item without any is known by its sku when scanned. Codes that are here already stay."},
		{Name: "case_barcode", Also: []string{"case gtin", "carton barcode", "outer barcode", "case code"},
			Help: "The code on a case of several. More than one: code=quantity, divided by |."},
		{Name: "case_qty", Also: []string{"case quantity", "units per case", "pack size", "case size"},
			Help: "How many units a case with case_barcode holds, 2 or more."},
		{Name: "weight_g", Also: []string{"weight", "grams", "weight in g", "variant grams"}, Help: "Grams of one unit, a whole number."},
		{Name: "length_mm", Also: []string{"length", "depth", "depth mm"}, Help: "Millimetres of one unit, a whole number."},
		{Name: "width_mm", Also: []string{"width"}, Help: "Millimetres."},
		{Name: "height_mm", Also: []string{"height"}, Help: "Millimetres."},
		{Name: "stand", Also: []string{"this side up", "upright", "orientation"}, Help: "upright: it must stand on its base in a carton (this side up); any (default): it may be turned."},
		{Name: "tracking", Also: []string{"track", "lot or serial"},
			Help: "none (default), lot (a lot number with or without expiry) or serial (each unit's serial number is scanned)."},
		{Name: "hazard", Also: []string{"dangerous goods", "hazmat", "un number", "dg"},
			Help: "Dangerous goods: what the packer has to know, such as UN3481, lithium ion: lithium mark on the box. none: it is none any more."},
		{Name: "picture", Also: []string{"image", "image src", "icon"}, Help: "An emoji, or the address of an image on this server (/…)."},
	},
	Locations: {
		{Name: "code", Also: []string{"location", "bin", "location code", "bin code", "name"}, Required: true,
			Help: "What its label says, unique: capitals, digits, - . / _. Not needed for cross_aisle and depot."},
		{Name: "kind", Also: []string{"type", "location type"},
			Help: "pick (default), reserve, staging, station, wall, slot (of a put wall), cart, tote; " +
				"and two kinds that describe the floor: cross_aisle (its y) and depot (aisle_x and y), where pickers start and end."},
		{Name: "zone", Also: []string{"area"}, Help: "Zone of a bin; for a slot, the code of its wall."},
		{Name: "aisle", Also: []string{"aisle number", "row"},
			Help: "Number of the aisle, 1 the first; bins (pick, reserve) only. The aisles' centre lines are 3 m apart unless aisle_x says where they are."},
		{Name: "aisle_x", Also: []string{"x"}, Help: "Metres from the first aisle's centre line to this one's, the same on every row of an aisle."},
		{Name: "y", Also: []string{"position", "metres", "distance"}, Help: "Metres along the aisle from the front cross-aisle."},
		{Name: "side", Help: "left or right, seen from the front."},
		{Name: "level", Also: []string{"shelf", "height level"}, Help: "1 is the lowest."},
		{Name: "slots", Also: []string{"totes", "capacity"}, Help: "How many totes a cart holds (12 when empty)."},
	},
	Stock: {
		{Name: "location", Also: []string{"bin", "location code", "bin code", "code"}, Required: true, Help: "Code of the bin."},
		{Name: "sku", Also: []string{"item", "item code", "article", "variant sku", "product code"}, Help: "The item; or give its barcode."},
		{Name: "barcode", Also: []string{"gtin", "ean", "upc"}, Help: "The item by any of its codes. With a sku too, both must mean the same item."},
		{Name: "qty", Also: []string{"quantity", "on hand", "count", "stock", "available"}, Required: true,
			Help: "Units counted there; 0 empties it. Only the bins and items that the file names are changed."},
		{Name: "lot", Also: []string{"lot number", "batch", "batch number", "lot code"}, Help: "Required for items tracked by lot, and only for them."},
		{Name: "expiry", Also: []string{"expires", "expiry date", "best before", "expiration date", "bbd", "use by"}, Help: "Day the lot expires: 2027-03-31."},
	},
	Orders: {
		{Name: "source", Also: []string{"shop", "store name", "sales channel"}, Help: "The shop or system the order comes from (default: file)."},
		{Name: "order_id", Also: []string{"order number", "order", "order no", "external id", "order name", "reference", "name", "id"}, Required: true,
			Help: "The order's number there. Rows with the same source and number are one order; so is a row without any that follows. " +
				"The other columns of an order may stand on each of its rows or on its first only."},
		{Name: "channel", Also: []string{"order channel"}, Help: "online (default) or store."},
		{Name: "service", Also: []string{"shipping method", "shipping service", "delivery method", "shipping method title", "ship via"},
			Help: "standard (default), express, economy, pickup (the customer collects it), or another word that your carriers know."},
		{Name: "priority", Help: "0 (default) to 9, 9 first."},
		{Name: "cutoff", Also: []string{"cut off", "ship by", "due", "deliver by", "latest ship date"},
			Help: "When it must leave: 2027-03-31 16:00 (the warehouse's time) or 2027-03-31T16:00:00+02:00. Default: the next 17:00."},
		{Name: "placed_at", Also: []string{"created at", "order date", "date", "placed", "purchase date"}, Help: "When it was placed, written as cutoff."},
		{Name: "name", Also: []string{"shipping name", "ship to name", "recipient", "recipient name", "name", "customer", "customer name", "full name"},
			Help: "Who gets it."},
		{Name: "first_name", Also: []string{"first name shipping", "shipping first name"}, Help: "Instead of name, with last_name."},
		{Name: "last_name", Also: []string{"last name shipping", "shipping last name"}},
		{Name: "company", Also: []string{"shipping company", "company shipping"}},
		{Name: "street1", Also: []string{"shipping address1", "shipping address 1", "address 1 shipping", "address 1 2 shipping", "address1", "address line 1",
			"ship address 1", "shipping street", "street", "address"}, Help: "Required unless the service is pickup, as are city, country and mostly postcode."},
		{Name: "street2", Also: []string{"shipping address2", "shipping address 2", "address 2 shipping", "address2", "address line 2", "ship address 2"}},
		{Name: "city", Also: []string{"shipping city", "city shipping", "ship city", "town"}},
		{Name: "region", Also: []string{"shipping province", "state code shipping", "state shipping", "state", "province", "ship state", "county"}},
		{Name: "postcode", Also: []string{"shipping zip", "postcode shipping", "zip", "zip code", "postal code", "ship postal code"}},
		{Name: "country", Also: []string{"shipping country", "country code shipping", "country shipping", "country code", "ship country"},
			Help: "Two letters (ISO 3166): DE, GR, US."},
		{Name: "phone", Also: []string{"shipping phone", "phone shipping", "phone billing", "phone number", "telephone"}},
		{Name: "email", Also: []string{"e mail", "email billing", "email address"}},
		{Name: "note", Also: []string{"notes", "customer note", "order note", "comment", "remarks"}, Help: "For the packer; may have several lines."},
		{Name: "gift_message", Also: []string{"gift note", "gift text", "gift card message"},
			Help: "The giver's words; may have several lines. A gift slip with them, without prices, goes into the parcel."},
		{Name: "sku", Also: []string{"lineitem sku", "item sku", "item", "item code", "article", "product code"}, Help: "The item; or give its barcode."},
		{Name: "barcode", Also: []string{"lineitem barcode", "gtin", "ean", "upc"},
			Help: "The item by one of its codes. A case's code counts its units: 2 cases of 12 are 24. With a sku too, both must mean the same item."},
		{Name: "qty", Also: []string{"quantity", "lineitem quantity", "item quantity", "quantity ordered", "units"}, Required: true, Help: "A whole number, 1 or more."},
	},
}

// key is a header without what writers differ in: case, blanks, punctuation.
func key(header string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, header)
}

// match finds each column's header: first every column under its likeliest name, then under its next, and so on, so that
// “Name” is the order's number in an export that also has “Shipping Name”, and the recipient in one that has “order_id”.
func match(kind Kind, header []string) (columns map[string]int, ignored []string, err error) {
	at := map[string]int{}
	for i, h := range header {
		k := key(h)
		if j, twice := at[k]; twice && k != "" {
			return nil, nil, picking.Errorf(picking.Invalid, "the header names %q twice, in columns %d and %d", h, j+1, i+1)
		}
		at[k] = i
	}
	if len(header) > MaxColumns {
		return nil, nil, picking.Errorf(picking.Invalid, "the file has %d columns; %d are the most", len(header), MaxColumns)
	}
	delete(at, "")
	columns = claim(Columns(kind), at)
	for i, h := range header {
		if h = strings.TrimSpace(h); h != "" && !claimed(columns, i) {
			ignored = append(ignored, shorten(h))
		}
	}
	return columns, ignored, complete(kind, columns, header)
}

func claim(want []Column, at map[string]int) map[string]int {
	got := map[string]int{}
	for rank, more := 0, true; more; rank++ {
		more = false
		for _, c := range want {
			names := c.Also
			if !slices.Contains(names, c.Name) {
				names = append([]string{c.Name}, names...)
			}
			if rank >= len(names) {
				continue
			}
			more = true
			i, there := at[key(names[rank])]
			if _, have := got[c.Name]; there && !have && !claimed(got, i) {
				got[c.Name] = i
			}
		}
	}
	return got
}

func claimed(columns map[string]int, i int) bool {
	for _, j := range columns {
		if i == j {
			return true
		}
	}
	return false
}

func complete(kind Kind, have map[string]int, header []string) error {
	var missing []string
	for _, c := range Columns(kind) {
		if _, ok := have[c.Name]; c.Required && !ok {
			missing = append(missing, c.Name)
		}
	}
	_, sku := have["sku"]
	_, code := have["barcode"]
	if !sku && !code && (kind == Stock || kind == Orders) {
		missing = append(missing, "sku (or barcode)")
	}
	if missing == nil {
		return nil
	}
	return picking.Errorf(picking.Invalid, "a file of %s needs a column %s; the first line has: %s",
		kind, strings.Join(missing, " and a column "), shorten(strings.Join(header, " · ")))
}
