package bounce

import (
	"strings"
	"testing"
	"unicode/utf8"

	"kept/internal/inbox/letter"
)

func FuzzRead(f *testing.F) {
	from := "From: MAILER-DAEMON@mx.example.net\nTo: desk@kept.example\nSubject: failure notice\n"
	for _, seed := range []string{
		"", from, from + "\n<ann@client.example>:\n550 5.1.1 no such user\n--- Below this line is a copy of the message.\n" + returned,
		from + "\n   ----- Transcript of session follows -----\nWhile talking to b.example:\n>>> RCPT To:<a@b.example>\n<<< 550 No such user\n550 <a@b.example>... User unknown\n",
		standard, complaint, from + "\n{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":\"a@b\",\"status\":\"5.1.1\"}]}}",
		from + "X-Failed-Recipients: a@b, c@d\n\nwill be retried",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l := letter.Read(raw)
		r := Read(l)
		if r.Kind == None && len(r.Recipients) > 0 || len(r.Recipients) > MaxRecipients {
			t.Errorf("%s with %d recipients", r.Kind, len(r.Recipients))
		}
		hard := false
		for _, one := range r.Recipients {
			hard = hard || one.Hard
			if one.Hard && (one.Action != Failed || !one.Reason.hard() || one.temporary()) {
				t.Errorf("hard: %+v", one)
			}
			if len(one.Said) > MaxSaid || !utf8.ValidString(one.Said) || strings.ContainsAny(one.Address, "<> \n") || len(one.Address) > maxAddress+len("\uFFFD") {
				t.Errorf("%+v", one)
			}
		}
		if hard != r.Hard || r.Late && len(r.Failed()) > 0 || r.HandedOn && r.Kind != Delivered {
			t.Errorf("%+v", r)
		}
	})
}
