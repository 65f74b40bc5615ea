//go:build linux || darwin || freebsd

package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// prepare leaves a complete data directory, owned by the account, and a server chosen for it.
func (s *Server) prepare(ctx context.Context) error {
	major, err := majorOf(s.data)
	if err != nil {
		return err
	}
	if s.who, err = accountFor(s.data); err != nil {
		return err
	}
	if err := s.who.reach(s.dir); err != nil {
		return err
	}
	if s.pg, err = s.choose(ctx, major); err != nil {
		return err
	}
	if err := ensurePrivate(s.socket, s.who); err != nil {
		return err
	}
	if s.password, err = passwordOf(s.dir, major == 0); err != nil {
		return err
	}
	if major == 0 {
		return s.initdb(ctx)
	}
	if owner, _, err := ownerOf(s.data); err != nil || owner != s.who.uid {
		return errors.Join(err, s.who.own(s.data))
	}
	return nil
}

// initdb makes the data beside its final place, so that an interrupted one is never taken for data.
func (s *Server) initdb(ctx context.Context) error {
	s.say("making a new database in %s", s.data)
	unfinished := s.data + ".init"
	if err := os.RemoveAll(unfinished); err != nil { // of an interrupted initdb: no server ever ran on it
		return err
	}
	if err := ensurePrivate(unfinished, s.who); err != nil {
		return err
	}
	secret := filepath.Join(s.socket, "first-password")
	defer os.Remove(secret)
	if err := errors.Join(os.WriteFile(secret, []byte(s.password), 0o600), s.who.own(secret)); err != nil {
		return err
	}
	args := []string{"-D", unfinished, "-U", Superuser, "--pwfile", secret, "-A", "scram-sha-256",
		"-E", "UTF8", "--locale", locale(), "--data-checksums"}
	if s.opt.Settings["fsync"] == "off" {
		args = append(args, "--no-sync")
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := s.who.command(ctx, "/", filepath.Join(s.pg.bin, "initdb"), args...)
	dieWithParent(cmd.SysProcAttr)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, tail(string(out)))
	}
	return os.Rename(unfinished, s.data)
}

// locale sorts by code point everywhere; macOS knows C.UTF-8 only since version 14.
func locale() string {
	if runtime.GOOS == "linux" {
		return "C.UTF-8"
	}
	return "C"
}
