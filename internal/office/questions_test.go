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
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
)

func site(t *testing.T, h *officetest.House, who office.Actor, k client.Contact) client.Project {
	t.Helper()
	p, err := h.Clients.AddProject(t.Context(), who, office.NewProject{Project: client.Project{ClientID: k.ClientID, Name: "Shop", OwnerID: who.Member}, Contact: k.ID, Next: promise.When{At: h.Now().Add(200 * time.Hour)}})
	done(t, err)
	return p
}

// An approval is a text, fixed when it is asked; a no needs words, the owner is asked
// at once; a later yes stands, and the no stays.
func TestAnApproval(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		lena, _, ana, k := worried(t, h)
		p := site(t, h, lena, k)
		in := office.NewHandOff{Project: p.ID, Kind: handoff.Approval, Party: plan.Party{Side: plan.Theirs, ID: string(k.ID)}, Words: "The floor plan", Shown: "Two rooms.\nOne door."}
		wrong := in
		wrong.Shown = ""
		_, err := h.HandOffs.Ask(ctx, lena, wrong)
		wantFault(t, err, fault.Invalid)
		wrong = in
		wrong.Party = plan.Party{Side: plan.Third, Name: "Acme"}
		wrong.Email = "a@acme.example"
		_, err = h.HandOffs.Ask(ctx, lena, wrong)
		wantFault(t, err, fault.Invalid)
		f, err := h.HandOffs.Ask(ctx, lena, in)
		done(t, err)
		h.Pass(time.Minute)
		sent := mailsTo(h, k.Email)
		mail := sent[len(sent)-1]
		if len(mail.Links) != 2 || !strings.Contains(mail.Text(), "Two rooms.\nOne door.") {
			t.Fatalf("the mail: %q, %+v", mail.Text(), mail.Links)
		}
		secret := mail.Links[0].URL[strings.LastIndexByte(mail.Links[0].URL, '/')+1:]
		secret, _, _ = strings.Cut(secret, "?")
		if v, err := h.HandOffs.ByLink(ctx, secret); err != nil || v.HandOff.State != handoff.Asked || len(v.Answers) != 0 {
			t.Fatalf("looking: %v, %+v", err, v.HandOff)
		}
		view, err := h.Portal.View(ctx, ana)
		if err != nil || len(view.Waits) != 1 || view.Waits[0].HandOff.ID != f.ID {
			t.Fatalf("%v: her page waits for %+v", err, view.Waits)
		}
		_, err = h.HandOffs.ReplyByLink(ctx, secret, handoff.Reply{})
		wantFault(t, err, fault.Invalid) // a no needs words
		_, err = h.HandOffs.AnswerByLink(ctx, secret, handoff.Answer{State: handoff.Done})
		wantFault(t, err, fault.Conflict) // it is answered in words
		v, err := h.HandOffs.ReplyByLink(ctx, secret, handoff.Reply{Words: "The door is on the wrong side."})
		done(t, err)
		if v.HandOff.State != handoff.Declined {
			t.Fatalf("after the no it is %s", v.HandOff.State)
		}
		asked, err := h.Prompts.OfClient(ctx, lena, ana.Client)
		done(t, err)
		if len(asked) != 1 || asked[0].Rule != prompt.ClientsTurn || !strings.Contains(asked[0].Sentence(asked[0].HandOff.Calendar), "did not approve") {
			t.Errorf("Lena is asked %+v", asked)
		}
		v, err = h.HandOffs.ReplyByPage(ctx, ana, f.ID, handoff.Reply{Yes: true, Words: "Now I see it."})
		done(t, err)
		if v.HandOff.State != handoff.Done || len(v.Answers) != 2 {
			t.Fatalf("after the yes: %+v", v)
		}
		for i, want := range []handoff.Evidence{{Via: handoff.ByLink, Reply: handoff.Reply{Words: "The door is on the wrong side."}}, {Via: handoff.ByPage, Reply: handoff.Reply{Yes: true, Words: "Now I see it."}}} {
			if got := v.Answers[i]; got.Via != want.Via || got.Reply != want.Reply || got.Actor != "contact:"+string(k.ID) || got.Name != "Ana Ruiz" || got.ShownHash != f.ShownHash() || got.At.IsZero() {
				t.Errorf("answer %d is kept as %+v", i, got)
			}
		}
		if asked, err := h.Prompts.OfClient(ctx, lena, ana.Client); err != nil || len(asked) != 0 {
			t.Errorf("%v: Lena is still asked %+v", err, asked)
		}
		h.Pass(time.Minute)
		if got := mailsTo(h, "lena@northlight.example"); !strings.HasPrefix(got[len(got)-1].Subject, "Ana Ruiz approved") {
			t.Errorf("Lena reads %q last", got[len(got)-1].Subject)
		}
		for _, m := range h.Sent {
			if strings.HasPrefix(m.Subject, "Ana Ruiz did not approve") {
				t.Errorf("Lena reads of the no, which stands no more and had not left: %q", m.Subject)
			}
		}
		other, otherContact := h.Client(lena, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
		_, _, err = h.HandOffs.ByPage(ctx, office.Actor{Workspace: ana.Workspace, Contact: otherContact.ID, Client: other.ID}, f.ID)
		wantFault(t, err, fault.NotFound)
		_, err = h.HandOffs.Withdraw(ctx, lena, f.ID, 0, "Another plan")
		wantFault(t, err, fault.Conflict) // it is done
	})
}

// A question with answers to choose of, about a project; who is reminded and does not
// answer is called; told on the telephone, it is written down as told.
func TestAQuestion(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	lena, _, _, k := worried(t, h)
	p := site(t, h, lena, k)
	in := office.NewHandOff{Project: p.ID, Kind: handoff.Question, Options: []string{"Red", "Green"}, Party: plan.Party{Side: plan.Theirs, ID: string(k.ID)}, Words: "Which colour shall the door have?"}
	for _, options := range [][]string{{"Red"}, {"Red", "Red"}, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}} {
		wrong := in
		wrong.Options = options
		_, err := h.HandOffs.Ask(ctx, lena, wrong)
		wantFault(t, err, fault.Invalid)
	}
	f, err := h.HandOffs.Ask(ctx, lena, in)
	done(t, err)
	if f.NeedBy.Before(h.Now().Add(48 * time.Hour)) {
		t.Errorf("needed by %v", f.NeedBy)
	}
	h.To(f.NeedBy.Add(time.Hour))
	v, err := h.HandOffs.View(ctx, lena, f.ID)
	done(t, err)
	if v.Reminders == 0 || v.Asked == nil || v.Asked.Rule != prompt.ClientsTurn {
		t.Fatalf("%d reminders, asked %+v", v.Reminders, v.Asked)
	}
	_, err = h.HandOffs.Reply(ctx, lena, f.ID, 0, handoff.Reply{Choice: "Blue"})
	wantFault(t, err, fault.Invalid)
	_, err = h.HandOffs.Reply(ctx, lena, f.ID, 0, handoff.Reply{Choice: "Green"})
	done(t, err)
	v, err = h.HandOffs.View(ctx, lena, f.ID)
	done(t, err)
	if v.State != handoff.Done || v.Said != "Green" || v.Asked != nil || len(v.Answers) != 1 || v.Answers[0].Via != handoff.ByHand || v.Answers[0].Actor != "member:"+string(lena.Member) {
		t.Errorf("%s %q, %+v", v.State, v.Said, v.Answers)
	}
}

// Who asks to be called is a call to return, by the standard of calls; asking again
// adds to it.
func TestCallMeBack(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	lena, _, ana, _ := worried(t, h)
	_, err := h.Feedback.CallMe(ctx, ana, office.CallBack{Phone: "my own"})
	wantFault(t, err, fault.Invalid)
	got, err := h.Feedback.CallMe(ctx, ana, office.CallBack{When: "before noon", Phone: "+34 600 1", About: "The door"})
	done(t, err)
	again, err := h.Feedback.CallMe(ctx, ana, office.CallBack{Phone: "+34 600 2"})
	done(t, err)
	talk := talkOf(t, h, got.Conversation)
	if again.Conversation != got.Conversation || len(talk.Clocks) != 1 || talk.Clocks[0].Standard != 90*time.Minute || talk.Clocks[0].MemberID != lena.Member {
		t.Fatalf("%+v", talk.Clocks)
	}
	h.Pass(80 * time.Minute)
	asked, err := h.Prompts.OfClient(ctx, lena, ana.Client)
	if err != nil || len(asked) != 1 || !strings.HasPrefix(asked[0].Sentence(talk.Calendar), "Call Ana Ruiz back") {
		t.Errorf("%v: %+v", err, asked)
	}
}

// When a deliverable is kept, whoever it was promised to is asked how content he is;
// not again within the days of the setting. A low answer stands before who leads.
func TestHowContent(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		lena, _, ana, k := worried(t, h)
		w, err := h.Settings.Workspace(ctx, h.Owner)
		done(t, err)
		_, err = h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Version: w.Version, Change: func(w *workspace.Workspace) { w.Ratings.Ask = true }})
		done(t, err)
		keep := func() {
			t.Helper()
			made, err := h.Promises.Make(ctx, lena, office.NewPromise{Client: ana.Client, Contact: k.ID, Kind: promise.Deliverable, Words: "The door", How: office.ByMail, When: promise.When{At: h.Now().Add(100 * time.Hour)}})
			done(t, err)
			_, err = h.Notices.Tell(ctx, lena, office.Telling{Client: ana.Client, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Keeps: []promise.ID{made.ID}, Next: promise.When{At: h.Now().Add(200 * time.Hour)}})
			done(t, err)
		}
		keep()
		keep()
		h.Pass(72 * time.Hour)
		view, err := h.Portal.View(ctx, ana)
		if err != nil || len(view.Rate) != 1 {
			t.Fatalf("%v: she is asked %+v", err, view.Rate)
		}
		mails := mailsTo(h, k.Email)
		var asks []string
		for _, m := range mails {
			if len(m.Links) == office.MaxStars {
				asks = append(asks, m.Links[4].URL)
			}
		}
		if len(asks) != 1 {
			t.Fatalf("%d mails ask", len(asks))
		}
		secret, _, _ := strings.Cut(asks[0][strings.LastIndexByte(asks[0], '/')+1:], "?")
		if x, err := h.Feedback.RatingByLink(ctx, secret); err != nil || x.Rating.Stars != 0 {
			t.Fatalf("looking: %v, %+v", err, x.Rating)
		}
		_, err = h.Feedback.WorryByLink(ctx, secret) // the way to rate is not the one to be worried
		wantFault(t, err, fault.NotFound)
		_, err = h.Feedback.RateByLink(ctx, secret, 6, "")
		wantFault(t, err, fault.Invalid)
		_, err = h.Feedback.RateByLink(ctx, secret, 2, "It sticks.")
		done(t, err)
		_, err = h.Feedback.RateByLink(ctx, secret, 5, "")
		wantFault(t, err, fault.Conflict)
		home, err := h.Prompts.Home(ctx, lena)
		done(t, err)
		if len(home.Tell) == 0 || home.Tell[0].Rule != prompt.Worried || home.Tell[0].Clock == nil || !strings.Contains(home.Tell[0].Sentence(view.Calendar), "is not content") {
			t.Errorf("Lena is asked %+v", home.Tell)
		}
		all, err := h.Clients.Ratings(ctx, lena, ana.Client, "", 10)
		if err != nil || len(all) != 1 || all[0].Stars != 2 || all[0].Said != "It sticks." {
			t.Errorf("%v: %+v", err, all)
		}
	})
}

// What a client says about a promise is one conversation about it, whatever the way.
func TestComments(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	lena, _, ana, k := worried(t, h)
	made, err := h.Promises.Make(ctx, lena, office.NewPromise{Client: ana.Client, Contact: k.ID, Kind: promise.Deliverable, Words: "The door", When: promise.When{At: h.Now().Add(100 * time.Hour)}})
	done(t, err)
	about := "promise:" + string(made.ID)
	_, err = h.Feedback.Comment(ctx, ana, about, "Blue, please.")
	wantFault(t, err, fault.NotFound) // she was not told of it
	made, err = h.Promises.Make(ctx, lena, office.NewPromise{Client: ana.Client, Contact: k.ID, Kind: promise.Deliverable, Words: "The door", How: office.ByMail, When: promise.When{At: h.Now().Add(100 * time.Hour)}})
	done(t, err)
	about = "promise:" + string(made.ID)
	h.Pass(time.Minute)
	first, err := h.Feedback.Comment(ctx, ana, about, "Blue, please.")
	done(t, err)
	second, err := h.Feedback.Comment(ctx, ana, about, "Or green.")
	done(t, err)
	talks, err := h.Conversations.About(ctx, lena, about)
	if err != nil || first.Conversation != second.Conversation || len(talks) != 1 || talks[0].Subject != "The door" {
		t.Fatalf("%v: %+v", err, talks)
	}
	if talk, err := h.Feedback.CommentsOn(ctx, ana, about); err != nil || talk.Owed == nil {
		t.Errorf("%v: %+v", err, talk)
	}
	other, otherContact := h.Client(lena, "Brenner", "Europe/Berlin", "Paul Brenner", "paul@brenner.example")
	_, err = h.Feedback.Comment(ctx, office.Actor{Workspace: ana.Workspace, Contact: otherContact.ID, Client: other.ID}, about, "Mine")
	wantFault(t, err, fault.NotFound)
}
