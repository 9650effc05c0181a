// Package shelf is what a project keeps at hand for its client: links and notes, in
// an order made by hand, each private until it is shared.
//
// Its rules are pure. A link leads to few kinds of places only: see [CheckAddress].
package shelf

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"kept/internal/fault"
	"kept/member"
)

// ID names an item: "shf_…".
type ID string

// Kind is what an item is.
type Kind string

// The kinds of items.
const (
	Link Kind = "link"
	Note Kind = "note"
)

// Limits of an item, in characters, and of a shelf, in items.
const (
	MaxName    = 150
	MaxAddress = 2000
	MaxLine    = 300 // what is said of a link
	MaxText    = 4000
	MaxItems   = 200 // of a project, removed ones among them
)

// Words are what people write of an item.
type Words struct {
	Name    string `json:"name"`
	Address string `json:"address,omitempty"` // where a link leads; "" of a note
	Text    string `json:"text,omitempty"`    // a line about a link; the note itself, in paragraphs
}

// Item is a link or a note of a client's project.
type Item struct {
	ID        ID     `json:"id"`
	ClientID  string `json:"client_id"`
	ProjectID string `json:"project_id"`
	Kind      Kind   `json:"kind"`
	Words
	Place     int       `json:"place"` // the least stands first; of several in one place, the oldest
	By        member.ID `json:"member_id"`
	MadeAt    time.Time `json:"made_at"`
	ChangedAt time.Time `json:"changed_at"` // when its words were, last
	SharedAt  time.Time `json:"shared_at"`  // zero = private
	RemovedAt time.Time `json:"removed_at,omitzero"`
	Version   int       `json:"version"` // of what is said of it, for edits; its place is no part of that
}

// Shared tells whether the client sees it.
func (i Item) Shared() bool { return !i.SharedAt.IsZero() && i.RemovedAt.IsZero() }

// Removed tells whether it was taken out.
func (i Item) Removed() bool { return !i.RemovedAt.IsZero() }

// New makes an item, private, behind those that are there.
func New(i Item, all []Item, now time.Time) (Item, error) {
	if len(all) >= MaxItems {
		return i, fault.New(fault.Conflict, "This project has two hundred links and notes. Put several into one note, or into a document.")
	}
	if err := check(i.Kind, i.Words); err != nil {
		return i, err
	}
	for _, x := range all {
		i.Place = max(i.Place, x.Place)
	}
	i.Place++
	i.MadeAt, i.ChangedAt, i.SharedAt, i.RemovedAt = now, now, time.Time{}, time.Time{}
	return i, nil
}

// Edit changes what is said of it. Where the client sees it, he sees that at once.
func (i Item) Edit(w Words, now time.Time) (Item, error) {
	if err := i.mayChange(); err != nil {
		return i, err
	}
	if err := check(i.Kind, w); err != nil {
		return i, err
	}
	if w != i.Words {
		i.Words, i.ChangedAt = w, now
	}
	return i, nil
}

// Share lets the client see it.
func (i Item) Share(now time.Time) (Item, error) {
	if err := i.mayChange(); err != nil {
		return i, err
	}
	if i.SharedAt.IsZero() {
		i.SharedAt = now
	}
	return i, nil
}

// Unshare makes it private again.
func (i Item) Unshare() (Item, error) {
	if err := i.mayChange(); err != nil {
		return i, err
	}
	i.SharedAt = time.Time{}
	return i, nil
}

// Remove takes it out: nobody finds it any more, until it is brought back.
func (i Item) Remove(now time.Time) (Item, error) {
	if i.Removed() {
		return i, fault.New(fault.Conflict, "This was removed already.")
	}
	i.RemovedAt = now
	return i, nil
}

// Return brings back what was removed, private: time has passed, and whoever shares
// it looks at it again.
func (i Item) Return() (Item, error) {
	if !i.Removed() {
		return i, fault.New(fault.Conflict, "This is there.")
	}
	i.RemovedAt, i.SharedAt = time.Time{}, time.Time{}
	return i, nil
}

func (i Item) mayChange() error {
	if i.Removed() {
		return fault.New(fault.Conflict, "This was removed. Bring it back first.")
	}
	return nil
}

// Sort brings items into their order.
func Sort(all []Item) {
	slices.SortFunc(all, func(a, b Item) int {
		if a.Place != b.Place {
			return a.Place - b.Place
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
}

// Arrange puts an item before another of the same shelf, or behind all with before
// "". It gives the items whose place is another one now. Removed ones keep theirs.
func Arrange(all []Item, id, before ID) ([]Item, error) {
	there := slices.DeleteFunc(slices.Clone(all), Item.Removed)
	Sort(there)
	at := slices.IndexFunc(there, func(i Item) bool { return i.ID == id })
	if at < 0 {
		return nil, fault.New(fault.Conflict, "This was removed. Bring it back first.")
	}
	moved := there[at]
	there = slices.Delete(there, at, at+1)
	to := len(there)
	if before != "" && before != id {
		if to = slices.IndexFunc(there, func(i Item) bool { return i.ID == before }); to < 0 {
			return nil, fault.Field("before", "Choose something of the same project that is there.")
		}
	}
	if before == id {
		to = at
	}
	there = slices.Insert(there, to, moved)
	var out []Item
	for n, i := range there {
		if i.Place != n+1 {
			i.Place = n + 1
			out = append(out, i)
		}
	}
	return out, nil
}

func check(k Kind, w Words) error {
	var c fault.Check
	member.CheckLine(&c, "name", w.Name, MaxName)
	c.Want(plain(w.Name), "name", "Characters that turn the writing round, or that nobody sees, cannot stand in a name.")
	switch k {
	case Link:
		CheckAddress(&c, "address", w.Address)
		member.CheckOptionalLine(&c, "text", w.Text, MaxLine)
		c.Want(plain(w.Text), "text", "Characters that turn the writing round cannot stand here.")
	case Note:
		c.Want(w.Address == "", "address", "A note leads nowhere. Make it a link.")
		c.Want(strings.TrimSpace(w.Text) != "", "text", "Write the note.")
		member.CheckText(&c, "text", w.Text, MaxText)
		c.Want(plain(w.Text), "text", "Characters that turn the writing round cannot stand here.")
	default:
		c.Want(false, "kind", "Choose a link or a note.")
	}
	return c.Err()
}

// plain tells whether a text is read in the order in which it is written.
func plain(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Bidi_Control, r) || r == 0xfeff || r == 0x2060 || r == 0x200b || r >= 0xe0000 && r <= 0xe007f {
			return false
		}
	}
	return true
}
