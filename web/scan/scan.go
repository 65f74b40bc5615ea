// Package scan reads what a device sent: who did it, its id, and the code in the field's terms. It is shared by the
// handheld and the packing station. It knows how codes are written, not what they stand for: that is asked of the store.
//
// # Why
//
// The whole code is looked for first and the GTIN inside it second (db does both in one statement), so a lot or a tote
// that happens to look like GS1 data is never torn apart: labels/gs1 accepts an element string only if it is marked as
// one or proves itself by a check digit.
package scan

import (
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/labstack/echo/v4"

	"pickpack/db"
	"pickpack/labels/gs1"
	"pickpack/picking"
	"pickpack/web/auth"
)

// Longest is how many bytes a code may have; a GS1 DataMatrix of a hand scanner holds no more in practice.
const Longest = 512

// Act is who asks and the id of what they do, from the form field scan_id: every change has one.
func Act(c echo.Context) (db.Act, error) {
	a := Who(c)
	a.ID = strings.ToLower(c.FormValue("scan_id"))
	if !IsID(a.ID) {
		return a, picking.FieldError("scan_id", "This was sent without its id. Reload the page and scan again.")
	}
	return a, nil
}

// Who is the person and device that ask, for what changes nothing.
func Who(c echo.Context) db.Act {
	u := auth.User(c)
	return db.Act{Warehouse: u.Warehouse, User: u.ID, Device: auth.Device(c)}
}

// Of is the scan that a request carries in its field raw.
func Of(c echo.Context, now time.Time) (db.Act, picking.Scan, error) {
	a, err := Act(c)
	if err != nil {
		return a, picking.Scan{}, err
	}
	s, err := Read(c.FormValue("raw"))
	s.ID, s.Device, s.At = a.ID, a.Device, now
	s.Seen, _ = strconv.Atoi(c.FormValue("seen")) // what is no number tells nothing
	return a, s, err
}

// Read parses a code as a scanner or a person types it. Control characters other than the GS1 separator are dropped, as
// no printed code holds them.
func Read(raw string) (picking.Scan, error) {
	if len(raw) > Longest {
		return picking.Scan{}, picking.FieldError("raw", "This code is too long to be one of ours.")
	}
	raw = clean(raw)
	r := gs1.Read(raw)
	s := picking.Scan{Raw: raw, Code: picking.Typed(strings.ToUpper(strings.TrimSpace(r.Text))), GTIN: r.GTIN}
	if s.Code == "" {
		return s, picking.FieldError("raw", "Nothing was scanned.")
	}
	if picking.IsGTIN(s.Code) { // also if it could be another one: as it stands it is looked for first
		s.GTIN = strings.Repeat("0", 14-len(s.Code)) + s.Code
	}
	fill(&s, r)
	return s, nil
}

// fill takes from the elements what the floor asks for, even if one lacks the companions that the standard wants beside
// it: a box may bear its lot in a symbol of its own. A logistic unit alone goes by its SSCC.
func fill(s *picking.Scan, r gs1.Reading) {
	e := r.Elements
	s.Lot, s.Serial = e.Lot(), e.Serial()
	if n, ok := e.Count(); ok {
		s.Count = picking.Qty(n)
	}
	if s.GTIN == "" && r.SSCC != "" {
		s.Code = r.SSCC
	}
}

func clean(raw string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\x1d' || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, ""))
}

// NewID is a random UUID (version 4) for a form that is sent without script.
func NewID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// IsID says whether s is a UUID as NewID makes it.
func IsID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, r := range s {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (r == '-') || !dash && !strings.ContainsRune("0123456789abcdef", r) {
			return false
		}
	}
	return true
}
