package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pickpack/labels/carrier"
	"pickpack/picking"
)

func TestSecretKeyIsMadeOnce(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "new", "folder")
	var wg sync.WaitGroup
	boxes := make([][]byte, 8)
	for i := range boxes {
		wg.Go(func() {
			v, err := (secrets{}).vault(folder)
			if err != nil {
				t.Error(err)
				return
			}
			boxes[i], err = v.Seal("a", map[string]carrier.Secret{"key": carrier.NewSecret("x")})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	v, err := (secrets{}).vault(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range boxes {
		if _, err := v.Open("a", b); err != nil {
			t.Errorf("servers that start at once have different keys: %v", err)
		}
	}
	if info, err := os.Stat(filepath.Join(folder, "secret.key")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".key*")); len(left) != 0 {
		t.Errorf("%v are left", left)
	}
}

func TestSecretKeyIsGiven(t *testing.T) {
	t.Parallel()
	if _, err := (secrets{SecretKey: strings.Repeat("0a", carrier.VaultKey)}).vault("/nowhere"); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"0a", strings.Repeat("zz", carrier.VaultKey), strings.Repeat("0a", carrier.VaultKey+1)} {
		if _, err := (secrets{SecretKey: bad}).vault("/nowhere"); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%q: %v", bad, err)
		} else if strings.Contains(err.Error(), bad) {
			t.Errorf("the key shows: %v", err)
		}
	}
	file := filepath.Join(t.TempDir(), "short.key")
	if err := os.WriteFile(file, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := (secrets{SecretKeyFile: file}).vault("/nowhere"); picking.KindOf(err) != picking.Invalid {
		t.Error(err)
	}
}
