// Package document is what firm and client hand each other on paper: a document
// of a project, private until it is shared, with every version that there was.
//
// Its rules are pure. The bytes of a version lie elsewhere, under their sum.
package document

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/member"
)

// ID names a document: "doc_…".
type ID string

// Limits of what is said of a document.
const (
	MaxName     = 150 // characters; with an ending of four bytes each it still is a file's name
	MaxNameSize = 240 // bytes: what file systems take
	MaxNote     = 500
	MaxVersions = 200
)

// Document is a document of a client's project.
type Document struct {
	ID        ID        `json:"id"`
	ClientID  string    `json:"client_id"`
	ProjectID string    `json:"project_id"`
	Name      string    `json:"name"`
	By        By        `json:"by"`        // who brought it
	MadeAt    time.Time `json:"made_at"`   //
	SharedAt  time.Time `json:"shared_at"` // zero = private
	RemovedAt time.Time `json:"removed_at,omitzero"`
	Versions  []Version `json:"versions"` // the oldest first; never none
	Version   int       `json:"version"`  // of what is said of it, for edits
}

// By is who did something: a member or a contact. Exactly one is set.
type By struct {
	Member  member.ID `json:"member,omitempty"`
	Contact string    `json:"contact,omitempty"`
}

// Version is one state of a document.
type Version struct {
	Number int       `json:"number"` // from 1
	Sum    string    `json:"sum"`    // SHA-256 of its bytes, in hexadecimal
	Size   int64     `json:"size"`   // bytes
	Type   string    `json:"type"`   // media type, decided by its bytes
	By     By        `json:"by"`
	At     time.Time `json:"at"`
	Note   string    `json:"note,omitempty"` // what is new in it; whoever sees the document reads it
}

// Shared tells whether the client sees it.
func (d Document) Shared() bool { return !d.SharedAt.IsZero() && d.RemovedAt.IsZero() }

// Removed tells whether it was taken away.
func (d Document) Removed() bool { return !d.RemovedAt.IsZero() }

// Theirs tells whether the client brought it.
func (d Document) Theirs() bool { return d.By.Contact != "" }

// Latest is its newest version.
func (d Document) Latest() Version { return d.Versions[len(d.Versions)-1] }

// Numbered gives the version of a number.
func (d Document) Numbered(n int) (Version, bool) {
	if n < 1 || n > len(d.Versions) {
		return Version{}, false
	}
	return d.Versions[n-1], true
}

// New makes a document of its first version. What a contact brings is shared from
// the start: he has it himself.
func New(d Document, first Version, now time.Time) (Document, error) {
	if err := checkWords(d.Name, first.Note); err != nil {
		return d, err
	}
	d.By, d.MadeAt, d.RemovedAt = first.By, now, time.Time{}
	if d.Theirs() {
		d.SharedAt = now
	}
	first.Number, first.At = 1, now
	d.Versions = []Version{first}
	return d, nil
}

// Renew adds a version. The same bytes as those of the newest one are no new version.
func (d Document) Renew(v Version, now time.Time) (Document, error) {
	if err := d.mayChange(); err != nil {
		return d, err
	}
	if err := checkWords(d.Name, v.Note); err != nil {
		return d, err
	}
	if len(d.Versions) >= MaxVersions {
		return d, fault.New(fault.Conflict, "This document has two hundred versions. Add the next one as a new document.")
	}
	if last := d.Latest(); last.Sum == v.Sum {
		return d, fault.Field("file", "This is the same file as the newest version, byte for byte.")
	}
	v.Number, v.At = len(d.Versions)+1, now
	d.Versions = append(append([]Version(nil), d.Versions...), v)
	return d, nil
}

// Rename calls it otherwise.
func (d Document) Rename(name string) (Document, error) {
	if err := d.mayChange(); err != nil {
		return d, err
	}
	d.Name = name
	return d, checkWords(name, "")
}

// Share lets the client see it, with all its versions.
func (d Document) Share(now time.Time) (Document, error) {
	if err := d.mayChange(); err != nil {
		return d, err
	}
	if d.SharedAt.IsZero() {
		d.SharedAt = now
	}
	return d, nil
}

// Unshare makes it private again. What he brought himself, the client goes on seeing.
func (d Document) Unshare() (Document, error) {
	if err := d.mayChange(); err != nil {
		return d, err
	}
	if d.Theirs() {
		return d, fault.New(fault.Conflict, "The client brought this document: it is his to see.")
	}
	d.SharedAt = time.Time{}
	return d, nil
}

// Remove takes it away: nobody finds it any more, until it is brought back.
func (d Document) Remove(now time.Time) (Document, error) {
	if d.Removed() {
		return d, fault.New(fault.Conflict, "This document was removed already.")
	}
	d.RemovedAt = now
	return d, nil
}

// Return brings back what was removed. What was shared is private at first: time
// has passed, and whoever shares it looks at it again. What the client brought is his
// to see.
func (d Document) Return() (Document, error) {
	if !d.Removed() {
		return d, fault.New(fault.Conflict, "This document is there.")
	}
	d.RemovedAt = time.Time{}
	if !d.Theirs() {
		d.SharedAt = time.Time{}
	}
	return d, nil
}

func (d Document) mayChange() error {
	if d.Removed() {
		return fault.New(fault.Conflict, "This document was removed. Bring it back first.")
	}
	return nil
}

func checkWords(name, note string) error {
	var c fault.Check
	CheckName(&c, "name", name)
	member.CheckOptionalLine(&c, "note", note, MaxNote)
	for _, r := range note {
		c.Want(!turns(r), "note", "Characters that turn the writing round cannot stand here.")
	}
	return c.Err()
}

// CheckName wants a name under which people save a file, on any system.
func CheckName(c *fault.Check, field, name string) {
	member.CheckOptionalLine(c, field, name, MaxName)
	c.Want(strings.TrimSpace(name) != "", field, "Give it a name.")
	c.Want(name == strings.TrimSpace(name) && !strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "."), field, "A name begins and ends with a letter or a number.")
	c.Want(len(name) <= MaxNameSize, field, "This name is too long to be saved.")
	for _, r := range name {
		c.Want(!strings.ContainsRune(`/\:*?"<>|`, r), field, "A name goes without slashes, colons, asterisks, question marks, double quotes, angle brackets and bars.")
		c.Want(!turns(r), field, "Characters that turn the writing round, or that nobody sees, cannot stand in a name.")
	}
}

// turns tells whether a character changes the direction of the writing, or is
// not to be seen: with these, "exe.pdf" is made of "fdp.exe". The joiners that
// some scripts need to spell a word are not among them.
func turns(r rune) bool {
	return unicode.Is(unicode.Bidi_Control, r) || r == 0xfeff || r == 0x200b || r == 0x2060 || r >= 0xfff9 && r <= 0xfffb || r >= 0xe0000 && r <= 0xe007f
}

// NameOf makes a name out of what a sender calls his file, which may be anything:
// without its path, and without what cannot stand in a name.
func NameOf(sent string) string {
	sent = strings.ToValidUTF8(sent, "")
	if i := strings.LastIndexAny(sent, `/\`); i >= 0 {
		sent = sent[i+1:]
	}
	name := strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, r >= 0x7f && r <= 0x9f, r == 0x2028, r == 0x2029, turns(r):
			return -1
		case strings.ContainsRune(`:*?"<>|`, r):
			return '_'
		}
		return r
	}, sent)
	if name = trim(shortened(trim(name))); name == "" {
		return "Document"
	}
	return name
}

func trim(name string) string { return strings.Trim(strings.TrimSpace(name), ". \u00a0\u3000") }

// shortened cuts a name in front of its ending.
func shortened(name string) string {
	ending := ""
	if i := strings.LastIndexByte(name, '.'); i > 0 && len(name)-i <= 10 {
		name, ending = name[:i], name[i:]
	}
	for utf8.RuneCountInString(name+ending) > MaxName || len(name)+len(ending) > MaxNameSize {
		_, n := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-n]
	}
	return strings.TrimSpace(name) + ending
}
