package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/issue"
	"kept/promise"
)

// read reads the form that tells of an issue into its page, and gives what is to be told.
func (d *issueDesk) read(form url.Values) (office.IssueTelling, error) {
	p := &d.page
	p.Clients = nil
	in := office.IssueTelling{Version: d.Version, Text: strings.TrimSpace(form.Get("message")), Change: issueChange(form)}
	var faults []error
	for _, t := range d.Touched {
		row := d.clientRow(t, form)
		told := slices.Contains(form[idsForm], t.ClientID)
		readers := office.IssueReaders{Client: client.ID(t.ClientID)}
		for _, r := range row.Readers {
			if r.Chosen {
				readers.Readers = append(readers.Readers, client.ContactID(r.Value))
			}
		}
		for k := range row.Dates {
			ask := &row.Dates[k].Ask
			ui.Refill(form, ask.Fields()...)
			when, err := dateOf(form, ask, t.Calendar, d.now)
			if err == nil && told {
				err = confirmed(*ask)
			}
			faults = append(faults, err)
			if m := t.Matters[row.Dates[k].At]; when != (promise.When{}) {
				readers.Moves = append(readers.Moves, office.Move{Promise: m.ID, Version: m.Version, When: when})
			}
		}
		if told {
			in.Clients = append(in.Clients, readers)
		}
		p.Clients = append(p.Clients, row)
	}
	ui.Refill(form, &p.States, &p.Words, &p.Effect, &p.Fix, &p.Closing, &p.Message)
	ui.Refill(form, p.Next.Fields()...)
	next, err := dateOf(form, &p.Next, d.cal, d.now)
	in.Next = next
	if o := form.Get("once"); o != "" {
		p.Form.Once = o
	}
	p.Submit = d.submit(in)
	return in, gather(append(faults, err)...)
}

// issueChange is what a form says of the issue itself.
func issueChange(form url.Values) func(*issue.Issue) {
	return func(i *issue.Issue) {
		i.State, i.What = issue.State(form.Get("state")), oneLine(form.Get("what"))
		i.Effect, i.Fix, i.Closing = strings.TrimSpace(form.Get("effect")), strings.TrimSpace(form.Get("fix")), strings.TrimSpace(form.Get("closing"))
	}
}

// clientRow is a client in the form: whether he is told, who reads it, and his dates.
func (d *issueDesk) clientRow(t office.TouchView, form url.Values) page.IssueClient {
	row := page.IssueClient{Client: uiClient(t.ClientID, t.Client.Name, t.Client.Colour, t.Client.LogoID), To: "to_" + t.ClientID}
	row.Tell = ui.Field{Name: idsForm, ID: "tell-" + t.ClientID, Value: t.ClientID, Label: d.say("Tell {who}", "who", t.Client.Name), Checked: slices.Contains(form[idsForm], t.ClientID)}
	for _, k := range t.Contacts {
		r := page.Reader{Value: string(k.ID), Name: k.Name, Address: k.Email, Chosen: slices.Contains(form[row.To], string(k.ID))}
		switch why, dead := t.NoMail[k.ID]; {
		case k.Email == "":
			r.Problem = d.say("No e-mail address is known: call instead.")
		case dead:
			r.Problem = d.say("Mail does not reach this address any more ({why}): call instead.", "why", why)
		}
		r.Chosen = r.Chosen && r.Problem == ""
		row.Readers = append(row.Readers, r)
	}
	for n, m := range t.Matters {
		if m.State != promise.Open {
			continue
		}
		ask := page.NewDateAsk("due_"+string(m.ID), d.say("A new date, if it moves"), echoOf("due_"+string(m.ID), client.ID(t.ClientID)))
		offer(d.voice(), &ask, t.Calendar, d.now)
		if hang := m.StepID; hang != "" {
			ask.Typed.Get += "&step=" + hang
		}
		row.Dates = append(row.Dates, page.IssueDate{At: n, Words: m.Words, URL: "/promises/" + string(m.ID), Due: d.dueOf(m.PromiseRow, t.Calendar), Ask: ask})
	}
	return row
}

// submit is what the button says: what happens.
func (d *issueDesk) submit(in office.IssueTelling) string {
	var names []string
	readers := 0
	for _, t := range d.Touched {
		for _, c := range in.Clients {
			if string(c.Client) == t.ClientID {
				names, readers = append(names, t.Client.Name), readers+len(c.Readers)
			}
		}
	}
	switch {
	case len(names) == 0:
		return d.say("Tell them")
	case len(names) == 1 && readers < 2:
		return d.say("Tell {who}", "who", names[0])
	}
	return d.count(readers, "Tell one person at {clients}", "Tell {n} people at {clients}", "clients", d.count(len(names), "1 client", "{n} clients"))
}

// tellIssue tells everybody who was chosen, in one act.
func tellIssue(v *visit) error {
	d, in, err := sentIssue(v)
	if err != nil {
		return err
	}
	if in.wrong == nil {
		in.wrong = confirmed(d.page.Next)
	}
	var told office.Told
	here := page.IssueURL(string(d.ID))
	if in.wrong == nil {
		_, in.wrong = once(v, func(ctx context.Context) (string, error) {
			var err error
			told, err = v.o.Issues.Tell(ctx, v.who, d.ID, in.telling)
			return here, err
		})
	}
	if in.wrong != nil {
		return d.again(in.wrong)
	}
	n := len(told.Notices)
	say := v.count(n, "Written to one person; it leaves in ten seconds.", "Written to {n} people; it leaves in ten seconds.")
	if why := heldBack(v); why != "" {
		say = v.count(n, "Written to one person. It waits in the outbox: {why}.", "Written to {n} people. It waits in the outbox: {why}.", "why", why)
	}
	if told.ID != "" { // else it was done before
		v.sayUndo(say, "/tellings/"+told.ID+"/undo", told.UndoBy)
	}
	return v.go303(here)
}

// sentTelling is what a form asked to tell, and what is wrong with it.
type sentTelling struct {
	telling office.IssueTelling
	wrong   error
}

func sentIssue(v *visit) (*issueDesk, sentTelling, error) {
	if err := parseForm(v, "what"); err != nil {
		return nil, sentTelling{}, err
	}
	d, err := openIssue(v)
	if err != nil {
		return nil, sentTelling{}, err
	}
	seen := versionOf(v)
	var in sentTelling
	in.telling, in.wrong = d.read(v.r.PostForm)
	in.telling.Version = seen
	return d, in, nil
}

// previewIssue shows what each client will read, word for word.
func previewIssue(v *visit) error {
	d, in, err := sentIssue(v)
	if err != nil {
		return err
	}
	if in.wrong != nil {
		return d.again(in.wrong)
	}
	all, err := v.o.Issues.Preview(v.r.Context(), v.who, d.ID, in.telling)
	if err != nil {
		return d.again(err)
	}
	for _, l := range all {
		d.page.Letters = append(d.page.Letters, page.Letter{From: l.From, To: v.voice().List(l.To), Subject: l.Subject, Text: l.Text, Lang: l.Language})
	}
	return v.show(d.page)
}

// saveIssue keeps what is written, and tells nobody.
func saveIssue(v *visit) error {
	d, in, err := sentIssue(v)
	if err != nil {
		return err
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		_, err := v.o.Issues.Edit(ctx, v.who, d.ID, in.telling.Version, in.telling.Change)
		return page.IssueURL(string(d.ID)), err
	})
	if err != nil {
		return d.again(err)
	}
	v.leave(v.say("Saved. Whoever was told does not know that yet."))
	return v.go303(to)
}

// again shows the issue with what keeps it from being told.
func (d *issueDesk) again(err error) error {
	err = renamed(err, map[string]string{"text": "message"})
	if f, ok := fault.As(err); ok && len(f.Fields) > 0 {
		d.page.Blocked = blockedIssue(d.voice(), f)
		for _, field := range []string{"clients", "readers", "moves", "due", "reason", "because", "subject"} {
			delete(f.Fields, field)
		}
		if len(f.Fields) == 0 {
			return d.visit.again(d.page)
		}
	}
	if err := d.complain(err, &d.page.Form, d.page.Fields()...); err != nil {
		return err
	}
	return d.visit.again(d.page)
}

// blockedIssue says in one line what keeps it from being told.
func blockedIssue(v tongue.Voice, f *fault.Error) string {
	var says []string
	for _, field := range []string{"clients", "readers", "what", "effect", "fix", "closing", "state", "next", "due", "reason", "because", "moves", "message", "subject"} {
		if say, ok := f.Fields[field]; ok {
			says = append(says, v.Refusal(say))
		}
	}
	if len(says) == 0 {
		return v.Refusal(f.Say)
	}
	return strings.Join(says, " ")
}
