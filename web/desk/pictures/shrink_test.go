package pictures

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"pickpack/picking"
)

// photo is a JPEG whose upper left quarter is red, as a camera writes it that was held this way.
func photo(t testing.TB, w, h, orientation int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.RGBA{200, 0, 0, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte{0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0, 0, 0, 0, 0}
	return append(append([]byte{0xff, 0xd8}, exif...), b.Bytes()[2:]...)
}

func TestPicturesAreSmallAndUpright(t *testing.T) {
	t.Parallel()
	// which corner is red afterwards: 0 upper left, 1 upper right, 2 lower left, 3 lower right
	for orientation, corner := range map[int]int{1: 0, 2: 1, 3: 3, 4: 2, 5: 0, 6: 1, 7: 3, 8: 2, 9: 0} {
		small, err := Shrink(photo(t, 640, 320, orientation), itemSide)
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		w, h := img.Bounds().Dx(), img.Bounds().Dy()
		if want := (image.Point{itemSide, itemSide / 2}); orientation > 4 && orientation < 9 && (w != want.Y || h != want.X) || orientation < 5 && (w != want.X || h != want.Y) {
			t.Errorf("orientation %d: %d × %d", orientation, w, h)
		}
		for i := range 4 {
			_, g, _, _ := img.At(w/4+i%2*w/2, h/4+i/2*h/2).RGBA()
			if red := g < 0x8000; red != (i == corner) {
				t.Errorf("orientation %d: corner %d red: %v", orientation, i, red)
			}
		}
		if len(small) > 10<<10 {
			t.Errorf("%d bytes", len(small))
		}
	}
}

func TestNoPictures(t *testing.T) {
	t.Parallel()
	var huge bytes.Buffer
	if err := png.Encode(&huge, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	copy(huge.Bytes()[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // says 65,536 × 65,536
	for name, raw := range map[string][]byte{"empty": nil, "words": []byte("GIF89a and no more"), "half": photo(t, 64, 64, 1)[:200], "huge": huge.Bytes()} {
		if _, err := Shrink(raw, itemSide); picking.KindOf(err) != picking.Invalid || err == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	f.Add(photo(f, 8, 8, 6))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if o := orientation(raw); o < 1 || o > 8 {
			t.Fatal(o)
		}
	})
}
