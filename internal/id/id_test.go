package id

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNewIsValidAndOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rand.NewChaCha8([32]byte{byte(rapid.IntRange(0, 255).Draw(t, "seed"))})
		ms := rapid.Int64Range(0, 253402300799999).Draw(t, "ms")
		a := New("prm", time.UnixMilli(ms), src)
		b := New("prm", time.UnixMilli(ms+1), src)
		if !Valid("prm", a) || !Valid("prm", b) {
			t.Fatalf("not valid: %q %q", a, b)
		}
		if a >= b {
			t.Fatalf("%q made before %q sorts after it", a, b)
		}
	})
}

func TestNewKeepsEveryBit(t *testing.T) {
	got := New("x", time.UnixMilli(1<<48-1), bytes.NewReader(bytes.Repeat([]byte{0xff}, 10)))
	if want := "x_7zzzzzzzzzzzzzzzzzzzzzzzzz"; got != want {
		t.Errorf("all ones: got %q, want %q", got, want)
	}
	got = New("x", time.UnixMilli(1), bytes.NewReader(make([]byte, 10)))
	if want := "x_00000000010000000000000000"; got != want {
		t.Errorf("one millisecond: got %q, want %q", got, want)
	}
}

func TestValidRefuses(t *testing.T) {
	ok := "prm_7zzzzzzzzzzzzzzzzzzzzzzzzz"
	for _, s := range []string{"", "prm_", ok[:len(ok)-1], ok + "0", "cli" + ok[3:], "prm_7zzzzzzzzzzzzzzzzzzzzzzzzU", "prm_7zzzzzzzzzzzzzzzzzzzzzzzzl"} {
		if Valid("prm", s) {
			t.Errorf("%q taken for a promise's id", s)
		}
	}
	if !Valid("prm", ok) {
		t.Errorf("%q refused", ok)
	}
}
