package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/internal/id"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
)

// talkTexts lists the text fields of what clients say.
func (d *desk) talkTexts() []tried {
	box := d.door()
	dora := into[clientOut](d.post("/clients", o{"name": "Dora", "contact": o{"name": "Dora", "email": "dora@example.com"}, "next": "Fri 4pm"}).is(http.StatusCreated))
	k := into[listOut[contactOut]](d.get("/contacts?client_id=" + dora.ID)).Items[0]
	n := 0
	asked := func() loggedOut {
		n++
		return d.brought(box, letter("dora@example.com", fmt.Sprint("Thing ", n), "Which one?"))
	}
	talk := func() string { return "/conversations/" + *asked().Message.ConversationID }
	one := talk()
	asking := d.Now().Add(-24 * time.Hour)
	phrase := into[phraseOut](d.post("/phrases", o{"name": "P", "text": "T"}).is(http.StatusCreated))
	return []tried{
		{"excuse", []string{"why"}, func(b o) answer { return d.post(talk()+"/excuses", b) }, func(a answer, _ string) string { return fieldOf(a, "clocks", "stopped_why") }},
		{"pause", []string{"why"}, func(b o) answer { return d.post(talk()+"/pauses", with(o{"on": "client"}, b)) },
			func(a answer, f string) string { return fieldOf(a, "clocks", "pauses", f) }},
		{"assignment", []string{"member_id"}, func(b o) answer { return d.post(one+"/assignments", b) }, nil},
		{"merge", []string{"into_id"}, func(b o) answer { return d.post(one+"/merges", b) }, nil},
		{"move", []string{"contact_id"}, func(b o) answer { return d.post(one+"/moves", b) }, nil},
		{"split", []string{"message_id"}, func(b o) answer { return d.post(one+"/splits", b) }, nil},
		{"answer", []string{"subject"}, func(b o) answer { return d.post(one+"/drafts", with(o{"text": "T", "next_on": "2026-03-20"}, b)) },
			func(a answer, f string) string {
				if got := fieldOf(a, f); got != "Re: Thing 1" {
					return got
				}
				return "" // what stands there without one
			}},
		{"file", []string{"name"}, func(b o) answer {
			return d.post(one+"/drafts", o{"text": "T", "next_on": "2026-03-20", "files": []o{with(o{"bytes": "eA=="}, b)}})
		}, nil},
		{"file", []string{"media_type", "bytes"}, func(b o) answer {
			return d.post(one+"/drafts", o{"text": "T", "next_on": "2026-03-20", "files": []o{with(o{"name": "x", "bytes": "eA=="}, b)}})
		}, nil},
		{"chase", []string{"about"}, func(b o) answer {
			asking = asking.Add(time.Second) // so that the list begins with it
			return d.post("/chases", with(o{"client_id": dora.ID, "contact_id": k.ID, "cause": "other", "at": asking}, b))
		}, func(_ answer, f string) string { return fieldOf(d.get("/chases?limit=1"), "items", f) }},
		{"raw mail", []string{"raw"}, func(b o) answer { return d.post("/messages", with(o{"mailbox_id": box.ID}, b)) }, nil},
		{"mailbox", []string{"name"}, func(b o) answer { return d.ask(http.MethodPatch, "/mailboxes/"+box.ID, b) }, func(a answer, f string) string { return fieldOf(a, f) }},
		{"mailbox", []string{"folder", "token_url", "client_id", "scope", "auth_server", "host", "user"}, func(b o) answer {
			return d.ask(http.MethodPatch, "/mailboxes/"+box.ID, o{"settings": b})
		}, func(_ answer, f string) string { return fieldOf(d.get("/mailboxes/"+box.ID), "settings", f) }},
		{"mailbox", []string{"address"}, func(b o) answer { return d.post("/mailboxes", with(o{"kind": "smtp", "name": "X"}, b)) }, nil},
		{"phrase", []string{"name", "text"}, func(b o) answer { return d.ask(http.MethodPatch, "/phrases/"+phrase.ID, b) },
			func(_ answer, f string) string { return fieldOf(d.get("/phrases/"+phrase.ID), f) }},
		{"standard", []string{"tier"}, func(b o) answer {
			return d.ask(http.MethodPut, "/standards", o{"call_seconds": 600, "mail_seconds": 600, "targets": []o{with(o{"wait": "first answer", "within_seconds": 600}, b)}})
		}, func(a answer, _ string) string {
			for _, t := range into[standardsOut](a).Targets {
				return t.Tier
			}
			return "none"
		}},
	}
}

// Chases: recognised in a mail, confirmed once, denied, told of by a member.
func TestChasesOverHTTP(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		box := d.door()
		c, k := d.ruiz()
		m := *d.brought(box, letter("ana@casaruiz.example", "The door", "Is there any news on the door? When will it be done?")).Message
		if m.Asks == nil || *m.Asks != "maybe" {
			t.Fatalf("it asks: %+v", m)
		}
		made := into[madeChaseOut](d.post("/chases", o{"message_id": m.ID, "cause": "no next word", "about": "The door"}).is(http.StatusOK))
		d.post("/chases", o{"message_id": m.ID, "cause": "other"}).is(http.StatusConflict)
		all := into[listOut[chaseOut]](d.get("/chases").is(http.StatusOK)).Items
		if len(all) != 1 || all[0].ID != made.ID || all[0].ClientID != c.ID || *all[0].MessageID != m.ID || all[0].Cause != "no next word" || *all[0].About != "The door" || !all[0].At.Equal(m.At) {
			t.Errorf("confirmed: %+v", all)
		}
		d.ask(http.MethodDelete, "/chases?message_id="+m.ID, nil).is(http.StatusNoContent)
		if all := into[listOut[chaseOut]](d.get("/chases?client_id=" + c.ID).is(http.StatusOK)).Items; len(all) != 0 {
			t.Errorf("denied: %+v", all)
		}
		if m = into[messageOut](d.get("/messages/" + m.ID)); *m.Asks != "no" {
			t.Errorf("denied: %+v", m)
		}
		told := into[madeChaseOut](d.post("/chases", o{"client_id": c.ID, "contact_id": k.ID, "cause": "date passed", "at": "2026-03-01T09:00:00Z"}).is(http.StatusOK))
		if all := into[listOut[chaseOut]](d.get("/chases?client_id=" + c.ID)).Items; len(all) != 1 || all[0].ID != told.ID || all[0].MessageID != nil {
			t.Errorf("told: %+v", all)
		}
	})
}

// What came in and waits for a person: filed, dropped, and who it is.
func TestTriageOverHTTP(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		box := d.door()
		c, k := d.ruiz()
		raw := "From: \r\nSubject: Nameless\r\n\r\nWhose am I?"
		held := d.brought(box, raw)
		if held.Message != nil || held.Arrival.State != "held" {
			t.Fatalf("it came in as %+v", held.Arrival)
		}
		other := d.brought(box, "From: \r\nSubject: Another\r\n\r\nAnd I?")
		waiting := into[listOut[arrivalOut]](d.get("/arrivals").is(http.StatusOK)).Items
		if len(waiting) != 2 || waiting[0].ID != held.Arrival.ID || waiting[0].Subject != "Nameless" || waiting[0].SettledAt != nil || *waiting[0].MailboxID != box.ID || waiting[0].Why == nil {
			t.Fatalf("what waits: %+v", waiting)
		}
		if a := d.get("/arrivals/" + held.Arrival.ID + "/raw").is(http.StatusOK); string(a.body) != raw || a.header.Get("Content-Type") != "message/rfc822" || a.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("as it came: %v %q", a.header, a.body)
		}
		path := "/arrivals/" + held.Arrival.ID
		if _, places := problem(d.post(path+"/filings", nil).is(http.StatusUnprocessableEntity)); places != "body.contact_id" {
			t.Errorf("at %q", places)
		}
		if _, places := problem(d.post(path+"/filings", o{"contact_id": "x"}).is(http.StatusUnprocessableEntity)); places != "body.contact_id" {
			t.Errorf("at %q", places)
		}
		filed := into[filedOut](d.post(path+"/filings", o{"contact_id": k.ID}).is(http.StatusOK))
		if filed.Arrival.State != "filed" || *filed.Arrival.SettledBy != string(h.Owner.Member) || d.talk(*filed.ConversationID).ClientID != c.ID {
			t.Errorf("filed: %+v", filed)
		}
		d.post(path+"/drops", nil).is(http.StatusConflict)
		if dropped := into[arrivalOut](d.post("/arrivals/"+other.Arrival.ID+"/drops", nil).is(http.StatusOK)); dropped.State != "dropped" || dropped.SettledAt == nil {
			t.Errorf("dropped: %+v", dropped)
		}
		d.post("/arrivals/"+other.Arrival.ID+"/filings", o{"contact_id": k.ID}).is(http.StatusConflict)
		if waiting := into[listOut[arrivalOut]](d.get("/arrivals")).Items; len(waiting) != 0 {
			t.Errorf("what waits: %+v", waiting)
		}
		for _, who := range []string{"ida@holm.example", "spam@holm.example", "juan@casaruiz.example"} {
			d.brought(box, letter(who, "Hello", "Could you build a shop for "+who+"?"))
		}
		who := into[listOut[prospectOut]](d.get("/prospects").is(http.StatusOK)).Items
		if len(who) != 3 || who[0].Contact == nil || *who[0].Contact.Email != "ida@holm.example" || who[0].First == nil || who[0].ConversationID == nil || who[0].DueAt == nil {
			t.Fatalf("who wrote: %+v", who)
		}
		part := into[listOut[prospectOut]](d.get("/prospects?limit=2").is(http.StatusOK))
		if len(part.Items) != 2 || part.Next == nil {
			t.Fatalf("the first two: %+v", part)
		}
		if rest := into[listOut[prospectOut]](d.get("/prospects?limit=2&cursor=" + *part.Next).is(http.StatusOK)); len(rest.Items) != 1 || rest.Items[0].ClientID != who[2].ClientID || rest.Next != nil {
			t.Errorf("the rest: %+v", rest)
		}
		d.get("/prospects?cursor=x").is(http.StatusUnprocessableEntity)
		settle := func(i int, body o) answer { return d.post("/clients/"+who[i].ClientID+"/triage", body) }
		for place, body := range map[string]o{
			"body.owner_id":  {"outcome": "known", "owner_id": "x"},
			"body.client_id": {"outcome": "joined"},
			"body.name":      {"outcome": "nobody", "name": "X"},
			"body.outcome":   {"outcome": "friend"},
		} {
			if _, places := problem(settle(0, body).is(http.StatusUnprocessableEntity)); places != place {
				t.Errorf("at %q, want %q", places, place)
			}
		}
		if known := into[clientOut](settle(0, o{"outcome": "known", "name": "Holm Lamps"}).is(http.StatusOK)); known.Name != "Holm Lamps" || known.TriageAt != nil || known.Stage != "prospect" {
			t.Errorf("known: %+v", known)
		}
		settle(0, o{"outcome": "nobody"}).is(http.StatusConflict)
		if nobody := into[clientOut](settle(1, o{"outcome": "nobody"}).is(http.StatusOK)); nobody.Stage != "past" || nobody.TriageAt != nil {
			t.Errorf("nobody: %+v", nobody)
		}
		if joined := into[clientOut](settle(2, o{"outcome": "joined", "client_id": c.ID}).is(http.StatusOK)); joined.ID != c.ID {
			t.Errorf("joined: %+v", joined)
		}
		if all := into[listOut[contactOut]](d.get("/contacts?client_id=" + c.ID)).Items; len(all) != 2 {
			t.Errorf("their people: %+v", all)
		}
		if who := into[listOut[prospectOut]](d.get("/prospects")).Items; len(who) != 0 {
			t.Errorf("who wrote: %+v", who)
		}
	})
}

// Ways in: a webhook's address is shown once, a secret never; edits change what
// they name, and an ended one is gone.
func TestMailboxesOverHTTP(t *testing.T) {
	d := sqlite(t)
	imap := o{"kind": "imap", "name": "Office", "address": "office@northlight.example", "settings": o{"host": "imap.example", "port": 993, "tls": "implicit", "user": "office"}, "secret": "hunter2"}
	a := d.ask(http.MethodPost, "/mailboxes", imap).is(http.StatusCreated)
	box := into[mailboxOut](a)
	if !box.HasSecret || box.HookURL != nil || box.Settings.Host != "imap.example" || box.Settings.Port != 993 || a.header.Get("Location") != Base+"/mailboxes/"+box.ID {
		t.Errorf("added: %+v", box)
	}
	hook := o{"kind": "webhook", "name": "Forms", "address": "forms@northlight.example", "secret": "whsec_aHVudGVyMg=="}
	a = d.ask(http.MethodPost, "/mailboxes", hook, keyHeader, "k").is(http.StatusCreated)
	added := into[mailboxOut](a)
	if added.HookURL == nil || !strings.HasPrefix(*added.HookURL, "https://kept.example/in/") {
		t.Fatalf("added: %+v", added)
	}
	if again := d.ask(http.MethodPost, "/mailboxes", hook, keyHeader, "k").is(http.StatusCreated); string(again.body) != string(a.body) || again.header.Get("Idempotent-Replayed") != "true" {
		t.Errorf("again: %s", again.body)
	}
	path := "/mailboxes/" + box.ID
	edited := into[mailboxOut](d.ask(http.MethodPatch, path, o{"name": "The office", "plus": true, "settings": o{"folder": "Clients"}}).is(http.StatusOK))
	if edited.Name != "The office" || !edited.Plus || edited.Settings.Folder != "Clients" || edited.Settings.Host != "imap.example" || !edited.HasSecret || *edited.Address != "office@northlight.example" {
		t.Errorf("edited: %+v", edited)
	}
	for _, seen := range []answer{d.get("/mailboxes"), d.get(path), d.get("/mailboxes/" + added.ID), d.get("/journal")} {
		secret := (*added.HookURL)[strings.LastIndexByte(*added.HookURL, '/')+1:]
		if text := string(seen.is(http.StatusOK).body); strings.Contains(text, "hunter2") || strings.Contains(text, "aHVudGVyMg") || strings.Contains(text, secret) {
			t.Errorf("%s shows a secret: %s", seen.about, text)
		}
	}
	d.ask(http.MethodDelete, path, nil, "If-Match", `"1"`).is(http.StatusPreconditionFailed)
	d.ask(http.MethodDelete, path, nil).is(http.StatusNoContent)
	for _, method := range []string{http.MethodGet, http.MethodDelete} {
		d.ask(method, path, nil).is(http.StatusNotFound)
	}
	d.ask(http.MethodPatch, path, o{"name": "X"}).is(http.StatusNotFound)
	if all := into[listOut[mailboxOut]](d.get("/mailboxes")).Items; len(all) != 1 || all[0].ID != added.ID {
		t.Errorf("the ways in: %+v", all)
	}
	problem(d.post("/messages", o{"mailbox_id": box.ID, "raw": inBase64("From: x@y.example\r\n\r\nx")}).is(http.StatusUnprocessableEntity))
}

// The connection to a mailbox is tried when it is asked for; what it finds is
// the answer, not an error, and holds no secret.
func TestAMailboxIsTriedOverHTTP(t *testing.T) {
	d := sqlite(t)
	imap := o{"kind": "imap", "name": "Office", "address": "office@northlight.example", "settings": o{"host": "127.0.0.1", "port": 1, "tls": "none", "user": "office"}, "secret": "hunter2"}
	box := into[mailboxOut](d.post("/mailboxes", imap).is(http.StatusCreated))
	a := d.post("/mailboxes/"+box.ID+"/tests", nil).is(http.StatusOK)
	if got := into[wayTestOut](a); got.Outcome != "away" || got.Say != "127.0.0.1 cannot be reached, or hung up." || strings.Contains(string(a.body), "hunter2") {
		t.Errorf("found %s", a.body)
	}
	problem(d.post("/mailboxes/"+d.door().ID+"/tests", nil).is(http.StatusConflict))
	d.post("/mailboxes/mbx_x/tests", nil).is(http.StatusNotFound)
	nils := *d
	nils.token = d.tokenOf(d.Member("Nils Holm", "nils@northlight.example", member.Regular, ""))
	nils.post("/mailboxes/"+box.ID+"/tests", nil).is(http.StatusForbidden)
}

// The files of an answer may be as large over HTTP as on the page, to the byte,
// with words of any allowed length beside them.
func TestFilesAtTheirLimit(t *testing.T) {
	d := sqlite(t)
	d.ruiz()
	in := d.brought(d.door(), letter("ana@casaruiz.example", "The shop", "Which shade fits the shop?"))
	path := "/conversations/" + *in.Message.ConversationID + "/answers"
	answer := func(size int) answer {
		return d.post(path, o{"text": strings.Repeat("x", office.MaxText), "next": "Fri 4pm", "files": []o{{"name": "x.bin", "bytes": inBase64(strings.Repeat("x", size))}}})
	}
	if p, places := problem(answer(office.MaxFileBytes + 1).is(http.StatusUnprocessableEntity)); places != "body.files" || !strings.Contains(fmt.Sprint(p.Errors[0]), "15 MB at most together") {
		t.Errorf("beyond it: %q %+v", places, p)
	}
	answer(office.MaxFileBytes).is(http.StatusOK)
}

// Ready answers.
func TestPhrasesOverHTTP(t *testing.T) {
	d := sqlite(t)
	p := into[phraseOut](d.post("/phrases", o{"name": "Thanks", "text": "Thank you, {contact}."}).is(http.StatusCreated))
	if got := into[phraseOut](d.ask(http.MethodPatch, "/phrases/"+p.ID, o{"name": "Thank you"}).is(http.StatusOK)); got.Name != "Thank you" || got.Text != p.Text || got.Version != 2 {
		t.Errorf("edited: %+v", got)
	}
	for place, body := range map[string]o{"body.text": {"name": "X", "text": "{password}"}, "body.name": {"name": " ", "text": "T"}} {
		if _, places := problem(d.post("/phrases", body).is(http.StatusUnprocessableEntity)); places != place {
			t.Errorf("at %q, want %q", places, place)
		}
	}
	d.ask(http.MethodDelete, "/phrases/"+p.ID, nil).is(http.StatusNoContent)
	d.ask(http.MethodDelete, "/phrases/"+p.ID, nil).is(http.StatusNotFound)
	if all := into[listOut[phraseOut]](d.get("/phrases")).Items; len(all) != 0 {
		t.Errorf("there are still %+v", all)
	}
}

// Each fault in what is sent is refused at its place, and changes nothing.
func TestBadTalk(t *testing.T) {
	d := sqlite(t)
	theirs := neighbour(d)
	box := d.door()
	c, k := d.ruiz()
	m := *d.brought(box, letter("ana@casaruiz.example", "Door", "Which door?")).Message
	path := "/conversations/" + *m.ConversationID
	before := d.get(path).is(http.StatusOK)
	word := func(more o) o { return with(o{"text": "T", "next_on": "2026-03-20"}, more) }
	nothing := o{}
	for i, b := range []struct {
		path   string
		body   o
		places string
	}{
		{path + "/answers", nothing, "body.next body.text"},
		{path + "/answers", word(o{"text": "\x01"}), "body.text"},
		{path + "/answers", word(o{"next_on": "2026-02-30"}), "body.next_on"},
		{path + "/answers", word(o{"next_on": "2026-03-01"}), "body.next_on"},
		{path + "/answers", word(o{"seen": 0}), "body.seen"},
		{path + "/answers", word(o{"reader_ids": []string{theirs["contact"]}}), "body.reader_ids"},
		{path + "/answers", word(o{"files": []o{{"name": "x", "bytes": "%%%"}}}), "body.files.0"},
		{path + "/answers", word(o{"files": []o{{"name": "a\nb", "bytes": ""}}}), "body.files.0"},
		{path + "/answers", word(o{"files": []o{{"name": "", "bytes": ""}}}), "body.files.0"},
		{path + "/answers", word(o{"files": []o{{"name": strings.Repeat("x", 201), "bytes": ""}}}), "body.files.0"},
		{path + "/answers", word(o{"files": []o{{"name": "x", "bytes": "", "media_type": "text/html\r\nX: y"}}}), "body.files.0"},
		{path + "/answers", word(o{"files": []o{{"name": "x", "bytes": "", "media_type": "text"}}}), "body.files.0"},
		{path + "/answers", word(o{"files": slices.Repeat([]o{{"name": "x", "bytes": "eA=="}}, 21)}), "body.files"},
		{path + "/answers", word(o{"files": []o{{"name": "x", "bytes": inBase64(strings.Repeat("x", office.MaxFileBytes+1))}}}), "body.files"},
		{path + "/acknowledgements", nothing, "body.next"},
		{path + "/acknowledgements", o{"next": "yesterday"}, "body.next"},
		{path + "/acknowledgements", o{"next_at": "2026-03-02T08:00:00Z"}, "body.next_at"},
		{path + "/assignments", o{"member_id": theirs["member"]}, "body.member_id"},
		{path + "/assignments", o{"member_id": ""}, "body.member_id"},
		{path + "/pauses", o{"on": "holiday", "why": "x"}, "body.on"},
		{path + "/pauses", o{"on": "client", "why": " "}, "body.why"},
		{path + "/pauses", o{"on": "client", "why": strings.Repeat("x", 301)}, "body.why"},
		{path + "/excuses", o{"why": ""}, "body.why"},
		{path + "/moves", o{"contact_id": theirs["contact"]}, "body.contact_id"},
		{path + "/moves", o{"contact_id": k.ID, "project_id": theirs["project"]}, "body.project_id"},
		{path + "/merges", o{"into_id": theirs["conversation"]}, "body.into_id"},
		{path + "/merges", o{"into_id": *m.ConversationID}, "body.into_id"},
		{path + "/splits", o{"message_id": theirs["message"]}, "body.message_id"},
		{path + "/splits", o{"message_id": m.ID}, "body.message_id"},
		{"/chases", o{"cause": "bad luck", "message_id": m.ID}, "body.cause"},
		{"/chases", o{"cause": "other", "message_id": theirs["message"]}, "body.message_id"},
		{"/chases", o{"cause": "other", "message_id": m.ID, "client_id": c.ID}, "body.message_id"},
		{"/chases", o{"cause": "other", "client_id": theirs["client"], "contact_id": k.ID}, "body.client_id"},
		{"/chases", o{"cause": "other", "client_id": c.ID, "contact_id": theirs["contact"]}, "body.contact_id"},
		{"/chases", o{"cause": "other", "client_id": c.ID, "contact_id": k.ID, "at": "2027-01-01T00:00:00Z"}, "body.at"},
		{"/messages", o{"mailbox_id": box.ID, "raw": "%%%"}, "body.raw"},
		{"/messages", o{"mailbox_id": box.ID}, "body.raw"},
		{"/messages", o{"raw": "eA=="}, "body.mailbox_id"},
		{"/messages", o{"mailbox_id": theirs["mailbox"], "raw": "eA=="}, "body.mailbox_id"},
		{"/messages", o{"mailbox_id": box.ID, "raw": "eA==", "channel": "call"}, "body.raw"},
		{"/messages/drafts", o{"mailbox_id": box.ID, "raw": "eA=="}, "body.raw"},
		{"/messages", nothing, "body.client_id"},
		{"/messages", o{"client_id": c.ID, "contact_id": k.ID}, "body.channel"},
		{"/mailboxes", o{"kind": "fax", "name": "x"}, "body.kind"},
		{"/mailboxes", o{"kind": "smtp", "name": "x", "address": "hello@northlight.example"}, "body.address"},
		{"/mailboxes", o{"kind": "smtp", "name": "x", "address": "HELLO@neighbour.example"}, "body.address"},
		{"/mailboxes", o{"kind": "smtp", "name": "x", "address": "x"}, "body.address"},
		{"/mailboxes", o{"kind": "imap", "name": "x", "address": "x@y.example"}, "body.settings.host body.settings.port body.settings.tls body.settings.user"},
		{"/mailboxes", o{"kind": "smtp", "name": "x", "address": "x@y.example", "settings": o{"folder": strings.Repeat("x", 301)}}, "body.settings.folder"},
		{"/mailboxes", o{"kind": "smtp", "name": "x", "address": "x@y.example", "secret": strings.Repeat("x", 9000)}, "body.secret"},
	} {
		a := d.post(b.path, b.body)
		if a.status != http.StatusUnprocessableEntity {
			t.Errorf("%d: %s: %d %.300s", i, b.path, a.status, a.body)
			continue
		}
		if _, places := problem(a); places != b.places {
			t.Errorf("%d: %s: at %q, want %q: %.300s", i, b.path, places, b.places, a.body)
		}
	}
	if now := d.get(path); string(now.body) != string(before.body) {
		t.Errorf("it changed: %s", now.body)
	}
	if all := into[listOut[chaseOut]](d.get("/chases")).Items; len(all) != 0 {
		t.Errorf("counted: %+v", all)
	}
	for _, name := range []string{"x", "%00", theirs["message"], ofMessage + "_" + strings.Repeat("0", id.Body)} {
		d.ask(http.MethodDelete, "/chases?message_id="+name, nil).is(http.StatusNotFound)
	}
	d.get("/messages/" + theirs["message"] + "/files/0").is(http.StatusNotFound)
	p, _ := problem(d.post(path+"/answers", word(o{"text": strings.Repeat("x", MaxLargeBody)})).is(http.StatusRequestEntityTooLarge))
	if !strings.Contains(p.Detail, "24 MiB") {
		t.Errorf("the limit is not named: %s", p.Detail)
	}
	if d.log.Len() > 0 {
		t.Errorf("it was logged: %s", d.log)
	}
}
