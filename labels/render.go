package labels

import (
	"fmt"
	"runtime/debug"

	"pickpack/labels/pdf"
	"pickpack/labels/png"
	"pickpack/labels/zpl"
	"pickpack/picking"
)

// Format is a kind of file.
type Format string

const (
	PDF    Format = "pdf"
	ZPL203 Format = "zpl203" // ZPL II for print heads of 8 dots per millimetre
	ZPL300 Format = "zpl300" // … of 11.8
	ZPL600 Format = "zpl600" // … of 23.6
	PNG203 Format = "png203" // black and white dots, 203 to the inch, pages below each other
	PNG300 Format = "png300"
	PNG600 Format = "png600"
)

// Dots per millimetre of the ZPL formats and per inch of the pictures.
var (
	zplDots = map[Format]float64{ZPL203: zpl.DPI203, ZPL300: zpl.DPI300, ZPL600: zpl.DPI600}
	pngDots = map[Format]float64{PNG203: 203, PNG300: 300, PNG600: 600}
)

// FormatFor is the format of a file kind, pdf, zpl or png, for a print head of 203, 300 or 600 dots to the inch.
func FormatFor(kind string, dpi int) (Format, error) {
	if kind == string(PDF) {
		return PDF, nil
	}
	f := Format(fmt.Sprint(kind, dpi))
	if zplDots[f] > 0 || pngDots[f] > 0 {
		return f, nil
	}
	return "", picking.FieldError("format", "there is no %s of %d dpi; choose pdf, zpl or png, and 203, 300 or 600", kind, dpi)
}

// MIME is the media type under which the format is served and sent to printers.
func (f Format) MIME() string {
	switch {
	case f == PDF:
		return "application/pdf"
	case pngDots[f] > 0:
		return "image/png"
	}
	return "application/zpl"
}

// Ext is the file name's ending, with its dot.
func (f Format) Ext() string {
	switch {
	case f == PDF:
		return ".pdf"
	case pngDots[f] > 0:
		return ".png"
	}
	return ".zpl"
}

// maxLabel is the widest label stock that label printers take, in millimetres.
const maxLabel = 170

// Render draws the document. The same document and format give the same bytes, in any process and at any time. An
// Invalid *picking.Error says that something cannot be drawn so that it stays readable. What breaks a library underneath, as
// a damaged font may, ends this document and not the program.
func Render(d Doc, f Format) (file []byte, err error) {
	defer func() {
		if broke := recover(); broke != nil {
			file, err = nil, fmt.Errorf("render %s as %s: %v\n%s", d.Title, f, broke, debug.Stack())
		}
	}()
	c, err := newCanvas(d, f)
	if err != nil {
		return nil, err
	}
	for i, p := range d.Pages {
		c.Page(p.W, p.H)
		for _, item := range p.Items {
			if err := item.draw(c); err != nil {
				return nil, &picking.Error{Kind: picking.Invalid, Message: fmt.Sprintf("%s, page %d: %v", d.Title, i+1, err)}
			}
		}
	}
	b, err := c.Bytes()
	if err != nil {
		return nil, fmt.Errorf("render %s as %s: %w", d.Title, f, err)
	}
	return b, nil
}

func newCanvas(d Doc, f Format) (canvas, error) {
	perMM := zplDots[f]
	switch {
	case len(d.Pages) == 0:
		return nil, picking.Errorf(picking.Invalid, "there is nothing to print")
	case f == PDF:
		return pdf.New(d.Title), nil
	case pngDots[f] > 0:
		return png.New(pngDots[f]), nil
	case perMM == 0:
		return nil, picking.Errorf(picking.Invalid, "there is no format %q", f)
	}
	for _, p := range d.Pages {
		if p.W > maxLabel {
			return nil, picking.Errorf(picking.Invalid, "%s is %.0f mm wide: label printers take no such paper", d.Title, p.W)
		}
	}
	return zpl.New(perMM), nil
}
