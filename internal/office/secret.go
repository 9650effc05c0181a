package office

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"kept/internal/fault"
)

// newSecret makes a secret of 256 bits for a cookie, a link or a token.
func newSecret(random io.Reader) (string, error) {
	var b [32]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("read randomness for a secret: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b[:]), nil
}

// newCode makes a code of six digits, each equally likely.
func newCode(random io.Reader) (string, error) {
	var b [1]byte
	code := make([]byte, 0, 6)
	for len(code) < 6 {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("read randomness for a code: %w", err)
		}
		if b[0] < 250 {
			code = append(code, '0'+b[0]%10)
		}
	}
	return string(code), nil
}

// hashed is what is kept of a secret of 256 bits: such a one cannot be
// guessed, so a fast hash will do.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// The cost of hashing a password (OWASP's second recommendation for argon2id).
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonSalt    = 16
	argonKey     = 32
)

// Limits of a password, in bytes.
const (
	MinPassword = 10
	MaxPassword = 256
)

// hasher hashes passwords, two at a time: each takes 19 MiB.
type hasher struct{ turn chan struct{} }

func newHasher() *hasher { return &hasher{turn: make(chan struct{}, 2)} }

func (h *hasher) key(password string, salt []byte) []byte {
	h.turn <- struct{}{}
	defer func() { <-h.turn }()
	return argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
}

// hash gives what is kept of a password.
func (h *hasher) hash(password string, random io.Reader) (string, error) {
	if err := CheckPassword(password); err != nil {
		return "", err
	}
	salt := make([]byte, argonSalt)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", fmt.Errorf("read randomness for a password: %w", err)
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", argonMemory, argonTime, argonThreads, b64.EncodeToString(salt), b64.EncodeToString(h.key(password, salt))), nil
}

// fits tells whether a password is the one of a hash. It takes as long for a
// member who has none, so that nobody learns who is known.
func (h *hasher) fits(password, hash string) bool {
	parts := strings.Split(hash, "$")
	salt, want := make([]byte, argonSalt), []byte(nil)
	if len(parts) == 6 {
		salt, _ = base64.RawStdEncoding.DecodeString(parts[4])
		want, _ = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if len(password) > MaxPassword {
		return false
	}
	return subtle.ConstantTimeCompare(h.key(password, salt), want) == 1
}

// CheckPassword refuses a password that is too short or too long.
func CheckPassword(p string) error {
	var c fault.Check
	c.Want(len(p) >= MinPassword, "password", "A password has ten characters or more.")
	c.Want(len(p) <= MaxPassword, "password", "A password has at most 256 characters.")
	return c.Err()
}
