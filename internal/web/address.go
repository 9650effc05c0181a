package web

import (
	"unicode"
	"unicode/utf8"
)

// anAddress tells whether a path can be an address of ours: text without
// control characters. No id has any, and not every database takes them.
func anAddress(path string) bool {
	if !utf8.ValidString(path) {
		return false
	}
	for _, r := range path {
		if unicode.IsControl(r) {
			return false
		}
	}
	return true
}
