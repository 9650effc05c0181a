package portal_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/chase"
	"kept/client"
	"kept/fieldlog"
	"kept/handoff"
	"kept/internal/fake/smtp"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/post"
	"kept/internal/push/pushtest"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/reply"
	"kept/shelf"
	"kept/subscription"
	"kept/workspace"
)

// Every word that is ours alone begins with inside; what a client may read begins
// with open and who he is, so that nobody else's page may hold it.
const (
	inside = "zqinside"
	opened = "zqopen"
)

// canaries is a client in whose every field stands a word that tells where it came
// from, put there by the acts that people use.
type canaries struct {
	*officetest.House
	t       *testing.T
	tag     string
	ids     map[string]string // by the names of the portal's routes
	contact client.Contact
	reader  office.Actor
	project client.ProjectID
	step    plan.ID
	promise promise.Promise
	seen    []string // what he must find, or nothing was looked at
}

func (c *canaries) ours(where string) string { return inside + c.tag + where }

// his is a word that he is to find.
func (c *canaries) his(where string) string {
	word := opened + c.tag + where
	c.seen = append(c.seen, word)
	return word
}

func (c *canaries) ok(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatalf("%s: %v", c.tag, err)
	}
}

func (c *canaries) in(days int) promise.When {
	return promise.When{At: c.Now().Add(time.Duration(days) * 24 * time.Hour)}
}

func newCanaries(t *testing.T, h *officetest.House, tag string) *canaries {
	t.Helper()
	c := &canaries{House: h, t: t, tag: tag, ids: map[string]string{}}
	ctx := t.Context()
	of, k := h.Client(h.Owner, opened+tag+"client", "Europe/Madrid", c.his("contact"), tag+"@client.example")
	picture, err := h.Settings.AddPicture(ctx, h.Owner, store.Picture{MediaType: "image/png", Bytes: []byte("\x89PNG " + tag)})
	c.ok(err)
	_, err = h.Clients.Edit(ctx, h.Owner, of.ID, office.ClientEdit{Change: func(of *client.Client) { of.Tier, of.LogoID = c.ours("tier"), picture }})
	c.ok(err)
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: of.ID, Name: c.his("project"), OwnerID: h.Owner.Member}, Contact: k.ID, Next: c.in(12)})
	c.ok(err)
	c.contact, c.project, c.reader = k, p.ID, office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: of.ID}
	c.ids["picture"], c.ids["project"] = picture, string(p.ID)
	c.plans()
	c.promises()
	c.handOffs()
	c.documents()
	c.fieldLog()
	c.shelf()
	c.updates()
	c.issues()
	c.talks()
	c.settled()
	c.device()
	return c
}

func (c *canaries) tell(in office.Telling) office.Told {
	c.t.Helper()
	in.Client, in.Readers, in.Next = c.reader.Client, []client.ContactID{c.contact.ID}, c.in(9)
	if in.Channel == "" {
		in.Channel = notice.Mail
	}
	out, err := c.Notices.Tell(c.t.Context(), c.Owner, in)
	c.ok(err)
	c.Pass(time.Minute)
	return out
}

// device has him be told on a device, of all that there is.
func (c *canaries) device() {
	c.t.Helper()
	_, err := c.Pushes.Key(c.t.Context(), c.reader)
	c.ok(err)
	b := pushtest.NewBrowser(c.tag)
	c.ok(c.Pushes.Add(c.t.Context(), c.reader, subscription.Device{Endpoint: "https://push.example.com/" + c.ours("endpoint"), P256dh: b.P256dh(), Auth: b.Auth(), Agent: "Firefox/140"}))
	v, err := c.Pushes.View(c.t.Context(), c.reader)
	c.ok(err)
	c.ids["device"] = v.Devices[0].ID
}

func (c *canaries) plans() {
	c.t.Helper()
	ctx := c.t.Context()
	x, err := c.Plans.AddStep(ctx, c.Owner, c.project, office.StepEdit{Change: func(s *plan.Step) {
		s.Name, s.Wording, s.Kind, s.Source, s.Effort = c.ours("stepname"), c.his("step"), c.ours("stepkind"), c.ours("stepsource"), plan.Effort{Least: 3, Most: 5}
		s.Party = plan.Party{Side: plan.Ours, ID: string(c.Owner.Member)}
	}})
	c.ok(err)
	c.step, c.ids["step"] = x.Step.ID, string(x.Step.ID)
	c.tell(office.Telling{Project: string(c.project), Plan: true, Text: c.his("plantext")})
	_, err = c.Plans.AddStep(ctx, c.Owner, c.project, office.StepEdit{Change: func(s *plan.Step) {
		s.Name, s.Stage, s.Effort = c.ours("laterstep"), c.ours("stage"), plan.Effort{Least: 1, Most: 2}
	}})
	c.ok(err)
}

func (c *canaries) make(in office.NewPromise) promise.Promise {
	c.t.Helper()
	in.Client, in.Contact, in.Project = c.reader.Client, c.contact.ID, string(c.project)
	p, err := c.Promises.Make(c.t.Context(), c.Owner, in)
	c.ok(err)
	c.Pass(time.Minute)
	return p
}

func (c *canaries) promises() {
	c.t.Helper()
	c.promise = c.make(office.NewPromise{Kind: promise.Deliverable, Step: c.step, Words: c.his("promise"), When: c.in(2), How: office.ByMail, Message: c.his("promisemessage"), Because: c.ours("because")})
	c.ids["promise"] = string(c.promise.ID)
	c.make(office.NewPromise{Kind: promise.Fix, Words: c.ours("untold"), Source: c.ours("untoldsource"), When: c.in(6), How: office.NotYet})
	kept := c.make(office.NewPromise{Kind: promise.Deliverable, Words: c.his("delivered"), When: c.in(3), How: office.ByMail})
	_, err := c.Promises.Keep(c.t.Context(), c.Owner, kept.ID, time.Time{})
	c.ok(err)
	told := c.tell(office.Telling{Text: c.his("letter"), Subject: c.his("letterhead"), Moves: []office.Move{{Promise: c.promise.ID, When: c.in(3), Reason: c.his("reason"), Because: c.ours("movedbecause")}}})
	c.ids["notice"] = string(told.Notices[0])
}

func (c *canaries) ask(in office.NewHandOff) handoff.HandOff {
	c.t.Helper()
	f, err := c.HandOffs.Ask(c.t.Context(), c.Owner, in)
	c.ok(err)
	c.Pass(time.Minute)
	return f
}

func (c *canaries) handOffs() {
	c.t.Helper()
	ctx := c.t.Context()
	colleague := c.Member(c.ours("colleague"), c.ours("mail")+"@northlight.example", member.Regular, "")
	_, err := c.People.AddAbsence(ctx, c.Owner, member.Absence{MemberID: colleague.Member, From: c.Now().Add(96 * time.Hour), Until: c.Now().Add(120 * time.Hour), Why: c.ours("absence")})
	c.ok(err)
	among := c.ask(office.NewHandOff{Promise: c.promise.ID, Party: plan.Party{Side: plan.Ours, ID: string(colleague.Member)}, Words: c.ours("handoff"), Why: c.ours("handoffwhy")})
	_, err = c.HandOffs.Answer(ctx, c.Owner, among.ID, 0, handoff.Answer{State: handoff.Declined, Said: c.ours("handoffsaid")})
	c.ok(err)
	c.ask(office.NewHandOff{Promise: c.promise.ID, Party: plan.Party{Side: plan.Third, Name: c.ours("third")}, Email: c.ours("third") + "@third.example", Words: c.ours("thirdwords"), Why: c.ours("thirdwhy")})
	theirs := plan.Party{Side: plan.Theirs, ID: string(c.contact.ID)}
	c.ids["handoff"] = string(c.ask(office.NewHandOff{Project: c.project, Kind: handoff.Approval, Party: theirs, Words: c.his("approval"), Shown: c.his("shown")}).ID)
	c.ask(office.NewHandOff{Project: c.project, Kind: handoff.Question, Party: theirs, Words: c.his("question"), Options: []string{c.his("optionone"), "Green"}})
	over := c.ask(office.NewHandOff{Project: c.project, Kind: handoff.Question, Party: theirs, Words: c.his("withdrawnquestion")})
	_, err = c.HandOffs.Withdraw(ctx, c.Owner, over.ID, 0, c.ours("withdrawn"))
	c.ok(err)
}

func (c *canaries) shelve(name, note, content string, shared bool) string {
	c.t.Helper()
	f, err := c.Files.Bring(c.t.Context(), c.Owner, c.project, strings.NewReader(content))
	c.ok(err)
	d, err := c.Documents.Add(c.t.Context(), c.Owner, office.NewDocument{Project: c.project, Name: name, Note: note, Shared: shared, File: f})
	c.ok(err)
	return string(d.ID)
}

func (c *canaries) documents() {
	c.t.Helper()
	c.shelve(c.ours("document")+".txt", c.ours("documentnote"), c.ours("bytes"), false)
	c.ids["document"], c.ids["number"] = c.shelve(c.his("document")+".txt", "", c.his("bytes"), true), "1"
}

// shelf keeps a link and a note that are ours alone, and such that are his too.
func (c *canaries) shelf() {
	c.t.Helper()
	keep := func(kind shelf.Kind, w shelf.Words, shared bool) {
		i, err := c.Shelves.Add(c.t.Context(), c.Owner, office.NewItem{Project: c.project, Kind: kind, Words: w, Shared: shared})
		c.ok(err)
		if shared {
			c.ids["item"] = string(i.ID)
		}
	}
	keep(shelf.Link, shelf.Words{Name: c.ours("link"), Address: "https://" + c.ours("host") + ".example/", Text: c.ours("linktext")}, false)
	keep(shelf.Note, shelf.Words{Name: c.ours("note"), Text: c.ours("notetext")}, false)
	keep(shelf.Link, shelf.Words{Name: c.his("link"), Address: "https://" + c.his("host") + ".example/", Text: c.his("linktext")}, true)
	keep(shelf.Note, shelf.Words{Name: c.his("note"), Text: c.his("notetext")}, true)
}

// fieldLog writes an entry that is ours alone, and one with a photo that is his too.
func (c *canaries) fieldLog() {
	c.t.Helper()
	ctx := c.t.Context()
	seen := func(words string, shared bool) fieldlog.Entry {
		photos, err := c.Files.TakePhotos(ctx, c.Owner, c.project)
		c.ok(err)
		var drawn bytes.Buffer
		c.ok(png.Encode(&drawn, image.NewGray(image.Rect(0, 0, 20, 10))))
		c.ok(photos.Take(ctx, "a.png", &drawn))
		kept, err := photos.Keep(ctx)
		c.ok(err)
		c.ok(photos.Close())
		e, err := c.FieldLog.Add(ctx, c.Owner, office.NewEntry{Project: c.project, Words: fieldlog.Words{Text: words}, Photos: kept, Shared: shared})
		c.ok(err)
		return e
	}
	seen(c.ours("entry"), false)
	c.ids["entry"] = string(seen(c.his("entry"), true).ID)
}

func (c *canaries) updates() {
	c.t.Helper()
	ctx := c.t.Context()
	_, err := c.Updates.Did(ctx, c.Owner, c.project, c.ours("checkin"))
	c.ok(err)
	u, err := c.Updates.Draft(ctx, c.Owner, c.project)
	c.ok(err)
	_, err = c.Updates.Edit(ctx, c.Owner, u.ID, office.UpdateEdit{Change: func(u *news.Update) {
		u.Subject, u.Intro, u.Lines = c.his("subject"), c.his("intro"), []news.Line{{Part: news.Done, Text: c.his("line")}}
	}})
	c.ok(err)
	_, err = c.Updates.Send(ctx, c.Owner, u.ID, office.SendUpdate{Readers: []client.ContactID{c.contact.ID}, Next: c.in(9)})
	c.ok(err)
	c.Pass(time.Minute)
	c.ids["update"] = string(u.ID)
	d, err := c.Updates.Draft(ctx, c.Owner, c.project)
	c.ok(err)
	_, err = c.Updates.Edit(ctx, c.Owner, d.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Subject, u.Intro = c.ours("draftsubject"), c.ours("draft") }})
	c.ok(err)
}

func (c *canaries) issues() {
	c.t.Helper()
	ctx := c.t.Context()
	_, err := c.Issues.Record(ctx, c.Owner, office.NewIssue{What: c.ours("issue"), Effect: c.ours("issueeffect"), Fix: c.ours("issuefix"), Promises: []promise.ID{c.promise.ID}})
	c.ok(err)
	i, err := c.Issues.Record(ctx, c.Owner, office.NewIssue{What: c.his("issue"), Effect: c.his("issueeffect"), Fix: c.his("issuefix"), Promises: []promise.ID{c.promise.ID}})
	c.ok(err)
	_, err = c.Issues.Tell(ctx, c.Owner, i.ID, office.IssueTelling{Text: c.his("issuetext"), Next: c.in(2), Clients: []office.IssueReaders{{Client: c.reader.Client, Readers: []client.ContactID{c.contact.ID}}}})
	c.ok(err)
	c.Pass(time.Minute)
	_, err = c.Issues.Edit(ctx, c.Owner, i.ID, 0, func(i *issue.Issue) { i.What, i.Fix = c.ours("issuelater"), c.ours("issuefixlater") })
	c.ok(err)
	c.ids["issue"] = string(i.ID)
}

func (c *canaries) write(subject, text string) office.OfTalk {
	c.t.Helper()
	w, err := c.Portal.Write(c.t.Context(), c.reader, office.Written{Subject: subject, Text: text, Files: []office.File{{Name: text + ".txt", MediaType: "text/plain", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(text))), Bytes: []byte(text)}}})
	c.ok(err)
	c.Pass(time.Minute)
	c.ids["conversation"], c.ids["message"], c.ids["seq"] = string(w.Conversation), w.Message, "0"
	return office.OfTalk{ID: w.Conversation}
}

func (c *canaries) talks() {
	c.t.Helper()
	ctx := c.t.Context()
	c.ok(c.Conversations.NoAnswer(ctx, c.Owner, c.write(c.his("closedsubject"), c.his("closed")), c.ours("noanswer")))
	c.ok(c.Conversations.Pause(ctx, c.Owner, c.write(c.his("pausedsubject"), c.his("paused")), reply.OnClient, c.ours("pause")))
	of := c.write(c.his("subjectoftalk"), c.his("message"))
	c.tell(office.Telling{Conversation: of.ID, Text: c.his("answer")})
	_, err := c.Chases.Confirm(ctx, c.Owner, office.NewChase{Client: c.reader.Client, Contact: c.contact.ID, Cause: chase.DatePassed, About: c.ours("chase")})
	c.ok(err)
	_, err = c.Calls.Log(ctx, c.Owner, office.Call{Client: c.reader.Client, Contact: c.contact.ID, Channel: notice.Call, Incoming: true, Text: c.ours("missedcall")})
	c.ok(err)
	_, err = c.Feedback.Comment(ctx, c.reader, "promise:"+string(c.promise.ID), c.his("comment"))
	c.ok(err)
	for kind, id := range map[string]string{"document": c.ids["document"], "shelf": c.ids["item"]} {
		_, err = c.Feedback.Comment(ctx, c.reader, kind+":"+id, c.his(kind+"comment"))
		c.ok(err)
	}
	_, err = c.Feedback.Alarm(ctx, c.reader, c.his("alarm"))
	c.ok(err)
	c.Pass(time.Minute)
}

// settled is what people write when they put something away.
func (c *canaries) settled() {
	c.t.Helper()
	ctx := c.t.Context()
	c.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: c.ours("proof")}
	told := c.tell(office.Telling{Text: c.ours("refused")})
	c.Answer = office.Result{Outcome: office.Accepted, Code: 250, Text: "queued"}
	c.ok(c.Notices.Settle(ctx, c.Owner, told.Notices[0], c.ours("settled")))
	gone := c.make(office.NewPromise{Kind: promise.Fix, Words: c.his("released"), When: c.in(8), How: office.ByMail})
	_, err := c.Promises.Release(ctx, c.Owner, gone.ID, c.ours("releasedwhy"))
	c.ok(err)
	_, err = c.Phrases.Save(ctx, c.Owner, store.Phrase{Name: c.ours("phrasename"), Text: c.ours("phrase")})
	c.ok(err)
	c.Pass(36 * time.Hour)
	asked, err := c.Prompts.OfClient(ctx, c.Owner, c.reader.Client)
	c.ok(err)
	dismissed := 0
	for _, a := range asked {
		if c.Prompts.Dismiss(ctx, c.Owner, a.ID, c.ours("dismissed")) == nil {
			dismissed++
		}
	}
	view, err := c.Portal.View(ctx, c.reader)
	c.ok(err)
	if dismissed == 0 || len(view.Rate) == 0 {
		c.t.Fatalf("%d prompts were dismissed, %d ratings are asked", dismissed, len(view.Rate))
	}
	c.ids["rating"] = view.Rate[0].ID
}

var (
	reaches = regexp.MustCompile(`(?:href|src)="(/[^"#]*)"`)
	inMail  = regexp.MustCompile(`https://kept\.example(/[^\s"<>]*)`)
)

// crawl opens whatever can be reached from some addresses, and gives all of it.
func crawl(t *testing.T, r *reader, from ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for todo := from; len(todo) > 0; todo = todo[1:] {
		at := strings.ReplaceAll(todo[0], "&amp;", "&")
		if _, done := out[at]; done || !regexp.MustCompile(`^/(p|h|w|r|c|feeds)/`).MatchString(at) || strings.HasPrefix(at, "/p/enter/") {
			continue
		}
		status, _, body := r.raw(at)
		if status != http.StatusOK {
			t.Errorf("a link leads to %s: %d", at, status)
		}
		if strings.HasSuffix(at, ".zip") {
			body = unpacked(t, body)
		}
		if strings.HasPrefix(at, office.FeedRoot) {
			body = strings.ReplaceAll(body, "\r\n ", "") // its lines are folded
			if !strings.Contains(body, "zqopen") {
				t.Errorf("%s holds nothing of its client", at)
			}
		}
		out[at] = body
		for _, m := range reaches.FindAllStringSubmatch(body, -1) {
			todo = append(todo, m[1])
		}
	}
	return out
}

// letters are the mails that went to somebody: each part of them by what it is.
func letters(t *testing.T, sent []outbox.Mail, to string) (all map[string]string, links []string) {
	t.Helper()
	all = map[string]string{}
	for _, m := range sent {
		if m.To.Addr != to {
			continue
		}
		raw, err := post.Compose(m, officetest.Start)
		if err != nil {
			t.Fatal(err)
		}
		l := smtp.Mail{Raw: raw}.Letter()
		if l.Text == "" || l.HTML == "" || l.Problem != "" {
			t.Fatalf("%q cannot be read: %s", m.Subject, l.Problem)
		}
		head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		all["text of "+m.MessageID], all["HTML of "+m.MessageID], all["head of "+m.MessageID] = l.Text, l.HTML, l.Subject+string(head)
		for _, found := range inMail.FindAllStringSubmatch(l.Text+" "+l.HTML, -1) {
			links = append(links, found[1])
		}
	}
	return all, links
}

var canary = regexp.MustCompile(`zq(?:inside|open)[a-z]+`)

// found tells which words a client reads that are not his, and where.
func (c *canaries) found(in map[string]string) (wrong []string, his map[string]bool) {
	his = map[string]bool{}
	for at, text := range in {
		for _, w := range canary.FindAllString(text, -1) {
			if strings.HasPrefix(w, opened+c.tag) {
				his[w] = true
			} else {
				wrong = append(wrong, w+" on "+at)
			}
		}
	}
	return wrong, his
}

// reads gives all that a client can read: his page, what it leads to, his mails and
// what their links open in any browser.
func (c *canaries) reads(browser func() *reader) (pages, all map[string]string) {
	c.t.Helper()
	r := browser()
	enter(c.t, c.House, r, c.contact.Email)
	feed := r.makesFeed()
	pages = crawl(c.t, r, feed+".ics", feed+".atom", "/p/", "/p/worried", "/p/reach", "/p/messages/new", "/p/steps/"+string(c.step))
	all, links := letters(c.t, c.Sent, c.contact.Email)
	for at, body := range pages {
		all[at] = body
	}
	for at, body := range crawl(c.t, browser(), links...) {
		all["stranger at "+at] = body
	}
	return pages, all
}

// Nothing that is ours alone, and nothing of another client, reaches a client, by any
// page that he can reach, any mail, or any link in one.
func TestNothingOfOursReachesAClient(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, err := h.Settings.Edit(t.Context(), h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Ratings.Ask = true }})
		if err != nil {
			t.Fatal(err)
		}
		browser := open(t, h)
		ana, paul := newCanaries(t, h, "ana"), newCanaries(t, h, "paul")
		for _, c := range []*canaries{ana, paul} {
			pages, all := c.reads(browser)
			wrong, his := c.found(all)
			for _, w := range wrong {
				t.Errorf("%s reads %s", c.tag, w)
			}
			for _, w := range c.seen {
				if !his[w] {
					t.Errorf("%s does not find %s: it was not looked at", c.tag, w)
				}
			}
			if len(pages) < 20 {
				t.Errorf("%s reaches %d pages only", c.tag, len(pages))
			}
			t.Logf("%s: %d pages, %d things read, %d words of his", c.tag, len(pages), len(all), len(his))
		}
		ana.tell(office.Telling{Text: "A slip: " + paul.ours("slip")})
		if _, all := ana.reads(browser); len(func() []string { w, _ := ana.found(all); return w }()) == 0 {
			t.Error("a word that slipped out is not found")
		}
		foreignRoutes(t, browser, ana, paul)
	})
}
