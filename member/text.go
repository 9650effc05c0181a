package member

import (
	"unicode/utf8"

	"kept/internal/fault"
)

// CheckOptionalLine wants a single line of at most max characters that can be
// stored and mailed: valid UTF-8, no line break, no control character.
func CheckOptionalLine(c *fault.Check, field, s string, limit int) {
	c.Want(utf8.ValidString(s), field, "This has bytes that are no text.")
	c.Want(utf8.RuneCountInString(s) <= limit, field, "This is too long: "+itoa(limit)+" characters at most.")
	for _, r := range s {
		c.Want(r >= 0x20 && r != 0x7f && r != 0x2028 && r != 0x2029 && (r < 0x80 || r > 0x9f), field, "Line breaks and control characters cannot stand here.")
	}
}

// CheckText wants text of several lines: valid UTF-8, at most max characters,
// no control characters but tab and line breaks.
func CheckText(c *fault.Check, field, s string, limit int) {
	c.Want(utf8.ValidString(s), field, "This has bytes that are no text.")
	c.Want(utf8.RuneCountInString(s) <= limit, field, "This is too long: "+itoa(limit)+" characters at most.")
	for _, r := range s {
		c.Want(r >= 0x20 && r != 0x7f || r == '\n' || r == '\r' || r == '\t', field, "Control characters cannot stand here.")
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}
