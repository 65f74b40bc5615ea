package printer

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// virtualIPP starts a real IPP printer, ippeveprinter, and answers its address and the folder of what it printed.
func virtualIPP(t *testing.T, arguments ...string) (address, spool string) {
	t.Helper()
	program, err := exec.LookPath("ippeveprinter")
	if err != nil {
		t.Fatal("the tests print on a virtual IPP printer: apt-get install cups-ipp-utils avahi-daemon dbus")
	}
	announcer(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	_ = l.Close()
	spool = t.TempDir()
	args := append([]string{"-c", "/bin/true", "-p", fmt.Sprint(port), "-d", spool, "-k", "-n", "localhost",
		"-f", "application/pdf,image/png,application/octet-stream"}, arguments...)
	cmd := exec.Command(program, append(args, fmt.Sprintf("Pickpack%d", port))...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	for range 200 {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = c.Close()
			return fmt.Sprintf("ipp://127.0.0.1:%d/ipp/print", port), spool
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("ippeveprinter ended: %v\n%s", err, said.String())
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatal("ippeveprinter does not listen")
	return "", ""
}

// announcer sees to the daemon by which ippeveprinter makes itself known, without which it does not start.
func announcer(t *testing.T) {
	t.Helper()
	announce.Do(func() {
		if _, err := os.Stat("/run/avahi-daemon/socket"); err == nil {
			if c, err := net.Dial("unix", "/run/avahi-daemon/socket"); err == nil {
				_ = c.Close()
				return
			}
		}
		_ = os.MkdirAll("/run/dbus", 0o755)
		if c, err := net.Dial("unix", "/run/dbus/system_bus_socket"); err == nil {
			_ = c.Close()
		} else {
			_ = os.Remove("/run/dbus/pid")
			announceSaid("dbus-daemon", "--system", "--fork")
		}
		announceSaid("avahi-daemon", "-D", "--no-drop-root", "--no-chroot", "--no-rlimits")
	})
	if announceErr != nil {
		t.Logf("%v", announceErr)
	}
}

var (
	announce    sync.Once
	announceErr error
)

func announceSaid(program string, args ...string) {
	if said, err := exec.Command(program, args...).CombinedOutput(); err != nil && announceErr == nil {
		announceErr = fmt.Errorf("%s: %v: %s", program, err, said)
	}
}

// spooled are the files of a spool folder that are not empty and whose names end so.
func spooled(t *testing.T, folder, ending string) (all [][]byte) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ending) {
			return err
		}
		b, err := os.ReadFile(path)
		if len(b) > 0 {
			all = append(all, b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
