package letter

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// fileName gives the name of a part, from its disposition or its type: decoded,
// and safe to be the name of a file.
func fileName(names ...string) string {
	for _, name := range names {
		name = oneLine(decodeWords(name))
		if i := strings.LastIndexAny(name, `/\`); i >= 0 {
			name = name[i+1:]
		}
		name = strings.TrimFunc(strings.Map(visible, name), unicode.IsSpace)
		if name != "" && strings.Trim(name, ".") != "" {
			return name
		}
	}
	return ""
}

// visible leaves out the marks that turn the direction of writing: with one,
// "exe.txt" is shown where "txt.exe" stands.
func visible(r rune) rune {
	if unicode.Is(unicode.Bidi_Control, r) || r == '\uFEFF' || r == '\u200B' {
		return -1
	}
	return r
}

// unopened says of an attachment that holds more than Kept can open; "" of
// others.
func unopened(a Attachment) string {
	switch {
	case a.Type == "application/ms-tnef" || a.Type == "application/vnd.ms-tnef" || bytes.HasPrefix(a.Content, tnef):
		return "Outlook packed part of this mail into a format of its own (winmail.dat). Kept cannot open it; ask for the files as ordinary attachments."
	case a.Type == "application/pkcs7-mime" || a.Type == "application/x-pkcs7-mime":
		return "It is encrypted or sealed with S/MIME. Kept cannot read it; open it in your mail program."
	case a.Type == "message/partial":
		return "It is one piece of a mail that was sent in several. Kept cannot put them together."
	case a.Type == "message/external-body":
		return "Part of it stands elsewhere and was not sent along. Kept does not fetch it."
	}
	return ""
}

// tnef is how winmail.dat begins, whatever its name and type.
var tnef = []byte("\x78\x9f\x3e\x22")

// htmlCharset is the charset of HTML: the one the header names, else the one
// that it names itself.
func htmlCharset(content []byte, named string) string {
	if encodingOf(strings.ToLower(named)) != nil {
		return named
	}
	head := content[:min(len(content), 1024)]
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return named
	}
	if _, name, _ := charset.DetermineEncoding(head, "text/html"); !utf8.Valid(content) || strings.HasPrefix(name, "iso-2022") {
		return name
	}
	return named // made UTF-8 on the way, whatever it says of itself
}
