package portal_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"path"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/worktime"
)

// unpacked is what stands in a packed file: names and bytes. Names stay in their folder.
func unpacked(t *testing.T, packed string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, f := range z.File {
		if path.IsAbs(f.Name) || path.Clean(f.Name) != f.Name || strings.Contains(f.Name, `\`) || strings.HasPrefix(f.Name, "..") {
			t.Errorf("a file is called %q", f.Name)
		}
		b.WriteString(f.Name + "\n")
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// becomesPast ends the work for a client.
func becomesPast(t *testing.T, h *officetest.House, id client.ID) {
	t.Helper()
	if _, err := h.Clients.Edit(t.Context(), h.Owner, id, office.ClientEdit{Change: func(c *client.Client) { c.Stage = client.Past }}); err != nil {
		t.Fatal(err)
	}
}

// A past client reads his page until the day that was agreed, is told before it
// ends, says nothing on it any more, and takes everything with him.
func TestAfterwards(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	pr, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The courtyard"}})
	if err != nil {
		t.Fatal(err)
	}
	r := browser()
	enter(t, h, r, "ana@casaruiz.example")
	_, body := r.get("/p/")
	r.wants(body, "I am worried", "Write to us")

	becomesPast(t, h, c.ID)
	_, body = r.get("/p/")
	r.wants(body, "You can read this page until Thursday 2 March 2028.", "call Marta Kern", "Download everything")
	for _, gone := range []string{"I am worried", "Write to us", "Reach Marta"} {
		if strings.Contains(body, gone) {
			t.Errorf("a past client is offered %q", gone)
		}
	}
	lines := journalLines(t, h)
	for _, path := range []string{"/p/messages", "/p/worried", "/p/reach", "/p/documents"} {
		if status, body := r.post(path, "text", "Hello", "subject", "Hello", "phone", "1", "once", path); status != http.StatusConflict && status != http.StatusUnprocessableEntity || strings.Contains(body, "We have it") {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	who := office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}
	acts := map[string]error{}
	_, acts["alarm"] = h.Feedback.Alarm(t.Context(), who, "Hello")
	_, acts["write"] = h.Feedback.CallMe(t.Context(), who, office.CallBack{Phone: "1"})
	_, acts["comment"] = h.Feedback.Comment(t.Context(), who, "project:"+string(pr.ID), "Hello")
	_, acts["document"] = h.Documents.Add(t.Context(), who, office.NewDocument{Project: pr.ID, Name: "a.txt"})
	for what, err := range acts {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", what, err)
		}
	}
	if after := journalLines(t, h); after != lines {
		t.Errorf("%d lines were written by a past client", after-lines)
	}
	_, _, packed := r.raw("/p/documents/everything.zip")
	if all := unpacked(t, packed); !strings.Contains(all, "What we have promised you.txt") {
		t.Errorf("everything is %s", all)
	}

	// Four weeks before the end he is told, once, in his hours.
	before := len(h.Sent)
	h.To(time.Date(2028, 2, 2, 12, 0, 0, 0, time.UTC))
	if told := mailsTo(h, before, "can be read until"); told != 0 {
		t.Errorf("he was told %d times too early", told)
	}
	h.To(time.Date(2028, 2, 4, 23, 0, 0, 0, time.UTC))
	if told := mailsTo(h, before, "can be read until Thursday 2 March 2028"); told != 1 {
		t.Errorf("he was told %d times", told)
	}
	end := time.Date(2028, 3, 2, 23, 0, 0, 0, time.UTC) // midnight in Madrid
	r = browser()
	h.To(end.Add(-5 * time.Minute))
	enter(t, h, r, "ana@casaruiz.example")
	h.To(end.Add(-time.Millisecond))
	if status, _ := r.get("/p/"); status != http.StatusOK {
		t.Errorf("at the last moment: %d", status)
	}
	h.To(end)
	status, body := r.get("/p/")
	if status != http.StatusGone {
		t.Errorf("at the end: %d", status)
	}
	r.wants(body, "This page is closed.", "Write to Marta Kern")
	if told := mailsTo(h, before, "can be read until"); told != 1 {
		t.Errorf("he was told %d times in all", told)
	}
	before = len(h.Sent)
	r.post("/p/enter", "email", "ana@casaruiz.example")
	h.Pass(time.Second)
	if m := h.Sent[len(h.Sent)-1]; len(h.Sent) != before+1 || m.Code != "" || m.Link != nil || !strings.Contains(m.Text(), "that time is over") {
		t.Errorf("the way in says %q", m.Text())
	}

	// What is agreed anew opens it again; ended by hand it is over at once.
	if _, err := h.Pages.Keep(t.Context(), h.Owner, c.ID, 0, worktime.Day{Year: 2028, Month: 12, Date: 31}); err != nil {
		t.Fatal(err)
	}
	if status, _ := r.get("/p/"); status != http.StatusOK {
		t.Errorf("kept longer: %d", status)
	}
	if _, err := h.Pages.End(t.Context(), h.Owner, c.ID, 0); err != nil {
		t.Fatal(err)
	}
	if status, _ := r.get("/p/"); status != http.StatusGone {
		t.Errorf("ended by hand: %d", status)
	}
}

// journalLines is how much was noted.
func journalLines(t *testing.T, h *officetest.House) int {
	t.Helper()
	all, err := h.Journal.List(t.Context(), h.Owner, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func mailsTo(h *officetest.House, from int, subject string) (n int) {
	for _, m := range h.Sent[from:] {
		if strings.Contains(m.Subject, subject) {
			n++
		}
	}
	return n
}

// Whoever is a contact of two clients comes in once, chooses, and sees of each
// what is shared with him there; the mail names neither.
func TestSeveralClients(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	browser := open(t, h)
	ruiz, ana := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Bea Broker", "bea@broker.example")
	holm, paul := h.Client(h.Owner, "Holm AB", "Europe/Stockholm", "Bea Broker", "Bea@broker.example")
	alone, _ := h.Client(h.Owner, "Nobody else", "Europe/Rome", "Carl", "carl@other.example")
	projects := map[client.ID]client.Project{}
	for _, id := range []client.ID{ruiz.ID, holm.ID, alone.ID} {
		p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: id, Name: "Work for " + string(id)}})
		if err != nil {
			t.Fatal(err)
		}
		projects[id] = p
	}
	r := browser()
	before := len(h.Sent)
	enter(t, h, r, "bea@broker.example")
	if n := len(h.Sent) - before; n != 1 {
		t.Errorf("%d mails went", n)
	}
	if text := h.Sent[len(h.Sent)-1].Text(); strings.Contains(text, "Ruiz") || strings.Contains(text, "Holm") {
		t.Errorf("the mail says %q", text)
	}
	_, body := r.get("/p/clients")
	r.wants(body, "Casa Ruiz", "Holm AB")
	if strings.Contains(body, "Nobody else") {
		t.Error("another client is offered")
	}
	sees := func(at client.Contact, own, other client.ID) {
		t.Helper()
		r.post("/p/clients", "client", string(at.ID))
		if status, _ := r.get("/p/projects/" + string(projects[own].ID)); status != http.StatusOK {
			t.Errorf("his own project: %d", status)
		}
		for _, id := range []client.ID{other, alone.ID} {
			if status, _ := r.get("/p/projects/" + string(projects[id].ID)); status != http.StatusNotFound {
				t.Errorf("a project of another client: %d", status)
			}
		}
	}
	sees(ana, ruiz.ID, holm.ID)
	sees(paul, holm.ID, ruiz.ID)
	if status, _ := r.post("/p/clients", "client", "con_nobody"); status != http.StatusNotFound {
		t.Errorf("a client who is not his: %d", status)
	}
	// A link handed over by hand proves no address: it opens the one page.
	handed := browser()
	link, err := h.Pages.Link(t.Context(), h.Owner, ana.ID)
	if err != nil {
		t.Fatal(err)
	}
	handed.post(link)
	if status, _ := handed.post("/p/clients", "client", string(paul.ID)); status != http.StatusNotFound {
		t.Errorf("by a link handed over: %d", status)
	}
	// A contact with another address is another one: he goes on where his address is known,
	// also when that contact leaves.
	r.post("/p/clients", "client", string(paul.ID))
	for _, change := range []func(k *client.Contact){func(k *client.Contact) { k.Email = "heir@broker.example" }, func(k *client.Contact) { k.Portal = false }} {
		if _, err := h.Clients.EditContact(t.Context(), h.Owner, paul.ID, office.ContactEdit{Change: change}); err != nil {
			t.Fatal(err)
		}
	}
	if _, body := r.get("/p/"); !strings.Contains(body, "Casa Ruiz") {
		t.Errorf("another contact left, and his page is gone: %s", body)
	}
	if _, err := h.Clients.EditContact(t.Context(), h.Owner, paul.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Email, k.Portal = "bea@broker.example", true }}); err != nil {
		t.Fatal(err)
	}
	// Shutting one contact out ends that one alone: he goes on at the other.
	r.post("/p/clients", "client", string(paul.ID))
	if _, err := h.Clients.EditContact(t.Context(), h.Owner, paul.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }}); err != nil {
		t.Fatal(err)
	}
	if status, _ := r.get("/p/projects/" + string(projects[holm.ID].ID)); status != http.StatusNotFound {
		t.Errorf("a page from which he is shut out: %d", status)
	}
	if _, body := r.get("/p/"); !strings.Contains(body, "Casa Ruiz") {
		t.Errorf("the other page is gone: %s", body)
	}
	if _, err := h.Clients.EditContact(t.Context(), h.Owner, ana.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = h.Now() }}); err != nil {
		t.Fatal(err)
	}
	if _, body := r.get("/p/"); !strings.Contains(body, "Send me the link") {
		t.Errorf("he is still in: %s", body)
	}
}
