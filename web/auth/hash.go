package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"pickpack/picking"
)

// cost of one argon2id hash (RFC 9106): passes, KiB of memory, lanes.
type cost struct {
	time, memory uint32
	lanes        uint8
}

// today's cost is about 50 ms on one core of 2026. Stored hashes carry their own.
var today = cost{time: 2, memory: 32 * 1024, lanes: 1}

const (
	saltLength = 16
	hashLength = 32
	queueTime  = 10 * time.Second // a shift of 100 on two slow cores
)

// hasher runs as many hashes at once as there are cores; the others wait, and are sent away after queueTime. A flood of
// sign-ins so costs cores × 32 MiB and no more.
type hasher struct{ slots chan struct{} }

func newHasher() hasher { return hasher{make(chan struct{}, max(1, runtime.NumCPU()))} }

func (h hasher) enter(ctx context.Context) (leave func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, queueTime)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, picking.Errorf(picking.Busy, "Too many people sign in at this moment. Please try again.")
	}
}

// Hash is the argon2id hash of a PIN or password in the usual text form ($argon2id$v=19$m=…).
func Hash(secret string) string {
	salt := make([]byte, saltLength)
	rand.Read(salt) // never fails
	return encode(today, salt, argon2.IDKey([]byte(secret), salt, today.time, today.memory, today.lanes, hashLength))
}

func encode(c cost, salt, sum []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.time, c.lanes, b.EncodeToString(salt), b.EncodeToString(sum))
}

// decode reads encode's text. Costs beyond what this program ever writes are refused, so that a row cannot exhaust us.
func decode(text string) (c cost, salt, sum []byte, ok bool) {
	part := strings.Split(text, "$")
	if len(part) != 6 || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if _, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.lanes); err != nil {
		return c, nil, nil, false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(part[4])
	sum, err2 := base64.RawStdEncoding.DecodeString(part[5])
	ok = err1 == nil && err2 == nil && len(sum) == hashLength && c.time >= 1 && c.time <= 10 && c.memory >= 8 && c.memory <= 256*1024 && c.lanes >= 1
	return c, salt, sum, ok
}

// verify compares in constant time. Without a stored hash it does the same work and says no, so that the time it takes
// does not tell whether a badge exists.
func (h hasher) verify(ctx context.Context, secret, stored string) (bool, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	c, salt, sum, ok := decode(stored)
	if !ok {
		c, salt, sum = today, make([]byte, saltLength), make([]byte, hashLength)
	}
	got := argon2.IDKey([]byte(secret), salt, c.time, c.memory, c.lanes, hashLength)
	return subtle.ConstantTimeCompare(got, sum) == 1 && ok, nil
}

// HashPIN checks a new PIN and hashes it: 6 to 12 digits, not all the same and not simply counting up or down.
func HashPIN(pin string) (string, error) {
	switch {
	case len(pin) < 6 || len(pin) > 12 || strings.Trim(pin, "0123456789") != "":
		return "", picking.FieldError("pin", "A PIN is 6 to 12 digits.")
	case monotone(pin):
		return "", picking.FieldError("pin", "This PIN is too easy to guess. Please choose another.")
	}
	return Hash(pin), nil
}

// monotone reports whether every digit follows the one before by the same step of −1, 0 or 1 (9 is followed by 0).
func monotone(pin string) bool {
	step := (int(pin[1]) - int(pin[0]) + 10) % 10
	if step != 0 && step != 1 && step != 9 {
		return false
	}
	for i := 1; i < len(pin); i++ {
		if (int(pin[i])-int(pin[i-1])+10)%10 != step {
			return false
		}
	}
	return true
}

// HashPassword checks a new password and hashes it: 12 to 128 characters of any kind.
func HashPassword(password string) (string, error) {
	if n := len([]rune(password)); n < 12 || n > 128 {
		return "", picking.FieldError("password", "A password has 12 to 128 characters; a few words do well.")
	}
	return Hash(password), nil
}
