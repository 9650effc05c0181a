package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
)

// keyFile is where the key is kept under which passwords of other systems are
// encrypted, below the data folder: apart from the database, so that who has a
// copy of that one does not have them.
const keyFile = "kept.key"

// key gives that key: KEPT_KEY of the file of secrets, else the one in the data
// folder, made when it is not there.
func (s *Settings) key() ([]byte, error) {
	text := s.Key
	path := filepath.Join(s.Data, keyFile)
	if text == "" {
		b, err := os.ReadFile(path)
		switch {
		case err == nil:
			text = strings.TrimSpace(string(b))
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fault.New(fault.Invalid, "The key of passwords cannot be read: "+err.Error())
		default:
			return makeKey(path)
		}
	}
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != office.KeyBytes {
		return nil, fault.New(fault.Invalid, "The key of passwords is 64 hexadecimal digits; this is something else ("+path+" or KEPT_KEY).")
	}
	return key, nil
}

func makeKey(path string) ([]byte, error) {
	key := make([]byte, office.KeyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "The data folder cannot be made: "+err.Error())
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The key of passwords cannot be written: "+err.Error())
	}
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fault.New(fault.Invalid, "The key of passwords cannot be written: "+err.Error())
	}
	return key, nil
}
