package labels

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// printedLabel is what a printer would make of a ^XA … ^XZ: a picture, and the words of its text fields.
type printedLabel struct {
	img   *image.Gray
	words []string
}

// zplReader is a small printer of its own. It knows the commands labels may use, from the ZPL II Programming Guide, and
// nothing of the code that writes them: bars come from another encoder, letters from another font. Any other command,
// parameter or stray character is an error.
type zplReader struct {
	labels []printedLabel
	cur    *printedLabel
	w, h   int
	field  zplField
}

// zplField is the state between ^FO and ^FS.
type zplField struct {
	x, y                int
	size                int
	boxW, lines, space  int
	align               string
	hex                 bool
	module, bars        int
	mode                string
	isText, isBar, open bool
}

// readZPL prints a file.
func readZPL(file []byte) ([]printedLabel, error) {
	r := &zplReader{}
	rest := string(file)
	for rest != "" {
		start := strings.IndexAny(rest, "^~")
		if start < 0 || strings.Trim(rest[:start], "\r\n") != "" {
			if strings.Trim(rest, "\r\n") == "" {
				break
			}
			return nil, fmt.Errorf("stray characters: %.40q", rest)
		}
		rest = rest[start:]
		end := strings.IndexAny(rest[1:], "^~")
		if end < 0 {
			end = len(rest) - 1
		}
		if err := r.command(rest[:end+1]); err != nil {
			return nil, fmt.Errorf("%.60q: %w", rest[:end+1], err)
		}
		rest = rest[end+1:]
	}
	if r.cur != nil {
		return nil, fmt.Errorf("a label is not finished")
	}
	return r.labels, nil
}

func (r *zplReader) command(c string) error {
	if len(c) < 3 {
		return fmt.Errorf("too short")
	}
	name, arg := c[:3], c[3:]
	if name == "^A0" {
		name = "^A"
	}
	if name != "^FD" {
		arg = strings.TrimRight(arg, "\n")
	}
	if (r.cur == nil) != (name == "^XA") {
		return fmt.Errorf("outside of a label, or a label within a label")
	}
	switch name {
	case "^XA":
		r.cur = &printedLabel{}
	case "^XZ":
		r.labels = append(r.labels, *r.cur)
		r.cur = nil
	case "^CI":
		return want(arg, "28")
	case "^LH":
		return want(arg, "0,0")
	case "^PW":
		return numbers(arg, &r.w)
	case "^LL":
		if err := numbers(arg, &r.h); err != nil {
			return err
		}
		r.cur.img = image.NewGray(image.Rect(0, 0, r.w, r.h))
		draw.Draw(r.cur.img, r.cur.img.Rect, image.White, image.Point{}, draw.Src)
	case "^FO":
		r.field = zplField{open: true}
		return numbers(arg, &r.field.x, &r.field.y)
	case "^FS":
		r.field = zplField{}
		return want(arg, "")
	default:
		if !r.field.open {
			return fmt.Errorf("outside of a field")
		}
		return r.fieldCommand(name, arg)
	}
	return nil
}

func (r *zplReader) fieldCommand(name, arg string) error {
	f := &r.field
	switch name {
	case "^A":
		f.isText = true
		var width int
		if !strings.HasPrefix(arg, "N,") {
			return fmt.Errorf("turned text")
		}
		return numbers(arg[2:], &f.size, &width)
	case "^FB":
		p := strings.Split(arg, ",")
		if len(p) != 5 || len(p[3]) != 1 || !strings.Contains("LCR", p[3]) {
			return fmt.Errorf("bad text block")
		}
		f.align = p[3]
		var indent int
		return numbers(strings.Join([]string{p[0], p[1], p[2], p[4]}, ","), &f.boxW, &f.lines, &f.space, &indent)
	case "^FH":
		f.hex = true
		return want(arg, "")
	case "^BY":
		var ratio, high int
		return numbers(arg, &f.module, &ratio, &high)
	case "^BC":
		f.isBar = true
		p := strings.Split(arg, ",")
		if len(p) != 6 || strings.Join(append(p[:1:1], p[2:5]...), "") != "NNNN" {
			return fmt.Errorf("bad barcode")
		}
		f.mode = p[5]
		return numbers(p[1], &f.bars)
	case "^GB":
		return r.box(arg)
	case "^GF":
		return r.graphic(arg)
	case "^FD":
		return r.data(arg)
	}
	return fmt.Errorf("unknown command")
}

func (r *zplReader) data(s string) error {
	f := &r.field
	if f.hex {
		var err error
		if s, err = unhex(s); err != nil {
			return err
		}
	}
	switch {
	case f.isBar:
		return r.barcode(s)
	case f.isText:
		return r.text(s)
	}
	return want(s, "")
}

// unhex replaces _XX by its byte.
func unhex(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b.WriteByte(s[i])
			continue
		}
		n, err := strconv.ParseUint(s[i+1:min(i+3, len(s))], 16, 8)
		if err != nil {
			return "", err
		}
		b.WriteByte(byte(n))
		i += 2
	}
	if !utf8.ValidString(b.String()) {
		return "", fmt.Errorf("not UTF-8")
	}
	return b.String(), nil
}

// barcode draws Code 128 with the encoder of the reading library. Mode D puts FNC1 before a bracketed element string.
func (r *zplReader) barcode(s string) error {
	switch r.field.mode {
	case "D":
		s = "\u00f1" + strings.NewReplacer("(", "", ")", "", " ", "").Replace(s)
	case "A":
		if strings.Contains(s, ">") {
			return fmt.Errorf("%q would invoke another code set", s)
		}
	default:
		return fmt.Errorf("mode %q", r.field.mode)
	}
	m, err := oned.NewCode128Writer().EncodeWithoutHint(s, gozxing.BarcodeFormat_CODE_128, 1, 1)
	if err != nil {
		return err
	}
	row := m.GetEnclosingRectangle()
	for x := row[0]; x < row[0]+row[2]; x++ {
		if m.Get(x, 0) {
			r.ink(r.field.x+(x-row[0])*r.field.module, r.field.y, r.field.module, r.field.bars)
		}
	}
	return nil
}

func (r *zplReader) ink(x, y, w, h int) {
	img := r.cur.img
	for row := max(y, 0); row < min(y+h, r.h); row++ {
		for col := max(x, 0); col < min(x+w, r.w); col++ {
			img.Pix[row*img.Stride+col] = 0
		}
	}
}

// box is ^GB: the line is as thick as said, inside the edges.
func (r *zplReader) box(arg string) error {
	var w, h, line int
	if err := numbers(arg, &w, &h, &line); err != nil {
		return err
	}
	x, y := r.field.x, r.field.y
	r.ink(x, y, w, min(line, h))
	r.ink(x, y+max(h-line, 0), w, min(line, h))
	r.ink(x, y, min(line, w), h)
	r.ink(x+max(w-line, 0), y, min(line, w), h)
	return nil
}

// graphic is ^GFA with compressed hexadecimal data.
func (r *zplReader) graphic(arg string) error {
	p := strings.SplitN(arg, ",", 5)
	var total, same, rowBytes int
	if len(p) != 5 || p[0] != "A" || numbers(strings.Join(p[1:4], ","), &total, &same, &rowBytes) != nil || total != same {
		return fmt.Errorf("bad graphic")
	}
	rows, n, row := []string{}, 0, ""
	for _, c := range p[4] {
		switch {
		case c >= 'g' && c <= 'z':
			n += int(c-'g'+1) * 20
		case c >= 'G' && c <= 'Y':
			n += int(c-'G') + 1
		case c == ',':
			row += strings.Repeat("0", rowBytes*2-len(row))
		case c == ':':
			row = rows[len(rows)-1]
		case strings.ContainsRune("0123456789ABCDEF", c):
			row += strings.Repeat(string(c), max(n, 1))
			n = 0
		default:
			return fmt.Errorf("%q in a graphic", c)
		}
		if len(row) >= rowBytes*2 {
			rows, row = append(rows, row), ""
		}
	}
	if row != "" || len(rows)*rowBytes != total {
		return fmt.Errorf("%d rows of %d bytes, not %d", len(rows), rowBytes, total)
	}
	return r.dots(rows)
}

func (r *zplReader) dots(rows []string) error {
	for y, row := range rows {
		for i, c := range row {
			nibble, err := strconv.ParseUint(string(c), 16, 4)
			if err != nil {
				return err
			}
			for bit := range 4 {
				if nibble&(8>>bit) != 0 {
					r.ink(r.field.x+i*4+bit, r.field.y+y, 1, 1)
				}
			}
		}
	}
	return nil
}

var printerFont = sync.OnceValue(func() *opentype.Font {
	f, err := opentype.Parse(gobold.TTF)
	if err != nil {
		panic(err)
	}
	return f
})

// text draws a block in another font, narrowed as the resident one is.
func (r *zplReader) text(s string) error {
	f := r.field
	face, err := opentype.NewFace(printerFont(), &opentype.FaceOptions{Size: float64(f.size) * 0.9, DPI: 72})
	if err != nil {
		return err
	}
	lines := strings.Split(s, `\&`)
	if len(lines) > f.lines {
		return fmt.Errorf("%d lines in a block of %d", len(lines), f.lines)
	}
	for i, line := range lines {
		wide := font.MeasureString(face, line).Ceil()
		x := map[string]int{"L": f.x, "C": f.x + (f.boxW-wide)/2, "R": f.x + f.boxW - wide}[f.align]
		pen := font.Drawer{Dst: r.cur.img, Src: image.NewUniform(color.Black), Face: face,
			Dot: fixed.P(x, f.y+i*(f.size+f.space)+f.size*78/100)}
		pen.DrawString(line)
		r.cur.words = append(r.cur.words, line)
	}
	return nil
}

func want(got, want string) error {
	if got != want {
		return fmt.Errorf("%q, want %q", got, want)
	}
	return nil
}

// numbers reads a list of numbers that are not negative.
func numbers(arg string, into ...*int) error {
	p := strings.Split(arg, ",")
	if len(p) != len(into) {
		return fmt.Errorf("%d parameters", len(p))
	}
	for i, s := range p {
		n, err := strconv.Atoi(s)
		if err != nil || n < 0 {
			return fmt.Errorf("parameter %q", s)
		}
		*into[i] = n
	}
	return nil
}

// The reader itself refuses what a label must never hold.
func TestZPLReaderIsStrict(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"^XA^XZ~JR", "^XA", "^XZ", "^XA^FDx^FS^XZ", "^XA^PW10^LL10^FO1,1^XA^XZ", "^XA^JUF^XZ", "x^XA^XZ",
		"^XA^PW9^LL9^FO1,1^GFA,1,1,1,Z^FS^XZ", "^XA^PW9^LL9^FO1,1^A0N,9,9^FB9,1,0,L,0^FH^FD_FF^FS^XZ", "^XA^CI27^XZ",
	} {
		if _, err := readZPL([]byte(bad)); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
