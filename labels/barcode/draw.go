package barcode

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"unicode/utf8"
)

// textRoom is the height of the line of text below a symbol in SVG, in modules.
const textRoom = 14

// SVG draws the symbol for a web page, black on white with its quiet zone and its text below, modulePx wide per module
// and, for bars, barsPx high. It holds no script, no style sheet and no reference to anything outside.
func (s Symbol) SVG(modulePx, barsPx int) []byte {
	barsPx, modulePx = max(barsPx, 1), max(modulePx, 1)
	high := float64(len(s.Rows))
	if s.Linear() {
		high = float64(barsPx) / float64(modulePx)
	}
	pad := s.Quiet
	w, h := float64(s.FullWidth()), high+float64(2*pad)
	if s.Linear() {
		h = high + 4
		pad = 4
	}
	h += textRoom
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g" viewBox="0 0 %g %g" role="img">`,
		w*float64(modulePx), h*float64(modulePx), w, h)
	fmt.Fprintf(&b, `<title>%s</title><rect width="100%%" height="100%%" fill="#fff"/>`, escape(s.Text))
	fmt.Fprintf(&b, `<path shape-rendering="crispEdges" d="`)
	for _, bar := range s.Bars() {
		tall := 1.0
		if s.Linear() {
			tall = high
		}
		fmt.Fprintf(&b, "M%d %dh%dv%gh-%dz", s.Quiet+bar.Start, pad+bar.Row, bar.Len, tall, bar.Len)
	}
	size := min(11, (w-2)/(0.6*float64(utf8.RuneCountInString(s.Text))))
	fmt.Fprintf(&b, `"/><text x="%g" y="%g" font-family="sans-serif" font-size="%.2f" text-anchor="middle">%s</text></svg>`,
		w/2, float64(pad)+high+1+size, size, escape(s.Text))
	return b.Bytes()
}

func escape(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a strings.Builder takes everything; what XML forbids becomes U+FFFD
	return b.String()
}

// PNG draws the symbol with its quiet zone and without text, modulePx wide per module and, for bars, barsPx high.
func (s Symbol) PNG(modulePx, barsPx int) ([]byte, error) {
	var b bytes.Buffer
	err := png.Encode(&b, s.Image(modulePx, barsPx))
	return b.Bytes(), err
}

// Image is the picture PNG encodes.
func (s Symbol) Image(modulePx, barsPx int) image.Image {
	modulePx, barsPx = max(modulePx, 1), max(barsPx, 1)
	tall, pad := modulePx, s.Quiet*modulePx
	if s.Linear() {
		tall = barsPx
	}
	r := image.Rect(0, 0, s.FullWidth()*modulePx, len(s.Rows)*tall+2*pad)
	img := image.NewPaletted(r, color.Palette{color.White, color.Black})
	for _, bar := range s.Bars() {
		x0 := pad + bar.Start*modulePx
		for y := pad + bar.Row*tall; y < pad+(bar.Row+1)*tall; y++ {
			for x := x0; x < x0+bar.Len*modulePx; x++ {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	return img
}
