package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/subscription"
)

// followers is a client with Ana, to whom things are promised, and Ben, who follows.
type followers struct {
	shelf
	ben      client.Contact
	follower office.Actor
}

func newFollowers(t *testing.T, h *officetest.House, r subscription.Rhythm) followers {
	t.Helper()
	s := newShelf(t, h, "Casa Ruiz")
	ben, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: s.client.ID, Name: "Ben Ruiz", Email: "ben@ruiz.example", Channel: client.ByMail, Portal: true})
	must(t, err)
	f := followers{s, ben, office.Actor{Workspace: h.Owner.Workspace, Contact: ben.ID, Client: s.client.ID}}
	must(t, h.Subscriptions.Choose(t.Context(), f.follower, office.Wish{Rhythm: r, Topics: subscription.Everything()}))
	return f
}

// promised makes a promise to Ana by the channel of a call, so that it is seen at once.
func (f followers) promised(words string, days int) promise.Promise {
	f.t.Helper()
	p, err := f.Promises.Make(f.t.Context(), f.Owner, office.NewPromise{
		Client: f.client.ID, Project: string(f.project), Contact: f.contact.ID, Owner: f.Owner.Member, Kind: promise.Deliverable, Words: words, When: promise.When{At: f.Now().AddDate(0, 0, days)}, How: office.SaidSelf,
	})
	must(f.t, err)
	return p
}

func (f followers) reset(p promise.Promise, days int) office.Told {
	f.t.Helper()
	told, err := f.Notices.Tell(f.t.Context(), f.Owner, office.Telling{
		Client: f.client.ID, Project: string(f.project), Readers: []client.ContactID{f.contact.ID}, Channel: notice.Mail, Text: "It takes longer.", Next: promise.When{At: f.Now().AddDate(0, 0, 8)},
		Moves: []office.Move{{Promise: p.ID, When: promise.When{At: f.Now().AddDate(0, 0, days)}, Reason: "The paint dries slowly."}},
	})
	must(f.t, err)
	return told
}

// hadSince gives what was sent to an address since a mark.
func hadSince(h *officetest.House, address string, since int) []outbox.Mail {
	var out []outbox.Mail
	for _, m := range h.Sent[since:] {
		if m.To.Addr == address {
			out = append(out, m)
		}
	}
	return out
}

// A date that moves reaches Ana by her notice, and Ben by what he follows: five
// minutes after, once, and Ana not twice although she follows too.
func TestFollowersHearOfWhatOthersAreTold(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		must(t, h.Subscriptions.Choose(t.Context(), f.reader, office.Wish{Rhythm: subscription.AtOnce, Topics: subscription.Everything()}))
		p := f.promised("The shop window", 5)
		h.Pass(time.Hour)
		mark := len(h.Sent)
		f.reset(p, 7)
		h.Pass(office.UndoFor + subscription.Fold - time.Millisecond)
		if got := hadSince(h, f.ben.Email, mark); len(got) != 0 {
			t.Fatalf("just before the five minutes Ben has %q", got[0].Text())
		}
		h.Pass(time.Minute)
		got := hadSince(h, f.ben.Email, mark)
		if len(got) != 1 || !strings.Contains(got[0].Text(), "The shop window – New date: Monday 9 March 2026") || !strings.Contains(got[0].Text(), "it was Saturday 7 March 2026") {
			t.Fatalf("Ben has %d mails: %+v", len(got), got)
		}
		if got[0].Unsubscribe == "" || got[0].Choose == nil || !got[0].Auto || strings.Contains(got[0].Text(), got[0].Choose.URL) {
			t.Errorf("the mail says nothing of how to end it, or the record does: %+v", got[0])
		}
		if ana := hadSince(h, f.contact.Email, mark); len(ana) != 1 {
			t.Errorf("Ana has %d mails about one date", len(ana))
		}
		h.Pass(48 * time.Hour)
		if again := hadSince(h, f.ben.Email, mark); len(again) != 1 {
			t.Errorf("two days later Ben has %d mails about one date", len(again))
		}
	})
}

// What comes within five minutes is one mail, each thing in it once, as it stands then.
func TestBurstsAreFolded(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		mark := len(h.Sent)
		p := f.promised("The shop window", 5)
		f.promised("The sign", 6)
		h.Pass(time.Minute)
		d := f.add(h.Owner, "Drawing.txt", []byte("drawn"))
		_, err := h.Documents.Share(t.Context(), h.Owner, d.ID, 0)
		must(t, err)
		_, err = h.Promises.Keep(t.Context(), h.Owner, p.ID, h.Now())
		must(t, err)
		gone := f.add(h.Owner, "Costs.txt", []byte("inside only"))
		gone, err = h.Documents.Share(t.Context(), h.Owner, gone.ID, 0)
		must(t, err)
		_, err = h.Documents.Unshare(t.Context(), h.Owner, gone.ID, 0)
		must(t, err)
		h.Pass(time.Hour)
		got := hadSince(h, f.ben.Email, mark)
		if len(got) != 1 {
			t.Fatalf("Ben has %d mails", len(got))
		}
		text := got[0].Text()
		for _, want := range []string{"3 things are new", "The shop window – Done", "The sign – Promised by", "Drawing.txt – A document for you"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		if strings.Contains(text, "Costs") || strings.Count(text, "The shop window") != 1 {
			t.Errorf("it says what is private again, or one thing twice:\n%s", text)
		}
	})
}

// A telling that was taken back is no news, and what was told is none to its reader.
func TestUndoneIsNoNews(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		p := f.promised("The shop window", 5)
		h.Pass(time.Hour)
		mark := len(h.Sent)
		told := f.reset(p, 7)
		must(t, h.Notices.Undo(t.Context(), h.Owner, told.ID))
		h.Pass(time.Hour)
		if got := hadSince(h, f.ben.Email, mark); len(got) != 0 {
			t.Errorf("Ben has %q", got[0].Text())
		}
	})
}

// Daily waits for the reader's morning; after a downtime there is one mail.
func TestDailyAndAfterADowntime(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.Daily)
		mark := len(h.Sent)
		f.promised("The shop window", 15) // Monday, ten in Madrid
		morning := time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)
		h.To(morning.Add(-time.Millisecond))
		if got := hadSince(h, f.ben.Email, mark); len(got) != 0 {
			t.Fatalf("before his morning Ben has %q", got[0].Text())
		}
		h.To(morning)
		if got := hadSince(h, f.ben.Email, mark); len(got) != 1 || got[0].Foot != "You get this once a day, when there is something new, because you asked for it." {
			t.Fatalf("in his morning Ben has %+v", got)
		}
		for range 3 { // Kept is down for three days, in which members were not idle
			h.Tick(24 * time.Hour)
			f.promised("Another thing", 15)
		}
		h.Pass(time.Hour)
		if got := hadSince(h, f.ben.Email, mark); len(got) != 2 || !strings.Contains(got[1].Text(), "2 things") && !strings.Contains(got[1].Text(), "3 things") {
			t.Errorf("after the downtime Ben has %d mails: %q", len(got), got[len(got)-1].Text())
		}
	})
}

// Stopping holds for what waits already, and a mail that comes back ends it.
func TestStopAndBounce(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.AtOnce)
		mark := len(h.Sent)
		f.promised("The shop window", 5)
		h.Pass(time.Minute)
		must(t, h.Subscriptions.Stop(t.Context(), f.follower))
		h.Pass(time.Hour)
		if got := hadSince(h, f.ben.Email, mark); len(got) != 0 {
			t.Errorf("after he stopped it Ben has %q", got[0].Text())
		}
		must(t, h.Subscriptions.Choose(t.Context(), f.follower, office.Wish{Rhythm: subscription.AtOnce, Topics: subscription.Of(subscription.Dates)}))
		h.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "no such user", NoBox: true}
		f.promised("The sign", 5)
		h.Pass(time.Hour)
		v, err := h.Subscriptions.Of(t.Context(), h.Owner, f.ben.ID)
		must(t, err)
		if v.Rhythm != subscription.Off || !strings.Contains(v.Why, "no such user") {
			t.Errorf("after it came back he follows %+v", v)
		}
		if err := h.Subscriptions.Choose(t.Context(), f.follower, office.Wish{Rhythm: subscription.Daily, Topics: subscription.Everything()}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a dead address may follow again: %v", err)
		}
	})
}

// Who wants no mail is called: the owner of what is promised to him is asked at
// once, mail that waits does not leave, and a call settles it.
func TestNoMailIsNotSilent(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := newFollowers(t, h, subscription.Off)
		p := f.promised("The shop window", 5)
		h.Pass(time.Hour)
		mark := len(h.Sent)
		f.reset(p, 7)
		must(t, h.Subscriptions.Mail(t.Context(), f.reader, false))
		asked := func() []string {
			t.Helper()
			home, err := h.Prompts.Home(t.Context(), h.Owner)
			must(t, err)
			var out []string
			for _, k := range append(home.Tell, home.Do...) {
				if k.Rule == prompt.Undelivered {
					out = append(out, k.Sentence(nil))
				}
			}
			return out
		}
		if got := asked(); len(got) != 1 || got[0] != "Call Ana of Casa Ruiz: they want no mail from us, and something is promised to them." {
			t.Fatalf("asked is %q", got)
		}
		h.Pass(time.Minute)
		if got := hadSince(h, f.contact.Email, mark); len(got) != 0 {
			t.Errorf("mail left all the same: %q", got[0].Text())
		}
		if got := asked(); len(got) != 2 { // the new date did not arrive either
			t.Errorf("asked is %q", got)
		}
		_, err := h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: f.client.ID, Readers: []client.ContactID{f.contact.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().AddDate(0, 0, 8)},
		})
		if fe, ok := fault.As(err); !ok || !strings.Contains(fe.Fields["readers"], "wants no mail") {
			t.Errorf("she is written to: %v", err)
		}
		_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: f.client.ID, Readers: []client.ContactID{f.contact.ID}, Channel: notice.Call, Text: "You hear by telephone from now on.", Next: promise.When{At: h.Now().AddDate(0, 0, 8)},
		})
		must(t, err)
		for _, s := range asked() {
			if strings.Contains(s, "no mail") {
				t.Errorf("after the call asked is %q", s)
			}
		}
		must(t, h.Subscriptions.Mail(t.Context(), f.reader, true))
		_, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: f.client.ID, Readers: []client.ContactID{f.contact.ID}, Channel: notice.Mail, Text: "Hello again", Next: promise.When{At: h.Now().AddDate(0, 0, 8)},
		})
		must(t, err)
		h.Pass(time.Minute)
		if got := hadSince(h, f.contact.Email, mark); len(got) != 1 {
			t.Errorf("she takes mail again and has %d", len(got))
		}
	})
}
