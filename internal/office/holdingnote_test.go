package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
)

// owedNext is a project whose client hears next on a day, looked after by somebody
// who has a leader.
func owedNext(t *testing.T, h *officetest.House, how workspace.Updates) (client.Project, client.Contact, office.Actor) {
	t.Helper()
	ctx := t.Context()
	updatesAre(t, h, how)
	ben := h.Member("Ben Ode", "ben@northlight.example", member.Regular, h.Owner.Member)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Clients.AddProject(ctx, ben, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The bath", OwnerID: ben.Member}, Contact: k.ID, Next: promise.When{Day: march(5)}})
	if err != nil {
		t.Fatal(err)
	}
	return p, k, ben
}

func nextOf(t *testing.T, h *officetest.House, of client.Project) []store.NextContact {
	t.Helper()
	all, err := store.NextContacts(h.DB.Read(t.Context()), h.Owner.Workspace, of.ClientID)
	if err != nil {
		t.Fatal(err)
	}
	var out []store.NextContact
	for _, n := range all {
		if n.Project == string(of.ID) {
			out = append(out, n)
		}
	}
	return out
}

const noNews = "There is no news to tell you yet."

// When nobody wrote though owner and leader were asked, a note says so, once; it
// keeps nothing and ends nobody's prompt.
func TestANoteGoesWhenNobodyWrote(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, _, _ := owedNext(t, h, workspace.Updates{Note: true})
		was := nextOf(t, h, p)
		if len(was) != 1 {
			t.Fatalf("next contacts: %+v", was)
		}
		ob := "promise:" + string(was[0].Promise)
		h.To(was[0].DueAt.Add(time.Second))
		if n := mailed(h, noNews); n != 0 {
			t.Fatalf("%d notes as it passed: the leader was not asked yet", n)
		}
		for range 20 {
			if mailed(h, noNews) > 0 {
				break
			}
			live, err := store.LivePrompt(h.DB.Read(ctx), h.Owner.Workspace, ob)
			if err != nil || live.Rule != prompt.Silence {
				t.Fatalf("%+v %v", live, err)
			}
			h.Pass(time.Hour)
		}
		if n := mailed(h, noNews); n != 1 {
			t.Fatalf("%d notes", n)
		}
		mail := h.Sent[len(h.Sent)-1]
		for _, m := range h.Sent {
			if strings.Contains(m.Text(), noNews) {
				mail = m
			}
		}
		for _, want := range []string{"You were to hear from us by Thursday 5 March", "Ben Ode sees to it and was reminded", "You will hear from us by", "This note was sent by itself"} {
			if !strings.Contains(mail.Text(), want) {
				t.Errorf("no %q in:\n%s", want, mail.Text())
			}
		}
		if !mail.Auto || mail.From.Name != "Northlight Studio" {
			t.Errorf("it seems to be a person's: %+v", mail.From)
		}
		live, err := store.LivePrompt(h.DB.Read(ctx), h.Owner.Workspace, ob)
		if err != nil || live.Level != prompt.ToLeader || !live.Open(h.Now()) {
			t.Errorf("the prompt is over: %+v %v", live, err)
		}
		broken, err := store.Promise(h.DB.Read(ctx), h.Owner.Workspace, was[0].Promise)
		if err != nil || broken.State != promise.Open {
			t.Errorf("a machine kept it: %+v %v", broken, err)
		}
		if is := nextOf(t, h, p); len(is) != 2 {
			t.Errorf("when they hear next is no promise: %+v", is)
		}
		h.Pass(6 * 24 * time.Hour)
		if n := mailed(h, noNews); n != 1 {
			t.Errorf("%d notes in a week of silence", n)
		}
		all, err := store.NoticesByClient(h.DB.Read(ctx), h.Owner.Workspace, p.ClientID, "", 50)
		if err != nil {
			t.Fatal(err)
		}
		notes := 0
		for _, n := range all {
			if n.Kind == notice.Note {
				notes++
			}
		}
		if notes != 1 {
			t.Errorf("%d notices of a note", notes)
		}
	})
}

// None goes where the workspace does not allow it, or somebody did something.
func TestNoNoteWhereSomebodyActed(t *testing.T) {
	for name, how := range map[string]func(t *testing.T, h *officetest.House, p client.Project, k client.Contact, ben office.Actor){
		"not allowed": func(t *testing.T, h *officetest.House, _ client.Project, _ client.Contact, _ office.Actor) {
			updatesAre(t, h, workspace.Updates{})
		},
		"the leader waved it away": func(t *testing.T, h *officetest.House, p client.Project, _ client.Contact, _ office.Actor) {
			due := nextOf(t, h, p)[0]
			h.To(due.DueAt)
			for range 20 {
				h.Pass(time.Hour)
				live, err := store.LivePrompt(h.DB.Read(t.Context()), h.Owner.Workspace, "promise:"+string(due.Promise))
				if err == nil && live.Level == prompt.ToLeader && live.Stage == prompt.Passed {
					if err := h.Prompts.Dismiss(t.Context(), h.Owner, live.ID, "I met her on the site"); err != nil {
						t.Fatal(err)
					}
					return
				}
			}
			t.Fatal("the leader is never asked")
		},
		"the project was closed": func(t *testing.T, h *officetest.House, p client.Project, _ client.Contact, _ office.Actor) {
			if _, err := h.Clients.EditProject(t.Context(), h.Owner, p.ID, office.ProjectEdit{Close: true}); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			p, k, ben := owedNext(t, h, workspace.Updates{Note: true})
			how(t, h, p, k, ben)
			h.Pass(10 * 24 * time.Hour)
			if n := mailed(h, noNews); n != 0 {
				t.Errorf("%d notes", n)
			}
		})
	}
}

// Before a client hears next, those who work for him are asked by themselves, a
// third party by a link that needs no account.
func TestCheckInsAreAskedByThemselves(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		p, _, ben := owedNext(t, h, workspace.Updates{Ask: true})
		lea := h.Member("Lea Brandt", "lea@northlight.example", member.Regular, "")
		add := func(name string, party plan.Party) plan.ID {
			made, err := h.Plans.AddStep(ctx, ben, p.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name, s.Party, s.Effort = name, party, plan.Effort{Least: 2, Most: 3} }})
			if err != nil {
				t.Fatal(err)
			}
			return made.Step.ID
		}
		add("Tiles", plan.Party{Side: plan.Ours, ID: string(lea.Member)})
		add("Pipes", plan.Party{Side: plan.Ours, ID: string(ben.Member)})
		permit := add("The permit", plan.Party{Side: plan.Third, Name: "The city"})
		if _, err := h.HandOffs.Ask(ctx, ben, office.NewHandOff{Step: permit, Party: plan.Party{Side: plan.Third, Name: "The city"}, Email: "permits@city.example", Words: "The permit"}); err != nil {
			t.Fatal(err)
		}
		h.To(time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC))
		if n := mailed(h, "What did you do for them"); n != 0 {
			t.Fatalf("%d asked two days ahead", n)
		}
		h.To(time.Date(2026, 3, 5, 8, 30, 0, 0, time.UTC))
		if n := mailed(h, "What did you do for them"); n != 2 {
			t.Fatalf("%d asked; the writer himself is not", n)
		}
		link := ""
		for _, m := range h.Sent {
			if m.To.Addr == "permits@city.example" && strings.Contains(m.Text(), "What did you do for them") {
				link = m.Link.URL
			}
		}
		_, secret, ok := strings.Cut(link, "/c/")
		if !ok {
			t.Fatalf("the city has no link: %q", link)
		}
		v, err := h.Updates.CheckInByLink(ctx, secret)
		if err != nil || v.Project != "The bath" || !v.CheckIn.Waits() {
			t.Fatalf("%+v %v", v, err)
		}
		if v, err = h.Updates.SayByLink(ctx, secret, "We looked at the plans"); err != nil || v.CheckIn.Waits() {
			t.Fatalf("%+v %v", v, err)
		}
		if _, err := h.Updates.CheckInByLink(ctx, secret+"x"); err == nil {
			t.Error("any secret opens it")
		}
		u, err := h.Updates.Draft(ctx, ben, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		said := false
		for _, l := range u.Lines {
			said = said || l.Text == "We looked at the plans."
		}
		if !said {
			t.Errorf("what the city did is not told: %+v", u.Lines)
		}
		h.To(time.Date(2026, 3, 5, 15, 0, 0, 0, time.UTC))
		if n := mailed(h, "What did you do for them"); n != 2 {
			t.Errorf("%d asked: each once", n)
		}
	})
}

// A check-in is answered by answering its mail: from the address that was asked,
// by a person, once.
func TestACheckInIsAnsweredByMail(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		door(t, h)
		p, _, ben := owedNext(t, h, workspace.Updates{})
		lea := h.Member("Lea Brandt", "lea@northlight.example", member.Regular, "")
		if _, err := h.Plans.AddStep(ctx, ben, p.ID, office.StepEdit{Change: func(s *plan.Step) {
			s.Name, s.Party = "Tiles", plan.Party{Side: plan.Ours, ID: string(lea.Member)}
		}}); err != nil {
			t.Fatal(err)
		}
		u, err := h.Updates.Draft(ctx, ben, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		asked, err := h.Updates.AskAround(ctx, ben, u.ID)
		if err != nil || len(asked) != 1 {
			t.Fatalf("%+v %v", asked, err)
		}
		h.Pass(time.Second)
		to := h.Sent[len(h.Sent)-1].ReplyTo.Addr
		if !strings.HasPrefix(to, "hello+c-chk_") {
			t.Fatalf("an answer goes to %s", to)
		}
		said := func() string {
			v, err := h.Updates.CheckIn(ctx, h.Owner, asked[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			if v.Waits() {
				return "waits"
			}
			return v.Text
		}
		for _, row := range []struct {
			name   string
			change func(*office.Incoming)
			state  string
			says   string
		}{
			{"a machine", func(m *office.Incoming) { m.Class = "ooo" }, office.Noted, "waits"},
			{"somebody else", func(m *office.Incoming) { m.Sender.Addr = "eve@evil.example" }, office.Held, "waits"},
			{"forged", func(m *office.Incoming) { m.Origin = conversation.Forged }, office.Held, "waits"},
			{"he himself", func(*office.Incoming) {}, office.Reported, "I laid the tiles in the hall."},
			{"again", func(m *office.Incoming) { m.Text = "And more" }, office.Held, "I laid the tiles in the hall."},
		} {
			in := mailFrom("Lea Brandt", "lea@northlight.example", "Re: What did you do", "I laid the tiles\nin the hall.")
			in.Recipients, in.Key = []string{to}, row.name
			row.change(&in)
			if got := take(t, h, in); got.State != row.state || said() != row.says {
				t.Errorf("%s: %s, it says %q", row.name, got.State, said())
			}
		}
	})
}
