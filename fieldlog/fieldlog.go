// Package fieldlog is what is seen at a client's place while the work goes on: a
// note with the weather and photos, private until it is shared.
//
// Its rules are pure. The bytes of a photo lie elsewhere, under their sum.
package fieldlog

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/member"
)

// ID names an entry: "fld_…".
type ID string

// Limits of an entry.
const (
	MaxText    = 4000 // characters
	MaxPhotos  = 12   // that are seen at a time
	MaxTaken   = 60   // photos that there ever were, with those taken out
	MaxDegrees = 60   // Celsius, above and below zero
)

// Weather is what the weather was, chosen by hand; "" = nobody said.
type Weather string

// The weather there can be.
const (
	Sun   Weather = "sun"
	Cloud Weather = "cloud"
	Rain  Weather = "rain"
	Storm Weather = "storm"
	Snow  Weather = "snow"
	Frost Weather = "frost"
	Heat  Weather = "heat"
)

// Weathers lists what can be chosen.
func Weathers() []Weather { return []Weather{Sun, Cloud, Rain, Storm, Snow, Frost, Heat} }

// Entry is one note of a project's field log.
type Entry struct {
	ID        ID        `json:"id"`
	ClientID  string    `json:"client_id"`
	ProjectID string    `json:"project_id"`
	By        member.ID `json:"member_id"`
	At        time.Time `json:"at"` // when it was so
	MadeAt    time.Time `json:"made_at"`
	Text      string    `json:"text"`
	Weather   Weather   `json:"weather,omitempty"`
	Degrees   *int      `json:"degrees,omitempty"` // Celsius; nil = nobody said
	Photos    []Photo   `json:"photos"`            // in their order, with those taken out; numbered from 1
	SharedAt  time.Time `json:"shared_at"`         // zero = private
	RemovedAt time.Time `json:"removed_at,omitzero"`
	Version   int       `json:"version"` // for edits
}

// Photo is a picture of an entry, as it was drawn anew.
type Photo struct {
	Number int       `json:"number"` // from 1; it never changes
	Sum    string    `json:"sum"`    // SHA-256 of its bytes
	Size   int64     `json:"size"`   // bytes
	Small  string    `json:"small"`  // the sum of its thumbnail
	Width  int       `json:"width"`  // pixels
	Height int       `json:"height"`
	OutAt  time.Time `json:"out_at,omitzero"` // when it was taken out of the entry; zero = it is seen
}

// Shared tells whether the client sees it.
func (e Entry) Shared() bool { return !e.SharedAt.IsZero() && !e.Removed() }

// Removed tells whether it was taken away.
func (e Entry) Removed() bool { return !e.RemovedAt.IsZero() }

// Seen are the photos that were not taken out.
func (e Entry) Seen() []Photo {
	var out []Photo
	for _, p := range e.Photos {
		if p.OutAt.IsZero() {
			out = append(out, p)
		}
	}
	return out
}

// Numbered gives the photo of a number; one that was taken out is not there.
func (e Entry) Numbered(n int) (Photo, bool) {
	if n < 1 || n > len(e.Photos) || !e.Photos[n-1].OutAt.IsZero() {
		return Photo{}, false
	}
	return e.Photos[n-1], true
}

// Line is its text in one line of so many characters at most, for where it is named.
func (e Entry) Line(most int) string {
	line := strings.Join(strings.Fields(e.Text), " ")
	if utf8.RuneCountInString(line) <= most {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:most-1])) + "…"
}

// Words is what is said in an entry.
type Words struct {
	Text    string
	Weather Weather
	Degrees *int
	At      time.Time // zero = now, or as it was
}

// New makes an entry. since is when its project began: nothing is logged before.
func New(e Entry, w Words, since, now time.Time) (Entry, error) {
	e.MadeAt, e.RemovedAt, e.Photos = now, time.Time{}, nil
	if w.At.IsZero() {
		w.At = now
	}
	return e.say(w, since, now)
}

// Edit says it otherwise.
func (e Entry) Edit(w Words, since, now time.Time) (Entry, error) {
	if err := e.mayChange(); err != nil {
		return e, err
	}
	if w.At.IsZero() {
		w.At = e.At
	}
	return e.say(w, since, now)
}

func (e Entry) say(w Words, since, now time.Time) (Entry, error) {
	var c fault.Check
	member.CheckText(&c, "text", w.Text, MaxText)
	c.Want(strings.TrimSpace(w.Text) != "", "text", "Say in a sentence what is to be seen.")
	c.Want(w.Weather == "" || slices.Contains(Weathers(), w.Weather), "weather", "Choose the weather from the list.")
	c.Want(w.Degrees == nil || *w.Degrees >= -MaxDegrees && *w.Degrees <= MaxDegrees, "degrees", "Between 60 degrees below zero and 60 above.")
	c.Want(!w.At.After(now), "at", "That is still to come.")
	c.Want(!w.At.Before(since), "at", "That was before this project began.")
	if err := c.Err(); err != nil {
		return e, err
	}
	e.Text, e.Weather, e.Degrees, e.At = w.Text, w.Weather, w.Degrees, w.At
	return e, nil
}

// Add adds photos behind those that there are.
func (e Entry) Add(photos []Photo) (Entry, error) {
	if err := e.mayChange(); err != nil {
		return e, err
	}
	if len(photos)+len(e.Seen()) > MaxPhotos {
		return e, fault.Field("photos", "Twelve photos at most. Put the others into another entry.")
	}
	if len(photos)+len(e.Photos) > MaxTaken {
		return e, fault.Field("photos", "Sixty photos have been in this entry. Put more into another one.")
	}
	e.Photos = slices.Clone(e.Photos)
	for _, p := range photos {
		p.Number, p.OutAt = len(e.Photos)+1, time.Time{}
		e.Photos = append(e.Photos, p)
	}
	return e, nil
}

// TakeOut takes photos out: nobody sees them any more.
func (e Entry) TakeOut(numbers []int, now time.Time) (Entry, error) {
	if err := e.mayChange(); err != nil {
		return e, err
	}
	e.Photos = slices.Clone(e.Photos)
	for _, n := range numbers {
		if _, ok := e.Numbered(n); !ok {
			return e, fault.Field("take_out", "There is no such photo in this entry.")
		}
		e.Photos[n-1].OutAt = now
	}
	return e, nil
}

// Share lets the client see it. That tells nobody.
func (e Entry) Share(now time.Time) (Entry, error) {
	if err := e.mayChange(); err != nil {
		return e, err
	}
	if e.SharedAt.IsZero() {
		e.SharedAt = now
	}
	return e, nil
}

// Unshare makes it private again.
func (e Entry) Unshare() (Entry, error) {
	if err := e.mayChange(); err != nil {
		return e, err
	}
	e.SharedAt = time.Time{}
	return e, nil
}

// Remove takes it away: nobody finds it any more, until it is brought back.
func (e Entry) Remove(now time.Time) (Entry, error) {
	if e.Removed() {
		return e, fault.New(fault.Conflict, "This entry was removed already.")
	}
	e.RemovedAt = now
	return e, nil
}

// Return brings back what was removed; it is private at first.
func (e Entry) Return() (Entry, error) {
	if !e.Removed() {
		return e, fault.New(fault.Conflict, "This entry is there.")
	}
	e.RemovedAt, e.SharedAt = time.Time{}, time.Time{}
	return e, nil
}

func (e Entry) mayChange() error {
	if e.Removed() {
		return fault.New(fault.Conflict, "This entry was removed. Bring it back first.")
	}
	return nil
}

// SmallLongest is the longer side of a thumbnail, in pixels.
const SmallLongest = 480

// Thumb is how large its thumbnail is, in pixels.
func (p Photo) Thumb() (width, height int) {
	longer := max(p.Width, p.Height)
	if longer <= SmallLongest {
		return p.Width, p.Height
	}
	return max(1, p.Width*SmallLongest/longer), max(1, p.Height*SmallLongest/longer)
}
