package scale

import (
	"io"
	"syscall"

	"golang.org/x/sys/unix"
)

const noTTY = syscall.O_NOCTTY | syscall.O_NONBLOCK

var bauds = map[int]uint32{1200: unix.B1200, 2400: unix.B2400, 4800: unix.B4800, 9600: unix.B9600, 19200: unix.B19200, 38400: unix.B38400,
	57600: unix.B57600, 115200: unix.B115200}

// open opens a device and sets a serial line to raw bytes.
func open(p Port) (io.ReadWriteCloser, error) {
	f, err := openFile(p.Path, !p.HID)
	if err != nil || p.HID {
		return f, err
	}
	raw, err := f.SyscallConn()
	if err == nil {
		var set error
		err = raw.Control(func(fd uintptr) { set = p.set(int(fd)) })
		if err == nil {
			err = set
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func (p Port) set(fd int) error {
	t, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return err
	}
	t.Iflag, t.Oflag, t.Lflag = 0, 0, 0
	t.Cflag = unix.CREAD | unix.CLOCAL | bauds[p.Baud] | map[int]uint32{7: unix.CS7, 8: unix.CS8}[p.Bits] |
		map[string]uint32{"even": unix.PARENB, "odd": unix.PARENB | unix.PARODD}[p.Parity]
	t.Cc[unix.VMIN], t.Cc[unix.VTIME] = 1, 0
	return unix.IoctlSetTermios(fd, unix.TCSETS, t)
}
