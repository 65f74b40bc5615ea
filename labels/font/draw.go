package font

import (
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Raster draws the block in black dots at so many dots per millimetre. The picture's upper left corner is the block's;
// it is as wide as the block and reaches far enough below the last baseline for descenders, and above the first for
// accents: above says how many dots above Y it begins. There is no grey: a thermal printer has none.
func (b Block) Raster(dotsPerMM float64) (dots *image.Gray, above int) {
	px := b.Size * MM * dotsPerMM
	above = int(px*0.2) + 1
	r := image.Rect(0, 0, int(b.W*dotsPerMM)+1, above+int(b.Height()*dotsPerMM+px*0.1)+1)
	dots = image.NewGray(r)
	pens := map[int]*font.Drawer{}
	for i, line := range b.Lines {
		x, y := b.Line(i)
		for _, run := range b.Face.Runs(b.Size, line) {
			pen := b.pen(pens, run.Typeface, dots, px)
			if pen == nil {
				return dots, above // only a size beyond all reason does that, and nothing can be drawn in it
			}
			pen.Dot = fixed.Point26_6{
				X: fixed.Int26_6((x - b.X + run.X*MM) * dotsPerMM * 64),
				Y: fixed.Int26_6(((y-b.Y)*dotsPerMM + float64(above)) * 64),
			}
			pen.DrawString(run.Text)
		}
	}
	threshold(dots)
	return dots, above
}

// pen draws in one typeface of the block's face.
func (b Block) pen(pens map[int]*font.Drawer, typeface int, dots *image.Gray, px float64) *font.Drawer {
	if pens[typeface] == nil {
		face, err := opentype.NewFace(b.Face.metrics().faces[typeface].font, &opentype.FaceOptions{Size: px, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return nil
		}
		pens[typeface] = &font.Drawer{Dst: dots, Src: image.White, Face: face}
	}
	return pens[typeface]
}

func threshold(img *image.Gray) {
	for i, v := range img.Pix {
		if v >= 128 {
			img.Pix[i] = 255
		} else {
			img.Pix[i] = 0
		}
	}
}
