// Package fault holds the errors that people read.
//
// Kept has two vocabularies of errors. A [Error] is for the person who asked:
// it has a kind, a sentence, and, for forms, a word for each field that is
// wrong. Every other error is internal: it is logged with its chain and shown
// as a reference only. "Not yours" looks like "not found".
package fault

import (
	"errors"
	"sort"
	"strings"
)

// Kind says what sort of refusal an [Error] is.
type Kind string

// The kinds of refusal, with the HTTP status that the edges give them.
const (
	Invalid    Kind = "invalid"     // 422: what was given cannot be taken
	NotFound   Kind = "not_found"   // 404: no such thing, or not yours
	NotAllowed Kind = "not_allowed" // 403: you may see it but not do this
	Conflict   Kind = "conflict"    // 409 or 412: somebody was faster, or it is already so
	Busy       Kind = "busy"        // 429 or 503: try again later
	Internal   Kind = "internal"    // 500: ours to mend
)

// Error is a refusal in words for a person. Say is one sentence; Fields, by
// the field's name in the form or the API, is what is wrong with each.
type Error struct {
	Kind   Kind
	Say    string
	Fields map[string]string
}

// Error gives the sentence, then the fields in the order of their names.
func (e *Error) Error() string {
	if len(e.Fields) == 0 {
		return e.Say
	}
	names := make([]string, 0, len(e.Fields))
	for n := range e.Fields {
		names = append(names, n)
	}
	sort.Strings(names)
	parts := make([]string, 0, len(names))
	for _, n := range names {
		parts = append(parts, n+": "+e.Fields[n])
	}
	return e.Say + " (" + strings.Join(parts, "; ") + ")"
}

// New makes a refusal of one sentence.
func New(k Kind, say string) *Error { return &Error{Kind: k, Say: say} }

// Field makes an invalid refusal about one field.
func Field(name, say string) *Error {
	return &Error{Kind: Invalid, Say: say, Fields: map[string]string{name: say}}
}

// KindOf tells the kind of err: Internal for anything that is not an [Error],
// and "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// As gives the refusal inside err, if there is one.
func As(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// Check gathers what is wrong with the fields of one form, so that a person
// reads all of it at once. The zero value is ready.
type Check struct{ fields map[string]string }

// Want notes say against the field when ok is false; the first word on a field stays.
func (c *Check) Want(ok bool, field, say string) {
	if ok {
		return
	}
	if c.fields == nil {
		c.fields = map[string]string{}
	}
	if _, has := c.fields[field]; !has {
		c.fields[field] = say
	}
}

// Err is nil when every field was right, else an invalid [Error] with all of them.
func (c *Check) Err() error {
	if len(c.fields) == 0 {
		return nil
	}
	say := "Some fields need another look."
	if len(c.fields) == 1 {
		for _, s := range c.fields {
			say = s
		}
	}
	return &Error{Kind: Invalid, Say: say, Fields: c.fields}
}
