package api

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/fieldlog"
	"kept/internal/id"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/shelf"
)

// described is an operation as the description has it.
type described struct{ method, path, id string }

// operations lists everything that the description has.
func operations(t testing.TB) []described {
	t.Helper()
	var d struct {
		Paths map[string]map[string]struct {
			ID string `json:"operationId"`
		}
	}
	if err := json.Unmarshal(description, &d); err != nil {
		t.Fatal(err)
	}
	var out []described
	for path, item := range d.Paths {
		for method, op := range item {
			out = append(out, described{strings.ToUpper(method), strings.TrimPrefix(path, Base), op.ID})
		}
	}
	slices.SortFunc(out, func(a, b described) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return out
}

var inBraces = regexp.MustCompile(`\{(\w+)\}`)

// bodies are right ones for the operations that need one.
var bodies = map[string]o{
	"hand-over-absence":        {"to_id": "me"},
	"set-calendar":             {"zone": "Europe/Rome", "weekly": o{}},
	"edit-client":              {"stage": "past"},
	"acknowledge-conversation": {"next": "4pm"},
	"answer-conversation":      {"text": "A word", "next_on": "2026-03-20"},
	"assign-conversation":      {"member_id": "me"},
	"draft-answer":             {"text": "A word", "next_on": "2026-03-20"},
	"excuse-conversation":      {"why": "She called"},
	"merge-conversation":       {"into_id": "x"},
	"move-conversation":        {"contact_id": "x"},
	"pause-conversation":       {"on": "client", "why": "Which room?"},
	"split-conversation":       {"message_id": "x"},
	"settle-prospect":          {"outcome": "nobody"},
	"edit-mailbox":             {"name": "Other"},
	"edit-phrase":              {"name": "Other"},
	"edit-step":                {"name": "Other"},
	"edit-document":            {"name": "Other"},
	"edit-entry":               {"text": "Other"},
	"add-entry":                {"text": "Seen"},
	"add-item":                 {"kind": "note", "name": "Seen", "text": "Seen"},
	"edit-item":                {"name": "Other"},
	"place-item":               {},
	"edit-hand-off":            {"need_by_at": "2026-03-03T09:30:00Z"},
	"answer-hand-off":          {"answer": "accepted"},
	"add-step":                 {"name": "Other"},
	"check-in":                 {"text": "Drew it"},
	"answer-check-in":          {"text": "Drew it"},
	"ask-approval":             {"approver_id": "me"},
	"edit-update":              {"subject": "Other"},
	"send-update":              {"reader_ids": []string{"con_1"}, "next_on": "2026-03-20"},
	"plan-update":              {"leaves_at": "2026-03-03T09:30:00Z", "reader_ids": []string{"con_1"}},
	"set-update-rules":         {"cadence": o{"every": "week", "weekday": "Friday", "at": "15:00"}, "second": false},
	"record-issue":             {"what": "The crane"},
	"edit-issue":               {"fix": "Another crane"},
	"touch-by-issue":           {"client_ids": []string{"cli_1"}},
	"tell-issue":               {"clients": []o{{"client_id": "cli_1", "reader_ids": []string{"con_1"}}}, "next_on": "2026-03-20"},
	"draft-issue":              {"clients": []o{{"client_id": "cli_1", "reader_ids": []string{"con_1"}}}, "next_on": "2026-03-20"},
	"keep-page":                {},
	"choose-subscription":      {"rhythm": "daily", "topics": []string{"dates"}},
	"take-mail-again":          nil,
	"end-feed":                 nil,
	"set-cadence":              {"every": "week", "weekday": "Friday", "at": "15:00"},
	"skip-coming-message":      {"because": "We meet"},
	"word-coming-message":      {"words": "It rains."},
	"reply-to-hand-off":        {"words": "Green"},
	"try-step":                 {"name": "Other"},
	"save-template":            {"project_id": "prj_1"},
	"edit-template":            {"name": "Other"},
	"save-template-again":      {"project_id": "prj_1"},
	"start-project":            {"client_id": "cli_1", "starts_on": "2026-03-09"},
	"link-plan":                {"repository": "north/site"},
	"import-plan":              {"file": "U3RlcDtEYXlzCkE7MQo="},
	"tell-client":              {"reader_ids": []string{"con_1"}, "text": "A word", "next_on": "2026-03-20"},
	"set-next-contact":         {"contact_id": "con_1", "next_on": "2026-03-20"},
	"edit-contact":             {"title": "Head"},
	"edit-member":              {"name": "Other"},
	"set-password":             {"password": "a long enough one"},
	"settle-notice":            {"how": "By telephone"},
	"edit-project":             {"name": "Other"},
	"edit-promise":             {"words": "Other"},
	"hand-over-promise":        {"to_id": "me"},
	"release-promise":          {"why": "She said so"},
	"draft-reset":              {"due_on": "2026-03-20", "reason": "Late", "next_on": "2026-03-19"},
	"draft-telling":            {"reader_ids": []string{"con_1"}, "text": "A word", "next_on": "2026-03-20"},
	"reset-promise":            {"due_on": "2026-03-20", "reason": "Late", "next_on": "2026-03-19"},
	"dismiss-prompt":           {"because": "No"},
	"snooze-prompt":            {"until_at": "2026-03-02T09:30:00Z"},
	"add-working-time":         nil,
	"measure-working-time":     nil,
}

// queries are right ones for the operations that need one.
var queries = map[string]string{
	"add-working-time":     "?from=2026-03-02T09:00:00Z&seconds=60",
	"explain-working-time": "?from=2026-03-02T09:00:00Z&seconds=60",
	"measure-working-time": "?from=2026-03-02T09:00:00Z&until=2026-03-03T09:00:00Z",
	"read-date":            "?text=tomorrow",
}

// prefixes are what the ids in paths begin with.
var prefixes = map[string]string{
	"arrival": ofArrival, "conversation": ofConversation, "mailbox": ofMailbox, "message": ofMessage, "phrase": ofPhrase, "step": ofStep, "template": ofTemplate, "handoff": ofHandOff, "update": ofUpdate, "issue": ofIssue, "checkin": ofCheckIn, "document": ofDocument, "entry": ofEntry, "item": ofItem,
	"absence": ofAbsence, "calendar": ofClient, "client": ofClient, "clock": ofClock, "contact": ofContact, "member": ofMember, "notice": ofNotice,
	"coming": "reminder", "picture": "pic", "project": ofProject, "promise": ofPromise, "prompt": ofPrompt, "session": ofSession, "telling": ofTelling, "token": ofToken,
}

// asked sends an operation with an id in its path.
func (d *desk) asked(op described, name string) answer {
	d.t.Helper()
	path := inBraces.ReplaceAllLiteralString(op.path, name) + queries[op.id]
	var body any
	if b, ok := bodies[op.id]; ok && b != nil {
		body = b
	}
	if strings.HasSuffix(op.path, "/logo") || strings.HasSuffix(op.path, "/mails") {
		body = "bytes as they are"
	}
	return d.ask(op.method, path, body)
}

// Nobody comes in without a token that is known and not ended.
func TestTokenIsNeeded(t *testing.T) {
	d := sqlite(t)
	ended := d.tokenOf(d.Owner)
	tokens, err := d.Access.Tokens(t.Context(), d.Owner)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Access.EndToken(t.Context(), d.Owner, tokens[len(tokens)-1].ID); err != nil {
		t.Fatal(err)
	}
	gone := d.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
	left := d.tokenOf(gone)
	if _, err := d.People.Edit(t.Context(), d.Owner, gone.Member, office.MemberEdit{End: true}); err != nil {
		t.Fatal(err)
	}
	for _, op := range operations(t) {
		for name, header := range map[string]string{"none": "", "empty": "Bearer ", "basic": "Basic bWFydGE6eA==", "unknown": "Bearer kept_" + strings.Repeat("x", 43), "not ours": "Bearer abc", "ended": "Bearer " + ended, "left": "Bearer " + left} {
			a := d.ask(op.method, inBraces.ReplaceAllLiteralString(op.path, "x"), nil, "Authorization", header)
			if a.status != http.StatusUnauthorized || a.header.Get("WWW-Authenticate") == "" || a.header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s with %s: %d %s", op.method, op.path, name, a.status, a.body)
			}
		}
	}
	d.ask(http.MethodGet, "/clients", nil, "Authorization", "bearer "+d.token).is(http.StatusOK)
	if a := d.ask(http.MethodGet, "/openapi.json", nil, "Authorization", ""); a.status != http.StatusOK || string(a.body) != string(description) {
		t.Errorf("the description is for everybody: %d", a.status)
	}
}

// neighbour opens another workspace in the same database, with one of everything.
func neighbour(d *desk) map[string]string {
	d.t.Helper()
	ctx := d.t.Context()
	check := func(err error) {
		d.t.Helper()
		if err != nil {
			d.t.Fatal(err)
		}
	}
	who, err := d.Access.Open(ctx, office.Setup{Workspace: "Neighbour", Name: "Nora", Email: "nora@example.com", Password: "a long enough one", Zone: "Europe/Rome"}, nil)
	check(err)
	c, k := d.Client(who, "Theirs", "Europe/Rome", "Their contact", "their@example.com")
	p, err := d.Promises.Make(ctx, who, office.NewPromise{Client: c.ID, Contact: k.ID, Kind: promise.Fix, Words: "Theirs", When: promise.When{At: d.Now().Add(time.Hour)}})
	check(err)
	pr, err := d.Clients.AddProject(ctx, who, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Theirs"}})
	check(err)
	told, err := d.Notices.Tell(ctx, who, office.Telling{Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Theirs", Next: promise.When{At: d.Now().Add(48 * time.Hour)}})
	check(err)
	missed, err := d.Calls.Log(ctx, who, office.Call{Client: c.ID, Contact: k.ID, Channel: notice.Call, Incoming: true})
	check(err)
	ab, err := d.People.AddAbsence(ctx, who, member.Absence{MemberID: who.Member, From: d.Now(), Until: d.Now().Add(time.Hour)})
	check(err)
	d.tokenOf(who)
	tokens, err := d.Access.Tokens(ctx, who)
	check(err)
	_, err = d.Access.SignIn(ctx, "nora@example.com", "a long enough one", "browser")
	check(err)
	sessions, err := d.Access.Sessions(ctx, who)
	check(err)
	picture, err := d.Settings.AddPicture(ctx, who, store.Picture{MediaType: "image/png", Bytes: []byte("PNG")})
	check(err)
	asked, err := d.Prompts.OfClient(ctx, who, c.ID)
	check(err)
	box, _, err := d.Mailboxes.Add(ctx, who, office.WayIn{Kind: office.ByEntrance, Name: "Theirs", Address: "hello@neighbour.example"})
	check(err)
	phrase, err := d.Phrases.Save(ctx, who, store.Phrase{Name: "Theirs", Text: "Theirs"})
	check(err)
	_, _, err = d.PlanLinks.Link(ctx, who, pr.ID, "north/site")
	check(err)
	step, err := d.Plans.AddStep(ctx, who, pr.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name = "Theirs" }})
	check(err)
	template, err := d.Templates.SaveFrom(ctx, who, office.SaveTemplate{Project: pr.ID})
	check(err)
	h, err := d.HandOffs.Ask(ctx, who, office.NewHandOff{Step: step.Step.ID, Party: plan.Party{Side: plan.Third, Name: "Theirs"}, Email: "their@example.com", Words: "Theirs"})
	check(err)
	u, err := d.Updates.Draft(ctx, who, pr.ID)
	check(err)
	did, err := d.Updates.Did(ctx, who, pr.ID, "Theirs")
	check(err)
	wrong, err := d.Issues.Record(ctx, who, office.NewIssue{What: "Theirs", Effect: "Theirs", Fix: "Theirs", Clients: []client.ID{c.ID}})
	check(err)
	file, err := d.Files.Bring(ctx, who, pr.ID, strings.NewReader("Theirs"))
	check(err)
	paper, err := d.Documents.Add(ctx, who, office.NewDocument{Project: pr.ID, Name: "Theirs", File: file})
	check(err)
	entry, err := d.FieldLog.Add(ctx, who, office.NewEntry{Project: pr.ID, Words: fieldlog.Words{Text: "Theirs"}})
	check(err)
	item, err := d.Shelves.Add(ctx, who, office.NewItem{Project: pr.ID, Kind: shelf.Note, Words: shelf.Words{Name: "Theirs", Text: "Theirs"}})
	check(err)
	came, err := d.Inbox.Take(ctx, who.Workspace, office.Incoming{
		Raw: []byte("Theirs"), SHA256: "00", Key: "theirs", Way: "smtp", Mailbox: box.ID, Sender: outbox.Address{Addr: "their@example.com"}, Subject: "Theirs", Text: "Is it done?", Class: "human",
		Files: []office.File{{Name: "theirs.txt", MediaType: "text/plain", SHA256: "01", Bytes: []byte("Theirs")}},
	})
	check(err)
	if len(asked) == 0 {
		d.t.Fatal("the neighbour is asked nothing")
	}
	return map[string]string{
		"arrival": came.Arrival, "conversation": string(came.Conversation), "mailbox": box.ID, "message": came.Message, "phrase": phrase.ID, "step": string(step.Step.ID), "template": template.ID, "handoff": string(h.ID), "update": string(u.ID), "issue": string(wrong.ID), "checkin": string(did.ID), "document": string(paper.ID), "entry": string(entry.ID), "item": string(item.ID),
		"coming":  "reminder." + string(h.ID) + ".1",
		"absence": ab.ID, "calendar": string(c.ID), "client": string(c.ID), "clock": string(missed.Clock), "contact": string(k.ID), "member": string(who.Member), "notice": string(told.Notices[0]), "picture": picture,
		"project": string(pr.ID), "promise": string(p.ID), "prompt": string(asked[0].ID), "session": sessions[0].ID, "telling": told.ID, "token": tokens[0].ID,
	}
}

// What is not there, what belongs to another workspace and what is no id at all
// cannot be told apart.
func TestNothingHere(t *testing.T) {
	d := sqlite(t)
	theirs := neighbour(d)
	tried := 0
	for _, op := range operations(t) {
		m := inBraces.FindStringSubmatch(op.path)
		if m == nil {
			continue
		}
		tried++
		prefix := prefixes[m[1]]
		for _, name := range []string{
			prefix + "_" + strings.Repeat("0", id.Body), theirs[m[1]], "x", prefix, prefix + "_", prefix + "_" + strings.Repeat("0", id.Body+1), strings.ToUpper(theirs[m[1]]),
			"%00", "%20", "..%2f..", "%ff%fe", "%F0%9F%98%80", strings.Repeat("a", 2000), prefix + "_" + strings.Repeat("0", id.Body-1) + "%0a", "null", "-1", "'%20OR%201=1",
		} {
			a := d.asked(op, name)
			if a.status != http.StatusNotFound || !strings.Contains(string(a.body), `"detail":"There is nothing here, or it is not yours."`) {
				t.Errorf("%s %s of %.40q: %d %s", op.method, op.path, name, a.status, a.body)
			}
		}
	}
	if tried < 30 {
		t.Errorf("only %d operations name something", tried)
	}
	if d.log.Len() > 0 {
		t.Errorf("it was logged: %s", d.log)
	}
}

// Ids in a body that are not there, another's, or none at all, look alike too.
func TestReferencesInBodies(t *testing.T) {
	d := sqlite(t)
	theirs := neighbour(d)
	c, k := d.ruiz()
	right := o{"client_id": c.ID, "contact_id": k.ID, "owner_id": "me", "kind": "fix", "words": "W", "due_on": "2026-03-09"}
	for field, prefix := range map[string]string{"client_id": "client", "contact_id": "contact", "project_id": "project", "owner_id": "member"} {
		var first string
		for _, name := range []string{prefixes[prefix] + "_" + strings.Repeat("0", id.Body), theirs[prefix], "x", "\x00", "' OR 1=1", strings.Repeat("x", 5000)} {
			body := o{}
			for f, v := range right {
				body[f] = v
			}
			body[field] = name
			a := d.post("/promises", body).is(http.StatusUnprocessableEntity)
			if first == "" {
				first = string(a.body)
			}
			if string(a.body) != first || !strings.Contains(first, `"location":"body.`+field+`"`) {
				t.Errorf("%s = %.20q: %s, the first one: %s", field, name, a.body, first)
			}
		}
	}
	d.post("/promises", right).is(http.StatusCreated)
	for _, path := range []string{"/contacts?client_id=", "/projects?client_id=", "/messages?client_id=", "/conversations?client_id=", "/chases?client_id="} {
		for _, name := range []string{"cli_" + strings.Repeat("0", id.Body), theirs["client"], "x", "%00"} {
			d.get(path + name).is(http.StatusNotFound)
		}
	}
	for _, path := range []string{"/promises?client_id=", "/promises?owner_id=", "/notices?client_id=", "/clocks?client_id=", "/events?from=2026-01-01&until=2027-01-01&client_id="} {
		for _, name := range []string{"cli_" + strings.Repeat("0", id.Body), theirs["client"], "x", "%00"} {
			if all := into[listOut[any]](d.get(path + name).is(http.StatusOK)); len(all.Items) != 0 {
				t.Errorf("%s%s lists %v", path, name, all.Items)
			}
		}
	}
}

// What a member may not do is refused in words, and changes nothing.
func TestNotAllowed(t *testing.T) {
	d := sqlite(t)
	nils := *d
	nils.token = d.tokenOf(d.Member("Nils Holm", "nils@northlight.example", member.Regular, ""))
	_, k := d.ruiz()
	p := d.promised(k, nil)
	box := d.door()
	project, linked := d.linkable(k), d.linkable(k)
	d.post("/projects/"+string(linked.ID)+"/plan-link", o{"repository": "north/site"}).is(http.StatusCreated)
	for _, a := range []answer{
		nils.post("/members", o{"name": "X", "email": "x@example.com"}),
		nils.ask(http.MethodPatch, "/workspace", o{"name": "Mine"}),
		nils.ask(http.MethodPut, "/standards", o{"call_seconds": 600, "mail_seconds": 600}),
		nils.ask(http.MethodPut, "/calendars/workspace", o{"zone": "Europe/Rome", "weekly": o{}}),
		nils.post("/workspace/mail-pause", nil),
		nils.post("/mailboxes", o{"kind": "smtp", "name": "X", "address": "x@northlight.example"}),
		nils.ask(http.MethodPatch, "/mailboxes/"+box.ID, o{"name": "Mine"}),
		nils.ask(http.MethodDelete, "/mailboxes/"+box.ID, nil),
		nils.ask(http.MethodDelete, "/workspace/mail-pause", nil),
		nils.post("/promises/"+p.ID+"/keeping", nil),
		nils.post("/projects/"+string(project.ID)+"/plan-link", o{"repository": "north/site"}),
		nils.post("/projects/"+string(linked.ID)+"/plan-link/secret", nil),
		nils.ask(http.MethodDelete, "/projects/"+string(linked.ID)+"/plan-link", nil),
		nils.post("/imports/clients", o{"rows": []o{{"key": "1", "name": "X"}}}),
		nils.ask(http.MethodPut, "/members/"+string(d.Owner.Member)+"/password", o{"password": "a long enough one"}),
		nils.ask(http.MethodPatch, "/members/"+string(d.Owner.Member), o{"name": "Mine"}),
		nils.ask(http.MethodPatch, "/members/me", o{"role": "owner"}),
	} {
		if a.status != http.StatusForbidden || !strings.Contains(string(a.body), `"type":"urn:kept:not_allowed"`) {
			t.Errorf("%s: %d %s", a.about, a.status, a.body)
		}
	}
	if got := into[promiseOut](d.get("/promises/" + p.ID)); got.State != "open" {
		t.Error("it was kept all the same")
	}
}

// Other paths and methods are problems as well.
func TestNoSuchThing(t *testing.T) {
	d := sqlite(t)
	for _, path := range []string{"", "/", "/nothing", "/clients/", "/promises/prm_1/nothing", "/openapi.yaml"} {
		a := d.get(path)
		if a.status != http.StatusNotFound || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%q: %d %s", path, a.status, a.body)
		}
	}
	for path, allow := range map[string]string{"/clients": "GET, POST", "/promises/x/resets": "POST", "/tellings/x": "DELETE", "/standards": "GET, PUT"} {
		a := d.ask(http.MethodTrace, path, nil)
		if a.status != http.StatusMethodNotAllowed || a.header.Get("Allow") != allow || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d, allow %q", path, a.status, a.header.Get("Allow"))
		}
	}
}
