package client

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestReviewSilenceIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		e := Engagement{Open: rapid.Bool().Draw(t, "open"), HasNext: rapid.Bool().Draw(t, "next"), Since: now}
		prompttest.Sleepable(t, func(at time.Time) prompt.Decision { return ReviewSilence(e, team, at) }, nil, now)
	})
}

// A missing next contact is an alarm at once; four working hours later it is the leader's.
func TestMissingNextContact(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	e := Engagement{Open: true, Since: now}
	for _, row := range []struct {
		after  time.Duration
		holder string
	}{{0, "o"}, {MissingClimbs - time.Millisecond, "o"}, {MissingClimbs, "l"}} {
		d := ReviewSilence(e, team, now.Add(row.after))
		if d.Ask == nil || string(d.Ask.Holder) != row.holder || d.Ask.Rule != prompt.Silence {
			t.Errorf("after %v: %+v, want %s", row.after, d.Ask, row.holder)
		}
	}
	for _, e := range []Engagement{{Open: false}, {Open: true, HasNext: true}} {
		if d := ReviewSilence(e, team, now); d.Ask != nil || !d.Next.IsZero() {
			t.Errorf("%+v: asked %+v", e, d)
		}
	}
}

func TestNextContactIsProposedInHisHours(t *testing.T) {
	sydney := prompttest.Calendar("Australia/Sydney")
	got := NextContact(sydney, now) // Monday evening there
	if want := time.Date(2026, 3, 9, 5, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("proposed %v, want %v: Monday 16:00 in Sydney", got, want)
	}
	short := worktime.Standard("Europe/Rome")
	for i := range short.Weekly {
		if len(short.Weekly[i]) > 0 {
			short.Weekly[i] = []worktime.Window{{From: 9 * 60, To: 13 * 60}}
		}
	}
	cal, err := worktime.Compile(short, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := NextContact(cal, now), time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("an office that closes at 13:00: %v, want %v", got, want)
	}
}

func TestChecks(t *testing.T) {
	good := Client{Name: "Casa Ruiz", Stage: Active, Colour: 1, Language: "en", OwnerID: "m", Hours: worktime.Standard("Europe/Madrid")}
	contact := Contact{Name: "Ana Ruiz", Email: "ana@x.example", Channel: ByMail}
	for _, row := range []struct {
		field string
		err   error
	}{
		{"", good.Check()},
		{"colour", func() error { c := good; c.Colour = 0; return c.Check() }()},
		{"", func() error { c := good; c.Colour = Colours; return c.Check() }()},
		{"colour", func() error { c := good; c.Colour = Colours + 1; return c.Check() }()},
		{"stage", func() error { c := good; c.Stage = "lost"; return c.Check() }()},
		{"language", func() error { c := good; c.Language = "tlh"; return c.Check() }()},
		{"", contact.Check()},
		{"email", func() error { c := contact; c.Email = ""; return c.Check() }()},
		{"", func() error { c := contact; c.Email, c.Phone, c.Channel = "", "+39 06", ByPhone; return c.Check() }()},
		{"email", func() error {
			c := contact
			c.Email, c.Phone, c.Channel, c.Portal = "", "+39 06", ByPhone, true
			return c.Check()
		}()},
		{"client", Project{Name: "Shop", OwnerID: "m"}.Check()},
	} {
		f, _ := fault.As(row.err)
		if row.field == "" && row.err != nil || row.field != "" && (f == nil || f.Fields[row.field] == "") {
			t.Errorf("want a word on %q, got %v", row.field, row.err)
		}
	}
}

// Of many who come at once the fifth hears on the first day, the sixth on the next.
func TestSpreadContact(t *testing.T) {
	cal, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	first := NextContact(cal, now)
	for before, want := range map[int]time.Time{0: first, SpreadContacts - 1: first, SpreadContacts: first.Add(24 * time.Hour), 2*SpreadContacts - 1: first.Add(24 * time.Hour)} {
		if got := SpreadContact(cal, before, now); !got.Equal(want) {
			t.Errorf("with %d before: %v, want %v", before, got, want)
		}
	}
}
