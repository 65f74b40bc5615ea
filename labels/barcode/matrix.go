package barcode

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/datamatrix"
	"github.com/boombuler/barcode/qr"

	"pickpack/labels/gs1"
)

// maxMatrix keeps symbols of labels readable by a hand-held; both symbologies could hold thousands.
const maxMatrix = 400

// QR encodes any valid UTF-8 text up to 400 bytes with error correction level M. Readers take it for UTF-8 although the
// symbol does not say so, as they do with nearly every QR code in the world.
func QR(text string) (Symbol, error) {
	if text == "" || len(text) > maxMatrix || !utf8.ValidString(text) {
		return Symbol{}, fmt.Errorf("%s: 1 to %d bytes of text are needed", KindQR, maxMatrix)
	}
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", KindQR, err)
	}
	return Symbol{KindQR, text, modules(code), 4}, nil
}

// DataMatrix encodes printable ASCII, 1 to 400 characters.
func DataMatrix(text string) (Symbol, error) {
	if err := printable(text, maxMatrix); err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", KindDataMatrix, err)
	}
	code, err := datamatrix.Encode(text)
	return matrix(KindDataMatrix, text, code, err)
}

// GS1DataMatrix encodes an element string, FNC1 in front and between.
func GS1DataMatrix(e gs1.Elements) (Symbol, error) {
	if err := e.Validate(); err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", KindGS1DataMatrix, err)
	}
	raw := e.Raw()
	if len(raw) > maxMatrix {
		return Symbol{}, fmt.Errorf("%s: %d characters are too many", KindGS1DataMatrix, len(raw))
	}
	code, err := datamatrix.Encode(strings.ReplaceAll(raw, gs1.FNC1, string([]byte{datamatrix.FNC1})))
	return matrix(KindGS1DataMatrix, e.String(), code, err)
}

func matrix(kind Kind, text string, code barcode.Barcode, err error) (Symbol, error) {
	if err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", kind, err)
	}
	return Symbol{kind, text, modules(code), 2}, nil
}
