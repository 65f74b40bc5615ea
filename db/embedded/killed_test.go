//go:build linux || darwin || freebsd

package embedded_test

import (
	"bufio"
	"database/sql"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"pickpack/db/embedded"
)

// holder starts a child process that holds a server, as an ordinary user if one is named.
func holder(t *testing.T, dir string, who *syscall.Credential) (cmd *exec.Cmd, dsn string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if who != nil { // the folder of the test binary is closed to others
		self = copied(t, self)
	}
	cmd = exec.Command(self)
	cmd.Env = append(os.Environ(), "EMBEDDED_HOLD="+dir)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	dsn, ok := strings.CutPrefix(line, "ready ")
	if err != nil || !ok {
		t.Fatalf("child says %q, %v", line, err)
	}
	return cmd, dsn
}

func copied(t *testing.T, program string) string {
	t.Helper()
	from, err := os.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	path := filepath.Dir(folder(t)) + "/hold"
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// The supervisor is killed while a client is in the middle of things. What was committed is there for the next start,
// which does not wait for anybody to clean up.
func TestSupervisorKilled(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	child, dsn := holder(t, dir, nil)
	query(t, dsn, "CREATE TABLE kept AS SELECT 42 AS n")
	for round := range 3 {
		db, err := sql.Open("postgres", dsn)
		if err != nil {
			t.Fatal(err)
		}
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO kept VALUES (-1)"); err != nil {
			t.Fatal(err)
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = child.Wait()
		begin := time.Now()
		child, dsn = holder(t, dir, nil)
		t.Logf("start after kill %v", time.Since(begin))
		_ = tx.Rollback()
		db.Close()
		if got := query(t, dsn, "SELECT string_agg(n::text, ',') FROM kept"); got != "42" {
			t.Fatalf("round %d: kept %q", round, got)
		}
	}
	awaitEnd(t, child, dir)
}

// awaitEnd kills the supervisor and requires that no server outlives it (Linux), or that the next start ends it.
func awaitEnd(t *testing.T, child *exec.Cmd, dir string) {
	t.Helper()
	pidFile := filepath.Join(dir, "data", "postmaster.pid")
	_ = child.Process.Kill()
	_ = child.Wait()
	if _, err := os.Stat("/proc/self"); err == nil {
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if _, err := os.Stat(pidFile); err != nil {
				return
			}
			if time.Now().After(deadline) {
				t.Fatal("the server outlives its supervisor")
			}
		}
	}
	stop(t, start(t, embedded.Options{Dir: dir, Settings: unsynced}))
}

// postgres itself is killed: the supervisor tells, and the next start recovers.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := start(t, embedded.Options{Dir: dir, Settings: unsynced})
	query(t, s.DSN("postgres"), "CREATE TABLE kept AS SELECT 42 AS n")
	pid, _, _ := strings.Cut(query(t, s.DSN("postgres"), "SELECT pg_read_file('postmaster.pid')"), "\n")
	number, err := strconv.Atoi(pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(number, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.Done():
	case <-time.After(10 * time.Second):
		t.Fatal("Done is not closed")
	}
	stop(t, s)
	s = start(t, embedded.Options{Dir: dir, Settings: unsynced})
	if got := query(t, s.DSN("postgres"), "SELECT n FROM kept"); got != "42" {
		t.Errorf("kept %q", got)
	}
}

// The path of the socket needs quoting; or it would be longer than the system allows.
func TestOddFolders(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(folder(t), `b\ack 'x' "y"`)
	for _, next := range []string{"", "one, two", strings.Repeat("long ", 20)} {
		if next != "" { // the same data under another name: nothing in it depends on the path
			moved := filepath.Join(filepath.Dir(dir), next)
			if err := os.Rename(dir, moved); err != nil {
				t.Fatal(err)
			}
			dir = moved
		}
		s := start(t, embedded.Options{Dir: dir, Settings: unsynced})
		socket := query(t, s.DSN("postgres"), "SHOW unix_socket_directories")
		stop(t, s)
		socket = strings.ReplaceAll(strings.Trim(socket, `"`), `""`, `"`)
		if !filepath.IsAbs(socket) {
			t.Errorf("unix_socket_directories = %q", socket)
		}
		if _, err := os.Stat(socket); err == nil {
			t.Errorf("the socket folder %s is left over", socket)
		}
	}
}

// Root is one case, an ordinary user the other; where the tests run as root both are tried.
func TestOrdinaryUser(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	who := &syscall.Credential{Uid: 65534, Gid: 65534}
	if os.Geteuid() != 0 {
		who = nil
	} else if err := os.Chown(filepath.Dir(dir), int(who.Uid), int(who.Gid)); err != nil {
		t.Fatal(err)
	}
	child, dsn := holder(t, dir, who)
	query(t, dsn, "SELECT 1")
	awaitEnd(t, child, dir)
}
