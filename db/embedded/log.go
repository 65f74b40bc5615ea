//go:build linux || darwin || freebsd

package embedded

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// slowly says the words once if the returned function is not called within a second.
func (s *Server) slowly(words string) (inTime func() bool) {
	return time.AfterFunc(time.Second, func() { s.say("%s …", words) }).Stop
}

func (s *Server) say(format string, args ...any) {
	if s.opt.Log != nil {
		fmt.Fprintf(s.opt.Log, format+"\n", args...)
	}
}

// openLog opens the server's log for appending; a long one starts anew, the last one is kept.
func (s *Server) openLog() (log *os.File, size int64, err error) {
	path := filepath.Join(s.dir, "postgres.log")
	if info, err := os.Stat(path); err == nil {
		if size = info.Size(); size > 4<<20 {
			_ = os.Rename(path, path+".1")
			size = 0
		}
	}
	log, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	return log, size, err
}

func textFrom(path string, from int64) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, _ := io.ReadAll(io.NewSectionReader(f, from, 1<<20))
	return string(text)
}

// tail is the last lines of a program's output.
func tail(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}
