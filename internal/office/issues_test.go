package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/issue"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// broken is a firm whose crane broke: two clients wait for their roofs, a third has
// nothing to do with it.
type broken struct {
	h        *officetest.House
	leader   office.Actor
	who      office.Actor
	readers  [3]client.Contact
	promises [3]promise.Promise
}

func cranes(t *testing.T, h *officetest.House) broken {
	t.Helper()
	n := broken{h: h, leader: h.Member("Lena Fox", "lena@northlight.example", member.Leader, "")}
	n.who = h.Member("Nils Holm", "nils@northlight.example", member.Regular, n.leader.Member)
	for i, c := range []struct{ name, contact, email string }{
		{"Ruiz", "Ana Ruiz", "ana@ruiz.example"}, {"Okafor", "Ngozi Okafor", "ngozi@okafor.example"}, {"Larsen", "Ole Larsen", "ole@larsen.example"},
	} {
		of, k := h.Client(n.who, c.name, "Europe/Rome", c.contact, c.email)
		p, err := h.Promises.Make(t.Context(), n.who, office.NewPromise{Client: of.ID, Contact: k.ID, Kind: promise.Deliverable, Words: "The roof", When: promise.When{At: h.Now().Add(7 * 24 * time.Hour)}, How: office.ByMail})
		if err != nil {
			t.Fatal(err)
		}
		n.readers[i], n.promises[i] = k, p
	}
	h.Pass(time.Minute)
	return n
}

// record records that the crane broke, which touches the first two clients.
func (n broken) record(t *testing.T) issue.Issue {
	t.Helper()
	i, err := n.h.Issues.Record(t.Context(), n.who, office.NewIssue{What: "The crane is broken", Effect: "The roof comes a week later.", Fix: "Another crane comes on Thursday.", Promises: []promise.ID{n.promises[0].ID, n.promises[1].ID}})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// telling tells the first two clients, each with a new date.
func (n broken) telling() office.IssueTelling {
	in := office.IssueTelling{Text: "I am sorry.", Next: promise.When{At: n.h.Now().Add(2 * 24 * time.Hour)}}
	for k := range 2 {
		in.Clients = append(in.Clients, office.IssueReaders{
			Client: n.readers[k].ClientID, Readers: []client.ContactID{n.readers[k].ID},
			Moves: []office.Move{{Promise: n.promises[k].ID, When: promise.When{At: n.h.Now().Add(14 * 24 * time.Hour)}}},
		})
	}
	return in
}

// asked gives the live prompt about an issue.
func (n broken) asked(t *testing.T, of office.Actor) (office.Asked, bool) {
	t.Helper()
	h, err := n.h.Prompts.Home(t.Context(), of)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range h.Tell {
		if k.Rule == prompt.Untold && k.Issue != nil {
			return k, true
		}
	}
	return office.Asked{}, false
}

// Story 10: one act moves the dates of everybody whom an issue touches and sends
// one message to each; nobody else hears of it.
func TestAnIssueIsToldToEverybodyItTouches(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := cranes(t, h)
		i := n.record(t)
		v, err := h.Issues.View(ctx, n.who, i.ID)
		if err != nil || len(v.Touched) != 2 || !v.Touched[0].Untold || len(v.Touched[0].Matters) != 1 || len(v.Touched[0].Contacts) != 1 {
			t.Fatalf("%v: %+v", err, v.Touched)
		}
		guest := office.Actor{Workspace: n.who.Workspace, Client: n.readers[0].ClientID, Contact: n.readers[0].ID}
		if _, err := h.Portal.Issue(ctx, guest, i.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a client reads of an issue that he was not told of: %v", err)
		}
		sent := len(h.Sent)
		if _, err := h.Issues.Tell(ctx, n.who, i.ID, n.telling()); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Portal.Issue(ctx, guest, i.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a client reads what can still be taken back: %v", err)
		}
		h.Pass(time.Minute)
		if len(h.Sent) != sent+2 {
			t.Fatalf("%d mails left", len(h.Sent)-sent)
		}
		for _, m := range h.Sent[sent:] {
			for _, want := range []string{"We are looking into it.", "I am sorry.", "What happened\n* The crane is broken", "What it means for you\n* The roof comes a week later.", "What we do about it\n* Another crane comes on Thursday.", "The roof: ", "You will hear from Nils Holm again by"} {
				if !strings.Contains(m.Text(), want) {
					t.Errorf("no %q in:\n%s", want, m.Text())
				}
			}
		}
		for k, moved := range []bool{true, true, false} {
			p, err := h.Promises.View(ctx, n.who, n.promises[k].ID)
			if err != nil || (len(p.Promise.Dates) == 2) != moved {
				t.Errorf("promise %d: %+v %v", k, p.Promise.Dates, err)
			}
			if moved && (p.Promise.Told(1).IsZero() || p.Promise.Date().Reason != "The crane is broken") {
				t.Errorf("told %v, because %q", p.Promise.Told(1), p.Promise.Date().Reason)
			}
		}
		pv, err := h.Portal.Issue(ctx, guest, i.ID)
		if err != nil || pv.Issue.Last.Words != i.Words() || len(pv.Promises) != 1 {
			t.Errorf("%v: %+v", err, pv.Issue)
		}
		other := office.Actor{Workspace: n.who.Workspace, Client: n.readers[2].ClientID, Contact: n.readers[2].ID}
		if _, err := h.Portal.Issue(ctx, other, i.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another client reads of it: %v", err)
		}
		if home, err := h.Portal.View(ctx, guest); err != nil || len(home.Issues) != 1 {
			t.Errorf("on the first page: %v %v", home.Issues, err)
		}
		h.Pass(3 * time.Hour)
		if k, asks := n.asked(t, n.who); asks {
			t.Errorf("everybody knows, and somebody is asked: %+v", k)
		}
	})
}

// What is written of an issue after it was told is ours until it is told again, and
// whoever was told is to hear it, its end included.
func TestWhatIsNewOfAnIssueIsToldToo(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := cranes(t, h)
		i := n.record(t)
		h.Pass(time.Hour)
		k, asks := n.asked(t, n.who)
		if !asks || len(k.Untold) != 2 || !strings.Contains(k.Sentence(k.ClientZone), "and") {
			t.Fatalf("the owner is not asked to tell: %+v", k)
		}
		h.Pass(40 * time.Minute)
		if _, asks := n.asked(t, n.leader); !asks {
			t.Error("the leader is not asked")
		}
		if _, err := h.Issues.Tell(ctx, n.who, i.ID, n.telling()); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if _, asks := n.asked(t, n.leader); asks {
			t.Error("everybody was told, and the leader is still asked")
		}
		v, err := h.Issues.View(ctx, n.who, i.ID)
		if err != nil {
			t.Fatal(err)
		}
		over := func(i *issue.Issue) { i.State = issue.Closed }
		if _, err := h.Issues.Edit(ctx, n.who, i.ID, v.Version, over); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("over without an explanation: %v", err)
		}
		if _, err := h.Issues.Edit(ctx, n.who, i.ID, v.Version, func(i *issue.Issue) { over(i); i.Closing = "A bolt. Bolts are looked at each Monday now." }); err != nil {
			t.Fatal(err)
		}
		guest := office.Actor{Workspace: n.who.Workspace, Client: n.readers[0].ClientID, Contact: n.readers[0].ID}
		if pv, err := h.Portal.Issue(ctx, guest, i.ID); err != nil || pv.Issue.Last.Words.State != issue.Found || pv.Issue.Last.Words.Closing != "" {
			t.Errorf("a client reads what he was not told: %+v %v", pv.Issue.Last, err)
		}
		h.Pass(time.Hour)
		if _, asks := n.asked(t, n.who); !asks {
			t.Error("nobody asks to tell how it ended")
		}
		in := n.telling()
		in.Clients[0].Moves, in.Clients[1].Moves = nil, nil
		if _, err := h.Issues.Tell(ctx, n.who, i.ID, in); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if pv, err := h.Portal.Issue(ctx, guest, i.ID); err != nil || pv.Issue.Last.Words.Closing == "" || len(pv.Issue.Earlier) != 1 || pv.Issue.Hears != (promise.When{}) {
			t.Errorf("the end: %+v %v", pv.Issue, err)
		}
	})
}

// One undo takes all of it back: the dates, the words and the mails.
func TestTellingOfAnIssueIsUndone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := cranes(t, h)
		i := n.record(t)
		sent := len(h.Sent)
		told, err := h.Issues.Tell(ctx, n.who, i.ID, n.telling())
		if err != nil || len(told.Notices) != 2 {
			t.Fatalf("%+v %v", told, err)
		}
		if err := h.Notices.Undo(ctx, n.who, told.ID); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if len(h.Sent) != sent {
			t.Errorf("%d mails left", len(h.Sent)-sent)
		}
		for k := range 2 {
			if p, err := h.Promises.View(ctx, n.who, n.promises[k].ID); err != nil || len(p.Promise.Dates) != 1 {
				t.Errorf("promise %d: %+v %v", k, p.Promise.Dates, err)
			}
		}
		v, err := h.Issues.View(ctx, n.who, i.ID)
		if err != nil || !v.Touched[0].Untold || !v.Touched[1].Untold {
			t.Fatalf("%+v %v", v.Touched, err)
		}
		if _, err := h.Issues.Tell(ctx, n.who, i.ID, n.telling()); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if len(h.Sent) != sent+2 {
			t.Errorf("told again: %d mails left", len(h.Sent)-sent)
		}
	})
}

func TestAnIssueRefusesWhatCannotBe(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		n := cranes(t, h)
		i := n.record(t)
		good := n.telling()
		for what, spoil := range map[string]func(*office.IssueTelling){
			"clients":   func(in *office.IssueTelling) { in.Clients = nil },
			"clients ":  func(in *office.IssueTelling) { in.Clients[0].Client = n.readers[2].ClientID },
			"readers":   func(in *office.IssueTelling) { in.Clients[1].Readers = nil },
			"readers ":  func(in *office.IssueTelling) { in.Clients[1].Readers = []client.ContactID{n.readers[0].ID} },
			"next":      func(in *office.IssueTelling) { in.Next = promise.When{} },
			"effect":    func(in *office.IssueTelling) { in.Change = func(i *issue.Issue) { i.Effect = "" } },
			"closing":   func(in *office.IssueTelling) { in.Change = func(i *issue.Issue) { i.State = issue.Closed } },
			"not there": func(in *office.IssueTelling) { in.Clients[1].Moves[0].Promise = n.promises[0].ID },
		} {
			in := good
			in.Clients = append([]office.IssueReaders(nil), good.Clients...)
			in.Clients[1].Moves = append([]office.Move(nil), good.Clients[1].Moves...)
			spoil(&in)
			if _, err := h.Issues.Tell(ctx, n.who, i.ID, in); err == nil {
				t.Errorf("%s: it was taken", what)
			}
		}
		sent := len(h.Sent)
		h.Pass(time.Minute)
		if len(h.Sent) != sent {
			t.Fatalf("%d mails left for what was refused", len(h.Sent)-sent)
		}
		if _, err := h.Issues.Touch(ctx, n.who, i.ID, i.Version, office.Touching{Clients: []client.ID{n.readers[2].ClientID}}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Issues.Touch(ctx, n.who, i.ID, i.Version, office.Touching{Leave: []client.ID{n.readers[2].ClientID}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an old version: %v", err)
		}
		if _, err := h.Issues.Touch(ctx, n.who, i.ID, 0, office.Touching{Leave: []client.ID{n.readers[2].ClientID}}); err != nil {
			t.Error(err)
		}
	})
}

// A word that comes back is no word: its author is asked to call.
func TestAWordOfAnIssueThatComesBack(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		n := cranes(t, h)
		i := n.record(t)
		h.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "no such user"}
		told, err := h.Issues.Tell(t.Context(), n.who, i.ID, n.telling())
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		home, err := h.Prompts.Home(t.Context(), n.who)
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		for _, k := range home.Tell {
			if k.Rule == prompt.Undelivered && k.Notice != nil && k.Notice.Kind == notice.Issue {
				asked++
			}
		}
		if asked != len(told.Notices) {
			t.Errorf("%d of %d that came back are asked about", asked, len(told.Notices))
		}
	})
}
