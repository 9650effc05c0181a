package web

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
	"kept/promise"
)

// noticeList shows what clients were told and how far it came, a hundred at a
// time, the newest first.
func noticeList(v *visit) error {
	q := v.r.URL.Query()
	f := office.NoticeFilter{Client: client.ID(q.Get("client")), Which: office.Which(q.Get("state")), Before: notice.ID(q.Get("before")), Limit: office.Page + 1}
	if !slices.Contains([]office.Which{office.AllNotices, office.NotArrived, office.UnderWay}, f.Which) {
		return errNothing
	}
	p := page.Notices{Desk: v.frame(v.say("Notices"), page.InNotices), Views: noticeViews(v, f, q.Get("q"))}
	var err error
	if p.Filter, err = noticeFilter(v, f, strings.TrimSpace(q.Get("q"))); err != nil {
		return err
	}
	rows, said, err := noticesAsked(v, f, strings.TrimSpace(q.Get("q")))
	if err != nil {
		return err
	}
	if len(rows) > office.Page {
		rows = rows[:office.Page]
		p.Pager.Older = with(page.NoticesURL, q, "before", string(rows[office.Page-1].ID))
	}
	if f.Before != "" {
		p.Pager.Newer = with(page.NoticesURL, q, "before", "")
	}
	p.Pager.Said = said
	p.Rows = make([]page.NoticeRow, 0, len(rows))
	for _, r := range rows {
		p.Rows = append(p.Rows, noticeLine(v, r))
	}
	return v.show(p)
}

// noticesAsked reads a part of the list. A search goes by the names of clients
// and their people.
func noticesAsked(v *visit, f office.NoticeFilter, search string) ([]store.NoticeRow, string, error) {
	if search == "" {
		rows, err := v.o.Notices.Rows(v.r.Context(), v.who, f)
		return rows, v.count(min(len(rows), office.Page), "1 notice, the newest first", "{n} notices, the newest first"), err
	}
	found, err := v.o.Clients.FindContacts(v.r.Context(), v.who, search, fittingContacts)
	var out []store.NoticeRow
	seen := map[client.ID]bool{}
	for _, k := range found {
		if err != nil || seen[k.ClientID] {
			continue
		}
		seen[k.ClientID] = true
		var rows []store.NoticeRow
		rows, err = v.o.Notices.Rows(v.r.Context(), v.who, office.NoticeFilter{Client: k.ClientID, Limit: office.Page})
		out = append(out, rows...)
	}
	slices.SortFunc(out, func(a, b store.NoticeRow) int { return strings.Compare(string(b.ID), string(a.ID)) })
	out = out[:min(len(out), office.Page)]
	return out, v.count(len(out), "1 notice to those whom “{what}” fits", "{n} notices to those whom “{what}” fits", "what", search), err
}

func noticeViews(v *visit, f office.NoticeFilter, search string) []page.Shortcut {
	var out []page.Shortcut
	for _, x := range []struct {
		text  string
		which office.Which
	}{{v.say("All"), office.AllNotices}, {v.say("Did not arrive"), office.NotArrived}, {v.say("On the way"), office.UnderWay}} {
		out = append(out, page.Shortcut{Text: x.text, URL: with(page.NoticesURL, nil, "state", string(x.which)), Here: f.Which == x.which && f.Client == "" && search == ""})
	}
	return out
}

func noticeFilter(v *visit, f office.NoticeFilter, search string) (page.Filter, error) {
	out := page.Filter{Action: page.NoticesURL, Search: ui.Field{Name: "q", ID: "list-q", Label: v.say("To whom: a client or a person"), Value: search}}
	if f.Client == "" {
		return out, nil
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, f.Client)
	if err != nil {
		return out, err
	}
	out.Picks = []ui.Field{{Name: "client", Label: v.say("Client"), Options: []ui.Option{{Value: "", Label: v.say("All clients")}, {Value: string(f.Client), Label: b.Client.Name, Selected: true}}}}
	return out, nil
}

// noticeLine builds a line of the list.
func noticeLine(v *visit, r store.NoticeRow) page.NoticeRow {
	row := v.noticeRow(r.Notice, r.ContactName, uiClient(r.ClientID, r.ClientName, r.Colour, ""), nil)
	row.Proof = proofWith(r.Notice, r.Leaving)
	row.Lead = map[notice.Kind]string{notice.Made: v.say("what was promised"), notice.Reset: v.say("a new date"), notice.Keeping: v.say("it is there")}[r.Kind]
	return row
}

// proofWith is how far a notice got, as its mail in the outbox knows it better.
func proofWith(n notice.Notice, leaving string) ui.Proof {
	if p := proofOf(n); p != ui.Bounced || leaving != "dead" {
		return p
	}
	return ui.Dead
}

// noticePage shows one notice, word for word, with every attempt to hand it over.
func noticePage(v *visit) error {
	p, err := buildNotice(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildNotice(v *visit) (page.NoticePage, error) {
	id := notice.ID(v.r.PathValue("notice"))
	x, err := v.o.Notices.View(v.r.Context(), v.who, id)
	if err != nil {
		return page.NoticePage{}, err
	}
	about, err := v.o.Notices.ToldBy(v.r.Context(), v.who, id)
	if err != nil {
		return page.NoticePage{}, err
	}
	n := x.Notice
	by := v.colleague(member.ID(n.ByID))
	p := page.NoticePage{
		Desk: v.frame(v.subjectOf(n), page.InNotices), Subject: v.subjectOf(n), Proof: proofWith(n, x.Leaving.State), Client: uiClient(n.ClientID, x.Client.Name, x.Client.Colour, x.Client.LogoID),
		To: x.Contact.Name + ", " + n.Address, From: by.Name, By: ui.Link{Text: by.Name, URL: by.URL}, Channel: string(n.Channel), Text: strings.TrimSpace(n.Text),
		Problem: noticeProblem(v, x), Moments: noticeMoments(v, n), Attempts: noticeAttempts(v, x),
	}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Notices"), URL: page.NoticesURL}}
	for _, r := range about {
		if r.Kind == promise.NextContact {
			continue
		}
		p.About = append(p.About, ui.Link{Text: r.Words, URL: "/promises/" + string(r.ID)})
	}
	if p.Problem != "" && n.SettledAt.IsZero() {
		p.Acts = noticeActs(v, n, here{back: v.r.URL.Path})
	}
	return p, nil
}

// noticeProblem says why the client does not know, if he does not.
func noticeProblem(v *visit, x office.NoticeView) string {
	n, who := x.Notice, x.Contact.Name
	var say string
	switch {
	case n.State() == notice.Bounced && x.Leaving.State == "dead":
		say = v.say("{who} does not know: it was tried for three days and given up.", "who", who)
	case n.State() == notice.Bounced:
		say = v.say("{who} does not know: the server refused it.", "who", who)
	case n.State() == notice.Unsure:
		say = v.say("Nobody knows whether {who} has it: the server’s answer was lost. It is not sent again by itself.", "who", who)
	default:
		return ""
	}
	if !n.SettledAt.IsZero() {
		say += " " + v.say("Made good: {how}", "how", n.SettledHow)
	}
	return say
}

// noticeMoments are the moments that came about.
func noticeMoments(v *visit, n notice.Notice) []page.Fact {
	var out []page.Fact
	said := n.Channel != notice.Mail
	for _, m := range []struct {
		name string
		at   ui.Moment
		skip bool
	}{
		{v.say("Said"), v.moment(n.AcceptedAt, nil), !said},
		{v.say("Queued"), v.moment(n.QueuedAt, nil), said},
		{v.say("Accepted"), v.moment(n.AcceptedAt, nil), said},
		{v.say("Delivered"), v.moment(n.DeliveredAt, nil), false},
		{v.say("Seen"), v.moment(n.SeenAt, nil), false},
		{v.say("Bounced"), v.moment(n.BouncedAt, nil), false},
		{v.say("Unsure since"), v.moment(n.UnsureAt, nil), false},
		{v.say("Withdrawn"), v.moment(n.WithdrawnAt, nil), false},
		{v.say("Made good"), v.moment(n.SettledAt, nil), false},
	} {
		if !m.skip && !m.at.None() {
			out = append(out, page.Fact{Name: m.name, When: m.at})
		}
	}
	return out
}

func noticeAttempts(v *visit, x office.NoticeView) []page.Attempt {
	var out []page.Attempt
	for _, a := range x.Attempts {
		answer := a.Text
		if answer == "" {
			answer = a.Outcome
		}
		if a.Code > 0 {
			answer = strconv.Itoa(a.Code) + " " + answer
		}
		out = append(out, page.Attempt{When: v.moment(a.At, nil), Server: attemptWord(v, a), Answer: answer, Good: a.Outcome == office.Accepted})
	}
	return out
}

// attemptWord says what became of one try.
func attemptWord(v *visit, a store.Attempt) string {
	switch a.Outcome {
	case office.Accepted:
		return v.say("taken by their server")
	case office.Later:
		return v.say("not now: it is tried again")
	case office.Refused:
		return v.say("refused")
	}
	return v.say("the answer was lost")
}

// sendAgain hands a notice over once more, under its own Message-ID.
func sendAgain(v *visit) error {
	return changeNotice(v, "how", func(ctx context.Context, id notice.ID) error { return v.o.Notices.SendAgain(ctx, v.who, id) }, v.say("It is sent once more."))
}

// settleNotice says how the client knows all the same.
func settleNotice(v *visit) error {
	return changeNotice(v, "how", func(ctx context.Context, id notice.ID) error {
		return v.o.Notices.Settle(ctx, v.who, id, strings.TrimSpace(v.r.PostForm.Get("how")))
	}, v.say("Written down: they know."))
}

func changeNotice(v *visit, field string, act func(context.Context, notice.ID) error, said string) error {
	if err := parseForm(v, field); err != nil {
		return err
	}
	id := notice.ID(v.r.PathValue("notice"))
	to, err := once(v, func(ctx context.Context) (string, error) { return backTo(v, "/notices/"+string(id)), act(ctx, id) })
	if err == nil {
		v.leave(said)
		return v.go303(to)
	}
	p, wrong := buildNotice(v)
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, p.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
}
