package carrier

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/json"
	"errors"

	"pickpack/picking"
)

// Vault seals secrets for storage, with AES-256-GCM. Each sealing is bound to a name (of the account it belongs to), so
// that a row copied over another one's does not open.
type Vault struct{ aead cipher.AEAD }

// VaultKey is the length of a Vault's key, in bytes.
const VaultKey = 32

// sealed is the first byte of what Seal makes: how it is made.
const sealed = 1

// NewVault is a vault with a key of VaultKey random bytes.
func NewVault(key []byte) (*Vault, error) {
	if len(key) != VaultKey {
		return nil, picking.Errorf(picking.Invalid, "The key for secrets is not of %d bytes.", VaultKey)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Vault{aead}, nil
}

// Seal encrypts secrets, each under its own word ("key", "webhook").
func (v *Vault) Seal(name string, secrets map[string]Secret) ([]byte, error) {
	open := map[string]string{}
	for word, s := range secrets {
		open[word] = s.Reveal()
	}
	text, err := json.Marshal(open)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 1+v.aead.NonceSize(), 1+v.aead.NonceSize()+len(text)+v.aead.Overhead())
	out[0] = sealed
	nonce := out[1:]
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return v.aead.Seal(out, nonce, text, []byte(name)), nil
}

// Open decrypts what Seal made under the same name. Nothing holds no secrets.
func (v *Vault) Open(name string, box []byte) (map[string]Secret, error) {
	out := map[string]Secret{}
	if len(box) == 0 {
		return out, nil
	}
	n := v.aead.NonceSize()
	if len(box) < 1+n || box[0] != sealed {
		return nil, shut(errors.New("unknown form"))
	}
	text, err := v.aead.Open(nil, box[1:1+n], box[1+n:], []byte(name))
	if err != nil {
		return nil, shut(err)
	}
	var open map[string]string
	if err := json.Unmarshal(text, &open); err != nil {
		return nil, shut(errors.New("unknown form"))
	}
	for word, s := range open {
		out[word] = NewSecret(s)
	}
	return out, nil
}

// shut is a box that this key does not open.
func shut(err error) error {
	return &picking.Error{Kind: picking.Unavailable, Message: "The account's secrets do not open: this server has another key. Type them in again.", Cause: err}
}
