// Package gs1 reads and writes the numbers and element strings of the GS1 system: GTIN and SSCC with their check
// digits, and the strings of application identifiers (AIs) inside GS1-128, GS1 DataMatrix, GS1 QR and DataBar.
//
// It knows the standard, not the warehouse: whether a GTIN is one of ours, or which line a scan belongs to, is decided
// elsewhere. It draws nothing; labels/barcode makes symbols from what Raw returns. GS1 Digital Link is not read yet,
// and the rules about which AIs must or must not appear together are not checked.
//
// # How a scan is read
//
//	raw ── AIM identifier ]C1 ]d2 ]e0 ]Q3 … ──────────────► strict element string, or an *Error
//	  │
//	  ├─ a separator (0x1D) first or inside ──────────────► strict element string, or an *Error
//	  │
//	  └─ no marker: starts with 00, 01 or 02, its check
//	     digit is right and everything after it parses ───► element string;  anything else ► ErrNotGS1
//
// # Why so strict
//
// A lot number "10D9T" looks like AI 10 with the value "D9T". Guessing turns it into somebody else's lot, and a picker
// takes the wrong goods with a green light. So without a marker only a key that proves itself by its check digit opens
// an element string, and even then every byte must belong to a known AI of the right length and content. A missing
// separator is never repaired here: what the caller may offer as a choice must not be chosen by a parser.
//
// The table of AIs follows the GS1 General Specifications, section 3; the order of checks follows section 7.8.
package gs1
