package font

import (
	"strings"
	"unicode/utf8"
)

// Proportions of a line of text to its size. They leave room for accents and descenders and make the optical gap above
// and below capitals about equal.
const (
	Ascent = 0.85 // from the top of a line's room to its baseline
	Pitch  = 1.2  // from one baseline to the next
)

// MM is a point in millimetres.
const MM = 25.4 / 72

// Align says where lines stand in the width of their block.
type Align int

const (
	Left Align = iota
	Center
	Right
)

// Block is text laid out: finished lines of one face and size in a place on a page. X, Y is the upper left corner, W the
// width the lines are aligned in; all in millimetres, Size in points.
type Block struct {
	X, Y, W float64
	Face    Face
	Size    float64
	Align   Align
	Lines   []string
}

// Height is the room the lines take, in millimetres.
func (b Block) Height() float64 { return float64(len(b.Lines)) * b.Size * Pitch * MM }

// Line is where line i begins: its left edge and its baseline, in millimetres.
func (b Block) Line(i int) (x, baseline float64) {
	slack := b.W - b.Face.Width(b.Size, b.Lines[i])*MM
	switch b.Align {
	case Center:
		x = slack / 2
	case Right:
		x = slack
	}
	return b.X + x, b.Y + (Ascent+float64(i)*Pitch)*b.Size*MM
}

// Fit is what a text must keep to: the size it should have, the smallest it may have, the millimetres it may be wide,
// and the number of lines.
type Fit struct {
	Face      Face
	Size, Min float64 // points; Min 0 means Size
	Width     float64 // millimetres
	Lines     int     // 0 means one
}

// Lay breaks the text into lines at the largest size that fits. What does not fit at the smallest size is cut and ends
// in an ellipsis. The answer has at least one line, which may be empty, and never one wider than the width unless not
// even a single character fits.
func (f Fit) Lay(text string) (lines []string, size float64) {
	text = Clean(text)
	f.Lines = max(f.Lines, 1)
	if f.Min == 0 {
		f.Min = f.Size
	}
	if f.Lines == 1 {
		text = strings.Join(strings.Fields(text), " ")
	}
	width := f.Width/MM + 0.01 // points, with a hair of tolerance against rounding
	for size = f.Size; size > f.Min; size -= 0.5 {
		if lines, whole := f.Face.wrap(text, width, size, false); whole && len(lines) <= f.Lines {
			return lines, size
		}
	}
	lines, _ = f.Face.wrap(text, width, f.Min, true)
	if len(lines) > f.Lines {
		rest := strings.Join(lines[f.Lines-1:], " ")
		lines = append(lines[:f.Lines-1:f.Lines-1], f.Face.clip(rest, width, f.Min))
	}
	return lines, f.Min
}

// wrap breaks at blanks and, where a word alone is too wide, inside it if it may. whole is false if a word was too wide
// and had to be left or broken.
func (f Face) wrap(text string, width, size float64, breakWords bool) (lines []string, whole bool) {
	whole = true
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if next := strings.TrimLeft(line+" "+word, " "); f.Width(size, next) <= width {
				line = next
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for whole = whole && f.Width(size, word) <= width; breakWords && f.Width(size, word) > width; {
				n := f.prefix(word, width, size)
				lines, word = append(lines, word[:n]), word[n:]
			}
			line = word
		}
		lines = append(lines, line)
	}
	return lines, whole
}

// prefix is how many bytes of the word fit, at least one character.
func (f Face) prefix(word string, width, size float64) int {
	_, first := utf8.DecodeRuneInString(word)
	for i := range word {
		if i > 0 && f.Width(size, word[:i]) > width {
			_, n := utf8.DecodeLastRuneInString(word[:i])
			return max(i-n, first)
		}
	}
	_, n := utf8.DecodeLastRuneInString(word)
	return max(len(word)-n, first)
}

// clip cuts text until it fits with an ellipsis behind it.
func (f Face) clip(text string, width, size float64) string {
	for text != "" && f.Width(size, text+"…") > width {
		_, n := utf8.DecodeLastRuneInString(text)
		text = strings.TrimRight(text[:len(text)-n], " ")
	}
	return text + "…"
}
