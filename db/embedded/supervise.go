//go:build linux || darwin || freebsd

package embedded

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	patience  = 2 * time.Minute  // of Start with an old server that ends and with a crashed one that recovers
	lingering = 15 * time.Second // of what a dead server leaves behind in the kernel, at most
)

// Server is a running private PostgreSQL.
type Server struct {
	opt      Options
	dir      string // all of it
	data     string // the data directory
	socket   string // the socket's folder
	password string
	who      account
	pg       install
	lock     *os.File
	cmd      *exec.Cmd
	done     chan struct{} // closed when postgres has ended
	stop     sync.Once
}

// Start makes the data if there is none, and returns when the server answers. Two Starts at once of one folder are
// refused with ErrInUse. The server ends with Stop, or by itself when this process is killed.
func Start(ctx context.Context, o Options) (*Server, error) {
	dir, err := filepath.Abs(o.Dir)
	if err != nil || o.Dir == "" {
		return nil, errors.Join(errors.New("a private PostgreSQL needs a folder"), err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	lock, err := openDir(dir)
	if err != nil {
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	s := &Server{opt: o, dir: dir, data: filepath.Join(dir, "data"), socket: socketDir(dir), lock: lock}
	if err := s.prepare(ctx); err != nil {
		lock.Close()
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	if err := s.bringUp(ctx); err != nil {
		s.abandon()
		return nil, fmt.Errorf("private PostgreSQL: %w", err)
	}
	return s, nil
}

// bringUp starts postgres, again while remains of an earlier one hold its shared memory.
func (s *Server) bringUp(ctx context.Context) error {
	for until := time.Now().Add(lingering); ; {
		disregard, err := s.awaitOld(ctx)
		if err != nil {
			return err
		}
		said, err := s.launch(disregard)
		if err != nil {
			return err
		}
		err = s.awaitReady(ctx)
		if err == nil {
			return s.signIn(ctx)
		}
		text := said()
		occupied := strings.Contains(text, "is still in use") || strings.Contains(text, "already exists")
		if !occupied || time.Now().After(until) || pause(ctx, 100*time.Millisecond) != nil {
			return fmt.Errorf("%w: %s", err, tail(text))
		}
	}
}

// launch starts postgres and returns a function that gives what it has written to the log since.
func (s *Server) launch(disregard int) (said func() string, err error) {
	log, from, err := s.openLog()
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := s.who.command(context.Background(), s.data, filepath.Join(s.pg.bin, "postgres"), s.arguments()...)
	cmd.Stdout, cmd.Stderr = log, log
	if disregard != 0 {
		cmd.Env = append(cmd.Env, "PG_GRANDPARENT_PID="+strconv.Itoa(disregard))
	}
	dieWithParent(cmd.SysProcAttr)
	s.cmd, s.done = cmd, make(chan struct{})
	started := make(chan error)
	go func(done chan struct{}) {
		runtime.LockOSThread() // the kernel watches the thread that started the child, not the process
		defer runtime.UnlockOSThread()
		defer close(done)
		defer runtime.KeepAlive(s) // and with it the lock: a Server that nobody holds any more still runs
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
	}(s.done)
	return func() string { return textFrom(log.Name(), from) }, <-started
}

// Bin is the folder of the server's programs.
func (s *Server) Bin() string { return s.pg.bin }

// defaults suit a demonstration on one machine. Durability stays on.
var defaults = map[string]string{
	"listen_addresses": "",
	"max_connections":  "60",
	"shared_buffers":   "128MB",
	"jit":              "off", // short queries: compiling costs more than it gives
	"log_timezone":     "UTC",
	"timezone":         "UTC",
}

func (s *Server) arguments() []string {
	set := maps.Clone(defaults)
	maps.Copy(set, s.opt.Settings)
	set["port"] = port                                                                   // names the socket: DSN and the length of its path depend on it
	set["unix_socket_directories"] = `"` + strings.ReplaceAll(s.socket, `"`, `""`) + `"` // a list, else split at commas
	args := []string{"-D", s.data}
	for _, name := range slices.Sorted(maps.Keys(set)) {
		args = append(args, "-c", name+"="+set[name])
	}
	return args
}

// awaitReady waits until postgres has recovered and accepts connections, or has ended.
func (s *Server) awaitReady(ctx context.Context) error {
	told := s.slowly("PostgreSQL is recovering after it was not shut down properly")
	defer told()
	pidFile, pid := filepath.Join(s.data, "postmaster.pid"), strconv.Itoa(s.cmd.Process.Pid)
	for firstLine(pidFile) != pid || lineOf(pidFile, 7) != "ready" {
		select {
		case <-s.done:
			return fmt.Errorf("%s/postgres ended at once", s.pg.bin)
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL does not get ready: %w", ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
	return nil
}

// signIn proves that the password file belongs to the data.
func (s *Server) signIn(ctx context.Context) error {
	db, err := sql.Open("postgres", s.DSN("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.QueryRowContext(ctx, "SELECT 1").Scan(new(int)); err != nil {
		return fmt.Errorf("sign in with the password in %s: %w", filepath.Join(s.dir, "password"), err)
	}
	return nil
}

// abandon ends what a failed Start has begun.
func (s *Server) abandon() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = s.Stop(ctx)
}

// Done is closed when the server has ended, asked to or not.
func (s *Server) Done() <-chan struct{} { return s.done }

// Stop ends the server: connections are broken off, transactions rolled back, everything committed is kept. When ctx
// ends first the server is stopped harder, which the next start pays for with a recovery.
func (s *Server) Stop(ctx context.Context) error {
	var err error
	s.stop.Do(func() {
		defer s.lock.Close()
		if s.cmd == nil || s.cmd.Process == nil {
			return
		}
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL} {
			_ = s.cmd.Process.Signal(sig)
			if s.ended(ctx) {
				_ = os.Remove(s.socket) // only if it is empty
				return
			}
			err = fmt.Errorf("private PostgreSQL did not end at %s in time: %w", sig, ctx.Err())
			soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			ctx = soon
		}
	})
	return err
}

func (s *Server) ended(ctx context.Context) bool {
	select {
	case <-s.done:
		return true
	case <-ctx.Done():
		return false
	}
}
