package web

import (
	"net/url"
	"strings"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/id"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// triage lists who is not known yet, and the mails that were not filed.
func triage(v *visit) error {
	p := page.Triage{Desk: v.frame(v.say("Triage"), page.InTriage), Lede: v.say("People whom nobody here knows yet, and mails that need a person’s word before they are filed.")}
	people, err := triagePeople(v, &p.PeoplePager)
	if err != nil {
		return err
	}
	mails, err := triageMails(v, &p.MailsPager)
	if err != nil {
		return err
	}
	if mayDo(v, member.ChangeClient) && mayDo(v, member.TellClient) {
		p.Tick.Action = page.TriageURL + "/dismissals"
	}
	for _, x := range people {
		s := stranger(v, x)
		s.Text = firstWords(s.Text, shownWords)
		s.Acts = strangerActs(v, x)
		p.People = append(p.People, s)
	}
	for _, r := range mails {
		p.Mails = append(p.Mails, page.HeldMail{ID: r.ID, URL: page.TriageURL + "/" + r.ID, From: senderOf(v, r), Subject: v.subject(r.Subject), Why: v.voice().Refusal(r.Why), Mark: heldMark(v, r.State), At: v.moment(r.At, nil)})
	}
	return v.show(p)
}

// triagePeople gives the part of those who are not known that is asked for.
func triagePeople(v *visit, pager *page.Pager) ([]office.Prospect, error) {
	q := v.r.URL.Query()
	var from store.Place
	if at := q.Get("from"); at != "" {
		var err error
		if from, err = readCursor(at); err != nil {
			return nil, err
		}
		pager.Newer = with(page.TriageURL, q, "from", "")
	}
	all, err := v.o.Triage.Prospects(v.r.Context(), v.who, from, office.Page+1)
	if len(all) > office.Page {
		all = all[:office.Page]
		last := all[office.Page-1]
		pager.Older = with(page.TriageURL, q, "from", cursorOf(store.Place{At: last.TriageAt, ID: string(last.ID)}))
	}
	pager.Said = v.count(len(all), "1 prospect, the longest waiting first", "{n} prospects, the longest waiting first")
	return all, err
}

// triageMails gives the part of the mails that wait that is asked for.
func triageMails(v *visit, pager *page.Pager) ([]store.Arrival, error) {
	q := v.r.URL.Query()
	after := q.Get("after")
	if after != "" {
		if !id.Valid("arr", after) {
			return nil, errNothing
		}
		pager.Newer = with(page.TriageURL, q, "after", "")
	}
	all, err := v.o.Triage.Arrivals(v.r.Context(), v.who, after, office.Page+1)
	if len(all) > office.Page {
		all = all[:office.Page]
		pager.Older = with(page.TriageURL, q, "after", all[office.Page-1].ID)
	}
	pager.Said = v.count(len(all), "1 mail, the longest waiting first", "{n} mails, the longest waiting first")
	return all, err
}

// shownWords is how many characters of what a stranger wrote stand in the list.
const shownWords = 500

// firstWords cuts a text after so many characters, at a word.
func firstWords(text string, most int) string {
	r := []rune(text)
	if len(r) <= most {
		return text
	}
	cut := string(r[:most])
	if i := strings.LastIndexAny(cut, " \n"); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// stranger says of somebody who is not known what he wrote, and what he was told.
func stranger(v *visit, x office.Prospect) page.Stranger {
	s := page.Stranger{
		ID: string(x.ID), Name: x.Name, URL: page.TriageURL + "/people/" + string(x.ID), From: x.Contact.Email, Subject: x.Thread.Subject, Text: x.First.Text, Since: v.moment(x.TriageAt, nil),
	}
	if s.From == "" {
		s.From = x.Contact.Phone
	}
	if s.From == s.Name { // of a call nothing more is known
		s.From = ""
	}
	if !x.First.At.IsZero() {
		s.Since = v.moment(x.First.At, nil)
	}
	who := v.team.Name(x.Thread.AssigneeID)
	switch {
	case !x.Promised.IsZero():
		s.Promised, s.By = v.say("They were told that {who} answers by {when}", "who", who), v.moment(x.Promised, nil)
	case !x.Thread.DueAt.IsZero():
		s.Promised, s.By = v.say("They were told nothing yet. By our standard somebody answers by {when}"), v.moment(x.Thread.DueAt, nil)
	default:
		s.Promised = v.say("Nobody waits for an answer.")
	}
	return s
}

// strangerActs is what can be said of him where he stands.
func strangerActs(v *visit, x office.Prospect) []page.Act {
	var acts []page.Act
	here := page.TriageURL + "/people/" + string(x.ID)
	if mayDo(v, member.ChangeClient) {
		for _, c := range x.Alike {
			acts = append(acts, page.Act{Label: v.say("Belongs to {who}", "who", c.Name), Icon: "clients", Post: here + "/joining", Hidden: []page.Pair{{Name: "client", Value: string(c.ID)}}})
		}
		acts = append(acts,
			page.Act{Label: v.say("A prospect"), Icon: "plus", Of: x.Name, Form: knownForm(v, x, "known-"+string(x.ID))},
			page.Act{Label: v.say("Belongs to a client"), Icon: "clients", Of: x.Name, URL: here + "#join"},
			page.Act{Label: v.say("Not for us"), Of: x.Name, Post: here + "/end"})
	}
	if x.Thread.ID != "" {
		acts = append(acts, page.Act{Label: v.say("Answer"), Icon: "told", Of: x.Name, URL: "/conversations/" + string(x.Thread.ID)})
	}
	return acts
}

// knownForm says that somebody is a prospect: what he is called, and who looks after him.
func knownForm(v *visit, x office.Prospect, key string) *page.ActForm {
	return &page.ActForm{Form: ui.Form{Action: page.TriageURL + "/people/" + string(x.ID)}, ID: key, Submit: v.say("It is a prospect"), Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "name", ID: key + "-name", Label: v.say("Name"), Hint: v.say("The company or household, as they write it."), Value: x.Name, Required: true, MaxLength: client.MaxName, Autocomplete: "off"}},
		{Kind: page.Pick, Field: ui.Field{Name: "owner", ID: key + "-owner", Label: v.say("Who looks after them"), Options: memberOptions(v, x.OwnerID)}},
	}}
}

// prospectPage shows one of them, with all that can be decided.
func prospectPage(v *visit) error {
	p, _, err := openProspect(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// openProspect builds the page of somebody who is not known.
func openProspect(v *visit) (page.Settings, office.Prospect, error) {
	x, err := v.o.Triage.Prospect(v.r.Context(), v.who, client.ID(v.r.PathValue("client")))
	if err != nil {
		return page.Settings{}, x, err
	}
	s := stranger(v, x)
	p := page.Settings{Desk: v.frame(x.Name, page.InTriage), Heading: x.Name, Lede: v.say("Nobody here knows them yet.")}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Triage"), URL: page.TriageURL}}
	if s.From != "" {
		p.Facts = []page.Fact{{Name: v.say("From"), Value: s.From}}
	}
	p.Facts = append(p.Facts, []page.Fact{{Name: v.say("Wrote"), When: s.Since}, {Name: v.say("Since then"), Value: strings.TrimSpace(strings.ReplaceAll(s.Promised, "{when}", "")), When: s.By}}...)
	said := page.SettingsPart{ID: "said", Title: v.say("What they wrote"), Items: []page.Item{{Text: v.subject(s.Subject), Words: s.Text}}}
	if x.Thread.ID != "" {
		said.Acts = []page.Act{{Label: v.say("Open the conversation"), Icon: "told", URL: "/conversations/" + string(x.Thread.ID)}}
	}
	p.Sections = []page.SettingsPart{said}
	if !mayDo(v, member.ChangeClient) {
		return p, x, nil
	}
	join, err := joinForm(v, x)
	if err != nil {
		return p, x, err
	}
	p.Sections = append(p.Sections,
		page.SettingsPart{ID: "known", Title: v.say("It is a prospect"), Form: knownForm(v, x, "known"), Main: true},
		page.SettingsPart{ID: "join", Title: v.say("They belong to a client"), Lead: v.say("They become one of its people, with all that was said. What they were promised goes along."), Form: join},
		page.SettingsPart{ID: "nobody", Title: v.say("Not for us"), Lead: v.say("Advertising, or a mistake. Nobody waits for an answer any more; what they wrote stays."), Acts: []page.Act{{Label: v.say("Not for us"), Post: page.TriageURL + "/people/" + string(x.ID) + "/end"}}})
	return p, x, nil
}

// prospectKnown says that somebody is a prospect.
func prospectKnown(v *visit) error {
	return decideProspect(v, "known", func(x office.Prospect, _ *page.ActForm) (string, error) {
		form := v.r.PostForm
		name := strings.TrimSpace(form.Get("name"))
		if name == "" {
			return "", fault.Field("name", "This is needed.")
		}
		err := v.o.Triage.Known(v.r.Context(), v.who, x.ID, name, member.ID(form.Get("owner")))
		return v.say("{who} is a prospect now.", "who", name), err
	})
}

// prospectJoins says to which client somebody belongs.
func prospectJoins(v *visit) error {
	return decideProspect(v, "join", func(x office.Prospect, f *page.ActForm) (string, error) {
		to, err := chosenClient(v, &f.Fields[0])
		if err != nil {
			return "", err
		}
		if err := v.o.Triage.Join(v.r.Context(), v.who, x.ID, to); err != nil {
			return "", err
		}
		b, err := v.o.Clients.Brief(v.r.Context(), v.who, to)
		return v.say("{who} belongs to {client} now, with all that was said.", "who", x.Name, "client", b.Client.Name), err
	})
}

// decideProspect does what was decided about somebody, or shows his page again.
func decideProspect(v *visit, part string, decide func(office.Prospect, *page.ActForm) (string, error)) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	p, x, err := openProspect(v)
	if err != nil {
		return err
	}
	f, _ := partForm(&p, part)
	if f == nil {
		return errNotYours
	}
	word, err := decide(x, f)
	if err == nil {
		v.leave(word)
		return v.go303(page.TriageURL)
	}
	if err := v.complain(err, &f.Form, f.Inputs()...); err != nil {
		return err
	}
	return v.again(p)
}

// prospectIsNobody says that somebody is no matter of ours.
func prospectIsNobody(v *visit) error {
	if err := v.o.Triage.Nobody(v.r.Context(), v.who, client.ID(v.r.PathValue("client"))); err != nil {
		return err
	}
	v.leave(v.say("Nobody waits for an answer to that any more."))
	return v.go303(page.TriageURL)
}

// dismissTicked says of several that they are no matter of ours. What somebody
// else decided in the meantime stays as they did.
func dismissTicked(v *visit) error {
	if err := parseForm(v, "person"); err != nil {
		return err
	}
	n, err := dismissAll(v, v.r.PostForm)
	switch {
	case err != nil:
		return err
	case n == 0:
		v.cookies.Say(v.w, door.Word{Text: v.say("Tick those who are not for us first."), Problem: true})
	default:
		v.leave(v.say("Done. Nobody waits for an answer to that any more."))
	}
	return v.go303(page.TriageURL)
}

func dismissAll(v *visit, form url.Values) (int, error) {
	n := 0
	done := func(err error) error {
		switch fault.KindOf(err) {
		case fault.Conflict, fault.NotFound:
			return nil
		}
		if err == nil {
			n++
		}
		return err
	}
	for _, id := range form["person"] {
		if err := done(v.o.Triage.Nobody(v.r.Context(), v.who, client.ID(id))); err != nil {
			return n, err
		}
	}
	for _, id := range form["mail"] {
		if err := done(v.o.Triage.Drop(v.r.Context(), v.who, id)); err != nil {
			return n, err
		}
	}
	return n, nil
}
