package e2e

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/web/webtest"
)

// binary builds the program once for all tests of this package.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pickpack-e2e-")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "pickpack")
	out, err := exec.Command("go", "build", "-o", bin, "pickpack/cmd/pickpack").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("go build: %w: %s", err, out)
	}
	return bin, nil
})

func TestMain(m *testing.M) {
	webtest.Main(m, func() {
		if bin, err := binary(); err == nil {
			os.RemoveAll(filepath.Dir(bin))
		}
	})
}

// app is the program running on a database of its own.
type app struct {
	url  string
	dsn  string
	cmd  *exec.Cmd
	log  *safeBuffer
	done chan error
}

// safeBuffer keeps what the program prints.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

var address = regexp.MustCompile(`http://[0-9.]+:[0-9]+`)

// demo starts `pickpack demo` on an empty database and waits until it answers.
func demo(t testing.TB) *app {
	t.Helper()
	return start(t, dbtest.Empty(t), "demo")
}

// start runs a command of the program that serves, on a free port.
func start(t testing.TB, dsn, command string, env ...string) *app {
	t.Helper()
	bin, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	a := &app{dsn: dsn, log: &safeBuffer{}, done: make(chan error, 1)}
	a.cmd = exec.Command(bin, command, "--addr", "127.0.0.1:0")
	a.cmd.Env = append(append(os.Environ(), "DATABASE_URL="+dsn), env...)
	a.cmd.Stderr = a.log
	out, err := a.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := make(chan string, 1)
	go func() {
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			fmt.Fprintln(a.log, lines.Text())
			if u := address.FindString(lines.Text()); u != "" {
				select {
				case found <- u:
				default:
				}
			}
		}
		a.done <- a.cmd.Wait()
	}()
	t.Cleanup(func() { a.stop(t) })
	select {
	case a.url = <-found:
	case err := <-a.done:
		t.Fatalf("pickpack %s ended: %v\n%s", command, err, a.log)
	case <-time.After(90 * time.Second):
		t.Fatalf("pickpack %s does not say where it is:\n%s", command, a.log)
	}
	return a
}

// stop ends the program as Ctrl-C does; it must end by itself and without an error.
func (a *app) stop(t testing.TB) {
	if a.cmd.Process.Signal(syscall.SIGINT) != nil {
		return // it has ended already
	}
	select {
	case err := <-a.done:
		if err != nil {
			t.Errorf("pickpack ended with %v:\n%s", err, a.log)
		}
	case <-time.After(20 * time.Second):
		_ = a.cmd.Process.Kill()
		t.Errorf("pickpack does not stop:\n%s", a.log)
	}
	if t.Failed() {
		t.Logf("the program said:\n%s", a.log)
	}
}

// store opens the app's database, to look at what became of it.
func (a *app) store(t testing.TB) *db.Store {
	t.Helper()
	return dbtest.Open(t, a.dsn)
}

// run runs a command of the program on the app's database and answers what it printed.
func run(ctx context.Context, dsn string, input []byte, args ...string) (string, error) {
	bin, err := binary()
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, bin, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+dsn)
	cmd.Stdin = bytes.NewReader(input)
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("pickpack %v: %w: %s", args, err, out)
	}
	return string(out), err
}
