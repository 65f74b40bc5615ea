package font

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Info is what a font file says of itself.
type Info struct {
	Name    string // family and style
	Licence string // its maker's words; "" if it holds none
	Letters string // characters it has, of those that can be printed
}

// Look checks whether a file can be used: it must hold one font with TrueType outlines, as those of a PDF are, whose maker
// allows it to be embedded.
func Look(file []byte) (i Info, err error) {
	switch {
	case bytes.HasPrefix(file, []byte("ttcf")):
		return i, errors.New("it is a collection of fonts (.ttc): take one of them as .ttf")
	case bytes.HasPrefix(file, []byte("OTTO")):
		return i, errors.New("its outlines are PostScript's (.otf): a font with TrueType outlines (.ttf) is needed")
	case bytes.HasPrefix(file, []byte("wOF")):
		return i, errors.New("it is packed for web pages (.woff): take it as .ttf")
	case !embeddable(file):
		return i, errors.New("its maker does not allow it to be embedded in documents")
	}
	f, err := sfnt.Parse(file)
	if err != nil {
		return i, fmt.Errorf("it is not a font that can be used: %w", err)
	}
	var buf sfnt.Buffer
	word := func(id sfnt.NameID) string {
		s, err := f.Name(&buf, id)
		if err != nil {
			return ""
		}
		return strings.Join(strings.Fields(s), " ")
	}
	i.Name, i.Licence = word(sfnt.NameIDFull), word(sfnt.NameIDLicense)
	var letters strings.Builder
	for r := rune(' '); r <= 0xFFFF; r++ {
		if g, err := f.GlyphIndex(&buf, r); err == nil && g != 0 {
			letters.WriteRune(r)
		}
	}
	if i.Letters = letters.String(); i.Letters == "" {
		return i, errors.New("it has no letters")
	}
	return i, drawable(f, &buf)
}

// drawable looks at every outline: one that holds itself would have a writer of PDFs run until the program dies.
func drawable(f *sfnt.Font, buf *sfnt.Buffer) error {
	for g := range f.NumGlyphs() {
		if _, err := f.LoadGlyph(buf, sfnt.GlyphIndex(g), fixed.I(1000), nil); err != nil {
			return fmt.Errorf("outline %d of it is damaged: %w", g, err)
		}
	}
	return nil
}

// embeddable reads fsType of the table OS/2 (OpenType 1.9.1): restricted licence and bitmaps only forbid it. A file without
// that table forbids nothing.
func embeddable(file []byte) bool {
	const head, record = 12, 16
	if len(file) < head {
		return true
	}
	for i := range int(binary.BigEndian.Uint16(file[4:])) {
		r := head + i*record
		if len(file) < r+record {
			return true
		}
		if string(file[r:r+4]) != "OS/2" {
			continue
		}
		at := int(binary.BigEndian.Uint32(file[r+8:])) + 8
		if at < 0 || len(file) < at+2 {
			return true
		}
		kind := binary.BigEndian.Uint16(file[at:])
		return kind&0x000f != 0x0002 && kind&0x0200 == 0
	}
	return true
}
