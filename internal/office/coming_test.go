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
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
)

// fortnight is a client to whom messages of several kinds are coming.
type fortnight struct {
	client   client.Client
	ana      client.Contact
	ben      office.Actor
	bath     client.Project
	permit   handoff.HandOff // of a third party
	question handoff.HandOff
}

// aFortnight: somebody owes a word that he will not write, a third party and the
// client were asked for something and do not answer, and an update is planned.
func aFortnight(t *testing.T, h *officetest.House) fortnight {
	t.Helper()
	ctx := t.Context()
	f := fortnight{}
	f.bath, f.ana, f.ben = owedNext(t, h, workspace.Updates{Ask: true, Note: true})
	lea := h.Member("Lea Brandt", "lea@northlight.example", member.Regular, "")
	step := func(name string, party plan.Party) plan.ID {
		made, err := h.Plans.AddStep(ctx, f.ben, f.bath.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name, s.Party, s.Effort = name, party, plan.Effort{Least: 2, Most: 3} }})
		done(t, err)
		return made.Step.ID
	}
	step("Tiles", plan.Party{Side: plan.Ours, ID: string(lea.Member)})
	var err error
	f.permit, err = h.HandOffs.Ask(ctx, f.ben, office.NewHandOff{Step: step("The permit", plan.Party{Side: plan.Third, Name: "The city"}), Party: plan.Party{Side: plan.Third, Name: "The city"}, Email: "permits@city.example", Words: "The permit"})
	done(t, err)
	shop, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: f.bath.ClientID, Name: "Shop", OwnerID: h.Owner.Member}, Contact: f.ana.ID, Next: promise.When{Day: march(12)}})
	done(t, err)
	f.question, err = h.HandOffs.Ask(ctx, f.ben, office.NewHandOff{Project: shop.ID, Kind: handoff.Question, Party: plan.Party{Side: plan.Theirs, ID: string(f.ana.ID)}, Words: "Which red?"})
	done(t, err)
	u := written(t, h, shop.ID, h.Owner)
	_, err = h.Updates.Plan(ctx, h.Owner, u.ID, office.PlanUpdate{Version: u.Version, At: time.Date(2026, 3, 9, 20, 0, 0, 0, time.UTC), Readers: []client.ContactID{f.ana.ID}})
	done(t, err)
	return f
}

// leaves is a message by the moment at which it leaves, its reader and its subject.
func leaves(at time.Time, to, subject string) string {
	return fmt.Sprintf("%s %s: %s", at.UTC().Format("02 15:04:05.000"), to, subject)
}

// foretold is what the list says that will leave by itself.
func foretold(t *testing.T, h *officetest.House, of client.ID) (out []string, all []office.ComingMessage) {
	t.Helper()
	all, err := h.Coming.OfClient(t.Context(), h.Owner, of)
	done(t, err)
	for _, m := range all {
		if !m.Machine() || m.Change.Skipped {
			continue
		}
		for _, to := range m.To {
			out = append(out, leaves(m.At, to, m.Subject))
		}
	}
	slices.Sort(out)
	return out, all
}

// left is what did leave by itself from a moment on.
func left(t *testing.T, h *officetest.House, since time.Time) []string {
	t.Helper()
	rows, err := store.Outbox(h.DB.Read(t.Context()), h.Owner.Workspace, "", 1000)
	done(t, err)
	var out []string
	for _, l := range rows {
		m, err := outbox.ReadMail(l.Mail)
		done(t, err)
		kind, _, _ := strings.Cut(l.EffectKey, ":")
		if l.State != "sent" || !l.DoneAt.After(since) || !slices.Contains([]string{"handoff", "note", "checkin", "update"}, kind) {
			continue
		}
		out = append(out, leaves(l.DoneAt, m.To.Name, m.Subject))
	}
	slices.Sort(out)
	return out
}

func kinds(all []office.ComingMessage) map[office.ComingKind]int {
	out := map[office.ComingKind]int{}
	for _, m := range all {
		out[m.Kind]++
	}
	return out
}

func first(t *testing.T, all []office.ComingMessage, kind office.ComingKind) office.ComingMessage {
	t.Helper()
	i := slices.IndexFunc(all, func(m office.ComingMessage) bool { return m.Kind == kind })
	if i < 0 {
		t.Fatalf("no %s is coming", kind)
	}
	return all[i]
}

// What the list foretells is what leaves: at that moment, to that reader, with that
// subject; and nothing else leaves by itself in the fortnight.
func TestWhatIsForetoldLeaves(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		f := aFortnight(t, h)
		h.Pass(time.Minute)
		since := h.Now()
		want, all := foretold(t, h, f.bath.ClientID)
		n := kinds(all)
		if n[office.ComingUpdate] != 1 || n[office.ComingReminder] != 5 || n[office.ComingNote] != 1 || n[office.ComingCheckIns] != 1 || n[office.ComingContact] < 2 {
			t.Errorf("coming: %v", n)
		}
		end := since.Add(office.ComingFor)
		later := map[string]bool{}
		for h.Now().Before(end) {
			day, _ := foretold(t, h, f.bath.ClientID)
			for _, m := range day {
				later[m] = true
			}
			h.To(h.Now().Add(6 * time.Hour))
		}
		got := left(t, h, since)
		for _, m := range want {
			if !slices.Contains(got, m) {
				t.Errorf("foretold, and it did not leave: %s", m)
			}
		}
		for _, m := range got {
			if !later[m] {
				t.Errorf("it left, and no list of the day foretold it: %s", m)
			}
		}
		if t.Failed() {
			t.Logf("(-foretold +left):\n%s", cmp.Diff(want, got))
		}
	})
}

// What a member leaves out does not leave; the ladder ends when it would have, and
// what was left out can be had after all until then.
func TestWhatIsSkippedDoesNotLeave(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		f := aFortnight(t, h)
		h.Pass(time.Minute)
		since := h.Now()
		before, all := foretold(t, h, f.bath.ClientID)
		_, err := h.Coming.Skip(ctx, f.ben, first(t, all, office.ComingUpdate).ID, "Not yet") // the owner's
		wantFault(t, err, fault.NotAllowed)
		var skipped []string
		nth := map[string]int{}
		for _, m := range all {
			if nth[m.About]++; m.Kind == office.ComingReminder && nth[m.About] != 1 || m.Kind == office.ComingMail || !m.Machine() {
				continue
			}
			_, err := h.Coming.Skip(ctx, h.Owner, m.ID, "")
			wantFault(t, err, fault.Invalid)
			_, err = h.Coming.Skip(ctx, h.Owner, m.ID, "I see them on Thursday")
			done(t, err)
			_, err = h.Coming.Skip(ctx, h.Owner, m.ID, "Again")
			wantFault(t, err, fault.Conflict)
			for _, to := range m.To {
				skipped = append(skipped, leaves(m.At, to, m.Subject))
			}
		}
		if len(skipped) != 6 {
			t.Fatalf("skipped: %v", skipped)
		}
		back := first(t, all, office.ComingReminder)
		_, err = h.Coming.Restore(ctx, h.Owner, back.ID)
		done(t, err)
		_, err = h.Coming.Restore(ctx, h.Owner, back.ID)
		wantFault(t, err, fault.Conflict)
		after := leaves(back.At, back.To[0], back.Subject)
		if is, _ := foretold(t, h, f.bath.ClientID); !slices.Contains(is, after) || slices.ContainsFunc(skipped, func(s string) bool { return s != after && slices.Contains(is, s) }) {
			t.Errorf("listed: %v", is)
		}
		h.To(since.Add(office.ComingFor))
		got := left(t, h, since)
		for _, m := range skipped {
			if slices.Contains(got, m) != (m == after) {
				t.Errorf("left %v: %s", !(m == after), m)
			}
		}
		for _, m := range before {
			if !slices.Contains(skipped, m) && !slices.Contains(got, m) {
				t.Errorf("another one did not leave when it would have: %s", m)
			}
		}
		for id, want := range map[handoff.ID][2]int{f.permit.ID: {3, 3}, f.question.ID: {2, 1}} {
			x, err := h.HandOffs.View(ctx, h.Owner, id)
			done(t, err)
			if x.Reminders != want[0] || x.Reminded() != want[1] {
				t.Errorf("%s: %d due, %d sent", x.Words, x.Reminders, x.Reminded())
			}
		}
		_, err = h.Coming.Restore(ctx, h.Owner, first(t, all, office.ComingNote).ID)
		wantFault(t, err, fault.Conflict)
		u := updateOf(t, h, updateIn(first(t, all, office.ComingUpdate)))
		if u.Planned() || !u.Open() || u.Held != "" {
			t.Errorf("the update: %+v", u)
		}
	})
}

func updateIn(m office.ComingMessage) news.ID {
	return news.ID(strings.TrimPrefix(m.About, "update:"))
}

// A coming message is shown as its reader will have it, word for word; its own words
// are said once; a test goes to the member alone and counts for nothing.
func TestAComingMessageIsOpened(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		f := aFortnight(t, h)
		h.Pass(time.Minute)
		_, all := foretold(t, h, f.bath.ClientID)
		note, reminder := first(t, all, office.ComingNote), first(t, all, office.ComingReminder)
		for _, m := range []office.ComingMessage{note, reminder} {
			_, err := h.Coming.Word(ctx, h.Owner, m.ID, "It rains, and the painter\r\nwaits.")
			done(t, err)
		}
		_, err := h.Coming.Word(ctx, h.Owner, first(t, all, office.ComingUpdate).ID, "No")
		wantFault(t, err, fault.Conflict)
		_, err = h.Coming.Skip(ctx, h.Owner, first(t, all, office.ComingContact).ID, "No")
		wantFault(t, err, fault.Conflict)
		shown := map[string]string{}
		for _, m := range all {
			if !m.Machine() {
				continue
			}
			v, err := h.Coming.Open(ctx, h.Owner, m.ID)
			done(t, err)
			if v.Mail == nil || v.Refused != "" || v.Mail.Subject != m.Subject {
				t.Fatalf("%s: %+v %q", m.ID, v.Mail, v.Refused)
			}
			shown[leaves(m.At, v.Mail.To.Name, m.Subject)] = withoutSecrets(v.Mail.Text())
		}
		if !strings.Contains(shown[leaves(note.At, note.To[0], note.Subject)], "the painter\nwaits.") {
			t.Errorf("its own words are not shown: %v", shown)
		}
		lines, notices, sent := len(h.Sent), len(noticesOf(t, h, f.bath.ClientID)), 0
		for _, m := range []office.ComingMessage{note, reminder} {
			v, err := h.Coming.Test(ctx, f.ben, m.ID)
			done(t, err)
			h.Pass(time.Second)
			mail := h.Sent[len(h.Sent)-1]
			if mail.To.Addr != "ben@northlight.example" || mail.Subject != "Test: "+m.Subject || !strings.Contains(mail.Text(), "the painter\nwaits.") || len(mail.Links) != 0 || mail.Choose != nil || mail.Unsubscribe != "" || strings.Contains(mail.Plain(), "https://") || v.Mail == nil {
				t.Errorf("the test: %+v", mail)
			}
			sent++
		}
		if n := len(h.Sent) - lines; n != sent {
			t.Errorf("%d mails for %d tests", n, sent)
		}
		if n := len(noticesOf(t, h, f.bath.ClientID)); n != notices {
			t.Errorf("%d notices, %d before the tests", n, notices)
		}
		h.To(h.Now().Add(office.ComingFor))
		found := 0
		rows, err := store.Outbox(h.DB.Read(ctx), h.Owner.Workspace, "", 1000)
		done(t, err)
		for _, l := range rows {
			m, err := outbox.ReadMail(l.Mail)
			done(t, err)
			if want, ok := shown[leaves(l.DoneAt, m.To.Name, m.Subject)]; ok {
				found++
				if d := cmp.Diff(want, withoutSecrets(m.Text())); d != "" {
					t.Errorf("%s left otherwise than it was shown (-shown +left):\n%s", m.Subject, d)
				}
			}
		}
		if found != len(shown) {
			t.Errorf("%d of %d left as they were shown", found, len(shown))
		}
	})
}

var secretInLink = regexp.MustCompile(`/(h|c|r|a|check-ins)/[A-Za-z0-9_-]+`)

func withoutSecrets(text string) string { return secretInLink.ReplaceAllString(text, "/$1/…") }

func noticesOf(t *testing.T, h *officetest.House, of client.ID) []notice.Notice {
	t.Helper()
	all, err := store.NoticesByClient(h.DB.Read(t.Context()), h.Owner.Workspace, of, "", 500)
	done(t, err)
	return all
}

// A name of what is not there is nobody's; what has changed since is refused with a word.
func TestComingNames(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	f := aFortnight(t, h)
	_, all := foretold(t, h, f.bath.ClientID)
	for _, id := range []string{"", ".", "x.y.1", "reminder.hof_nobody.1", "update..1", "mail.out_nobody.1", "note"} {
		_, err := h.Coming.Open(ctx, h.Owner, id)
		wantFault(t, err, fault.NotFound)
	}
	planned := first(t, all, office.ComingUpdate)
	u := updateOf(t, h, updateIn(planned))
	_, err := h.Coming.Skip(ctx, h.Owner, planned.ID, "Later")
	done(t, err)
	_, err = h.Updates.Plan(ctx, h.Owner, u.ID, office.PlanUpdate{Version: u.Version, At: time.Date(2026, 3, 10, 10, 0, 0, 0, time.UTC), Readers: []client.ContactID{f.ana.ID}})
	done(t, err)
	_, err = h.Coming.Skip(ctx, h.Owner, planned.ID, "Later")
	wantFault(t, err, fault.Conflict)
	if _, all = foretold(t, h, f.bath.ClientID); first(t, all, office.ComingUpdate).Change.Skipped {
		t.Error("planned anew, it is still left out")
	}
	everywhere, err := h.Coming.All(ctx, h.Owner)
	done(t, err)
	if d := cmp.Diff(len(all), len(everywhere)); d != "" {
		t.Errorf("of the one client and of all: %s", d)
	}
	_, err = h.Coming.OfClient(ctx, h.Owner, "cli_nobody")
	wantFault(t, err, fault.NotFound)
}
