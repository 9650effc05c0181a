package files

import (
	"bytes"
	"net/http"
	"strings"
)

// sniffed is how much of a file its type is decided by, in bytes.
const sniffed = 4096

// Unknown is the type of what nobody knows: bytes to be saved.
const Unknown = "application/octet-stream"

// TypeOf decides what a file is by how it begins, whatever it is called. What a
// browser could run (HTML, SVG, XML) has a type of its own here, and is served
// as [Unknown]: see [Served].
func TypeOf(head []byte) string {
	head = head[:min(len(head), sniffed)]
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n"))
	switch {
	case kind == "application/zip":
		return packed(head)
	case strings.HasPrefix(kind, "text/") && bytes.Contains(start, []byte("<svg")):
		return "image/svg+xml"
	case kind == "text/plain" && (bytes.HasPrefix(start, []byte("<?xml")) || bytes.HasPrefix(start, []byte("<!doctype"))):
		return "text/xml"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "application/x-ole-storage" // documents of older office programs
	}
	return kind
}

// packed tells apart what is packed: the documents of office programs begin with
// the names of what is in them.
func packed(head []byte) string {
	for _, k := range []struct{ mark, kind string }{
		{"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"},
		{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"},
		{"mimetypeapplication/vnd.oasis.opendocument.presentation", "application/vnd.oasis.opendocument.presentation"},
		{"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
	} {
		if bytes.Contains(head, []byte(k.mark)) {
			return k.kind
		}
	}
	return "application/zip"
}

// IsPicture tells whether a type is a picture that can be made anew.
func IsPicture(kind string) bool {
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		return true
	}
	return false
}

// IsPDF tells whether a type is a PDF.
func IsPDF(kind string) bool { return kind == "application/pdf" }

// Served is the type under which a file of a type is handed out: of those that no
// browser runs, its own; else [Unknown].
func Served(kind string) string {
	switch {
	case IsPicture(kind), IsPDF(kind), kind == "application/zip", strings.HasPrefix(kind, "application/vnd.o"),
		strings.HasPrefix(kind, "audio/"), strings.HasPrefix(kind, "video/"):
		return kind
	}
	return Unknown
}

// Named says what a type is, in a word for people.
func Named(kind string) string {
	for _, k := range []struct{ begin, say string }{
		{"application/pdf", "PDF"}, {"image/svg", "drawing"}, {"image/", "picture"}, {"video/", "film"}, {"audio/", "sound"},
		{"application/vnd.openxmlformats-officedocument.wordprocessingml", "text document"}, {"application/vnd.oasis.opendocument.text", "text document"},
		{"application/vnd.openxmlformats-officedocument.spreadsheetml", "spreadsheet"}, {"application/vnd.oasis.opendocument.spreadsheet", "spreadsheet"},
		{"application/vnd.openxmlformats-officedocument.presentationml", "slides"}, {"application/vnd.oasis.opendocument.presentation", "slides"},
		{"application/x-ole", "office document"}, {"application/zip", "archive"}, {"text/html", "web page"}, {"text/xml", "data"}, {"text/", "text"},
	} {
		if strings.HasPrefix(kind, k.begin) {
			return k.say
		}
	}
	return "file"
}
