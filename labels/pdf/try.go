package pdf

import (
	"bytes"
	"errors"
	"io"

	"codeberg.org/go-pdf/fpdf"
)

// Try writes letters in a font that has them, and says whether that can be done: a damaged file breaks the writer.
func Try(ttf []byte, letters string) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("it is damaged")
		}
	}()
	f := fpdf.New("P", "mm", "A4", "")
	f.AddPage()
	f.AddUTF8FontFromBytes("font", "", bytes.Clone(ttf))
	f.SetFont("font", "", 12)
	f.Text(10, 10, letters)
	return f.Output(io.Discard)
}
