package gs1

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what a scan is.
type Kind string

const (
	ElementString Kind = "gs1"
	DigitalLink   Kind = "digital_link"
	GTIN          Kind = "gtin"
	SSCC          Kind = "sscc"
	Unknown       Kind = "unknown" // nothing of the standard; it may be a code of the house
)

// Reading is what a scan says. The zero value of a field means that the scan does not say it.
type Reading struct {
	Kind     Kind
	AIM      string   // the symbology, "]C1", if the scanner told it
	Symbol   string   // "GS1-128", "EAN-13", … as the scanner told it, or else as a GTIN of so many digits is printed
	Text     string   // the data behind the AIM identifier, separators as FNC1, without an add-on
	Elements Elements // each for itself is right, even if Err says that one lacks its companion
	GTIN     string   // fourteen digits
	SSCC     string
	Warnings []string
	Choices  []Choice // other readings, to be asked about
	Err      error    // why it is wrong, or what it lacks to be known
}

// Choice is a reading that cannot be told from the scan alone.
type Choice struct {
	Kind     Kind
	Symbol   string
	GTIN     string
	Elements Elements
}

// symbologies names what AIM identifiers stand for (ISO/IEC 15424, annex F), as far as warehouses meet them. EAN and UPC
// share one and are told apart by their digits; ITF-14 is an ITF of fourteen.
var symbologies = map[string]string{
	"]C1": "GS1-128", "]e0": "GS1 DataBar", "]d2": "GS1 DataMatrix", "]Q3": "GS1 QR Code", "]J1": "GS1 DotCode",
	"]C0": "Code 128", "]A0": "Code 39", "]F0": "Codabar", "]G0": "Code 93", "]L0": "PDF417", "]L2": "PDF417",
	"]d1": "DataMatrix", "]Q0": "QR Code", "]Q1": "QR Code", "]J0": "DotCode", "]z0": "Aztec",
}

// errNothing is an empty scan.
var errNothing = errors.New("nothing was scanned")

// standIns are what scanners and people write where a separator cannot be sent or typed.
var standIns = strings.NewReplacer("{GS}", FNC1, "<GS>", FNC1, "{FNC1}", FNC1, "<FNC1>", FNC1)

// Read says what a scan is: GS1 data as it leaves a scanner or as it is written (brackets, ^ for the separator, a
// Digital Link), or the digits of a GTIN or SSCC. Reading.Err is nil just if the GS1 Barcode Syntax Engine would accept
// the same message, as far as it knows the form. See the package comment for the order of the questions.
func Read(raw string) Reading {
	if strings.ContainsAny(raw, "{<") {
		raw = standIns.Replace(raw)
	}
	aim, data := SplitAIM(raw)
	r := Reading{Kind: Unknown, AIM: aim, Symbol: symbologies[aim], Text: data}
	switch {
	case isGS1Carrier(aim):
		r.message(data)
	case aim == "]E0":
		r.retail(13)
	case aim == "]E4":
		r.retail(8)
	case aim == "]E1", aim == "]E2", aim == "]E3":
		r.withAddOn()
	case r.isLink():
		r.link()
	case aim != "":
		r.plain()
	case strings.HasPrefix(data, "^"):
		r.written(data, caretData)
	case strings.HasPrefix(data, "("):
		r.written(data, ParseBracketed)
	case strings.HasPrefix(data, FNC1):
		r.message(data[1:])
	case strings.Contains(data, FNC1) && !strings.HasPrefix(data, "[)>"):
		r.message(data)
	default:
		r.plain()
	}
	return r
}

// message is an element string with separators.
func (r *Reading) message(data string) {
	e, err := parseData(data)
	r.elements(e, err)
	r.lostSeparator(data)
}

// written is a message as people write it. A | divides the two parts of a composite symbol.
func (r *Reading) written(data string, parse func(string) (Elements, error)) {
	first, second, composite := strings.Cut(data, "|")
	e, err := parse(first)
	if err == nil && composite {
		var more Elements
		more, err = parse(second)
		e = append(e, more...)
	}
	if err == nil {
		err = e.Validate()
	}
	if errors.Is(err, ErrNotGS1) {
		err = &Error{Problem: "it does not begin with an identifier"}
	}
	r.elements(e, err)
}

// caretData reads an element string in which ^ stands for the separator, as it must in front.
func caretData(s string) (Elements, error) {
	rest, ok := strings.CutPrefix(s, "^")
	if !ok || strings.Contains(s, FNC1) {
		return nil, ErrNotGS1
	}
	return parseData(strings.ReplaceAll(rest, "^", FNC1))
}

// elements takes in what was parsed.
func (r *Reading) elements(e Elements, err error) {
	r.Kind = ElementString
	if err == nil {
		r.fill(e)
		err = e.Companions()
	}
	r.Err = err
}

func (r *Reading) fill(e Elements) {
	r.Elements = e
	if r.GTIN == "" {
		r.GTIN = e.GTIN()
	}
	r.SSCC = e.SSCC()
	for _, el := range e {
		if a := find(el.AI); a.mayLackDay() && strings.HasSuffix(el.Value[:6], "00") {
			r.Warnings = append(r.Warnings, fmt.Sprintf("(%s) %s names no day, so the last day of the month holds", el.AI, a.title))
		}
	}
}

// isLink: a web address, unless it comes from a symbology that cannot hold a Digital Link.
func (r *Reading) isLink() bool {
	if _, ok := linkRest(r.Text); !ok {
		return false
	}
	return r.AIM == "" || holdsAnything(r.AIM)
}

// holdsAnything: QR Code, DataMatrix and DotCode without FNC1.
func holdsAnything(aim string) bool { return aim == "]Q1" || aim == "]d1" || aim == "]J0" }

func (r *Reading) link() {
	e, err := ParseLink(r.Text)
	r.elements(e, err)
	r.Kind = DigitalLink
}

// retail is an EAN or UPC symbol of n digits, perhaps with the composite component that stands above it. UPC symbols
// come as thirteen digits, too.
func (r *Reading) retail(n int) {
	r.Kind = GTIN
	digits, second, composite := strings.Cut(r.Text, "|]e0")
	switch {
	case len(digits) != n || !allDigits(digits):
		r.Err = fmt.Errorf("this symbol holds %d digits, not %q", n, clip(digits))
		r.Choices = upcChoices(digits)
		return
	case !proves(digits):
		r.Err = wrongCheck(digits)
		return
	}
	r.GTIN, r.Symbol = pad14(digits), printedAs(digits)
	if !composite {
		return
	}
	e, err := parseData(second)
	r.elements(e, err)
	r.Kind = GTIN
}

// plain is data that nothing marks: digits may prove themselves by their check digit, the rest is not ours.
func (r *Reading) plain() {
	s := r.Text
	switch {
	case allDigits(s) && isGTINLength(len(s)):
		r.bareGTIN(s)
	case allDigits(s) && len(s) == 18 && proves(s):
		r.Kind, r.SSCC = SSCC, s
	default:
		r.unmarked(s)
	}
	if holdsAnything(r.AIM) {
		r.Err = nil // such a symbol is right whatever it holds
	}
}

// unmarked reads an element string that proves itself by its first check digit.
func (r *Reading) unmarked(s string) {
	e, err := Parse(s)
	switch {
	case r.AIM == "" && err == nil:
		r.elements(e, nil)
		r.lostSeparator(s)
		return
	case s == "":
		r.Err = errNothing
		return
	case allDigits(s) && len(s) == 18:
		r.Err = wrongCheck(s)
	case allDigits(s):
		r.Err = fmt.Errorf("%s is neither a GTIN (8, 12, 13 or 14 digits) nor an SSCC (18)", clip(s))
	default:
		r.Err = ErrNotGS1
	}
	if allDigits(s) {
		r.Choices = append(zeroChoices(s), stringChoice(s)...)
	}
}

func wrongCheck(digits string) error {
	want, _ := CheckDigit(digits[:len(digits)-1])
	return fmt.Errorf("the check digit of %s is wrong: it should end in %c", digits, want)
}
