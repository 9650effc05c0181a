// Package id makes the names of things: a prefix that tells what it names,
// then 26 characters that sort in the order of making.
//
// The body is a ULID: 48 bits of milliseconds and 80 random bits in Crockford's
// base32, lower case. Randomness and time are arguments, so that a replayed
// year makes the same names again.
package id

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Body is the number of characters after the prefix and its underscore.
const Body = 26

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// New makes a name such as "prm_01j9…" for the moment at, with 10 bytes read from random.
// It panics when random fails: there is no sensible way on without it.
func New(prefix string, at time.Time, random io.Reader) string {
	var b [16]byte
	ms := uint64(at.UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (8 * (5 - i)))
	}
	if _, err := io.ReadFull(random, b[6:]); err != nil {
		panic(fmt.Errorf("read randomness for an id: %w", err))
	}
	return prefix + "_" + encode(b)
}

// encode writes 128 bits as 26 characters of five bits, the first of three.
func encode(b [16]byte) string {
	var out [Body]byte
	var acc uint32
	bits, pos := 2, 0 // two leading zero bits make 130
	for _, c := range b {
		acc = acc<<8 | uint32(c)
		bits += 8
		for bits >= 5 {
			bits -= 5
			out[pos] = alphabet[acc>>bits&31]
			pos++
		}
	}
	return string(out[:])
}

// Valid tells whether s has the form of a name with this prefix.
func Valid(prefix, s string) bool {
	body, ok := strings.CutPrefix(s, prefix+"_")
	if !ok || len(body) != Body {
		return false
	}
	for i := range len(body) {
		if strings.IndexByte(alphabet, body[i]) < 0 {
			return false
		}
	}
	return true
}
