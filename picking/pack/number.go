package pack

import (
	"fmt"
	"strconv"
	"strings"

	"pickpack/picking"
)

// SSCC is the Serial Shipping Container Code of a parcel (GS1 General Specifications, 2.2.1 and 3.2): extension digit,
// company prefix, serial reference, check digit; eighteen digits. A serial that outgrows its digits goes on in the
// extension digit, so ten times as many numbers follow before the prefix is used up; then it fails.
func SSCC(prefix string, serial int64) (string, error) {
	room := 16 - len(prefix)
	ref := fmt.Sprintf("%0*d", room+1, serial)
	if serial < 0 || room < 1 || len(ref) > room+1 {
		return "", picking.Errorf(picking.Internal, "The parcel numbers of GS1 prefix %s are used up.", prefix)
	}
	body := ref[:1] + prefix + ref[1:]
	return body + string(picking.CheckDigit(body)), nil
}

// Tracking is the number of a parcel in the warehouse's own range, for services without a carrier's system: "PK", ten
// digits of serial, the GS1 modulo-10 check digit of those ten.
func Tracking(serial int64) (string, error) {
	ref := fmt.Sprintf("%010d", serial)
	if serial < 0 || len(ref) > 10 {
		return "", picking.Errorf(picking.Internal, "The tracking numbers are used up.")
	}
	return "PK" + ref + string(picking.CheckDigit(ref)), nil
}

// CartonCode is the licence plate of a carton from the moment it is opened.
func CartonCode(id picking.CartonID) string { return "C-" + strconv.FormatInt(int64(id), 10) }

// ParcelCode is a scanned parcel number as it is stored: an SSCC without the identifier (00) of its symbol, anything else
// unchanged.
func ParcelCode(code string) string {
	code = strings.TrimSpace(code)
	if bare, ok := strings.CutPrefix(code, "(00)"); ok {
		return bare
	}
	if len(code) == 20 && strings.HasPrefix(code, "00") {
		return code[2:]
	}
	return code
}
