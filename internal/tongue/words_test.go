package tongue

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func at(t *testing.T, zone, wall string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", wall, loc)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestMoment(t *testing.T) {
	for _, x := range []struct{ code, zone, wall, want string }{
		{"en", "Europe/Rome", "2026-11-26 16:00", "Thursday 26 November 2026, 16:00 (CET, UTC+1)"},
		{"de", "Europe/Vienna", "2026-11-26 16:00", "Donnerstag, 26. November 2026, 16:00 Uhr (MEZ, UTC+1)"},
		{"de-AT", "Europe/Vienna", "2026-07-01 09:05", "Mittwoch, 1. Juli 2026, 09:05 Uhr (MESZ, UTC+2)"},
		{"fr", "Europe/Paris", "2026-11-26 16:00", "jeudi 26 novembre 2026 à 16h00 (CET, UTC+1)"},
		{"fr", "Europe/Paris", "2027-08-01 08:30", "dimanche 1er août 2027 à 08h30 (CEST, UTC+2)"},
		{"es", "Europe/Madrid", "2026-11-26 16:00", "jueves, 26 de noviembre de 2026, 16:00 h (CET, UTC+1)"},
		{"pt", "America/Sao_Paulo", "2026-11-26 16:00", "quinta-feira, 26 de novembro de 2026, 16:00 (UTC-3)"},
		{"pt", "Europe/Lisbon", "2026-11-28 16:00", "sábado, 28 de novembro de 2026, 16:00 (WET, UTC)"},
		{"nl", "Europe/Amsterdam", "2026-11-26 16:00", "donderdag 26 november 2026, 16:00 uur (CET, UTC+1)"},
		{"it", "Europe/Rome", "2026-11-26 16:00", "giovedì 26 novembre 2026, ore 16:00 (CET, UTC+1)"},
		{"en", "Asia/Kolkata", "2026-11-26 00:00", "Thursday 26 November 2026, 00:00 (IST, UTC+5:30)"},
		{"en", "America/St_Johns", "2026-11-26 23:59", "Thursday 26 November 2026, 23:59 (NST, UTC-3:30)"},
		{"en", "UTC", "2026-11-26 16:00", "Thursday 26 November 2026, 16:00 (UTC)"},
		{"xx", "America/New_York", "2026-11-26 16:00", "Thursday 26 November 2026, 16:00 (EST, UTC-5)"},
		{"", "Asia/Dubai", "2026-11-26 16:00", "Thursday 26 November 2026, 16:00 (UTC+4)"},
	} {
		if got := Moment(x.code, at(t, x.zone, x.wall)); got != x.want {
			t.Errorf("%s in %s: %q, want %q", x.code, x.zone, got, x.want)
		}
	}
}

// TestEveryDayHasItsName goes through a year: no two days are called the same.
func TestEveryDayHasItsName(t *testing.T) {
	for _, code := range Codes() {
		seen := map[string]bool{}
		day := at(t, "Europe/Rome", "2026-01-01 12:00")
		for range 365 {
			said := Moment(code, day)
			if seen[said] || strings.ContainsAny(said, "{}") || strings.Contains(said, "  ") {
				t.Errorf("%s: %q", code, said)
			}
			seen[said] = true
			day = day.AddDate(0, 0, 1)
		}
	}
}

func TestAcknowledge(t *testing.T) {
	by := at(t, "Europe/Rome", "2026-11-26 16:00")
	got := map[string]Acknowledgement{}
	for _, code := range []string{"en", "de", "fr"} {
		got[code] = Acknowledge(code, Received{Subject: "The roof", Name: "Eva Berg", Member: "Tom Hall", By: by})
	}
	if diff := cmp.Diff(map[string]Acknowledgement{
		"en": {
			"We have your message: The roof", "Hello Eva Berg,",
			"We have your message. Tom Hall will answer you by Thursday 26 November 2026, 16:00 (CET, UTC+1).",
			"This was sent by our system at once; a person will answer.",
		},
		"de": {
			"Ihre Nachricht ist angekommen: The roof", "Guten Tag Eva Berg,",
			"Ihre Nachricht ist bei uns angekommen. Tom Hall antwortet Ihnen bis spätestens Donnerstag, 26. November 2026, 16:00 Uhr (MEZ, UTC+1).",
			"Diese Bestätigung hat unser System sofort verschickt; antworten wird Ihnen ein Mensch.",
		},
		"fr": {
			"Nous avons bien reçu votre message : The roof", "Bonjour Eva Berg,",
			"Nous avons bien reçu votre message. Tom Hall vous répondra au plus tard le jeudi 26 novembre 2026 à 16h00 (CET, UTC+1).",
			"Cet accusé de réception a été envoyé aussitôt par notre système ; c'est une personne qui vous répondra.",
		},
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryAcknowledgementIsWhole(t *testing.T) {
	by := at(t, "Europe/Rome", "2026-11-26 16:00")
	for _, code := range Codes() {
		full := Acknowledge(code, Received{Subject: "SUBJECT", Name: "NAME", Member: "MEMBER", By: by})
		bare := Acknowledge(code, Received{By: by})
		for what, ok := range map[string]bool{
			"the subject":     strings.HasSuffix(full.Subject, ": SUBJECT"),
			"the name":        strings.Contains(full.Greeting, "NAME"),
			"the member":      strings.Contains(full.Lead, "MEMBER"),
			"the moment":      strings.Contains(full.Lead, Moment(code, by)) && strings.Contains(bare.Lead, Moment(code, by)),
			"what is missing": !strings.Contains(bare.Subject, ":") && !strings.ContainsAny(bare.Subject+bare.Greeting+bare.Lead+bare.Foot, "{}"),
			"the foot":        full.Foot != "" && full.Foot == bare.Foot,
		} {
			if !ok {
				t.Errorf("%s: %s: %+v, %+v", code, what, full, bare)
			}
		}
		written := full.Lead + " " + full.Foot
		if got, sure := Of(written); got != code || !sure {
			t.Errorf("%s: %q reads as %q, %t", code, written, got, sure)
		}
	}
}

// What a stranger writes is repeated as one line, and nothing in it is filled.
func TestStrangersFillNothing(t *testing.T) {
	a := Acknowledge("en", Received{Subject: "Hi\r\nBcc: all@example.com", Name: "{member}", Member: "Tom", By: at(t, "UTC", "2026-11-26 16:00")})
	if a.Subject != "We have your message: Hi Bcc: all@example.com" || a.Greeting != "Hello {member}," {
		t.Errorf("%+v", a)
	}
	long := Acknowledge("en", Received{Subject: strings.Repeat("é", 500)})
	if n := len([]rune(long.Subject)); n > maxLine+30 || !strings.HasSuffix(long.Subject, "é…") {
		t.Errorf("%d letters: %q", n, long.Subject)
	}
}
