package portal_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
	"kept/promise"
)

// ana opens a house with Ana Ruiz at her page.
func ana(t *testing.T) (*officetest.House, func() *reader, *reader, client.Contact) {
	t.Helper()
	h := officetest.Open(t, officetest.SQLite(t))
	if _, _, err := h.Mailboxes.Add(t.Context(), h.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true}); err != nil {
		t.Fatal(err)
	}
	browser := open(t, h)
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	r := browser()
	enter(t, h, r, k.Email)
	return h, browser, r, k
}

// raw opens a page as it was sent.
func (r *reader) raw(path string) (status int, head http.Header, body string) {
	r.t.Helper()
	res, err := r.http.Get(r.base + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, res.Header, string(b)
}

// upload sends a form with a file.
func (r *reader) upload(path, file, content string, fields ...string) (int, string, string) {
	r.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if err := w.WriteField(fields[i], fields[i+1]); err != nil {
			r.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("files", file)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err != nil || w.Close() != nil {
		r.t.Fatal(err)
	}
	res, err := r.http.Post(r.base+path, w.FormDataContentType(), &b)
	status, body := r.read(res, err)
	return status, body, res.Request.URL.Path
}

// A client's files may be as large as ours, to the byte.
func TestFilesAtTheirLimit(t *testing.T) {
	_, _, r, _ := ana(t)
	write := func(size int) (int, string) {
		status, body, _ := r.upload("/p/messages", "plan.pdf", strings.Repeat("x", size), "subject", "The plan", "text", "Here it is.", "once", fmt.Sprint(size))
		return status, body
	}
	for _, size := range []int{office.MaxFileBytes + 1, door.MaxBody} {
		if status, body := write(size); status != 422 || !strings.Contains(body, "15 MB") {
			t.Errorf("%d bytes: %d %s", size, status, body)
		}
	}
	status, body := write(office.MaxFileBytes)
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	r.wants(body, "We have your message.", "plan.pdf")
}

// A client writes on his page, reads at once who answers by when, and reads
// the answer there.
func TestWritingToUs(t *testing.T) {
	h, _, r, k := ana(t)
	_, home := r.get("/p/")
	r.wants(home, "Write to us", "Your messages")
	_, none := r.get("/p/messages")
	r.wants(none, "You have not written to us here yet.")
	_, form := r.get("/p/messages/new")
	r.wants(form, "You read here who answers you, and by when.", "What it is about", "Up to 15 MB together.")
	status, body, path := r.upload("/p/messages", "plän.pdf", "%PDF", "subject", "The colour", "text", "Which green\r\nis it?\r\n\r\n<b>Ana</b>", "once", "x1")
	// Monday 10:00 in Rome and Madrid, and four working hours.
	if status != 200 {
		t.Fatalf("it answers %d: %s", status, body)
	}
	r.wants(body, "We have your message.", "The colour", "You", "Which green is it?", "&lt;b&gt;Ana", "plän.pdf", "We have it. Marta Kern answers by Monday 2 March, 14:00")
	_, _, again := r.upload("/p/messages", "plän.pdf", "%PDF", "subject", "The colour", "text", "Which green\r\nis it?\r\n\r\n<b>Ana</b>", "once", "x1")
	if again != path {
		t.Errorf("sent twice, it is at %s and %s", path, again)
	}
	_, list := r.get("/p/messages")
	if strings.Count(list, "The colour") != 1 {
		t.Errorf("it is there more than once: %s", list)
	}
	r.wants(list, "We have it. Marta Kern answers by Monday 2 March, 14:00")
	// The file is handed over, and never shown.
	_, _, html := r.raw(path)
	file := regexp.MustCompile(`/p/messages/msg_[0-9a-z]+/files/0`).FindString(html)
	_, head, content := r.raw(file)
	if content != "%PDF" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename*=utf-8''pl%C3%A4n.pdf") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("%s: %q %v", file, content, head)
	}
	for _, none := range []string{file[:len(file)-1] + "1", file[:len(file)-1] + "x", "/p/messages/msg_0/files/0"} {
		if status, _ := r.get(none); status != 404 {
			t.Errorf("%s answers %d", none, status)
		}
	}
	// The acknowledgement arrived; then Marta answers.
	h.Pass(time.Minute)
	if _, body = r.get(path); !strings.Contains(body, "We told you that we have it.") {
		t.Errorf("the acknowledgement is not there: %s", body)
	}
	_, all, err := h.Portal.Talks(t.Context(), office.Actor{Workspace: h.Owner.Workspace, Client: k.ClientID, Contact: k.ID})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err = h.Notices.Tell(t.Context(), h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The dark one.", Next: promise.When{At: h.Now().Add(72 * time.Hour)}, Conversation: all[0].ID}); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	if _, body = r.get(path); strings.Contains(body, "answers by") || !strings.Contains(body, "The dark one.") {
		t.Errorf("after the answer it says %s", body)
	}
	// He goes on with it.
	status, body = r.post(path, "text", "And the door?", "once", "x2")
	if status != 200 {
		t.Fatalf("going on answers %d: %s", status, body)
	}
	r.wants(body, "And the door?", "We have it, and Marta Kern answers you.") // no second acknowledgement leaves on one day
}

// Late answers are said so.
func TestALateAnswer(t *testing.T) {
	h, _, r, _ := ana(t)
	r.post("/p/messages", "subject", "The colour", "text", "Which green is it?")
	h.Pass(24 * time.Hour)
	_, list := r.get("/p/messages")
	r.wants(list, "Marta Kern has not answered in time. We are sorry; it was due Monday 2 March, 14:00")
}

func TestWritingRefuses(t *testing.T) {
	_, _, r, _ := ana(t)
	for _, tt := range []struct{ subject, text, want string }{
		{"Subject", "", "Write what you would like to say."},
		{strings.Repeat("x", 301), "text", "This is too long: 300 characters at most."},
		{"two\nlines", "text", "Line breaks and control characters cannot stand here."},
		{"Subject", strings.Repeat("x", 20_001), "This is too long"},
	} {
		status, body := r.post("/p/messages", "subject", tt.subject, "text", tt.text)
		if status != 422 {
			t.Errorf("%.20q %.20q answers %d", tt.subject, tt.text, status)
		}
		r.wants(body, tt.want)
	}
	status, body, _ := r.upload("/p/messages", "a.txt", "a", "subject", "kept words", "text", "")
	if status != 422 {
		t.Errorf("it answers %d", status)
	}
	r.wants(body, "Choose the files again")
	for i := range 30 {
		status, body = r.post("/p/messages", "text", "again "+strings.Repeat("x", i))
	}
	if status != 422 {
		t.Errorf("a flood answers %d", status)
	}
	r.wants(body, "Those were many messages in a short time.")
}

// Nobody reads what another wrote, a member who looks at the page cannot write,
// and a stranger sees nothing.
func TestWhatIsWrittenIsTheirs(t *testing.T) {
	h, browser, r, k := ana(t)
	_, _, path := r.upload("/p/messages", "a.txt", "secret", "subject", "The colour", "text", "Which green is it?")
	_, _, html := r.raw(path)
	file := regexp.MustCompile(`/p/messages/msg_[0-9a-z]+/files/0`).FindString(html)
	luis, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: k.ClientID, Name: "Luis Ruiz", Email: "luis@casaruiz.example", Channel: client.ByMail, Portal: true})
	if err != nil {
		t.Fatal(err)
	}
	_, foreign := h.Client(h.Owner, "Aalto", "Europe/Helsinki", "Mikko Aalto", "mikko@aalto.example")
	for _, who := range []client.Contact{luis, foreign} {
		other := browser()
		enter(t, h, other, who.Email)
		for _, at := range []string{path, file} {
			if status, body := other.get(at); status != 404 || strings.Contains(body, "green") || strings.Contains(body, "secret") {
				t.Errorf("%s reads %s: %d %s", who.Name, at, status, body)
			}
		}
		if _, body := other.get("/p/messages"); strings.Contains(body, "The colour") {
			t.Errorf("%s reads %s", who.Name, body)
		}
		if status, body := other.post(path, "text", "I was here"); status != 404 {
			t.Errorf("%s writes into it: %d %s", who.Name, status, body)
		}
	}
	stranger := browser()
	for _, at := range []string{path, file, "/p/messages", "/p/messages/new"} {
		if _, body := stranger.get(at); !strings.Contains(body, "Send me the link") {
			t.Errorf("a stranger sees %s: %s", at, body)
		}
	}
	if _, body := stranger.post("/p/messages", "text", "I was here"); !strings.Contains(body, "Send me the link") {
		t.Errorf("a stranger writes: %s", body)
	}
	// A member looks at it as she does, and finds no form.
	marta := memberAt(t, h, browser())
	as := "/p/as/" + string(k.ID) + "/"
	for _, at := range []string{as + strings.TrimPrefix(path, "/p/"), as + "messages", as + "messages/new", as} {
		status, _, html := marta.raw(at)
		if status != http.StatusOK || strings.Contains(html, "<form class=\"form") || strings.Contains(html, "<textarea") {
			t.Errorf("%s answers %d, with a form: %v", at, status, strings.Contains(html, "<form"))
		}
	}
	if _, body := marta.get(as + "messages/new"); !strings.Contains(body, "Nobody writes in their name.") {
		t.Errorf("it says %s", body)
	}
	if _, _, content := marta.raw(as + strings.TrimPrefix(file, "/p/")); content != "secret" {
		t.Errorf("the file is %q", content)
	}
	for _, at := range []string{as + "messages", as + strings.TrimPrefix(path, "/p/")} {
		if status, _ := marta.post(at, "text", "In her name"); status != 404 && status != 405 {
			t.Errorf("a member writes at %s: %d", at, status)
		}
	}
	if _, body := r.get(path); strings.Contains(body, "I was here") || strings.Contains(body, "In her name") {
		t.Errorf("somebody wrote: %s", body)
	}
}

// memberAt signs the owner in at a browser.
func memberAt(t *testing.T, h *officetest.House, r *reader) *reader {
	t.Helper()
	e, err := h.Access.SignIn(t.Context(), "marta@northlight.example", "a long enough one", "test")
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(r.base)
	if err != nil {
		t.Fatal(err)
	}
	r.http.Jar.SetCookies(u, []*http.Cookie{{Name: "kept-desk-session", Value: e.Secret}})
	return r
}
