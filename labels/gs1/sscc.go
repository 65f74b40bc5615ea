package gs1

import (
	"fmt"
	"strconv"
	"strings"
)

// NewSSCC builds the eighteen digits of a Serial Shipping Container Code: extension digit (0–9, free to use), the GS1
// company prefix (4–12 digits), the serial reference padded to fill sixteen, and the check digit. It fails when the
// serial no longer fits: numbers are never cut, because two parcels would then share one.
func NewSSCC(extension int, prefix string, serial int64) (string, error) {
	if extension < 0 || extension > 9 {
		return "", fmt.Errorf("the extension digit of an SSCC is 0 to 9, not %d", extension)
	}
	if !allDigits(prefix) || len(prefix) < 4 || len(prefix) > 12 {
		return "", fmt.Errorf("the GS1 company prefix %q must be 4 to 12 digits", clip(prefix))
	}
	room := 16 - len(prefix)
	ref := strconv.FormatInt(serial, 10)
	if serial < 0 || len(ref) > room {
		return "", fmt.Errorf("serial reference %d does not fit into %d digits behind prefix %s", serial, room, prefix)
	}
	body := strconv.Itoa(extension) + prefix + strings.Repeat("0", room-len(ref)) + ref
	check, _ := CheckDigit(body)
	return body + string(check), nil
}

// CheckSSCC says in words what is wrong with an SSCC, or nil.
func CheckSSCC(s string) error {
	if len(s) != 18 || !allDigits(s) {
		return fmt.Errorf("%q is not an SSCC: it has eighteen digits", clip(s))
	}
	if !proves(s) {
		want, _ := CheckDigit(s[:17])
		return fmt.Errorf("the check digit of SSCC %s is wrong: it should end in %c", s, want)
	}
	return nil
}
