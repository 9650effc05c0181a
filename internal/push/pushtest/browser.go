// Package pushtest is the other end of a push: a browser that reads what came with
// its own key (RFC 8188, 8291), and what a push service reads of a signature (RFC
// 8292). It shares no line with what sends.
package pushtest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"strings"
)

// Browser is a browser with its keys.
type Browser struct {
	key  *ecdh.PrivateKey
	auth []byte
}

// NewBrowser makes one whose keys come of its name.
func NewBrowser(name string) *Browser {
	sum := sha256.Sum256([]byte(name))
	sum[0] = 1 // below the order of the curve
	key, err := ecdh.P256().NewPrivateKey(sum[:])
	if err != nil {
		panic(err) // the number above is one of the curve's
	}
	auth := sha256.Sum256(sum[:])
	return &Browser{key, auth[:16]}
}

// P256dh is its public key, as a page says it.
func (b *Browser) P256dh() string {
	return base64.RawURLEncoding.EncodeToString(b.key.PublicKey().Bytes())
}

// Auth is the secret that goes with it.
func (b *Browser) Auth() string { return base64.RawURLEncoding.EncodeToString(b.auth) }

// Read reads the body of a push of one record.
func (b *Browser) Read(body []byte) (string, error) {
	const salt, size, head = 16, 4, 21
	if len(body) < head {
		return "", errors.New("too short for a head")
	}
	n := int(body[salt+size])
	if record := binary.BigEndian.Uint32(body[salt:]); len(body) < head+n || int(record) < len(body)-head-n {
		return "", errors.New("not one record")
	}
	theirs, err := ecdh.P256().NewPublicKey(body[head : head+n])
	if err != nil {
		return "", fmt.Errorf("read the sender's key: %w", err)
	}
	shared, err := b.key.ECDH(theirs)
	if err != nil {
		return "", err
	}
	info := "WebPush: info\x00" + string(b.key.PublicKey().Bytes()) + string(theirs.Bytes())
	ikm, err := hkdf.Key(sha256.New, shared, b.auth, info, 32)
	if err != nil {
		return "", err
	}
	key, err := hkdf.Key(sha256.New, ikm, body[:salt], "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return "", err
	}
	nonce, err := hkdf.Key(sha256.New, ikm, body[:salt], "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return "", err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", err
	}
	g, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	text, err := g.Open(nil, nonce, body[head+n:], nil)
	if err != nil {
		return "", fmt.Errorf("open the record: %w", err)
	}
	said, ok := strings.CutSuffix(strings.TrimRight(string(text), "\x00"), "\x02")
	if !ok {
		return "", errors.New("the record is not the last one")
	}
	return said, nil
}

// Claims are what a sender says of himself.
type Claims struct {
	Audience string `json:"aud"`
	Subject  string `json:"sub"`
	Expires  int64  `json:"exp"` // seconds since 1970
}

// Signed checks the Authorization of a push against the key that its browser was
// given, and gives what it claims.
func Signed(header, public string) (Claims, error) {
	var c Claims
	rest, ok := strings.CutPrefix(header, "vapid t=")
	token, key, ok2 := strings.Cut(rest, ", k=")
	parts := strings.Split(token, ".")
	if !ok || !ok2 || key != public || len(parts) != 3 {
		return c, fmt.Errorf("%q is no signature of %s", header, public)
	}
	point, err := base64.RawURLEncoding.DecodeString(key)
	if err != nil {
		return c, err
	}
	known, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil {
		return c, err
	}
	sig, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || len(sig) != 64 {
		return c, errors.New("no signature of 64 bytes")
	}
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if !ecdsa.Verify(known, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		return c, errors.New("the signature is another's")
	}
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(claims, &c)
}
