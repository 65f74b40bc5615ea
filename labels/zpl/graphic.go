package zpl

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"image"
	"strings"

	"pickpack/labels/barcode"
)

// bits is a black and white picture: rows of packed dots, the first dot in the highest bit, 1 is black.
type bits struct {
	rowBytes int
	rows     [][]byte
}

func newBits(width, height int) bits {
	b := bits{(width + 7) / 8, make([][]byte, height)}
	for y := range b.rows {
		b.rows[y] = make([]byte, b.rowBytes)
	}
	return b
}

func (b bits) set(x, y int) { b.rows[y][x/8] |= 0x80 >> (x % 8) }

func grayBits(img *image.Gray) bits {
	b := newBits(max(img.Rect.Dx(), 1), max(img.Rect.Dy(), 1))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.Pix[y*img.Stride+x] >= 128 {
				b.set(x, y)
			}
		}
	}
	return b
}

// cutTop removes rows that would lie above the label.
func cutTop(img *image.Gray, rows int) *image.Gray {
	r := img.Rect
	rows = min(rows, r.Dy())
	return &image.Gray{Pix: img.Pix[rows*img.Stride:], Stride: img.Stride, Rect: image.Rect(0, 0, r.Dx(), r.Dy()-rows)}
}

func symbolBits(s barcode.Symbol, module, tall int) bits {
	b := newBits(s.Width()*module, len(s.Rows)*tall)
	for _, bar := range s.Bars() {
		for y := bar.Row * tall; y < (bar.Row+1)*tall; y++ {
			for x := bar.Start * module; x < (bar.Start+bar.Len)*module; x++ {
				b.set(x, y)
			}
		}
	}
	return b
}

// graphic writes the picture as ^GFA with Zebra's compression: a colon repeats the row above, a comma fills the rest of
// a row with white, and letters count repeated digits.
func graphic(out *bytes.Buffer, b bits) {
	total := b.rowBytes * len(b.rows)
	fmt.Fprintf(out, "^GFA,%d,%d,%d,", total, total, b.rowBytes)
	var last []byte
	for _, row := range b.rows {
		if last != nil && bytes.Equal(row, last) {
			out.WriteByte(':')
			continue
		}
		last = row
		packRow(out, strings.ToUpper(hex.EncodeToString(row)))
	}
}

func packRow(out *bytes.Buffer, digits string) {
	ink := strings.TrimRight(digits, "0")
	for i := 0; i < len(ink); {
		n := 1
		for i+n < len(ink) && ink[i+n] == ink[i] {
			n++
		}
		repeat(out, n, ink[i])
		i += n
	}
	if len(ink) < len(digits) {
		out.WriteByte(',')
	}
}

// repeat writes n times the digit: g to z stand for 20, 40 … 400, G to Y for 1 to 19.
func repeat(out *bytes.Buffer, n int, digit byte) {
	if n == 1 {
		out.WriteByte(digit)
		return
	}
	for ; n >= 400; n -= 400 {
		out.WriteByte('z')
	}
	if n >= 20 {
		out.WriteByte('g' + byte(n/20) - 1)
	}
	if n%20 > 0 {
		out.WriteByte('G' + byte(n%20) - 1)
	}
	out.WriteByte(digit)
}
