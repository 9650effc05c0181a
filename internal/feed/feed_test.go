package feed_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/internal/datatest"
	. "kept/internal/feed"
	"kept/internal/importer/ics"
	"kept/worktime"
)

var at = time.Date(2026, 3, 5, 15, 30, 0, 0, time.UTC)

func one(e Entry) Calendar {
	return Calendar{Name: "Your dates at Northlight", About: "Dates", Colour: "#1f6f8b", Source: "https://kept.example/feeds/x.ics", Every: time.Hour, Entries: []Entry{e}}
}

func TestCalendar(t *testing.T) {
	got := string(one(Entry{
		UID: "prm_1@kept", Sequence: 2, At: at, Summary: "The roof; tiles, and \\ gutters\r\nBEGIN:VEVENT", Text: "Promised\nMarta", URL: "https://kept.example/p/promises/prm_1\r\nX-EVIL:1", Kind: "An appointment", Busy: true, Changed: at,
	}).Append(nil))
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Kept//Dates of a client//EN
CALSCALE:GREGORIAN
NAME:Your dates at Northlight
X-WR-CALNAME:Your dates at Northlight
DESCRIPTION:Dates
REFRESH-INTERVAL;VALUE=DURATION:PT60M
X-PUBLISHED-TTL:PT60M
COLOR:teal
X-APPLE-CALENDAR-COLOR:#1f6f8b
SOURCE;VALUE=URI:https://kept.example/feeds/x.ics
BEGIN:VEVENT
UID:prm_1@kept
DTSTAMP:20260305T153000Z
LAST-MODIFIED:20260305T153000Z
SEQUENCE:2
DTSTART:20260305T153000Z
SUMMARY:The roof\; tiles\, and \\ gutters\nBEGIN:VEVENT
DESCRIPTION:Promised\nMarta
CATEGORIES:An appointment
URL:https://kept.example/p/promises/prm_1X-EVIL:1
STATUS:CONFIRMED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	days := string(one(Entry{UID: "s", From: worktime.Day{Year: 2026, Month: 2, Date: 27}, Until: worktime.Day{Year: 2026, Month: 2, Date: 28}, Cancelled: true}).Append(nil))
	for _, w := range []string{"DTSTART;VALUE=DATE:20260227\r\n", "DTEND;VALUE=DATE:20260301\r\n", "STATUS:CANCELLED\r\n", "TRANSP:TRANSPARENT\r\n", "DTSTAMP:19700101T000000Z\r\n"} {
		if !strings.Contains(days, w) {
			t.Errorf("no %q in\n%s", w, days)
		}
	}
	if none := string((Calendar{Name: "N"}).Append(nil)); !strings.Contains(none, "BEGIN:VTIMEZONE") {
		t.Errorf("a calendar without any part is none (RFC 5545, 3.6):\n%s", none)
	}
}

// read reads a calendar as the library and as our own importer do; both find the same.
func read(t interface {
	Helper()
	Fatalf(string, ...any)
}, b []byte, want string) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
			t.Fatalf("a line of %d bytes: %q", len(line), line)
		}
	}
	ours, err := ics.Read(b)
	if err != nil || len(ours.Problems) > 0 || len(ours.Entries) != 1 || ours.Counts[ics.Event] != 1 {
		t.Fatalf("our reader: %v, %v, %d entries of %q", err, ours.Problems, len(ours.Entries), want)
	}
	if got := ours.Entries[0].Summary; got != want {
		t.Fatalf("our reader finds %q, want %q", got, want)
	}
	theirs, err := ical.ParseCalendar(bytes.NewReader(b))
	if err != nil || len(theirs.Events()) != 1 {
		t.Fatalf("golang-ical: %v of %q", err, want)
	}
	for _, e := range theirs.Events() {
		if len(e.Properties) != 10 {
			t.Fatalf("%d properties come of %q", len(e.Properties), want)
		}
		if got := e.GetProperty(ical.ComponentPropertySummary).Value; strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Fatalf("golang-ical finds %q, want %q", got, want)
		}
	}
}

// plain is a text as a calendar holds it.
func plain(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

func entryOf(title string) Entry {
	return Entry{UID: "prm_1@kept", At: at, Summary: title, Text: "x", URL: "https://kept.example/p/", Changed: at}
}

// No title makes a property, breaks a line or is lost.
func TestNoTitleMakesAProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := "x" + rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n,;:\\\"\t\u2028\u0085\x00🏠é")))).Draw(t, "title") + "x"
		read(t, one(entryOf(title)).Append(nil), plain(title))
	})
	for _, bad := range []string{"a\xffb", "\r\nATTENDEE:mailto:x@example.com\r\n", "a\r\n b", "END:VEVENT\nEND:VCALENDAR", strings.Repeat("é", 200), strings.Repeat("👩‍👩‍👧", 60)} {
		read(t, one(entryOf("x"+bad+"x")).Append(nil), plain("x"+bad+"x"))
	}
}

func naughty(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(datatest.Path(t, "naughty/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal(text, &all); err != nil || len(all) < 400 {
		t.Fatalf("%d texts: %v", len(all), err)
	}
	return all
}

func TestNaughtyTitles(t *testing.T) {
	for _, s := range naughty(t) {
		read(t, one(entryOf("x"+s+"x")).Append(nil), plain("x"+s+"x"))
	}
}

type parsed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  string   `xml:"author>name"`
	Links   []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Category struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

func TestAtom(t *testing.T) {
	n := News{ID: "urn:uuid:1", Title: "Your page", Language: "de", Author: "A & B", Self: "https://kept.example/feeds/x.atom", Page: "https://kept.example/p/", Updated: at}
	all := append(naughty(t), "<b>&\"'\x00\x1b]]>", "a\xffb")
	for _, s := range all {
		n.Items = append(n.Items, Item{ID: "urn:uuid:2", Title: s, Text: s, URL: "https://kept.example/p/?a=1&b=2", Kind: s, Updated: at})
	}
	var got parsed
	if err := xml.Unmarshal(n.Append(nil), &got); err != nil {
		t.Fatal(err)
	}
	if got.Lang != "de" || got.ID != n.ID || got.Author != n.Author || got.Updated != "2026-03-05T15:30:00Z" || len(got.Links) != 2 || got.Links[0].Rel != "self" || got.Links[0].Href != n.Self || len(got.Entries) != len(all) {
		t.Errorf("%+v", got)
	}
	known := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0xfffe || r == 0xffff {
				return utf8.RuneError
			}
			return r
		}, strings.ToValidUTF8(s, "\uFFFD"))
	}
	for i, e := range got.Entries {
		if want := known(all[i]); e.Title != want || e.Summary != want || e.Category.Term != want || e.Link.Href != n.Items[i].URL {
			t.Errorf("%q is read as %q", all[i], e.Title)
		}
	}
}

// A feed of a thousand dates.
func BenchmarkCalendar(b *testing.B) {
	c := one(entryOf("The kitchen plan, with two variants"))
	for len(c.Entries) < 1000 {
		c.Entries = append(c.Entries, c.Entries[0])
	}
	var buf []byte
	for b.Loop() {
		buf = c.Append(buf[:0])
	}
	b.SetBytes(int64(len(buf)))
}
