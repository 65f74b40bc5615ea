//go:build unix

package db

import (
	"bytes"
	"syscall"
	"time"
)

// hungUp looks, without waiting, at what the server sent while the connection lay idle: nothing is well, so are the
// messages it may send unasked (notice, parameter status, notification); its end or an error mean it is gone. On an
// encrypted connection anything unasked counts as its end, which costs no more than a new connection.
func (w *wire) hungUp() bool {
	sc, ok := w.Conn.(syscall.Conn)
	if !ok || w.Conn.SetReadDeadline(time.Time{}) != nil {
		return false
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return true
	}
	gone := false
	err = raw.Read(func(fd uintptr) bool {
		var first [1]byte
		n, _, err := syscall.Recvfrom(int(fd), first[:], syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
		switch {
		case err == syscall.EAGAIN || err == syscall.EINTR:
		case err != nil || n == 0:
			gone = true
		default:
			gone = !bytes.Contains([]byte("NSA"), first[:])
		}
		return true
	})
	return gone || err != nil
}
