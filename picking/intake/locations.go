package intake

import (
	"regexp"
	"strings"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Location is one row of a file of locations. Aisle counts from 0 here, from 1 in the file.
type Location struct {
	Row int
	picking.Location
	AisleX *float64 // where its aisle's centre line is, if the row says so
}

// Floor is what a file of locations says of the floor itself; nil: nothing.
type Floor struct {
	Cross []Mark // the heights of cross-aisles
	Depot *Mark
}

// Mark is a row that says where something of the floor is.
type Mark struct {
	Row int
	layout.Point
}

// Kinds of rows that describe the floor.
const (
	crossAisle = "cross_aisle"
	depot      = "depot"
)

var locationKinds = map[string]string{
	"pick": "pick", "bin": "pick", "pickface": "pick", "shelf": "pick", "reserve": "reserve", "bulk": "reserve",
	"staging": "staging", "station": "station", "packingstation": "station", "wall": "wall", "putwall": "wall",
	"slot": "slot", "wallslot": "slot", "cart": "cart", "trolley": "cart", "tote": "tote",
	"crossaisle": crossAisle, "depot": depot,
}

var (
	sides   = map[string]string{"left": "left", "l": "left", "right": "right", "r": "right"}
	fitCode = regexp.MustCompile(`^[A-Z0-9][A-Z0-9._/-]{0,31}$`)
	ourCode = regexp.MustCompile(`^[OC]-[0-9]+$|^BOX-`)
)

func (t *table) locations() ([]Location, Floor) {
	var out []Location
	var floor Floor
	seen := map[string]int{}
	for _, r := range t.rows {
		c := t.cells(r)
		switch kind := c.word("kind", string(picking.PickFace), locationKinds); kind {
		case crossAisle:
			if y, ok := c.place("y"); ok {
				floor.Cross = append(floor.Cross, Mark{r.line, layout.Point{Y: y}})
			}
		case depot:
			x, okX := c.place("aisle_x")
			if y, okY := c.place("y"); okX && okY {
				floor.Depot = &Mark{r.line, layout.Point{X: x, Y: y}}
			}
		default:
			if l := c.location(picking.LocationKind(kind), seen); c.fine {
				out = append(out, l)
			}
		}
	}
	return out, floor
}

// place is a length that must be given.
func (c *cells) place(column string) (float64, bool) {
	c.required(column)
	return c.metres(column)
}

func (c *cells) location(kind picking.LocationKind, seen map[string]int) Location {
	l := Location{Row: c.row.line, Location: picking.Location{
		Code: strings.ToUpper(c.id("code", maxShort)), Kind: kind, Zone: strings.ToUpper(c.text("zone", 32)),
		Side: c.word("side", "", sides), Level: c.whole("level", 0, 1000), Slots: c.whole("slots", 0, 100),
	}}
	c.locationCode(l.Code)
	c.first("code", l.Code, seen)
	if kind == picking.Cart && l.Slots == 0 {
		l.Slots = 12
	}
	if kind == picking.PickFace || kind == picking.Reserve {
		c.bin(&l)
	}
	return l
}

// bin reads where a bin is: pickers walk there.
func (c *cells) bin(l *Location) {
	c.required("aisle")
	l.Aisle = c.whole("aisle", 1, layout.MaxAisles) - 1
	l.Y, _ = c.place("y")
	if x, given := c.metres("aisle_x"); given {
		l.AisleX = &x
	}
}

// locationCode refuses what a scanner could take for something else.
func (c *cells) locationCode(code string) {
	c.required("code")
	switch {
	case code == "":
	case !fitCode.MatchString(code):
		c.bad("code", code, "must be up to 32 of A–Z, 0–9, - . / _, a letter or digit first")
	case ourCode.MatchString(code):
		c.bad("code", code, "looks like an order's, a carton's or a box's code (O-…, C-…, BOX-…), which are scanned too")
	case picking.IsGTIN(code):
		c.bad("code", code, "is a GTIN, so it could be an item's barcode")
	}
}
