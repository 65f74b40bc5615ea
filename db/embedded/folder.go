//go:build linux || darwin || freebsd

package embedded

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// DefaultDir is where the private server of this user lives if nothing else is said.
func DefaultDir() string {
	return filepath.Join(home("/var/lib", "XDG_DATA_HOME", ".local/share"), "postgres")
}

// CacheDir is where things live that can be made again.
func CacheDir() string { return home("/var/cache", "XDG_CACHE_HOME", ".cache") }

// home is root's folder, which the server's account can enter (/root is closed to it), or one of the user's own.
func home(root, env, below string) string {
	if os.Geteuid() == 0 {
		return filepath.Join(root, "pickpack")
	}
	if dir := os.Getenv(env); filepath.IsAbs(dir) {
		return filepath.Join(dir, "pickpack")
	}
	if dir, err := os.UserHomeDir(); err == nil {
		return filepath.Join(dir, below, "pickpack")
	}
	return filepath.Join(os.TempDir(), "pickpack-"+strconv.Itoa(os.Geteuid()))
}

// openDir makes the folder or checks that it is ours, and locks it for this process.
func openDir(dir string) (lock *os.File, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	if err := checkOurs(dir); err != nil {
		return nil, err
	}
	lock, err = os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer lock.Close()
		return nil, fmt.Errorf("%s is already served by process %s: stop it first or choose another folder (%w)",
			dir, firstLine(lock.Name()), ErrInUse)
	}
	err = errors.Join(lock.Truncate(0), writeAt(lock, strconv.Itoa(os.Getpid())+"\n"))
	return lock, err
}

func writeAt(f *os.File, text string) error {
	_, err := f.WriteAt([]byte(text), 0)
	return err
}

// checkOurs refuses a folder that somebody else uses for something else.
func checkOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) == 0 {
		return err
	}
	ours := false
	for _, e := range entries {
		if e.Name() == "PG_VERSION" {
			return fmt.Errorf("%s is a PostgreSQL data directory itself: name an empty folder, or set DATABASE_URL", dir)
		}
		ours = ours || e.Name() == "lock"
	}
	if !ours {
		return fmt.Errorf("%s is not empty and holds no private PostgreSQL: name an empty folder", dir)
	}
	return nil
}

// majorOf is the major version of the data directory, 0 if it is yet to be made.
func majorOf(data string) (int, error) {
	line := firstLine(filepath.Join(data, "PG_VERSION"))
	if major, err := strconv.Atoi(line); err == nil {
		return major, nil
	}
	entries, err := os.ReadDir(data)
	if errors.Is(err, fs.ErrNotExist) || (err == nil && len(entries) == 0) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return 0, fmt.Errorf("%s is not empty and is no PostgreSQL data directory (no PG_VERSION): nothing was touched", data)
}

// firstLine is the first line of a file, "" if it cannot be read.
func firstLine(path string) string {
	return lineOf(path, 0)
}

func lineOf(path string, n int) string {
	text, _ := os.ReadFile(path)
	lines := strings.Split(string(text), "\n")
	if n >= len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[n])
}

// longestSocketDir keeps "<dir>/.s.PGSQL.5432" within sun_path: 108 bytes on Linux, 104 elsewhere, one for the NUL.
const longestSocketDir = 103 - len("/.s.PGSQL."+port)

// socketDir is dir/run, or a short folder that is always the same for this dir if that is too long for a socket or has
// a comma, at which clients split a list of hosts.
func socketDir(dir string) string {
	sum := sha256.Sum256([]byte(dir))
	short := "pickpack-" + hex.EncodeToString(sum[:8])
	for _, d := range []string{filepath.Join(dir, "run"), filepath.Join(os.TempDir(), short)} {
		if len(d) <= longestSocketDir && !strings.Contains(d, ",") {
			return d
		}
	}
	return filepath.Join("/tmp", short)
}

// ensurePrivate makes a folder that only the account may enter, and refuses one that somebody else put there.
func ensurePrivate(dir string, who account) error {
	err := os.Mkdir(dir, 0o700)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	if !info.IsDir() || (owner != who.uid && owner != os.Geteuid()) {
		return fmt.Errorf("%s was put there by %s: remove it", dir, userName(owner))
	}
	return errors.Join(os.Chmod(dir, 0o700), who.own(dir))
}

// passwordOf reads the superuser's password, or makes one if the data is yet to be made.
func passwordOf(dir string, fresh bool) (string, error) {
	path := filepath.Join(dir, "password")
	if p := firstLine(path); p != "" {
		return p, nil
	}
	if !fresh {
		return "", fmt.Errorf("%s is missing or empty: without it nobody can sign in to the data beside it", path)
	}
	p := rand.Text()
	return p, os.WriteFile(path, []byte(p+"\n"), 0o600)
}
