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
	face, err := opentype.NewFace(b.Face.metrics().font, &opentype.FaceOptions{Size: px, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return dots, above // only a size beyond all reason does that, and nothing can be drawn in it
	}
	pen := font.Drawer{Dst: dots, Src: image.White, Face: face}
	for i, line := range b.Lines {
		x, y := b.Line(i)
		pen.Dot = fixed.Point26_6{
			X: fixed.Int26_6((x - b.X) * dotsPerMM * 64),
			Y: fixed.Int26_6(((y-b.Y)*dotsPerMM + float64(above)) * 64),
		}
		pen.DrawString(line)
	}
	threshold(dots)
	return dots, above
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
