package api

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/internal/office/officetest"
	"kept/member"
)

// door opens a way in for hello@northlight.example, as it is answered.
func (d *desk) door() mailboxOut {
	d.t.Helper()
	return into[mailboxOut](d.post("/mailboxes", o{"kind": "smtp", "name": "Hello", "address": "hello@northlight.example", "plus": true}).is(http.StatusCreated))
}

// letter is a mail as it comes.
func letter(from, subject, text string) string {
	id := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(from+subject+text))
	return "From: " + from + "\r\nTo: hello@northlight.example\r\nSubject: " + subject + "\r\nMessage-ID: <" + id + "@mail.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\n" + text + "\r\n"
}

func inBase64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// brought hands over a mail for a way in.
func (d *desk) brought(by mailboxOut, raw string) loggedOut {
	d.t.Helper()
	return into[loggedOut](d.post("/messages", o{"mailbox_id": by.ID, "raw": inBase64(raw)}).is(http.StatusOK))
}

func (d *desk) talk(id string) conversationOut {
	d.t.Helper()
	return into[conversationOut](d.get("/conversations/" + id).is(http.StatusOK))
}

func (d *desk) shelf(query string) []conversationOut {
	d.t.Helper()
	return into[listOut[conversationOut]](d.get("/conversations?" + query).is(http.StatusOK)).Items
}

// Story 5 over HTTP, on both engines: a client's mail comes in, waits with its
// clock, is acknowledged by hand and answered with a file; then nobody waits.
func TestAnsweredOverHTTP(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		box := d.door()
		c, k := d.ruiz()
		d.ask(http.MethodPatch, "/workspace", o{"inbox": o{"acknowledges": false}}).is(http.StatusOK)
		in := d.brought(box, letter("Ana Ruiz <ana@casaruiz.example>", "The shop", "Which shade fits the shop?"))
		if in.Arrival == nil || in.Arrival.State != "filed" || in.Arrival.Known || in.Message == nil || in.Message.ClientID != c.ID || in.Message.Direction != "in" || *in.Message.Class != "human" || *in.Message.Origin != "unproven" {
			t.Fatalf("it came in as %+v", in.Message)
		}
		if again := d.brought(box, letter("Ana Ruiz <ana@casaruiz.example>", "The shop", "Which shade fits the shop?")); !again.Arrival.Known || again.Message.ID != in.Message.ID {
			t.Errorf("brought again: %+v", again.Arrival)
		}
		v := d.talk(*in.Message.ConversationID)
		if v.Subject != "The shop" || v.ContactID != k.ID || v.DueAt == nil || len(v.Clocks) != 2 || v.Clocks[0].Wait != "first answer" || v.Clocks[0].Standard != 4*3600 || *v.Clocks[0].MessageID != in.Message.ID || v.Clocks[1].Wait != "acknowledge" {
			t.Fatalf("the conversation: %+v", v)
		}
		for query, want := range map[string]int{"shelf=waiting": 1, "shelf=mine": 1, "": 1, "shelf=open": 0, "shelf=closed": 0, "client_id=" + c.ID: 1, "shelf=closed&client_id=" + c.ID: 1} {
			if got := d.shelf(query); len(got) != want {
				t.Errorf("%q lists %d", query, len(got))
			}
		}
		path := "/conversations/" + v.ID
		acked := into[answeredOut](d.ask(http.MethodPost, path+"/acknowledgements", o{"next": "tomorrow 4pm"}, "If-Match", fmt.Sprintf("%q", fmt.Sprint(v.Version))).is(http.StatusOK))
		if acked.Telling.Next.Text != "Tuesday 3 March 2026, 16:00 (Madrid)" || acked.Conversation.Clocks[1].StoppedAt == nil || acked.Conversation.Clocks[0].StoppedAt != nil {
			t.Errorf("acknowledged: %+v", acked)
		}
		d.ask(http.MethodPost, path+"/acknowledgements", o{"next": "tomorrow 4pm"}, "If-Match", fmt.Sprintf("%q", fmt.Sprint(v.Version))).is(http.StatusPreconditionFailed)
		d.post(path+"/answers", o{"text": "The green one.", "next": "Fri 4pm", "seen": v.Version}).is(http.StatusConflict)
		h.Pass(time.Hour)
		v = d.talk(v.ID)
		body := o{"text": "The green one.", "next": "Fri 4pm", "seen": v.Version, "files": []o{{"name": "grün.png", "media_type": "image/png", "bytes": inBase64("PNG")}}}
		if draft := into[draftOut](d.post(path+"/drafts", body).is(http.StatusOK)); !strings.Contains(draft.Text, "The green one.") || draft.To[0] != "Ana Ruiz" || d.talk(v.ID).Version != v.Version {
			t.Errorf("the draft: %+v", draft)
		}
		done := into[answeredOut](d.post(path+"/answers", body).is(http.StatusOK))
		first := done.Conversation.Clocks[0]
		if done.Conversation.DueAt != nil || !done.Conversation.Answered || first.StoppedAt == nil || *first.Within != true || *first.Waited != 3600 || *first.StoppedBy != string(h.Owner.Member) {
			t.Errorf("answered: %+v", done)
		}
		h.Pass(time.Minute)
		if last := h.Sent[len(h.Sent)-1]; !strings.Contains(last.Text(), "The green one.") || last.InReplyTo == "" {
			t.Errorf("they read %+v", last)
		}
		said := into[listOut[messageOut]](d.get(path + "/messages").is(http.StatusOK)).Items
		if len(said) != 3 || said[0].ID != *first.StoppedWith || said[0].FileCount+len(said[0].Files) > 1 || said[2].ID != in.Message.ID {
			t.Fatalf("said: %+v", said)
		}
		n := into[noticeOut](d.get("/notices/" + *said[0].NoticeID).is(http.StatusOK))
		if n.Kind != "answer" || n.ToldAt == nil {
			t.Errorf("the notice: %+v", n)
		}
		if found := into[listOut[messageOut]](d.get("/messages?q=SHADE").is(http.StatusOK)).Items; len(found) != 1 || found[0].ID != in.Message.ID {
			t.Errorf("found: %+v", found)
		}
	})
}

// A mail with HTML, quotes and a file is given in its parts, and as it came.
func TestMessageInParts(t *testing.T) {
	d := sqlite(t)
	box := d.door()
	d.ruiz()
	raw := "From: Ana Ruiz <ana@casaruiz.example>\r\nTo: hello@northlight.example\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <1@x.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p onclick=\"x()\">Is the door done?<script>alert(1)</script></p><blockquote type=cite>On Monday you wrote</blockquote>\r\n" +
		"--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=\"plan \\\"A\\\".html\"\r\n\r\n<script>alert(2)</script>\r\n--b--\r\n"
	m := *d.brought(box, raw).Message
	m = into[messageOut](d.get("/messages/" + m.ID).is(http.StatusOK))
	if *m.Subject != "Grüße" || !strings.Contains(m.Text, "Is the door done?") || m.HTML == nil || strings.Contains(*m.HTML, "script") || strings.Contains(*m.HTML, "onclick") || m.FileCount != 1 || len(m.Files) != 1 || *m.Asks != "maybe" {
		t.Fatalf("the message: %+v", m)
	}
	a := d.get(fmt.Sprintf("/messages/%s/files/%d", m.ID, m.Files[0].Seq)).is(http.StatusOK)
	if h := a.header; !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=") || h.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") || strings.TrimSpace(string(a.body)) != "<script>alert(2)</script>" {
		t.Errorf("the file: %v %s", a.header, a.body)
	}
	if a := d.get("/messages/" + m.ID + "/raw").is(http.StatusOK); string(a.body) != raw || a.header.Get("Content-Type") != "message/rfc822" {
		t.Errorf("as it came: %v %q", a.header, a.body)
	}
	for _, seq := range []string{"9", "-1", "x", "1e0", "99999999999999999999", "%00"} {
		d.get("/messages/" + m.ID + "/files/" + seq).is(http.StatusNotFound)
	}
	body := o{"mailbox_id": box.ID, "raw": inBase64(letter("ana@casaruiz.example", "Once", "Only once?"))}
	once := d.ask(http.MethodPost, "/messages", body, keyHeader, "m").is(http.StatusOK)
	if again := d.ask(http.MethodPost, "/messages", body, keyHeader, "m").is(http.StatusOK); string(again.body) != string(once.body) || again.header.Get("Idempotent-Replayed") != "true" || into[loggedOut](again).Arrival.Known {
		t.Errorf("again: %s, once: %s", again.body, once.body)
	}
	call := into[loggedOut](d.post("/messages", o{"client_id": m.ClientID, "contact_id": m.ContactID, "channel": "call"}).is(http.StatusOK))
	d.get("/messages/" + call.Message.ID + "/raw").is(http.StatusNotFound)
	d.get("/messages/" + call.Message.ID).is(http.StatusOK)
}

// A mail is handed over as it is, without JSON: the same one is taken once, and
// the same key gives the same answer.
func TestAMailAsItIs(t *testing.T) {
	d := sqlite(t)
	box := d.door()
	d.ruiz()
	path := "/mailboxes/" + box.ID + "/mails"
	bring := func(key, mail string) int { return d.send(path, mailType, key, strings.NewReader(mail)) }
	mail := letter("Ana Ruiz <ana@casaruiz.example>", "The shop", "Which shade fits the shop?")
	for range 2 {
		if got := bring("k", mail); got != http.StatusOK {
			t.Fatalf("it answers %d", got)
		}
	}
	if all := d.shelf(""); len(all) != 1 || all[0].Subject != "The shop" {
		t.Fatalf("came in: %+v", all)
	}
	if got := bring("k", mail+"x"); got != http.StatusConflict && got != http.StatusUnprocessableEntity {
		t.Errorf("another mail under the same key: %d", got)
	}
	if got := bring("other", mail); got != http.StatusOK || len(d.shelf("")) != 1 {
		t.Errorf("the same mail under another key: %d, %d conversations", got, len(d.shelf("")))
	}
	if got := bring("none", ""); got == http.StatusOK {
		t.Error("no mail was taken")
	}
	path = "/mailboxes/mbx_x/mails"
	if got := bring("nowhere", mail); got != http.StatusNotFound {
		t.Errorf("by no way in: %d", got)
	}
}

// What is done with a conversation, act by act.
func TestConversationActs(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		box := d.door()
		c, k := d.ruiz()
		nils := d.Member("Nils Holm", "nils@northlight.example", member.Regular, "")
		first := d.brought(box, letter("ana@casaruiz.example", "Door", "Which door?"))
		path := "/conversations/" + *first.Message.ConversationID
		if v := into[conversationOut](d.post(path+"/assignments", o{"member_id": nils.Member}).is(http.StatusOK)); v.AssigneeID != string(nils.Member) || v.Clocks[0].MemberID != string(nils.Member) {
			t.Errorf("assigned: %+v", v)
		}
		if got := d.shelf("shelf=mine"); len(got) != 0 {
			t.Errorf("mine: %+v", got)
		}
		paused := into[conversationOut](d.post(path+"/pauses", o{"on": "third party", "why": "The joiner measures it"}).is(http.StatusOK))
		if w := paused.Clocks[0]; !w.Paused || len(w.Pauses) != 1 || w.Pauses[0].On != "third party" || w.Pauses[0].Until != nil {
			t.Errorf("paused: %+v", w)
		}
		d.post(path+"/pauses", o{"on": "client", "why": "x"}).is(http.StatusConflict)
		h.Pass(time.Hour)
		d.ask(http.MethodDelete, path+"/pauses", nil, "If-Match", `"1"`).is(http.StatusPreconditionFailed)
		d.ask(http.MethodDelete, path+"/pauses", nil).is(http.StatusNoContent)
		d.ask(http.MethodDelete, path+"/pauses", nil).is(http.StatusConflict)
		if w := into[clockOut](d.get("/clocks/" + paused.Clocks[0].ID).is(http.StatusOK)); w.Paused || w.Pauses[0].Until == nil || w.DueAt.Sub(paused.Clocks[0].StartedAt) != 5*time.Hour {
			t.Errorf("it runs on: %+v", w)
		}
		d.post(path+"/closing", nil).is(http.StatusConflict)
		other := d.brought(box, letter("ana@casaruiz.example", "Roof", "Which roof?"))
		merged := into[conversationOut](d.post("/conversations/"+*other.Message.ConversationID+"/merges", o{"into_id": *first.Message.ConversationID}).is(http.StatusOK))
		if merged.ID != *first.Message.ConversationID || len(merged.Clocks) != 3 {
			t.Errorf("merged: %+v", merged)
		}
		d.get("/conversations/" + *other.Message.ConversationID).is(http.StatusNotFound)
		a := d.post(path+"/splits", o{"message_id": other.Message.ID, "subject": "The roof"}).is(http.StatusCreated)
		split := into[conversationOut](a)
		if split.Subject != "The roof" || a.header.Get("Location") != Base+"/conversations/"+split.ID || len(split.Clocks) != 2 || split.Clocks[0].ID == paused.Clocks[0].ID {
			t.Errorf("split: %+v", split)
		}
		pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "The shop"}).is(http.StatusCreated))
		if moved := into[conversationOut](d.post(path+"/moves", o{"contact_id": k.ID, "project_id": pr.ID}).is(http.StatusOK)); *moved.ProjectID != pr.ID {
			t.Errorf("moved: %+v", moved)
		}
		eva := into[clientOut](d.post("/clients", o{"name": "Neu", "contact": o{"name": "Eva", "email": "eva@example.com"}, "next": "Fri 4pm"}).is(http.StatusCreated))
		to := into[listOut[contactOut]](d.get("/contacts?client_id=" + eva.ID)).Items[0]
		if moved := into[conversationOut](d.post("/conversations/"+split.ID+"/moves", o{"contact_id": to.ID}).is(http.StatusOK)); moved.ClientID != eva.ID || moved.ContactID != to.ID || moved.Clocks[0].ClientID != eva.ID {
			t.Errorf("moved: %+v", moved)
		}
		again := into[conversationOut](d.post("/conversations/"+split.ID+"/moves", o{"contact_id": k.ID, "message_id": other.Message.ID}).is(http.StatusOK))
		if again.ClientID != c.ID || again.ContactID != k.ID || again.Clocks[0].ContactID != k.ID {
			t.Errorf("moved from a message on: %+v", again)
		}
		d.post("/conversations/"+again.ID+"/moves", o{"contact_id": to.ID, "message_id": "msg_x"}).is(http.StatusUnprocessableEntity)
		d.post("/conversations/"+again.ID+"/moves", o{"contact_id": to.ID, "message_id": other.Message.ID, "project_id": pr.ID}).is(http.StatusUnprocessableEntity)
		excused := into[conversationOut](d.post(path+"/excuses", o{"why": "She called"}).is(http.StatusOK))
		if excused.ClosedAt == nil || *excused.Clocks[0].StoppedWhy != "She called" {
			t.Errorf("excused: %+v", excused)
		}
		d.post(path+"/closing", nil).is(http.StatusConflict)
		d.post(path+"/acknowledgements", o{"next": "tomorrow 4pm"}).is(http.StatusConflict)
		if got := d.shelf("shelf=closed"); len(got) != 1 || got[0].ID != excused.ID {
			t.Errorf("closed: %+v", got)
		}
	})
}
