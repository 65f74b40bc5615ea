package station

import (
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"strings"

	"pickpack/labels"
	"pickpack/labels/font"
)

// preview draws the first page of a document as SVG, from the same layout as its bytes: a picture for the screen, not to
// be printed. Text stands in the screen's own font, stretched to the measured width, so lines end where they do on paper.
func preview(d labels.Doc) string {
	if len(d.Pages) == 0 {
		return ""
	}
	p := d.Pages[0]
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img" class="paper"><title>%s</title>`+
		`<rect width="%g" height="%g" fill="#fff"/>`, p.W, p.H, escaped(d.Title), p.W, p.H)
	for _, item := range p.Items {
		draw(&b, item)
	}
	if n := len(d.Pages); n > 1 {
		fmt.Fprintf(&b, `<text x="%g" y="%g" font-size="4" text-anchor="end" fill="#555">1 of %d pages</text>`, p.W-4, p.H-3, n)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

func draw(b *strings.Builder, item labels.Item) {
	switch x := item.(type) {
	case labels.Text:
		drawText(b, x)
	case labels.Box:
		fmt.Fprintf(b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f" fill="none" stroke="#000" stroke-width="%.2f"/>`,
			x.X+x.Line/2, x.Y+x.Line/2, x.W-x.Line, x.H-x.Line, x.Line)
	case labels.Rule:
		fmt.Fprintf(b, `<rect x="%.2f" y="%.2f" width="%.2f" height="%.2f"/>`, x.X, x.Y, x.W, x.H)
	case labels.Code:
		drawCode(b, x)
	case labels.Picture:
		fmt.Fprintf(b, `<image x="%.2f" y="%.2f" width="%.2f" height="%.2f" preserveAspectRatio="xMinYMin" href="data:image/png;base64,%s"/>`,
			x.X, x.Y, x.W, x.H, base64.StdEncoding.EncodeToString(x.Dots()))
	}
}

func drawText(b *strings.Builder, t labels.Text) {
	face, weight := font.Regular, "400"
	if t.Bold {
		face, weight = font.Bold, "700"
	}
	lines, size := font.Fit{Face: face, Size: t.Size, Min: t.Min, Width: t.W, Lines: t.Lines}.Lay(t.S)
	block := font.Block{X: t.X, Y: t.Y, W: t.W, Face: face, Size: size, Align: t.Align, Lines: lines}
	if t.H > 0 {
		block.Y += (t.H - block.Height()) / 2
	}
	for i, line := range lines {
		wide := face.Width(size, line) * font.MM
		if wide <= 0 {
			continue
		}
		x, y := block.Line(i)
		fmt.Fprintf(b, `<text x="%.2f" y="%.2f" font-size="%.2f" font-weight="%s" direction="ltr" unicode-bidi="bidi-override" textLength="%.2f" lengthAdjust="spacingAndGlyphs">%s</text>`,
			x, y, size*font.MM, weight, wide, escaped(line))
	}
}

func drawCode(b *strings.Builder, k labels.Code) {
	m, err := k.Place.Module(k.Symbol)
	if err != nil {
		return
	}
	x0 := k.Place.X + (k.Place.W-m*float64(k.Symbol.Width()))/2
	y0, high := k.Place.Y, k.Place.H
	if !k.Symbol.Linear() {
		high = m
		y0 += (k.Place.H - m*float64(len(k.Symbol.Rows))) / 2
	}
	b.WriteString(`<path shape-rendering="crispEdges" d="`)
	for _, bar := range k.Symbol.Bars() {
		fmt.Fprintf(b, "M%.2f %.2fh%.2fv%.2fh-%.2fz", x0+float64(bar.Start)*m, y0+float64(bar.Row)*m, float64(bar.Len)*m, high, float64(bar.Len)*m)
	}
	b.WriteString(`"/>`)
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
