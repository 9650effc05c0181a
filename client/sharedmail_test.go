package client

import "testing"

func TestSharedMail(t *testing.T) {
	for domain, want := range map[string]bool{"gmail.com": true, "GMX.at": true, "yahoo.co.uk": true, "web.de": true, "holm.example": false, "": false, "agmail.com": false} {
		if got := SharedMail(domain); got != want {
			t.Errorf("%q: %v, want %v", domain, got, want)
		}
	}
}
