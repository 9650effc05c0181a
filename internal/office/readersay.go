package office

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/promise"
	"kept/worktime"
)

// What a client or a contact reads is said in his language. What members read is
// said by the functions of say.go, in English.

// readerVoice is the voice in which a client is written to.
func readerVoice(c client.Client) tongue.Voice { return tongue.In(c.Language) }

// voiceOf is the voice in which a client is written to, by his id.
func (a *act) voiceOf(id client.ID) (tongue.Voice, error) {
	c, err := a.client(id)
	return readerVoice(c), err
}

// voice is that of the readers of a telling.
func (t *telling) voice() tongue.Voice { return readerVoice(t.client) }

// Noon is a moment on a day, to write the day by.
func Noon(d worktime.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.UTC)
}

// momentTo writes an instant out in full in the reader's zone and language.
func momentTo(v tongue.Voice, t time.Time, cal *worktime.Calendar) string {
	return v.FullMoment(t.In(cal.Location()))
}

// whenTo writes what was promised out in full: a day, or a moment.
func whenTo(v tongue.Voice, w promise.When, cal *worktime.Calendar) string {
	if w.Day.IsZero() {
		return momentTo(v, w.At, cal)
	}
	return v.FullDay(Noon(w.Day))
}

// Language is that of what a contact's client reads.
func (s Portal) Language(ctx context.Context, who Actor) (string, error) {
	c, err := store.Client(s.DB.Read(ctx), who.Workspace, who.Client)
	return c.Language, notFound(err)
}
