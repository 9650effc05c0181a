package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// needs sets story 2 up: a proposal for Thursday that waits on the confirmation
// of Piet Vos, who is asked on Monday morning.
type needs struct {
	h                  *officetest.House
	nils, piet, leader office.Actor
	p                  promise.Promise
	k                  client.Contact
	handOff            handoff.HandOff
	thursday, april2nd worktime.Day
}

func waiting(t *testing.T, h *officetest.House, party func(n *needs) office.NewHandOff) *needs {
	t.Helper()
	n := &needs{h: h, thursday: worktime.Day{Year: 2026, Month: 3, Date: 5}, april2nd: worktime.Day{Year: 2026, Month: 4, Date: 2}}
	n.leader = h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	n.nils = h.Member("Nils Holm", "nils@northlight.example", member.Regular, n.leader.Member)
	n.piet = h.Member("Piet Vos", "piet@northlight.example", member.Regular, n.leader.Member)
	c, k := h.Client(n.nils, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	n.k = k
	n.p = n.promise(t, c.ID, "The proposal for the shop", promise.Proposal, n.thursday)
	n.promise(t, c.ID, "The opening", promise.Deliverable, n.april2nd)
	h.Pass(time.Minute)
	in := office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Ours, ID: string(n.piet.Member)}, Words: "Your confirmation of the prices", Why: "The proposal cannot leave without it."}
	if party != nil {
		in = party(n)
	}
	var err error
	if n.handOff, err = h.HandOffs.Ask(t.Context(), n.nils, in); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	return n
}

func (n *needs) promise(t *testing.T, c client.ID, words string, kind promise.Kind, due worktime.Day) promise.Promise {
	t.Helper()
	p, err := n.h.Promises.Make(t.Context(), n.nils, office.NewPromise{Client: c, Contact: n.k.ID, Kind: kind, Words: words, How: office.ByMail, When: promise.When{Day: due}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// mails gives what was sent to an address about the hand-off.
func (n *needs) mails(addr string) []outbox.Mail {
	var out []outbox.Mail
	for _, m := range n.h.Sent {
		if m.To.Addr == addr && len(m.Links) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// secret is the way in that a mail brings.
func secret(t *testing.T, m outbox.Mail) string {
	t.Helper()
	if len(m.Links) != 5 {
		t.Fatalf("the mail has %d ways to answer", len(m.Links))
	}
	s, ok := strings.CutPrefix(m.Links[0].URL, "https://kept.example/h/")
	if !ok {
		t.Fatalf("the mail leads to %s", m.Links[0].URL)
	}
	s, _, _ = strings.Cut(s, "?")
	return s
}

func (n *needs) at(t *testing.T) handoff.HandOff {
	t.Helper()
	v, err := n.h.HandOffs.View(t.Context(), n.nils, n.handOff.ID)
	if err != nil {
		t.Fatal(err)
	}
	return v.HandOff
}

// tells gives what a member is asked about the hand-off; nil = nothing.
func (n *needs) tells(t *testing.T, who office.Actor) *office.Asked {
	t.Helper()
	home, err := n.h.Prompts.Home(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range append(home.Tell, home.Do...) {
		if k.HandOff != nil {
			return &k
		}
	}
	return nil
}

// Story 2, as it should go: asked, chased, unanswered, the owner prompted in
// time, the customer told before Thursday, and the promise reset in time.
func TestTheProposalAndTheOperationsManager(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := waiting(t, h, nil)
		tell := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC) // Thursday 13:00 in Rome
		if !n.handOff.Before.Equal(tell) || !n.handOff.NeedBy.Equal(tell.Add(-4*time.Hour)) {
			t.Errorf("needed by %v for a word to the client by %v", n.handOff.NeedBy, n.handOff.Before)
		}
		first := n.mails("piet@northlight.example")
		if len(first) != 1 {
			t.Fatalf("Piet was written to %d times", len(first))
		}
		for _, want := range []string{"Nils Holm needs something from you: Your confirmation of the prices", "Thursday 5 March 2026, 09:00 (Rome)", "Casa Ruiz", "cannot leave without it"} {
			if !strings.Contains(first[0].Text(), want) {
				t.Errorf("the mail does not say %q:\n%s", want, first[0].Text())
			}
		}
		h.To(n.handOff.NeedBy.Add(-time.Minute))
		if k := n.tells(t, n.nils); k != nil {
			t.Errorf("before it is needed the owner is asked %+v", k.Ask)
		}
		if got := n.at(t).Reminders; got != 2 || len(n.mails("piet@northlight.example")) != 3 {
			t.Errorf("%d reminders, %d mails", got, len(n.mails("piet@northlight.example")))
		}
		h.To(n.handOff.NeedBy.Add(10 * time.Minute))
		k := n.tells(t, n.nils)
		if k == nil || k.Rule != prompt.HandOff || k.Level != prompt.ToOwner || !k.ActBy.Equal(tell) {
			t.Fatalf("when it is needed the owner is asked %+v", k)
		}
		cal := k.HandOff.Calendar
		if got := k.Sentence(cal); got != "Tell Ana Ruiz before Thursday 5 March 2026, 13:00 (Madrid): Piet Vos has not answered about “Your confirmation of the prices”, and “The proposal for the shop”, due Thursday 5 March 2026, waits for it." {
			t.Errorf("it says %q", got)
		}
		if !mailedTo(h, "nils@northlight.example", "Piet Vos has not answered") {
			t.Error("the owner was not mailed")
		}
		v, err := h.HandOffs.View(ctx, n.nils, n.handOff.ID)
		if err != nil {
			t.Fatal(err)
		}
		if v.NewDate.Day != (worktime.Day{Year: 2026, Month: 3, Date: 9}) {
			t.Errorf("it proposes %+v", v.NewDate)
		}
		for _, want := range []string{"You will not have “The proposal for the shop” on Thursday 5 March; you will have it on Monday 9 March.", "Thursday 2 April stands: The opening."} {
			if !strings.Contains(v.Message(), want) {
				t.Errorf("the text does not say %q:\n%s", want, v.Message())
			}
		}
		if _, err := h.Notices.Tell(ctx, n.nils, office.Telling{
			Client: v.Client.ID, Readers: []client.ContactID{n.k.ID}, Channel: notice.Mail, Text: v.Message(),
			Moves: []office.Move{{Promise: n.p.ID, When: v.NewDate, Reason: v.Reason()}}, Next: promise.When{Day: v.NewDate.Day},
		}); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if k := n.tells(t, n.nils); k != nil {
			t.Errorf("after she was told the owner is asked %+v", k.Ask)
		}
		if got := n.at(t); !got.NeedBy.After(tell) {
			t.Errorf("after the reset it is needed by %v", got.NeedBy)
		}
		h.To(time.Date(2026, 3, 5, 17, 0, 0, 0, time.UTC))
		p, err := h.Promises.View(ctx, n.nils, n.p.ID)
		if err != nil || p.Promise.Dates[0].Outcome != promise.ResetInTime {
			t.Errorf("Thursday ended %q: %v", p.Promise.Dates[0].Outcome, err)
		}
	})
}

// Nobody reacts: it climbs to the leader while the client can still be told, and
// reminders come to an end.
func TestAHandOffClimbs(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	n := waiting(t, h, nil)
	h.To(n.handOff.Before.Add(-time.Hour))
	if k := n.tells(t, n.leader); k == nil || k.Level != prompt.ToLeader || k.Stage != prompt.Early {
		t.Fatalf("before the client has to be told the leader is asked %+v", k)
	}
	h.To(n.handOff.NeedBy.AddDate(0, 0, 14))
	if got := n.at(t); got.Reminders > 3 || len(n.mails("piet@northlight.example")) != 1+got.Reminders {
		t.Errorf("%d reminders, %d mails", got.Reminders, len(n.mails("piet@northlight.example")))
	}
	if k := n.tells(t, n.leader); k != nil {
		t.Errorf("after the date its own rule speaks, and yet it is asked %+v", k.Ask)
	}
	for _, m := range n.mails("piet@northlight.example") {
		if !m.Auto && m.Subject != "Your confirmation of the prices" {
			t.Errorf("the reminder %q says that a person wrote it", m.Subject)
		}
	}
}

func TestAnswersByLink(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := waiting(t, h, nil)
		way := secret(t, n.mails("piet@northlight.example")[0])
		v, err := h.HandOffs.ByLink(ctx, way)
		if err != nil || v.Over || v.Name != "Piet Vos" || v.Owner != "Nils Holm" || n.at(t).State != handoff.Asked {
			t.Fatalf("looking: %+v %v", v, err)
		}
		if _, err := h.HandOffs.ByLink(ctx, way+"x"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another secret: %v", err)
		}
		if _, err := h.HandOffs.AnswerByLink(ctx, way, handoff.Answer{State: handoff.AnotherDate, Day: worktime.Day{Year: 2026, Month: 3, Date: 1}}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a day that has passed: %v", err)
		}
		// Friday is after it is needed: the owner is asked at once.
		if _, err := h.HandOffs.AnswerByLink(ctx, way, handoff.Answer{State: handoff.AnotherDate, Day: worktime.Day{Year: 2026, Month: 3, Date: 6}, Said: "I am at the fair until Thursday"}); err != nil {
			t.Fatal(err)
		}
		k := n.tells(t, n.nils)
		if k == nil || !strings.Contains(k.Sentence(k.HandOff.Calendar), "Piet Vos offers “Your confirmation of the prices” for Friday 6 March 2026") || !strings.Contains(k.Why(k.HandOff.Calendar), "I am at the fair until Thursday") {
			t.Fatalf("after bad news: %+v", k)
		}
		if k.HandOff.NewDate.Day != (worktime.Day{Year: 2026, Month: 3, Date: 9}) {
			t.Errorf("it proposes %+v", k.HandOff.NewDate)
		}
		h.To(h.Now().Add(24 * time.Hour))
		if len(n.mails("piet@northlight.example")) != 1 {
			t.Error("he was reminded although he had answered")
		}
		if _, err := h.HandOffs.AnswerByLink(ctx, way, handoff.Answer{State: handoff.Done}); err != nil {
			t.Fatal(err)
		}
		if k := n.tells(t, n.nils); k != nil {
			t.Errorf("done, and yet asked: %+v", k.Ask)
		}
		if v, err := h.HandOffs.AnswerByLink(ctx, way, handoff.Answer{State: handoff.Declined}); err != nil || !v.Over || n.at(t).State != handoff.Done {
			t.Errorf("answered when it is over: %+v %v", v, err)
		}
		lines, err := h.Journal.List(ctx, n.nils, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]string{}
		for _, l := range lines {
			told[l.Act] = l.Actor
		}
		for _, act := range []string{"hand-off another date", "hand-off done"} {
			if told[act] != "member:"+string(n.piet.Member) {
				t.Errorf("the journal says of %q: %q", act, told[act])
			}
		}
	})
}

// What is kept of a link is a hash, and what is kept of the letter has no link.
func TestASecretIsNotKept(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	n := waiting(t, h, func(n *needs) office.NewHandOff {
		return office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Theirs, ID: string(n.k.ID)}, Words: "The photographs"}
	})
	m := n.mails("ana@casaruiz.example")
	if len(m) != 1 {
		t.Fatalf("Ana was written to %d times", len(m))
	}
	way := secret(t, m[0])
	if _, err := store.HandOffLinkOf(h.DB.Read(t.Context()), way); err == nil {
		t.Error("the secret itself is kept")
	}
	all, err := h.Notices.List(t.Context(), n.nils, "", 10)
	if err != nil || !strings.Contains(all[0].Text, "The photographs") || strings.Contains(all[0].Text, way) {
		t.Errorf("the notice says %q (%v)", all[0].Text, err)
	}
	if strings.Contains(m[0].Text(), "Casa Ruiz") {
		t.Error("a client reads whose client he is")
	}
}

// The client's own people are reminded politely, and then somebody calls.
func TestTheClientsTurn(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	later := worktime.Day{Year: 2026, Month: 3, Date: 31}
	n := waiting(t, h, func(n *needs) office.NewHandOff {
		p := n.promise(t, n.k.ClientID, "The site", promise.Deliverable, later)
		n.p = p
		return office.NewHandOff{Promise: p.ID, Party: plan.Party{Side: plan.Theirs, ID: string(n.k.ID)}, Words: "The photographs"}
	})
	h.To(n.handOff.NeedBy.AddDate(0, 0, -5))
	if got := n.at(t); got.Reminders != 2 || len(n.mails("ana@casaruiz.example")) != 3 {
		t.Errorf("%d reminders, %d mails", got.Reminders, len(n.mails("ana@casaruiz.example")))
	}
	k := n.tells(t, n.nils)
	if k == nil || k.Rule != prompt.ClientsTurn || !strings.HasPrefix(k.Sentence(k.HandOff.Calendar), "Call Ana Ruiz before Tuesday 31 March 2026, 13:00") {
		t.Fatalf("when the reminders were of no use: %+v", k)
	}
	if _, err := h.HandOffs.Answer(t.Context(), n.nils, n.handOff.ID, 0, handoff.Answer{State: handoff.Accepted, Said: "on the telephone"}); err != nil {
		t.Fatal(err)
	}
	if k := n.tells(t, n.nils); k != nil {
		t.Errorf("she agreed, and yet: %+v", k.Ask)
	}
}

func TestAThirdPartyAnswersWithoutAnAccount(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	n := waiting(t, h, func(n *needs) office.NewHandOff {
		return office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Third, Name: "Stadtwerke"}, Email: "permits@stadt.example", Words: "The permit"}
	})
	way := secret(t, n.mails("permits@stadt.example")[0])
	if _, err := h.HandOffs.AnswerByLink(ctx, way, handoff.Answer{State: handoff.Stuck, Said: "the plan is missing"}); err != nil {
		t.Fatal(err)
	}
	if k := n.tells(t, n.nils); k == nil || !strings.Contains(k.Sentence(k.HandOff.Calendar), "Stadtwerke is stuck with “The permit”") {
		t.Fatalf("%+v", k)
	}
	if _, err := h.Promises.Keep(ctx, n.nils, n.p.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if k := n.tells(t, n.nils); k != nil {
		t.Errorf("the promise is kept, and yet: %+v", k.Ask)
	}
	if v, err := h.HandOffs.ByLink(ctx, way); err != nil || !v.Over {
		t.Errorf("the promise is kept: %+v %v", v, err)
	}
	if _, err := h.Promises.Reopen(ctx, n.nils, n.p.ID); err != nil {
		t.Fatal(err)
	}
	if k := n.tells(t, n.nils); k == nil {
		t.Error("it is open again, and nobody is asked")
	}
}

// A mail that comes back asked nobody: the owner hears of it at once, and asks
// again at another address. Whether the server refused it or reported later.
func TestAHandOffThatDoesNotArrive(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := waiting(t, h, nil)
		h.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "no such user"}
		var err error
		n.handOff, err = h.HandOffs.Ask(ctx, n.nils, office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Third, Name: "Stadtwerke"}, Email: "permit@stadt.example", Words: "The permit"})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		h.Answer = office.Result{Outcome: office.Accepted, Code: 250, Text: "queued"}
		k := n.tells(t, n.nils)
		if k == nil || !strings.Contains(k.Sentence(k.HandOff.Calendar), "Reach Stadtwerke another way: the mail about “The permit” did not arrive") || !strings.Contains(k.Why(k.HandOff.Calendar), "The server said: no such user.") {
			t.Fatalf("%s\n%s", k.Sentence(k.HandOff.Calendar), k.Why(k.HandOff.Calendar))
		}
		if got := n.at(t); !got.Unreached() {
			t.Fatalf("%+v", got)
		}
		if _, err := h.HandOffs.Remind(ctx, n.nils, n.handOff.ID, 0, "permits@@stadt"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("an address that is none: %v", err)
		}
		if _, err := h.HandOffs.Remind(ctx, n.nils, n.handOff.ID, 0, "permits@stadt.example"); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if len(n.mails("permits@stadt.example")) != 1 || n.tells(t, n.nils) != nil || n.at(t).Unreached() {
			t.Errorf("sent again: %d mails, asked %+v, %+v", len(n.mails("permits@stadt.example")), n.tells(t, n.nils), n.at(t))
		}
	})
}

func TestAskingRefusals(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	n := waiting(t, h, nil)
	_, other := h.Client(n.nils, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
	good := office.NewHandOff{Promise: n.p.ID, Party: plan.Party{Side: plan.Ours, ID: string(n.piet.Member)}, Words: "The key"}
	for name, spoil := range map[string]func(*office.NewHandOff){
		"nobody":                    func(in *office.NewHandOff) { in.Party.ID = "mem_nobody" },
		"another client's contact":  func(in *office.NewHandOff) { in.Party = plan.Party{Side: plan.Theirs, ID: string(other.ID)} },
		"the owner himself":         func(in *office.NewHandOff) { in.Party.ID = string(n.nils.Member) },
		"no promise":                func(in *office.NewHandOff) { in.Promise = "prm_nobody" },
		"too late":                  func(in *office.NewHandOff) { in.NeedBy = n.handOff.Before.Add(time.Minute) },
		"no words":                  func(in *office.NewHandOff) { in.Words = "" },
		"nothing that waits on it":  func(in *office.NewHandOff) { in.Promise = "" },
		"a third party without one": func(in *office.NewHandOff) { in.Party = plan.Party{Side: plan.Third, Name: "Acme"} },
	} {
		in := good
		spoil(&in)
		if _, err := h.HandOffs.Ask(ctx, n.nils, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	stranger := h.Member("Ida Holm", "ida@northlight.example", member.Regular, "")
	if _, err := h.HandOffs.Withdraw(ctx, stranger, n.handOff.ID, 0, "no"); fault.KindOf(err) != fault.NotAllowed {
		t.Errorf("withdrawn by somebody else: %v", err)
	}
	if _, err := h.HandOffs.Withdraw(ctx, n.nils, n.handOff.ID, 99, "no"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("withdrawn as it was not seen: %v", err)
	}
	if _, err := h.HandOffs.Withdraw(ctx, n.nils, n.handOff.ID, 0, "They took it on themselves"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Promises.Keep(ctx, n.nils, n.p.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.HandOffs.Ask(ctx, n.nils, good); fault.KindOf(err) != fault.Conflict {
		t.Errorf("asked for a promise that is kept: %v", err)
	}
}

// A step that no promise hangs on asks its holder, and then his leader.
func TestAStepWaits(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	n := waiting(t, h, nil)
	pr, err := h.Clients.AddProject(ctx, n.nils, office.NewProject{Project: client.Project{ClientID: n.k.ClientID, Name: "Shop", OwnerID: n.nils.Member}, Contact: n.k.ID, Next: promise.When{Day: n.april2nd}})
	if err != nil {
		t.Fatal(err)
	}
	made, err := h.Plans.AddStep(ctx, n.nils, pr.ID, office.StepEdit{Change: func(s *plan.Step) {
		s.Name, s.NotBefore = "Fit the counter", worktime.Day{Year: 2026, Month: 3, Date: 10}
	}})
	if err != nil {
		t.Fatal(err)
	}
	f, err := h.HandOffs.Ask(ctx, n.nils, office.NewHandOff{Step: made.Step.ID, Party: plan.Party{Side: plan.Third, Name: "Acme"}, Email: "a@acme.example", Words: "The key"})
	if err != nil {
		t.Fatal(err)
	}
	n.handOff = f
	if want := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC); !f.NeedBy.Equal(want) { // half a day before Tuesday 9:00
		t.Errorf("needed by %v, want %v", f.NeedBy, want)
	}
	if _, err := h.Plans.EditStep(ctx, n.nils, made.Step.ID, office.StepEdit{Change: func(s *plan.Step) { s.NotBefore = worktime.Day{Year: 2026, Month: 3, Date: 17} }}); err != nil {
		t.Fatal(err)
	}
	f = n.at(t)
	if want := time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC); !f.NeedBy.Equal(want) { // it moves with the step
		t.Errorf("the step is a week later, and it is needed by %v, want %v", f.NeedBy, want)
	}
	h.To(f.NeedBy.Add(time.Minute))
	k := n.tells(t, n.nils)
	if k == nil || !strings.Contains(k.Sentence(k.HandOff.Calendar), "“Fit the counter” waits for it") {
		t.Fatalf("%+v", k)
	}
	if _, err := h.Plans.Finish(ctx, n.nils, made.Step.ID, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if k := n.tells(t, n.nils); k != nil {
		t.Errorf("the step is done, and yet: %+v", k.Ask)
	}
}
