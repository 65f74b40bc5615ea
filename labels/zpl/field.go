package zpl

import (
	"bytes"
	"fmt"
	"strings"

	"pickpack/labels/barcode"
)

// plain are the characters written as they are; every other byte becomes _ and two hexadecimal digits.
const plain = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,:;()/+-*#@&%'=!?"

// escape writes field data for use behind ^FH. Nothing it writes can be taken for a command.
func escape(b *bytes.Buffer, data string) {
	for i := range len(data) {
		if c := data[i]; strings.IndexByte(plain, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(b, "_%02X", c)
		}
	}
}

// resident says whether every printer's own font can show these lines: Latin-1 without the backslash.
func resident(lines []string) bool {
	for _, line := range lines {
		for _, r := range line {
			if r < ' ' || r > 0xFF || r == '\\' || r >= 0x7F && r < 0xA0 {
				return false
			}
		}
	}
	return true
}

// residentCode returns the mode and data with which ^BC prints the symbol, or 0 if it must be drawn: D takes one
// bracketed element string and puts FNC1 before it, A is plain Code 128, in which ">" would begin an invocation code.
func residentCode(s barcode.Symbol) (mode byte, data string) {
	switch {
	case s.Kind == barcode.KindGS1128 && len(s.Text) == 22 && strings.HasPrefix(s.Text, "(00)"):
		return 'D', s.Text
	case s.Kind == barcode.KindCode128 && !strings.Contains(s.Text, ">"):
		return 'A', s.Text
	}
	return 0, ""
}
