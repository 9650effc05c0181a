package office_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// sentTo gives the mails that left to an address from the nth on.
func sentTo(h *officetest.House, addr string, from int) []outbox.Mail {
	var out []outbox.Mail
	for _, m := range h.Sent[from:] {
		if m.To.Addr == addr {
			out = append(out, m)
		}
	}
	return out
}

// missed logs a call that nobody took: half of the standard of ninety minutes
// later a prompt stands before the client's owner.
func missed(t *testing.T, h *officetest.House, who office.Actor, k client.Contact) {
	t.Helper()
	if _, err := h.Calls.Log(t.Context(), who, office.Call{Client: k.ClientID, Contact: k.ID, Channel: notice.Call, Incoming: true, Text: "wants to know"}); err != nil {
		t.Fatal(err)
	}
}

// asks is how long after a missed call its prompt is raised.
const asks = 45 * time.Minute

// firmWith opens a house with a member in a zone who has no leader but the
// owner, and clients of his, one for each name.
func firmWith(t *testing.T, h *officetest.House, zone string, names ...string) (office.Actor, []client.Contact) {
	t.Helper()
	who := h.Member("Nils Holm", "nils@northlight.example", member.Regular, h.Owner.Member)
	if _, err := h.People.Edit(t.Context(), h.Owner, who.Member, office.MemberEdit{Change: func(m *member.Member) { m.Hours = worktime.Standard(zone) }}); err != nil {
		t.Fatal(err)
	}
	var contacts []client.Contact
	for i, name := range names {
		_, k := h.Client(who, "House of "+name, "Europe/Madrid", name, fmt.Sprintf("c%d@client.example", i))
		contacts = append(contacts, k)
	}
	h.Pass(time.Second)
	return who, contacts
}

// What comes up within the time of a bundle goes in one mail; what comes up
// after it goes in another.
func TestPromptsAreBundled(t *testing.T) {
	for _, c := range []struct {
		name string
		last time.Duration // of the third prompt, after the first
		want []int         // prompts in each mail
	}{
		{"at once", 0, []int{3}},
		{"just before the mail leaves", office.Bundle - time.Millisecond, []int{3}},
		{"as the mail leaves", office.Bundle, []int{3}},
		{"just after", office.Bundle + time.Millisecond, []int{2, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			who, k := firmWith(t, h, "Europe/Rome", "Ana", "Bea", "Cid")
			start := h.Now()
			missed(t, h, who, k[0])
			h.To(start.Add(min(c.last, office.Bundle/2)))
			missed(t, h, who, k[1])
			h.To(start.Add(c.last))
			missed(t, h, who, k[2])
			first := len(h.Sent)
			h.To(start.Add(asks + office.Bundle - time.Millisecond))
			if got := sentTo(h, "nils@northlight.example", first); len(got) != 0 {
				t.Fatalf("mailed before the time of the bundle was over: %q", got[0].Subject)
			}
			h.To(start.Add(asks + 2*office.Bundle + time.Second))
			var got []int
			for _, m := range sentTo(h, "nils@northlight.example", first) {
				got = append(got, len(m.Items))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("prompts in each mail (-want +got):\n%s", diff)
			}
		})
	}
}

// Nobody is mailed at night: what comes up outside a member's hours, or leaves
// late, is mailed when they begin, in his own zone, in one mail.
func TestPromptsAreMailedInHours(t *testing.T) {
	for _, c := range []struct {
		zone   string
		opens  time.Time
		closes time.Time
	}{
		{"Europe/Rome", time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC), time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC)},
		{"America/New_York", time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC), time.Date(2026, 3, 2, 22, 0, 0, 0, time.UTC)},
		{"Asia/Tokyo", time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)},
	} {
		t.Run(c.zone, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			who, k := firmWith(t, h, c.zone, "Ana", "Bea")
			answer := h.Answer
			h.To(c.closes.Add(time.Millisecond - office.Bundle - office.UndoFor)) // the bundle is over just after the office closes
			refused := func(k client.Contact) {
				t.Helper()
				h.Answer = office.Result{Outcome: office.Refused, Code: 554, Text: "no", Stage: "rcpt"}
				word(t, h, who, k)
				h.Pass(office.UndoFor)
				h.Answer = answer
			}
			first := len(h.Sent)
			refused(k[0])
			h.To(c.closes.Add(3 * time.Hour))
			refused(k[1])
			h.To(c.opens.Add(-time.Millisecond))
			if got := sentTo(h, "nils@northlight.example", first); len(got) != 0 {
				t.Fatalf("mailed at night, at %s: %q", h.Now(), got[0].Subject)
			}
			h.To(c.opens.Add(time.Minute))
			if got := sentTo(h, "nils@northlight.example", first); len(got) != 1 || len(got[0].Items) != 2 {
				t.Fatalf("in the morning: %+v", got)
			}
		})
	}
}

// word tells a contact something by mail.
func word(t *testing.T, h *officetest.House, who office.Actor, k client.Contact) office.Told {
	t.Helper()
	told, err := h.Notices.Tell(t.Context(), who, office.Telling{
		Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().Add(30 * 24 * time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return told
}

// A mail that could not leave in his hours because Kept was down does not
// leave at night.
func TestDowntimeDoesNotMailAtNight(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		who, k := firmWith(t, h, "Europe/Rome", "Ana")
		closes, opens := time.Date(2026, 3, 2, 16, 0, 0, 0, time.UTC), time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)
		h.To(closes.Add(-asks - office.Bundle - time.Second))
		missed(t, h, who, k[0])
		whole := h.Crew
		h.Crew = duty.NewCrew(h.Now, nil, duty.Watchdog{Office: h.Office}) // the mails' duty does not come to run
		first := len(h.Sent)
		h.To(closes)
		h.Crew = whole
		h.To(opens.Add(-time.Millisecond))
		if got := sentTo(h, "nils@northlight.example", first); len(got) != 0 {
			t.Fatalf("mailed at night: %q", got[0].Subject)
		}
		h.To(opens)
		if got := sentTo(h, "nils@northlight.example", first); len(got) != 1 || len(got[0].Items) != 1 {
			t.Errorf("in the morning: %+v", got)
		}
	})
}

// What was put off, waved away or settled before its mail leaves is left out,
// and where nothing is left there is no mail.
func TestSnoozedPromptsAreLeftOut(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	who, k := firmWith(t, h, "Europe/Rome", "Ana", "Bea", "Cid", "Dan")
	for _, c := range k {
		missed(t, h, who, c)
	}
	first := len(h.Sent)
	h.Pass(asks)
	home, err := h.Prompts.Home(ctx, who)
	if err != nil || len(home.Tell) != 4 {
		t.Fatalf("before the mail: %+v %v", home, err)
	}
	by := map[string]office.Asked{}
	for _, p := range home.Tell {
		by[p.Contact] = p
	}
	if err := h.Prompts.Snooze(ctx, who, by["Ana"].ID, h.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := h.Prompts.Dismiss(ctx, who, by["Bea"].ID, "She wrote that it is fine"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Calls.Log(ctx, who, office.Call{Client: k[2].ClientID, Contact: k[2].ID, Channel: notice.Call, Reached: true, Text: "told him"}); err != nil {
		t.Fatal(err)
	}
	h.Pass(office.Bundle)
	got := sentTo(h, "nils@northlight.example", first)
	if len(got) != 1 || len(got[0].Items) != 1 || !strings.Contains(got[0].Items[0].Title, "Dan") {
		t.Fatalf("mailed: %+v", got)
	}
	if err := h.Prompts.Snooze(ctx, who, by["Dan"].ID, h.Now().Add(10*time.Minute)); err != nil {
		t.Fatal(err)
	}
	h.Pass(20 * time.Minute)
	if got := sentTo(h, "nils@northlight.example", first); len(got) != 1 {
		t.Errorf("what was put off was mailed again: %+v", got[1:])
	}
}

// One obligation has one live prompt, and each of its stages is mailed once:
// to whoever holds it then.
func TestOneMailForEachStage(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	who, _, p, _ := proposal(t, h)
	h.Pass(time.Second)
	first := len(h.Sent)
	for h.Now().Before(time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)) {
		h.Pass(37 * time.Minute)
		live, err := h.Prompts.OfClient(t.Context(), who, client.ID(p.ClientID))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, l := range live {
			if seen[l.Obligation] {
				t.Fatalf("at %s two prompts about %s", h.Now(), l.Obligation)
			}
			seen[l.Obligation] = true
		}
	}
	var got []string
	for _, m := range h.Sent[first:] {
		for _, it := range m.Items {
			if strings.Contains(it.Title, "The proposal") {
				got = append(got, m.To.Name+": "+it.Title)
			}
		}
	}
	want := []string{
		"Nils Holm: The proposal for the shop for Ana Ruiz, Monday 9 March 2026, 17:00 (Rome): keep it, or tell them in time.",
		"Lea Brandt: The proposal for the shop for Ana Ruiz, Monday 9 March 2026, 17:00 (Rome): keep it, or tell them in time.",
		"Lea Brandt: Tell Ana Ruiz now if it will not be there by Monday 9 March 2026, 17:00 (Rome): The proposal for the shop.",
		"Nils Holm: Tell Ana Ruiz now: The proposal for the shop was due Monday 9 March 2026, 17:00 (Rome), and nobody told them.",
		"Lea Brandt: Tell Ana Ruiz now: The proposal for the shop was due Monday 9 March 2026, 17:00 (Rome), and nobody told them.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mailed (-want +got):\n%s", diff)
	}
}

// A mail's links lead to pages on which one decides: none of them carries a
// secret or does anything when a scanner opens it.
func TestPromptMailLinksToPages(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	who, k := firmWith(t, h, "Europe/Rome", "Ana", "Bea")
	missed(t, h, who, k[0])
	missed(t, h, who, k[1])
	first := len(h.Sent)
	h.Pass(asks + office.Bundle)
	got := sentTo(h, "nils@northlight.example", first)
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	home, err := h.Prompts.Home(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, p := range home.Tell {
		want = append(want, "https://kept.example/prompts/"+string(p.ID))
	}
	links := regexp.MustCompile(`https?://\S+`).FindAllString(got[0].Text(), -1)
	slices.Sort(links)
	slices.Sort(want)
	if diff := cmp.Diff(want, links); diff != "" {
		t.Errorf("the links (-want +got):\n%s", diff)
	}
	if !got[0].Auto || got[0].Code != "" {
		t.Errorf("%+v", got[0])
	}
}

// However much comes up at once, it is one mail, and the mail's duty comes to rest.
func TestVeryManyPrompts(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		who, k := firmWith(t, h, "Europe/Rome", "Ana")
		const many = 230
		for range many {
			missed(t, h, who, k[0])
		}
		first := len(h.Sent)
		h.Pass(asks + office.Bundle)
		got := sentTo(h, "nils@northlight.example", first)
		if len(got) != 1 || len(got[0].Items) != 50 || !strings.HasSuffix(got[0].Subject, "(and 229 more)") || !strings.Contains(got[0].Text(), "There are 180 more on your page.") {
			t.Fatalf("%d mails: %+v", len(got), got)
		}
		h.Pass(5 * time.Minute)
		if got := sentTo(h, "nils@northlight.example", first); len(got) != 1 {
			t.Errorf("mailed %d times", len(got))
		}
	})
}

// While mail is held back nothing leaves, and what was undone never does. What
// waits leaves when it is released, but not before the seconds of its undo.
func TestHeldMail(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, k := firmWith(t, h, "Europe/Rome", "Ana")
		pause := func(on bool) {
			t.Helper()
			if err := h.Settings.PauseMail(ctx, h.Owner, on); err != nil {
				t.Fatal(err)
			}
		}
		first := len(h.Sent)
		under := word(t, h, who, k[0])
		h.Pass(office.UndoFor - time.Millisecond)
		pause(true)
		waits, undone := word(t, h, who, k[0]), word(t, h, who, k[0])
		h.Pass(time.Second)
		if err := h.Notices.Undo(ctx, who, undone.ID); err != nil {
			t.Fatal(err)
		}
		if err := h.Access.MailLink(ctx, "nils@northlight.example", false); err != nil {
			t.Fatal(err)
		}
		h.Pass(20 * time.Minute)
		if n := len(h.Sent) - first; n != 0 {
			t.Fatalf("%d mails left while mail was held back", n)
		}
		last := word(t, h, who, k[0])
		h.Pass(time.Second)
		pause(false)
		h.Pass(0)
		if n := len(h.Sent) - first; n != 3 {
			t.Errorf("%d mails left when mail was released, want 3", n)
		}
		if err := h.Notices.Undo(ctx, who, last.ID); err != nil {
			t.Errorf("released in the seconds of an undo: %v", err)
		}
		h.Pass(time.Hour)
		for _, c := range []struct {
			id   notice.ID
			want notice.State
		}{{under.Notices[0], notice.Accepted}, {waits.Notices[0], notice.Accepted}, {undone.Notices[0], notice.Withdrawn}, {last.Notices[0], notice.Withdrawn}} {
			if v, err := h.Notices.View(ctx, who, c.id); err != nil || v.Notice.State() != c.want {
				t.Errorf("%s is %s, want %s (%v)", c.id, v.Notice.State(), c.want, err)
			}
		}
		if n := len(sentTo(h, k[0].Email, first)); n != 2 {
			t.Errorf("%d mails reached the client, want 2", n)
		}
	})
}
