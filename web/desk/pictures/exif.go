package pictures

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a camera held a JPEG, 1 (upright) to 8; 1 for whatever does not say so well.
func orientation(raw []byte) int {
	at := 2 // after the start of the image
	for at+4 <= len(raw) && raw[at] == 0xff && raw[at+1] != 0xda {
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		end := at + 2 + size
		if size < 2 || end > len(raw) {
			return 1
		}
		if body, exif := bytes.CutPrefix(raw[at+4:end], []byte("Exif\x00\x00")); exif && raw[at+1] == 0xe1 {
			return inTIFF(body)
		}
		at = end
	}
	return 1
}

// inTIFF finds the tag in the first directory: 12 bytes an entry, the value of a short in the ninth and tenth.
func inTIFF(b []byte) int {
	if len(b) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if string(b[:2]) == "II" {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 8 || at+2 > len(b) {
		return 1
	}
	for i := range int(order.Uint16(b[at:])) {
		e := at + 2 + 12*i
		if e+12 > len(b) {
			return 1
		}
		if order.Uint16(b[e:]) == 0x0112 {
			if v := int(order.Uint16(b[e+8:])); v >= 1 && v <= 8 {
				return v
			}
		}
	}
	return 1
}
