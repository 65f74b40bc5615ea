// Package gs1 reads and writes the numbers and element strings of the GS1 system: GTIN and SSCC with their check
// digits, the strings of application identifiers (AIs) inside GS1-128, GS1 DataMatrix, GS1 QR, DotCode and DataBar, and
// GS1 Digital Links.
//
// It knows the standard, not the warehouse: whether a GTIN is one of ours, or which line a scan belongs to, is decided
// elsewhere. It draws nothing; labels/barcode makes symbols from what Raw returns.
//
// # How a scan is read
//
//	raw ── AIM identifier ]C1 ]d2 ]e0 ]Q3 ]J1 ────────────► strict element string, or an error
//	  │
//	  ├─ ]E0 ]E4 ]E3 ─────────────────────────────────────► EAN or UPC of so many digits, with its composite part, or
//	  │                                                     without the add-on beside it
//	  │
//	  ├─ http:// or https:// (alone, ]Q1, ]d1, ]J0) ──────► Digital Link, or an error
//	  │
//	  ├─ ^… (for FNC1) or (01)… as people write it ───────► strict element string, or an error
//	  │
//	  ├─ a separator (0x1D, {GS}) first or inside ────────► strict element string, or an error
//	  │
//	  ├─ 8, 12, 13, 14 or 18 digits, check digit right ───► GTIN or SSCC; of eight digits that may be two of them: ask
//	  │
//	  └─ no marker: starts with 00, 01 or 02, its check
//	     digit is right and everything after it parses ───► element string;  anything else ► not ours
//
// Each element is checked for itself (characters, length, check digit, date, code list: field.go, rule.go), then the
// message (an AI twice with different values), then whether the elements belong together (companion.go). Read does all
// that and says the first thing that is wrong. Its verdict is to be that of the GS1 Barcode Syntax Engine with its
// default settings. There is one difference: the engine cuts values of a Digital Link after 90 characters and takes the
// rest for right; here they are too long.
//
// # Why so strict
//
// A lot number "10D9T" looks like AI 10 with the value "D9T". Guessing turns it into somebody else's lot, and a picker
// takes the wrong goods with a green light. So without a marker only a key that proves itself by its check digit opens
// an element string, and even then every byte must belong to a known AI of the right length and content. A missing
// separator is never repaired: the other reading is offered as a choice, for a person to make.
//
// # Why elements without their companions are kept
//
// The standard asks for companions over all that is marked on a thing, and a box often bears its lot in a symbol of its
// own. So Reading.Elements holds what is right by itself, and only Reading.Err tells that the GTIN is missing: the floor
// takes the lot where it asked for a lot.
//
// The table of AIs follows the GS1 General Specifications, section 3, and the facts of the GS1 Barcode Syntax
// Dictionary; the order of checks follows section 7.8.
package gs1
