package api

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

const keyHeader = "Idempotency-Key"

// Keyed is the input of every POST: the key under which it is done at most once.
type Keyed struct {
	Key string `header:"Idempotency-Key" maxLength:"255" doc:"A name of your choice for this request, such as a UUID. Sent again with the same key it gives the same answer again and does nothing; another request with the same key is refused. Remembered for seven days"`
}

func (k Keyed) key() string { return k.Key }

// once does a POST, at most once when it has a key.
func once[I, B any](ctx context.Context, s *service, id string, in *I, do handler[I, B]) (body B, again string, err error) {
	who := callerOf(ctx)
	key := any(in).(interface{ key() string }).key()
	if d, ok := any(in).(interface{ dry() bool }); key == "" || ok && d.dry() {
		// A trial run changes nothing, however often it is done.
		body, err = do(ctx, who.Actor, in)
		return body, "", err
	}
	q, err := request(who, id, key, in)
	if err != nil {
		return body, "", err
	}
	answer, before, err := s.office.Once(ctx, who.Actor, q, func(ctx context.Context) (store.Answered, error) {
		var err error
		if body, err = do(ctx, who.Actor, in); err != nil {
			return store.Answered{}, err
		}
		text, err := s.keepable(body, who.secret+key)
		return store.Answered{Status: http.StatusOK, Body: text}, err
	})
	if err != nil || !before {
		return body, "", err
	}
	text, err := unsealed(body, answer.Body, who.secret+key)
	if err != nil {
		return body, "", err
	}
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		return body, "", fmt.Errorf("read an answer that was given before: %w", err)
	}
	return body, "true", nil
}

// request names a request: by who asks under which key, and by what is asked.
func request(who *caller, id, key string, in any) (office.Request, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return office.Request{}, fmt.Errorf("write a request down: %w", err)
	}
	return office.Request{Key: hash(string(who.Member), key), Fingerprint: hash(id, string(text))}, nil
}

func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// secretive is an answer with a secret, which nobody may read in the database.
type secretive interface{ secretive() }

// keepable writes an answer down as it is kept. One with a secret is sealed
// with the asker's own token and key, which are not kept.
func (s *service) keepable(body any, with string) (string, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return "", fmt.Errorf("write an answer down: %w", err)
	}
	if _, ok := body.(secretive); !ok {
		return string(text), nil
	}
	box, err := boxOf(with)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	if _, err := io.ReadFull(s.Random, nonce); err != nil {
		return "", fmt.Errorf("read randomness for sealing: %w", err)
	}
	return base64.StdEncoding.EncodeToString(box.Seal(nonce, nonce, text, nil)), nil
}

// unsealed reads an answer as it was kept.
func unsealed(body any, text, with string) (string, error) {
	if _, ok := body.(secretive); !ok {
		return text, nil
	}
	box, err := boxOf(with)
	if err != nil {
		return "", err
	}
	sealed, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(sealed) < box.NonceSize() {
		return "", fmt.Errorf("read a sealed answer: %w", err)
	}
	open, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], nil)
	if err != nil {
		return "", fault.New(fault.Conflict, "This was done before, under another token. What it gave is shown to that one only.")
	}
	return string(open), nil
}

func boxOf(with string) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("kept answer\x00" + with))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("make a cipher: %w", err)
	}
	return cipher.NewGCM(block)
}
