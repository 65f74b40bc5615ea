package font

import "strings"

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

// Block is text laid out: finished lines of one face and size in a place on a page, each in the order from left to right. X, Y is the upper left corner, W the
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
	Height    float64 // millimetres the lines may be high together; 0 means any
}

// Lay breaks the text into lines at the largest size that fits. What does not fit at the smallest size is cut and ends
// in an ellipsis. The answer has at least one line, which may be empty, and never one wider than the width unless not
// even a single character fits. The lines are as they stand from left to right: letters from the right in reverse.
func (f Fit) Lay(text string) (lines []string, size float64) {
	broken, size := f.breakLines(text)
	for _, l := range broken {
		lines = append(lines, visual(l.text, l.rtl))
	}
	return lines, size
}

// Break is Lay that leaves every line in the order of speech, to be laid again somewhere else.
func (f Fit) Break(text string) (lines []string) {
	broken, _ := f.breakLines(text)
	for _, l := range broken {
		lines = append(lines, l.text)
	}
	return lines
}

// line is a line in the order of speech, of a paragraph that runs from the left or the right.
type line struct {
	text string
	rtl  bool
}

func (f Fit) breakLines(text string) (lines []line, size float64) {
	text = shape(Clean(text))
	f.Lines = max(f.Lines, 1)
	if f.Min == 0 {
		f.Min = f.Size
	}
	if f.Lines == 1 {
		text = strings.Join(strings.Fields(text), " ")
	}
	width := f.Width/MM + 0.01 // points, with a hair of tolerance against rounding
	for size = f.Size; size > f.Min; size -= 0.5 {
		if lines, whole := f.Face.wrap(text, width, size, f.room(size)); whole {
			return lines, size
		}
	}
	n := f.room(f.Min)
	lines = f.Face.breakUp(text, width, f.Min, n)
	if len(lines) > n {
		last := lines[n-1]
		last.text = f.Face.clip(last.text+" "+lines[n].text, width, f.Min) // more than fits, which is all clip needs
		lines = append(lines[:n-1:n-1], last)
	}
	return lines, f.Min
}

// room is how many lines of that size there may be.
func (f Fit) room(size float64) int {
	if f.Height == 0 {
		return f.Lines
	}
	return max(1, min(f.Lines, int(f.Height/(size*Pitch*MM)+0.01)))
}

// wrap breaks between words only. whole is false, and the lines are no use, if a word is too wide or there are too many
// lines.
func (f Face) wrap(text string, width, size float64, limit int) (lines []line, whole bool) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		now := line{"", rightToLeft(paragraph)}
		for word, glue := range words(paragraph) {
			if f.prefix(word, width, size) < len(word) {
				return nil, false
			}
			lines, now = f.join(lines, now, glue, word, width, size)
		}
		if lines = append(lines, now); len(lines) > limit {
			return nil, false
		}
	}
	return lines, true
}

// breakUp breaks between words, and inside words that are too wide. It stops when there is a line more than the limit.
func (f Face) breakUp(text string, width, size float64, limit int) (lines []line) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		now := line{"", rightToLeft(paragraph)}
		for word, glue := range words(paragraph) {
			for n := f.prefix(word, width, size); n < len(word) && len(lines) <= limit; n = f.prefix(word, width, size) {
				if now.text != "" {
					lines, now.text = append(lines, now), ""
				}
				lines, word = append(lines, line{word[:n], now.rtl}), word[n:]
			}
			if lines, now = f.join(lines, now, glue, word, width, size); len(lines) > limit {
				return lines
			}
		}
		if lines = append(lines, now); len(lines) > limit {
			return lines
		}
	}
	return lines
}

// join adds the word to the line, or begins a new line with it if they do not fit side by side.
func (f Face) join(lines []line, now line, glue, word string, width, size float64) ([]line, line) {
	if now.text == "" {
		now.text = word
		return lines, now
	}
	if next := now.text + glue + word; f.Width(size, next) <= width {
		now.text = next
		return lines, now
	}
	return append(lines, now), line{word, now.rtl}
}

// prefix is how many bytes of the word fit, at least one character of it. It looks no further than that, so that words
// of any length break in linear time.
func (f Face) prefix(word string, width, size float64) int {
	m, sum := f.metrics(), 0
	for i, r := range word {
		sum += m.advance(r)
		if i > 0 && float64(sum)*size/1000 > width {
			return i
		}
	}
	return len(word)
}

// clip cuts text so that it fits with an ellipsis behind it.
func (f Face) clip(text string, width, size float64) string {
	room := width - f.Width(size, "…")
	if n := f.prefix(text, room, size); f.Width(size, text[:n]) <= room {
		return strings.TrimRight(text[:n], " ") + "…"
	}
	return "…"
}
