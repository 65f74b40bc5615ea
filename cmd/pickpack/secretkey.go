package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"pickpack/labels/carrier"
	"pickpack/picking"
)

// secrets says where the key is that seals the secrets of carrier accounts. All servers of one database need the same.
type secrets struct {
	SecretKey     string `name:"secret-key" env:"PICKPACK_SECRET_KEY" help:"Key that seals the secrets of carrier accounts: 64 hexadecimal digits." placeholder:"HEX"`
	SecretKeyFile string `name:"secret-key-file" env:"PICKPACK_SECRET_KEY_FILE" type:"path" help:"File that holds that key. It is made if there is none." placeholder:"FILE"`
}

// vault opens the vault; folder is where the key's file is if nothing else is said.
func (s secrets) vault(folder string) (*carrier.Vault, error) {
	text := s.SecretKey
	if text == "" {
		path := s.SecretKeyFile
		if path == "" {
			path = filepath.Join(folder, "secret.key")
		}
		var err error
		if text, err = keyIn(path); err != nil {
			return nil, err
		}
	}
	key, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) != carrier.VaultKey {
		return nil, picking.Errorf(picking.Invalid, "The secret key is not %d hexadecimal digits.", 2*carrier.VaultKey)
	}
	return carrier.NewVault(key)
}

// vaultOr is vault, or none with a warning where nobody has said where the key is to be and it cannot be made: a server
// without carriers needs no key.
func (s secrets) vaultOr(folder string, log *slog.Logger) (*carrier.Vault, error) {
	v, err := s.vault(folder)
	if err != nil && s.SecretKey == "" && s.SecretKeyFile == "" {
		log.Warn("carriers that need a key cannot be used: there is no secret key", "error", err)
		return nil, nil
	}
	return v, err
}

// keyIn reads a key's file, or makes it, for its owner alone. Of two who make it at once the first one's stands.
func keyIn(path string) (string, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeKey(path); err == nil {
			b, err = os.ReadFile(path)
		}
	}
	if err != nil {
		return "", picking.Errorf(picking.Invalid, "The secret key's file cannot be used: %v.", err)
	}
	return string(b), nil
}

func makeKey(path string) error {
	// The folder is the database's too, whose server may run as somebody else.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	key := make([]byte, carrier.VaultKey)
	if _, err := rand.Read(key); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".key") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = fmt.Fprintln(f, hex.EncodeToString(key))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// keyFolder is where the key lies if nothing else is said: beside the private server's folder, or in the user's own.
func (d database) keyFolder() string {
	if d.Data != "" {
		return d.Data
	}
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, "pickpack")
	}
	return "."
}
