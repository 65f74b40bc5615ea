package font

import (
	"bytes"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// typeface is a font file.
type typeface struct {
	ttf  []byte
	font *sfnt.Font
}

// metrics are the typefaces of a face, in the order in which they are asked for a character, and the advance of every
// character that one of them shows, in thousandths of the size. Read-only once made.
type metrics struct {
	faces    []typeface
	advances [1 << 16]uint16 // 0: not shown, or a mark that takes no room
	shown    [1 << 16]bool
	in       [1 << 16]uint8 // which of the faces shows it
}

// add takes from a file what no typeface before it shows.
func (m *metrics) add(ttf []byte) error {
	i := slices.IndexFunc(m.faces, func(t typeface) bool { return bytes.Equal(t.ttf, ttf) })
	if i < 0 {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			return fmt.Errorf("font: %w", err)
		}
		i, m.faces = len(m.faces), append(m.faces, typeface{ttf, f})
	}
	f := m.faces[i].font
	var buf sfnt.Buffer
	for r := rune(' '); r <= 0xFFFF; r++ {
		if m.shown[r] {
			continue
		}
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			continue
		}
		adv, err := f.GlyphAdvance(&buf, g, fixed.I(1000), font.HintingNone)
		if err == nil {
			m.advances[r], m.shown[r], m.in[r] = uint16(adv.Round()), true, uint8(i)
		}
	}
	return nil
}

// most is how many typefaces one face is made of, those that were taken out again counted.
const most = 40

// extra are the files beside those of the program: added ones come before the house's.
var extra struct {
	sync.Mutex
	added, house [][]byte
}

// Add gives both faces one more typeface, for what those before it lack: Chinese, Japanese, Korean, Thai. It is done once,
// when the program starts and before anything is printed: the same documents then give the same bytes wherever the same
// files were added in the same order.
func Add(ttf []byte) error {
	if _, err := Look(ttf); err != nil {
		return err
	}
	extra.Lock()
	defer extra.Unlock()
	if err := build(append(slices.Clone(extra.added), ttf), extra.house); err != nil {
		return err
	}
	extra.added = append(extra.added, ttf)
	return nil
}

// House puts the house's own typefaces behind all others, in this order, in the place of those it had. What is being drawn
// meanwhile is drawn to its end.
func House(files [][]byte) error {
	for _, ttf := range files {
		if _, err := Look(ttf); err != nil {
			return err
		}
	}
	extra.Lock()
	defer extra.Unlock()
	if err := build(extra.added, files); err != nil {
		return err
	}
	extra.house = files
	return nil
}

// build makes both faces anew. Typefaces keep their numbers, also those that show nothing any more: somebody may be drawing
// with them.
func build(added, house [][]byte) error {
	var made [2]*metrics
	for _, f := range []Face{Regular, Bold} {
		m := &metrics{faces: slices.Clone(f.metrics().faces)}
		for _, ttf := range slices.Concat(f.own(), added, house) {
			if err := m.add(ttf); err != nil {
				return fmt.Errorf("it is not a font that can be used: %w", err)
			}
		}
		if len(m.faces) > most {
			return fmt.Errorf("there are more than %d fonts, with those taken out since the start", most)
		}
		made[f] = m
	}
	for f, m := range made {
		built[f].Store(m)
	}
	return nil
}

// Run is a part of a line in one typeface. X is where it begins, in the unit of size from the beginning of the line.
type Run struct {
	Typeface int
	X        float64
	Text     string
}

// Runs cuts a line where the typeface changes.
func (f Face) Runs(size float64, line string) (all []Run) {
	m, at, from := f.metrics(), 0, 0
	for i, r := range line {
		in := 0
		if r < 1<<16 {
			in = int(m.in[r])
		}
		if n := len(all); n == 0 || all[n-1].Typeface != in {
			if n > 0 {
				all[n-1].Text = line[from:i]
			}
			all, from = append(all, Run{Typeface: in, X: float64(at) * size / 1000}), i
		}
		at += m.advance(r)
	}
	if n := len(all); n > 0 {
		all[n-1].Text = line[from:]
	}
	return all
}

// File is the TrueType file of a Run's typeface. Nobody may change it.
func (f Face) File(typeface int) []byte { return f.metrics().faces[typeface].ttf }
