package auth

import (
	"crypto/rand"

	"golang.org/x/crypto/argon2"
)

// CheapHash is Hash at the least cost, for tests with many sign-ins: a stored hash carries its own cost.
func CheapHash(secret string) string {
	c, salt := cost{time: 1, memory: 8, lanes: 1}, make([]byte, saltLength)
	rand.Read(salt)
	return encode(c, salt, argon2.IDKey([]byte(secret), salt, c.time, c.memory, c.lanes, hashLength))
}
