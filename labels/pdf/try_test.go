package pdf

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"pickpack/labels/font"
)

// A damaged font is refused, however it is damaged; it breaks nothing.
func TestTry(t *testing.T) {
	t.Parallel()
	if err := Try(goregular.TTF, "Go, Łódź"); err != nil {
		t.Error(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 300 {
		file := bytes.Clone(goregular.TTF)
		for range 1 + r.IntN(8) {
			file[r.IntN(400)] = byte(r.IntN(256))
		}
		if i, err := font.Look(file); err == nil && Try(file, i.Letters) != nil {
			refused++
		}
	}
	if refused == 0 {
		t.Error("none of the files that look well was refused")
	}
}
