//go:build unix

package printer

import "syscall"

const nonblock = syscall.O_NONBLOCK
