package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // read as they come
	"image/jpeg"
	_ "image/png"
	"sync"

	scale "golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"pickpack/picking"
)

const (
	itemSide = 224      // of the square that a picture is made to fit: four times the size of a handheld's, for sharp screens
	pixels   = 25 << 20 // more cannot be meant; checked before anything is unpacked
	quality  = 80
)

// one picture is unpacked at a time: it may take 200 MB, twice that as a progressive JPEG.
var one sync.Mutex

// Shrink makes a picture small, so that it fits a square of side pixels, upright and opaque, as JPEG.
func Shrink(raw []byte, side int) ([]byte, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, picking.FieldError("file", "This is no picture that can be read: JPEG, PNG, GIF or WebP.")
	}
	if c.Width < 1 || c.Height < 1 || c.Width > pixels/c.Height {
		return nil, picking.FieldError("file", "This picture has too many pixels.")
	}
	one.Lock()
	defer one.Unlock()
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, picking.FieldError("file", "This picture is damaged.")
	}
	w, h := fit(img.Bounds().Dx(), img.Bounds().Dy(), side)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	scale.CatmullRom.Scale(out, out.Bounds(), img, img.Bounds(), draw.Over, nil)
	var b bytes.Buffer
	err = jpeg.Encode(&b, upright(out, orientation(raw)), &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// fit is the size of a picture in the square; a small one stays as it is.
func fit(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	return max(1, w*side/long), max(1, h*side/long)
}

// upright turns and mirrors a picture as its camera says (Exif 2.3, tag 0x0112: where row 0 and column 0 are).
func upright(in *image.RGBA, orientation int) *image.RGBA {
	w, h := in.Rect.Dx(), in.Rect.Dy()
	var to func(x, y int) (int, int)
	switch orientation {
	case 2:
		to = func(x, y int) (int, int) { return w - 1 - x, y }
	case 3:
		to = func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case 4:
		to = func(x, y int) (int, int) { return x, h - 1 - y }
	case 5:
		to = func(x, y int) (int, int) { return y, x }
	case 6:
		to = func(x, y int) (int, int) { return h - 1 - y, x }
	case 7:
		to = func(x, y int) (int, int) { return h - 1 - y, w - 1 - x }
	case 8:
		to = func(x, y int) (int, int) { return y, w - 1 - x }
	default:
		return in
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if orientation > 4 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := to(x, y)
			out.SetRGBA(tx, ty, in.RGBAAt(x, y))
		}
	}
	return out
}
