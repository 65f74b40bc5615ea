//go:build !linux

package scale

import "io"

const noTTY = 0

// bauds are only remembered here: the line is used as the system has set it (mode COM3 BAUD=9600, or stty).
var bauds = map[int]uint32{1200: 1, 2400: 1, 4800: 1, 9600: 1, 19200: 1, 38400: 1, 57600: 1, 115200: 1}

func open(p Port) (io.ReadWriteCloser, error) { return openFile(p.Path, !p.HID) }
