package office

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
	"io"

	"kept/internal/fault"
)

// KeyBytes is how long the key is under which passwords of others' systems are
// kept: they have to be used, so they cannot be kept as hashes.
const KeyBytes = 32

// Seal encrypts a secret (AES-256-GCM, NIST SP 800-38D) for one place: it opens
// nowhere else.
func (d *desk) Seal(secret, place string) (string, error) {
	g, err := d.cipher()
	if err != nil {
		return "", err
	}
	nonce := make([]byte, g.NonceSize())
	if _, err := io.ReadFull(d.random, nonce); err != nil {
		return "", fmt.Errorf("read randomness for a seal: %w", err)
	}
	return base64.RawStdEncoding.EncodeToString(g.Seal(nonce, nonce, []byte(secret), []byte(place))), nil
}

// Unseal opens a sealed secret. Under another key it says so.
func (d *desk) Unseal(sealed, place string) (string, error) {
	g, err := d.cipher()
	if err != nil {
		return "", err
	}
	b, err := base64.RawStdEncoding.DecodeString(sealed)
	if err == nil && len(b) >= g.NonceSize() {
		var open []byte
		if open, err = g.Open(nil, b[:g.NonceSize()], b[g.NonceSize():], []byte(place)); err == nil {
			return string(open), nil
		}
	}
	return "", fault.New(fault.Conflict, "The password was kept under another key and cannot be read. Enter it again.")
}

func (d *desk) cipher() (cipher.AEAD, error) {
	if d.Key == nil {
		return nil, fault.New(fault.Conflict, "Kept has no key to keep passwords under.")
	}
	key, err := d.Key()
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make a cipher: %w", err)
	}
	return cipher.NewGCM(block)
}
