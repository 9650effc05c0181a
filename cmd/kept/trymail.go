package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/internal/door"
	smtp "kept/internal/fake/smtp"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// routes shows the caught mail and lets a visitor in as somebody.
func (t *trial) routes(mux *http.ServeMux) {
	mux.Handle("GET /try", http.RedirectHandler("/try/mail", http.StatusSeeOther))
	mux.HandleFunc("GET /try/in/{who}", t.answer(t.letIn))
	mux.HandleFunc("GET /try/mail", t.answer(t.list))
	mux.HandleFunc("GET /try/mail/{mail}", t.answer(t.one))
	mux.HandleFunc("GET /try/mail/{mail}/html", t.answer(t.html))
	mux.HandleFunc("GET /try/mail/{mail}/raw", t.answer(t.raw))
}

// answer turns what a handler returns as an error into a page.
func (t *trial) answer(do func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := do(w, r)
		if err == nil {
			return
		}
		code, p := http.StatusInternalServerError, page.Problem{Status: "500", Heading: "Something went wrong here", Text: words(err), Front: t.front("Trouble")}
		if fault.KindOf(err) == fault.NotFound {
			code, p.Status, p.Heading = http.StatusNotFound, "404", "There is nothing here"
		}
		if err := door.Show(w, r, code, p.View()); err != nil {
			t.log.Error("the page of an error cannot be shown", "error", err)
		}
	}
}

func (t *trial) front(title string) page.Front {
	return page.Front{Title: title, Workspace: "Northlight Studio", Banners: t.banners(), Now: t.now().UTC().Format(time.RFC3339)}
}

// letIn makes a way in for one of those whom a visitor can be, and leads to it.
func (t *trial) letIn(w http.ResponseWriter, r *http.Request) error {
	who, ok := map[string]office.Actor{"owner": t.owner, "leader": t.leader, "member": t.member}[r.PathValue("who")]
	if ok {
		secret, err := t.office.Access.MakeLink(r.Context(), who)
		if err == nil {
			http.Redirect(w, r, "/sign-in/"+secret, http.StatusSeeOther)
		}
		return err
	}
	if r.PathValue("who") != "client" {
		return fault.New(fault.NotFound, "You can be the owner, a leader, a member or a client.")
	}
	path, err := t.clientWay(r.Context())
	if err == nil {
		http.Redirect(w, r, path, http.StatusSeeOther)
	}
	return err
}

// mailPatience is how long a mail of the trial may take to arrive.
const mailPatience = 5 * time.Second

// clientWay mails the client a way in, as it is done for every client, and
// reads it out of the caught mail. Asked for too often, no further mail is
// written; then the last one is shown.
func (t *trial) clientWay(ctx context.Context) (string, error) {
	seen := t.sink.Total()
	if err := t.office.Pages.Invite(ctx, t.owner, t.contact.ID); err != nil {
		return "", err
	}
	waiting, cancel := context.WithTimeout(ctx, mailPatience)
	defer cancel()
	for {
		mails, err := t.sink.Wait(waiting, seen+1)
		seen = t.sink.Total()
		if err != nil {
			mails = t.sink.Mails()
		}
		slices.Reverse(mails)
		for _, m := range mails {
			if !slices.Contains(m.To, t.contact.Email) {
				continue
			}
			if _, rest, ok := strings.Cut(m.Letter().Text, t.set.URL+"/p/enter/"); ok && (err != nil || t.now().Sub(m.At) < mailPatience) {
				return "/p/enter/" + strings.Fields(rest)[0], nil
			}
		}
		if err != nil {
			return "/try/mail", nil
		}
	}
}

// listed is how many caught mails are listed.
const listed = 200

func (t *trial) list(w http.ResponseWriter, r *http.Request) error {
	p := page.TryMails{Front: t.front("Caught mail")}
	mails := t.sink.Mails()
	slices.Reverse(mails)
	for _, m := range mails[:min(len(mails), listed)] {
		l := m.Letter()
		p.Rows = append(p.Rows, page.TryRow{
			URL: "/try/mail/" + strconv.Itoa(m.ID), Subject: l.Subject, To: strings.Join(l.To, ", "), From: strings.Join(l.From, ", "), When: t.moment(m.At),
			Inside: strings.HasSuffix(strings.Join(m.To, ""), "@northlight.example"),
		})
	}
	return door.Show(w, r, http.StatusOK, p.View())
}

// caught finds the mail that a request names.
func (t *trial) caught(r *http.Request) (smtp.Mail, error) {
	id, err := strconv.Atoi(r.PathValue("mail"))
	m, ok := t.sink.Mail(id)
	if err != nil || !ok {
		return m, fault.New(fault.NotFound, fmt.Sprintf("There is no such mail. The newest %d are kept.", smtp.DefaultKeep))
	}
	return m, nil
}

func (t *trial) one(w http.ResponseWriter, r *http.Request) error {
	m, err := t.caught(r)
	if err != nil {
		return err
	}
	l, at := m.Letter(), "/try/mail/"+strconv.Itoa(m.ID)
	p := page.TryMail{Front: t.front(l.Subject), Subject: l.Subject, Text: l.Text, RawURL: at + "/raw", Back: "/try/mail", Links: t.links(l.Text)}
	for _, h := range []page.Fact{{Name: "From", Value: strings.Join(l.From, ", ")}, {Name: "To", Value: strings.Join(l.To, ", ")}, {Name: "Date", Value: l.Header.Get("Date")}, {Name: "Message-ID", Value: l.MessageID}} {
		if h.Value != "" {
			p.Heads = append(p.Heads, h)
		}
	}
	if l.HTML != "" {
		p.HTMLURL = at + "/html"
	}
	return door.Show(w, r, http.StatusOK, p.View())
}

// framed lets a mail's HTML style itself and nothing more, in a frame of ours.
const framed = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"

func (t *trial) html(w http.ResponseWriter, r *http.Request) error {
	m, err := t.caught(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", framed)
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write([]byte(m.Letter().HTML))
	return err
}

func (t *trial) raw(w http.ResponseWriter, r *http.Request) error {
	m, err := t.caught(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = w.Write(m.Raw)
	return err
}

// linked is a link in a mail's text with the label before it.
var linked = regexp.MustCompile(`(?m)^\s*(?:([^\n:]+):\s+)?(https?://\S+)$`)

// maxLinks is how many links of one mail are offered.
const maxLinks = 20

// links are the links of a mail that lead here.
func (t *trial) links(text string) []ui.Link {
	var out []ui.Link
	for _, m := range linked.FindAllStringSubmatch(strings.ReplaceAll(text, "\r\n", "\n"), maxLinks) {
		u, err := url.Parse(m[2])
		if err != nil || !strings.HasPrefix(m[2], t.set.URL+"/") {
			continue
		}
		label := strings.TrimSpace(m[1])
		if label == "" {
			label = "Open"
		}
		out = append(out, ui.Link{Text: label, URL: u.RequestURI()})
	}
	return out
}

// moment writes when a mail was caught, on the wall of the firm.
func (t *trial) moment(at time.Time) ui.Moment {
	local := at
	if loc, err := time.LoadLocation("Europe/Berlin"); err == nil {
		local = at.In(loc)
	}
	return ui.Moment{Text: local.Format("Mon 2 Jan, 15:04"), Title: local.Format("Monday 2 January 2006, 15:04 (Berlin)"), ISO: at.UTC().Format(time.RFC3339)}
}
