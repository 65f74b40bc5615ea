//go:build darwin || freebsd

package embedded

import "syscall"

// dieWithParent has no effect here: an orphan runs on until the next Start ends it (stale.go).
func dieWithParent(*syscall.SysProcAttr) {}
