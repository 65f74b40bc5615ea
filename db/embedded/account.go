//go:build linux || darwin || freebsd

package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is whom initdb and postgres run as.
type account struct {
	name     string
	uid, gid int
	drop     bool // we are root and must become somebody else
}

// accountFor chooses: ourselves, or when we are root the owner of the data, else "postgres", else "nobody".
func accountFor(data string) (account, error) {
	owner, gid, err := ownerOf(data)
	there := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return account{}, err
	}
	self := os.Geteuid()
	switch {
	case self != 0 && there && owner != self:
		return account{}, fmt.Errorf("%s belongs to %s: start as that user or choose another folder",
			data, userName(owner))
	case self != 0:
		return account{name: userName(self), uid: self, gid: os.Getegid()}, nil
	case there && owner != 0:
		return account{name: userName(owner), uid: owner, gid: gid, drop: true}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		if u, err := user.Lookup(name); err == nil {
			uid, _ := strconv.Atoi(u.Uid)
			gid, _ := strconv.Atoi(u.Gid)
			return account{name: userName(uid), uid: uid, gid: gid, drop: true}, nil
		}
	}
	return account{}, errors.New("PostgreSQL does not run as root and there is no account postgres or nobody: " +
		"start as an ordinary user")
}

func userName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return "user " + u.Username
	}
	return "user number " + strconv.Itoa(uid)
}

func ownerOf(path string) (uid, gid int, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, 0, err
	}
	st := info.Sys().(*syscall.Stat_t)
	return int(st.Uid), int(st.Gid), nil
}

// command prepares a program run as the account, in its own process group so that Ctrl-C at the terminal reaches only
// us, and with nothing of our environment that could hold a secret or a PGHOST.
func (a account) command(ctx context.Context, dir, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = []string{"LC_ALL=C"}
	for _, keep := range []string{"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZDIR"} {
		if v, ok := os.LookupEnv(keep); ok {
			cmd.Env = append(cmd.Env, keep+"="+v)
		}
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return cmd
}

// own gives a folder and what is in it to the account.
func (a account) own(path string) error {
	if !a.drop {
		return nil
	}
	return filepath.WalkDir(path, func(p string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(p, a.uid, a.gid)
	})
}

// reach says in words if a parent of dir is closed to the account.
func (a account) reach(dir string) error {
	if !a.drop {
		return nil
	}
	for p := dir; ; p = filepath.Dir(p) {
		info, err := os.Stat(p)
		if err != nil {
			return err
		}
		st := info.Sys().(*syscall.Stat_t)
		bit := fs.FileMode(0o001)
		if int(st.Uid) == a.uid {
			bit = 0o100
		} else if int(st.Gid) == a.gid {
			bit = 0o010
		}
		if info.Mode()&bit == 0 {
			return fmt.Errorf("PostgreSQL runs as %s, who may not enter %s: choose a folder elsewhere, such as %s",
				a.name, p, DefaultDir())
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}
