//go:build linux || darwin || freebsd

package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A server whose supervisor was killed may still be shutting down, or run on as an orphan; or it is long gone and its
// process number, which postmaster.pid still holds, is now somebody else's. PostgreSQL refuses to start in all three
// cases as long as a process of that number lives, so they are told apart here by the process's command line.

// awaitOld waits until no server of an earlier supervisor uses the data. It returns the number in postmaster.pid if that
// belongs to a foreign or dead process, which PostgreSQL must be told to disregard, else 0.
func (s *Server) awaitOld(ctx context.Context) (disregard int, err error) {
	told := s.slowly("the PostgreSQL of an earlier run is still shutting down")
	defer told()
	asked := false
	for {
		pid, _ := strconv.Atoi(firstLine(filepath.Join(s.data, "postmaster.pid")))
		if pid <= 1 {
			return 0, nil
		}
		args := commandLine(ctx, pid) + " "
		if !strings.Contains(args, "-D "+s.data+" ") {
			return pid, nil
		}
		if !strings.Contains(args, s.socket) {
			return 0, fmt.Errorf("another PostgreSQL (process %d) already runs on %s: stop it first", pid, s.data)
		}
		if !asked {
			asked = true
			if err := syscall.Kill(pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, fmt.Errorf("stop the orphaned PostgreSQL (process %d): %w", pid, err)
			}
		}
		if err := pause(ctx, 20*time.Millisecond); err != nil {
			return 0, fmt.Errorf("the PostgreSQL of an earlier run (process %d) does not end: %w", pid, err)
		}
	}
}

// commandLine is a process's arguments, "" if it is dead, a zombie or not to be seen.
func commandLine(ctx context.Context, pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err == nil {
		return strings.ReplaceAll(string(text), "\x00", " ")
	}
	if _, err := os.Stat("/proc/self/cmdline"); !errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	out, _ := exec.CommandContext(ctx, "ps", "-ww", "-o", "args=", "-p", strconv.Itoa(pid)).Output()
	return string(out)
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
