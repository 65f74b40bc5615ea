package printer

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// folder is a spool folder: each job becomes a file, whole from its first moment on, for whoever watches the folder and
// takes files away. The same job again is the same file.
type folder string

// endings of the files, by the job's type.
var endings = map[string]string{ZPL: ".zpl", PDF: ".pdf", PNG: ".png"}

func (f folder) Print(ctx context.Context, j Job) Outcome {
	if bad := j.bad(); bad != "" {
		return Outcome{Refused, bad}
	}
	if ctx.Err() != nil {
		return Outcome{NotSent, "There was no time left."}
	}
	if o := f.Find(ctx, j); o.State == Sent {
		return o
	}
	if err := f.write(j); err != nil {
		return Outcome{NotSent, fmt.Sprintf("The file cannot be written: %v", cause(err))}
	}
	return Outcome{State: Sent}
}

// unfinished begins the names of files that are being written. One of an hour ago was left by somebody who was killed.
const (
	unfinished = ".job-"
	leftAfter  = time.Hour
)

// write makes the file under another name first, so that nobody takes half of it.
func (f folder) write(j Job) (err error) {
	tmp, err := os.CreateTemp(string(f), unfinished+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(j.Data)
	if err == nil {
		err = tmp.Sync()
	}
	if e := tmp.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), f.path(j))
}

func (f folder) path(j Job) string { return filepath.Join(string(f), j.ID+endings[j.Type]) }

// Find knows a job while its file lies there.
func (f folder) Find(_ context.Context, j Job) Outcome {
	if !j.named() {
		return Outcome{State: Unknown}
	}
	if there, err := os.ReadFile(f.path(j)); err == nil && bytes.Equal(there, j.Data) {
		return Outcome{State: Sent}
	}
	return Outcome{State: Unknown}
}

// Status counts the files that wait to be taken away, and clears away what was left unfinished long ago.
func (f folder) Status(context.Context) Status {
	files, err := os.ReadDir(string(f))
	if err != nil {
		return Status{Trouble: fmt.Sprintf("The folder cannot be read: %v", cause(err))}
	}
	s := Status{Ready: true, Mute: true}
	for _, e := range files {
		switch {
		case e.IsDir():
		case e.Name()[0] != '.':
			s.Waiting++
		case strings.HasPrefix(e.Name(), unfinished) && isOld(e):
			_ = os.Remove(filepath.Join(string(f), e.Name())) // if it cannot be, it does no harm
		}
	}
	return s
}

func isOld(e fs.DirEntry) bool {
	about, err := e.Info()
	return err == nil && time.Since(about.ModTime()) > leftAfter
}

// cause is what went wrong without the path, which the administrator knows and others need not.
func cause(err error) error {
	for {
		switch e := err.(type) {
		case *os.PathError:
			err = e.Err
		case *os.LinkError:
			err = e.Err
		case *os.SyscallError:
			err = e.Err
		default:
			return err
		}
	}
}
