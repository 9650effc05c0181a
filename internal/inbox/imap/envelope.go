package imap

import (
	"bytes"
	"strings"
)

// maxTrace is how much of a header is searched for what the receiving server
// wrote, which it wrote at the top.
const maxTrace = 64 << 10

// envelope finds who sent a mail to whom, as the server that received it noted
// at the top of the header: Return-Path, and X-Original-To (the address before
// aliases, with what follows a plus) and Delivered-To, in this order. A recipient
// counts only above the first Received: what stands below came with the mail, and
// anybody may have written it. Where the server notes no such thing, they are empty.
func envelope(raw []byte) (from string, to []string) {
	var original, delivered string
	received := false
	for name, value := range fields(raw[:min(len(raw), maxTrace)]) {
		switch {
		case strings.EqualFold(name, "Received"):
			received = true
		case strings.EqualFold(name, "Return-Path") && from == "":
			from = address(value)
		case strings.EqualFold(name, "X-Original-To") && original == "" && !received:
			original = address(value)
		case strings.EqualFold(name, "Delivered-To") && delivered == "" && !received:
			delivered = address(value)
		}
	}
	if original != "" {
		to = append(to, original)
	}
	if delivered != "" && !strings.EqualFold(delivered, original) {
		to = append(to, delivered)
	}
	return from, to
}

// fields gives the fields of a header, unfolded, until its end.
func fields(raw []byte) func(yield func(name, value string) bool) {
	return func(yield func(name, value string) bool) {
		for len(raw) > 0 {
			if raw[0] == '\n' || bytes.HasPrefix(raw, []byte("\r\n")) {
				return
			}
			end := fieldEnd(raw)
			name, value, ok := strings.Cut(unfold.Replace(string(raw[:end])), ":")
			raw = raw[end:]
			if ok && !yield(strings.TrimRight(name, " \t"), value) {
				return
			}
		}
	}
}

// unfold leaves a carriage return alone that ends no line: nothing is glued together.
var unfold = strings.NewReplacer("\r\n", "", "\n", "")

// fieldEnd gives where the first field ends, with the lines that continue it.
func fieldEnd(raw []byte) int {
	for at := 0; ; {
		line := bytes.IndexByte(raw[at:], '\n')
		if line < 0 {
			return len(raw)
		}
		at += line + 1
		if at == len(raw) || raw[at] != ' ' && raw[at] != '\t' {
			return at
		}
	}
}

// address gives the address of a field that holds nothing else, or "": some
// servers write a sentence there.
func address(value string) string {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "<") && strings.HasSuffix(value, ">") {
		value = value[1 : len(value)-1]
	}
	if !strings.Contains(value, "@") || strings.ContainsAny(value, " \t\r<>,;\x00") {
		return ""
	}
	return value
}
