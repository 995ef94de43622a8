package desk

import (
	"crypto/sha256"
	"encoding/base64"
	"io"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster"
)

// secret returns 32 random bytes as text, and the hash that is stored of it.
// SHA-256 is enough: nobody guesses 256 bits.
func (d *Desk) secret() (text string, hash []byte, err error) {
	var b [32]byte
	if _, err := io.ReadFull(d.Random, b[:]); err != nil {
		return "", nil, err
	}
	text = base64.RawURLEncoding.EncodeToString(b[:])
	return text, hashOf(text), nil
}

func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// hashPassword checks that a password is worth having, and hashes it.
func (d *Desk) hashPassword(password string) ([]byte, error) {
	switch {
	case len(password) < 10:
		return nil, roster.Errorf(roster.Invalid, "the password is too short; use at least 10 letters")
	case len(password) > 72: // what bcrypt reads
		return nil, roster.Errorf(roster.Invalid, "the password is too long; use at most 72 bytes")
	}
	return bcrypt.GenerateFromPassword([]byte(password), d.PasswordCost)
}
