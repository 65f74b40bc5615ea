package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"pickpack/picking"
)

// Limits of a file. Beyond them it is refused before it costs anything.
const (
	MaxBytes   = 64 << 20
	MaxRows    = 200_000
	MaxColumns = 200
	MaxCell    = 2_000 // characters
)

// windows1252 holds what differs from Latin-1, the bytes 0x80 to 0x9F; 0 where the code page has no character.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// decode turns a file into text and says in which encoding it was: UTF-8 (with a byte order mark or without), UTF-16
// with one, else Windows-1252. A file that is partly the one and partly the other is refused.
func decode(b []byte) (text, encoding string, err error) {
	switch {
	case len(b) > MaxBytes:
		return "", "", picking.Errorf(picking.Invalid, "the file is larger than %d MB: split it", MaxBytes>>20)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return "", "", picking.Errorf(picking.Invalid, "this is a spreadsheet workbook: save it as “CSV UTF-8” and send that")
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		b = b[3:]
		if !utf8.Valid(b) {
			return "", "", mixed(b)
		}
		return string(b), "UTF-8", nil
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return fromUTF16(b[2:], binary.LittleEndian)
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return fromUTF16(b[2:], binary.BigEndian)
	case utf8.Valid(b):
		return string(b), "UTF-8", nil
	}
	return fromWindows1252(b)
}

func fromUTF16(b []byte, order binary.ByteOrder) (string, string, error) {
	if len(b)%2 != 0 {
		return "", "", picking.Errorf(picking.Invalid, "the file ends in the middle of a character: it was cut off on the way")
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units)), "UTF-16", nil
}

func fromWindows1252(b []byte) (string, string, error) {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for i := 0; i < len(b); {
		if r, n := utf8.DecodeRune(b[i:]); n > 1 && r != utf8.RuneError {
			return "", "", mixed(b)
		}
		r := rune(b[i])
		if r >= 0x80 && r < 0xA0 {
			if r = windows1252[r-0x80]; r == 0 {
				return "", "", picking.Errorf(picking.Invalid, "line %d holds a byte (%#02x) that is no character in UTF-8 or Windows-1252: save the file as “CSV UTF-8”",
					1+bytes.Count(b[:i], []byte{'\n'}), b[i])
			}
		}
		out.WriteRune(r)
		i++
	}
	return out.String(), "Windows-1252", nil
}

// mixed names the first line of b that is not UTF-8 in a file that elsewhere is.
func mixed(b []byte) error {
	line := 1
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		b = b[n:]
	}
	return picking.Errorf(picking.Invalid, "the file mixes two encodings: most of it is UTF-8, line %d is not. Save it as “CSV UTF-8” again", line)
}

// unfit says why a text cannot be taken, "" if it can. Line breaks are fit only where lines says so.
func unfit(s string, most int, lines bool) string {
	if n := utf8.RuneCountInString(s); n > most {
		return picking.Errorf(picking.Invalid, "is longer than %d characters (%d)", most, n).Message
	}
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return "holds a character that another program has already lost (�)"
		case lines && (r == '\n' || r == '\r'):
		case r == '\n' || r == '\r':
			return "holds a line break"
		case unicode.IsControl(r):
			return "holds a control character"
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return "holds a character that turns the direction of writing"
		}
	}
	return ""
}
