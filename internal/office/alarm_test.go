package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/chase"
	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// mailsTo are the mails that went to an address.
func mailsTo(h *officetest.House, address string) []outbox.Mail {
	var out []outbox.Mail
	for _, m := range h.Sent {
		if m.To.Addr == address {
			out = append(out, m)
		}
	}
	return out
}

// worried is a client whom Lena leads, with Jonas to stand in for her.
func worried(t *testing.T, h *officetest.House) (lena, jonas, ana office.Actor, k client.Contact) {
	t.Helper()
	door(t, h)
	jonas = h.Member("Jonas Weber", "jonas@northlight.example", member.Regular, "")
	lena = h.Member("Lena Fox", "lena@northlight.example", member.Leader, "")
	_, err := h.People.Edit(t.Context(), h.Owner, lena.Member, office.MemberEdit{Change: func(m *member.Member) { m.DeputyID = jonas.Member }})
	done(t, err)
	c, k := h.Client(lena, "Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	return lena, jonas, office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}, k
}

// A client presses "I am worried": her leader has it at once, by a mail of its own;
// she reads who answers and by when; nothing but an answer that reaches her ends it.
func TestAnAlarm(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		lena, _, ana, k := worried(t, h)
		h.To(time.Date(2026, 3, 2, 19, 30, 0, 0, time.UTC)) // a Monday evening, out of hours
		w, err := h.Feedback.Worry(ctx, ana)
		if err != nil || w.Reads.ID != lena.Member || w.Worry != nil {
			t.Fatalf("%v: %+v", err, w)
		}
		w, err = h.Feedback.Alarm(ctx, ana, "Nobody tells me whether the opening stands.")
		done(t, err)
		if w.Worry == nil || w.Worry.Member != "Lena Fox" || w.Worry.By.IsZero() {
			t.Fatalf("she reads %+v", w.Worry)
		}
		h.Pass(time.Second)
		asked := mailsTo(h, "lena@northlight.example")[1:] // the first one invited her
		if len(asked) != 1 || !strings.HasPrefix(asked[0].Subject, "Ana Ruiz is worried") || !strings.Contains(asked[0].Text(), "Nobody tells me") {
			t.Fatalf("Lena has %+v", asked)
		}
		if acks := mailsTo(h, k.Email); len(acks) != 1 || !strings.Contains(acks[0].Text(), "Lena Fox") {
			t.Fatalf("Ana has %+v", acks)
		}
		home, err := h.Prompts.Home(ctx, lena)
		done(t, err)
		if len(home.Tell) == 0 || home.Tell[0].Rule != prompt.Worried || home.Tell[0].Level != prompt.ToOwner || home.Tell[0].Clock == nil {
			t.Fatalf("Lena's page: %+v", home.Tell)
		}
		p := home.Tell[0]
		wantFault(t, h.Prompts.Dismiss(ctx, lena, p.ID, "She will calm down"), fault.Conflict)
		wantFault(t, h.Prompts.Snooze(ctx, lena, p.ID, h.Now().Add(time.Minute)), fault.Conflict)
		talk := talkOf(t, h, w.Worries)
		wantFault(t, h.Conversations.NoAnswer(ctx, lena, of(talk), "She will calm down"), fault.Conflict)
		wantFault(t, h.Conversations.Pause(ctx, lena, of(talk), reply.OnClient, "Let her wait"), fault.Conflict)
		_, err = h.Promises.Keep(ctx, lena, promise.ID(talk.Clocks[0].PromiseID), time.Time{})
		wantFault(t, err, fault.Conflict)
		chased, err := h.Chases.OfClient(ctx, lena, ana.Client)
		if err != nil || len(chased) != 1 || chased[0].Cause != string(chase.Alarm) {
			t.Errorf("%v: counted %+v", err, chased)
		}
		wantFault(t, h.Chases.Deny(ctx, lena, talk.Clocks[0].MessageID), fault.Conflict)

		// Pressed again, it is the same one; her words are added.
		_, err = h.Feedback.Alarm(ctx, ana, "")
		done(t, err)
		_, err = h.Feedback.Alarm(ctx, ana, "Please call me.")
		done(t, err)
		talk = talkOf(t, h, w.Worries)
		again, err := h.Chases.OfClient(ctx, lena, ana.Client)
		done(t, err)
		if len(talk.Clocks) != 1 || len(talk.Messages) != 3 || len(again) != 1 {
			t.Errorf("%d clocks, %d messages, %d chases", len(talk.Clocks), len(talk.Messages), len(again))
		}

		_, err = h.Calls.Log(ctx, lena, office.Call{Client: ana.Client, Contact: ana.Contact, Channel: notice.Call, Reached: true, Text: "It stands.", Conversation: w.Worries})
		done(t, err)
		if w, err = h.Feedback.Worry(ctx, ana); err != nil || w.Worry != nil {
			t.Errorf("%v: after the call %+v", err, w.Worry)
		}
		if kept, err := onePromise(t, h, talk.Clocks[0].PromiseID); err != nil || kept.State != promise.Kept {
			t.Errorf("the promise of an answer: %v, %v", kept.State, err)
		}
	})
}

// Who leads is away: who stands in for her is named, and asked. The link of a mail
// does the same without a session.
func TestAnAlarmByMailWhileTheLeaderIsAway(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		lena, jonas, ana, k := worried(t, h)
		_, err := h.Notices.Tell(ctx, lena, office.Telling{Client: ana.Client, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The plan is on its way.", Next: promise.When{At: h.Now().Add(100 * time.Hour)}})
		done(t, err)
		h.Pass(time.Minute)
		letter := mailsTo(h, k.Email)[0]
		if letter.Aside == nil || strings.Contains(letter.Text(), letter.Aside.URL) || !strings.Contains(letter.Plain(), letter.Aside.URL) {
			t.Fatalf("the letter has %+v", letter.Aside)
		}
		secret := letter.Aside.URL[strings.LastIndexByte(letter.Aside.URL, '/')+1:]
		_, err = h.People.AddAbsence(ctx, h.Owner, member.Absence{MemberID: lena.Member, From: h.Now(), Until: h.Now().Add(200 * time.Hour)})
		done(t, err)
		for range 2 { // looking changes nothing
			w, err := h.Feedback.WorryByLink(ctx, secret)
			if err != nil || w.Reads.ID != jonas.Member || w.Worry != nil {
				t.Fatalf("%v: %+v", err, w)
			}
		}
		_, err = h.Feedback.WorryByLink(ctx, "another")
		wantFault(t, err, fault.NotFound)
		w, err := h.Feedback.AlarmByLink(ctx, secret, "")
		done(t, err)
		if w.Worry == nil || w.Worry.Member != "Jonas Weber" {
			t.Errorf("she reads %+v", w.Worry)
		}
		h.Pass(time.Second)
		if got := mailsTo(h, "jonas@northlight.example"); len(got) == 0 || !strings.HasPrefix(got[len(got)-1].Subject, "Ana Ruiz is worried") {
			t.Errorf("Jonas has %+v", got)
		}
		// Nobody answers: his leader has it before its time is over, by a mail of its own.
		h.To(w.Worry.By.Add(-time.Minute))
		home, err := h.Prompts.Home(ctx, h.Owner)
		done(t, err)
		found := false
		for _, k := range home.Tell {
			found = found || k.Rule == prompt.Worried && k.Clock != nil && k.Level == prompt.ToLeader
		}
		if !found {
			t.Errorf("the leader's page: %+v", home.Tell)
		}
	})
}
