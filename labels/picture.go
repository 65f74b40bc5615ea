package labels

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	xdraw "golang.org/x/image/draw"

	"pickpack/picking"
)

// Logo is a picture that templates may show. It is not changed once made, so it may be shared.
type Logo struct{ gray *image.Gray }

// What a logo may be at most: a file that a page can send, dots that more than fill four inches at 600 dpi.
const (
	MaxLogoBytes = 500_000
	maxLogoSide  = 2500
)

// ParseLogo reads a PNG file; what is transparent becomes white. An Invalid error names the field logo.
func ParseLogo(file []byte) (*Logo, error) {
	if len(file) > MaxLogoBytes {
		return nil, picking.FieldError("logo", "The picture is larger than %d kB.", MaxLogoBytes/1000)
	}
	c, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, picking.FieldError("logo", "The picture must be a PNG file.")
	}
	if c.Width > maxLogoSide || c.Height > maxLogoSide {
		return nil, picking.FieldError("logo", "The picture has %d × %d dots; at most %d × %d.", c.Width, c.Height, maxLogoSide, maxLogoSide)
	}
	img, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, picking.FieldError("logo", "The PNG file is damaged.")
	}
	gray := image.NewGray(image.Rect(0, 0, c.Width, c.Height))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Rect, img, img.Bounds().Min, draw.Over)
	return &Logo{gray}, nil
}

// dots is the logo in black and white, as large as fits into so many dots; greys become patterns of dots.
func (l *Logo) dots(width, height int) *image.Paletted {
	w, h := l.gray.Rect.Dx(), l.gray.Rect.Dy()
	if w*height > h*width {
		height = max(h*width/w, 1)
	} else {
		width = max(w*height/h, 1)
	}
	scaled := image.NewGray(image.Rect(0, 0, width, height))
	xdraw.CatmullRom.Scale(scaled, scaled.Rect, l.gray, l.gray.Rect, draw.Src, nil)
	out := image.NewPaletted(scaled.Rect, color.Palette{color.White, color.Black})
	draw.FloydSteinberg.Draw(out, out.Rect, scaled, image.Point{})
	return out
}

// Picture is a logo in the upper left corner of its place, as large as fits.
type Picture struct {
	X, Y, W, H float64
	Logo       *Logo
}

func (p Picture) draw(c canvas) error {
	c.Picture(p.Logo.dots, p.X, p.Y, p.W, p.H)
	return nil
}

func (p Picture) bounds() (x0, y0, x1, y1 float64) { return p.X, p.Y, p.X + p.W, p.Y + p.H }

func (p Picture) down(mm float64) Item {
	p.Y += mm
	return p
}

// Dots is the logo as PNG for a page, at 203 dots to the inch of a place of that size.
func (p Picture) Dots() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, p.Logo.dots(int(p.W*8), int(p.H*8))) // a buffer takes everything, and the size is checked
	return b.Bytes()
}
