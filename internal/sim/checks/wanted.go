package checks

import (
	"fmt"
	"slices"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/workspace"
)

// wanted: what stands before a member is what the rules want asked at this
// moment, of everything that is open; nothing less, nothing more, and not of
// somebody else. It finds what nobody looked at again when something changed.
type wanted struct {
	decided map[string]prompt.Decision // as decided last, valid until its Next
}

func newWanted() *wanted { return &wanted{decided: map[string]prompt.Decision{}} }

func (*wanted) Name() string { return "asked" }

func (w *wanted) Look(f *Firm) []string {
	if f.Deep || peopleTouched(f) {
		clear(w.decided)
	}
	want := map[string]bool{}
	var out []string
	for _, ob := range f.obligations() {
		want[ob] = true
		d := w.decide(f, ob)
		live, asked := f.Prompts[ob]
		switch {
		case d.Ask == nil && asked:
			out = append(out, fmt.Sprintf("%s is asked of %s (%s, %s), and no rule wants it", ob, live.Holder, live.Rule, live.Stage))
		case d.Ask != nil && !asked:
			out = append(out, fmt.Sprintf("%s should be asked of %s (%s, %s, %s), and is not", ob, d.Ask.Holder, d.Ask.Rule, d.Ask.Stage, d.Ask.Level))
		case asked && !live.Same(*d.Ask):
			out = append(out, fmt.Sprintf("%s is asked of %s (%s, %s, %s) and should be of %s (%s, %s, %s)", ob,
				live.Holder, live.Rule, live.Stage, live.Level, d.Ask.Holder, d.Ask.Rule, d.Ask.Stage, d.Ask.Level))
		}
	}
	for _, ob := range sortedKeys(f.Prompts) {
		if kind, _ := cut(ob); !want[ob] && (kind != "plan" || f.Deep) {
			out = append(out, fmt.Sprintf("%s is asked of %s, and it is over", ob, f.Prompts[ob].Holder))
		}
	}
	return out
}

// peopleTouched tells whether it changed who answers, or by which policy.
func peopleTouched(f *Firm) bool {
	for object := range f.Touched {
		switch kind, _ := cut(object); kind {
		case "member", "absence", "workspace", "client":
			return true
		}
	}
	return false
}

// decide asks the rule of an obligation, or remembers what it said: nothing
// changes before the moment that it named.
func (w *wanted) decide(f *Firm, ob string) prompt.Decision {
	have, ok := w.decided[ob]
	touched := f.Touched[ob]
	switch kind, id := cut(ob); kind {
	case "promise":
		_, touched = slices.BinarySearch(f.Fresh, promise.ID(id))
		if w, speaks := f.clockOf[promise.ID(id)]; speaks && !touched {
			_, touched = slices.BinarySearch(f.Ticked, w)
		}
	case "chases":
		touched = true // seldom, and a word about one is a line of its own
	case "client", "project", "absence", "handoff", "issue", "update", "contact": // they hang on promises, and on each other
		touched = touched || len(f.Fresh) > 0 || len(f.Touched) > 0
	case "notice":
		touched = touched || slices.Contains(f.Letters, notice.ID(id))
	}
	if ok && !touched && (have.Next.IsZero() || f.Now.Before(have.Next)) {
		return have
	}
	d := f.review(ob)
	w.decided[ob] = d
	return d
}

// obligations lists everything that a rule watches, in order.
func (f *Firm) obligations() []string {
	var out []string
	for _, id := range f.open {
		out = append(out, "promise:"+string(id))
	}
	for _, key := range sortedKeys(f.Clients) {
		out = append(out, "client:"+string(key))
	}
	for _, key := range sortedKeys(f.HandOffs) {
		if waitsFor(f, f.HandOffs[key]) {
			out = append(out, "handoff:"+string(key))
		}
	}
	for _, key := range sortedKeys(f.Updates) {
		if u := f.Updates[key]; u.Open() && u.Held != "" {
			out = append(out, "update:"+string(key))
		}
	}
	for _, key := range sortedKeys(f.Issues) {
		out = append(out, "issue:"+string(key))
	}
	for _, key := range sortedKeys(f.Projects) {
		out = append(out, "project:"+string(key))
	}
	if f.Deep { // plans are read by then
		for _, key := range sortedKeys(f.Plans) {
			out = append(out, "plan:"+string(key))
		}
	}
	for _, key := range sortedKeys(f.Contacts) {
		if !f.Contacts[key].NoMailAt.IsZero() {
			out = append(out, "contact:"+string(key))
		}
	}
	for _, key := range f.undelivered() {
		out = append(out, "notice:"+string(key))
	}
	for _, key := range f.waiting {
		out = append(out, "clock:"+string(key))
	}
	for _, key := range f.held {
		out = append(out, "arrival:"+key)
	}
	for _, key := range sortedKeys(f.Ways) {
		if f.Ways[key].Trouble != "" {
			out = append(out, "mailbox:"+key)
		}
	}
	for _, key := range sortedKeys(f.Chases) {
		out = append(out, "chases:"+string(key))
	}
	for _, key := range sortedKeys(f.Absences) {
		if a := f.Absences[key]; a.EndedAt.IsZero() && a.Until.After(f.Now) {
			out = append(out, "absence:"+key)
		}
	}
	return out
}

// undelivered lists the notices that have not arrived and are not made good.
func (f *Firm) undelivered() []notice.ID {
	for _, id := range f.letters() {
		n := f.Notices[id]
		f.pending = keep(f.pending, id, n.SettledAt.IsZero() && n.State() != notice.Accepted && n.State() != notice.Withdrawn)
	}
	return f.pending
}

// review asks the rule that watches an obligation.
func (f *Firm) review(ob string) prompt.Decision {
	kind, id := cut(ob)
	switch kind {
	case "promise":
		p := f.Promises[promise.ID(id)]
		d := promise.Review(p, f.Workspace.Policy, f.team(p.OwnerID), f.clientHours(p.ClientID), f.Now)
		if _, speaks := f.speaks(p); speaks {
			d.Ask = nil
		}
		return d
	case "client":
		c := f.Clients[client.ID(id)]
		e := client.Engagement{Open: open(c) && !f.owing().busy[c.ID]}
		return silence(f, ob, engagement{c.ID, ""}, c.OwnerID, e)
	case "project":
		p := f.Projects[client.ProjectID(id)]
		e := client.Engagement{Open: p.ClosedAt.IsZero() && open(f.Clients[p.ClientID])}
		return silence(f, ob, engagement{p.ClientID, p.ID}, p.OwnerID, e)
	case "plan":
		return f.untold(ob, client.ProjectID(id))
	case "update":
		u := f.Updates[news.ID(id)]
		owner := u.AuthorID
		if m, ok := f.Members[owner]; !ok || !m.EndedAt.IsZero() {
			owner = f.Projects[client.ProjectID(u.ProjectID)].OwnerID
		}
		return news.ReviewHeld(f.team(owner), f.Now)
	case "handoff":
		return reviewHandOff(f, f.HandOffs[handoff.ID(id)])
	case "issue":
		i := f.Issues[issue.ID(id)]
		return issue.Review(i.Issue, i.Touches, issue.Ground{Within: f.Workspace.IssueWithin(), Shares: f.Workspace.Standards.Shares, Team: f.team(i.OwnerID), Hours: f.firmHours()}, f.Now)
	case "notice":
		n := f.Notices[notice.ID(id)]
		return notice.Review(n, f.movedBefore(n), f.team(member.ID(n.ByID)), f.Now)
	case "clock":
		c := f.Clocks[reply.ID(id)]
		return reply.Review(c, f.Workspace.Standards.Shares, f.team(c.MemberID), f.firmHours(), f.Now)
	case "arrival":
		a, who := f.Arrivals[id], reception(f)
		return conversation.ReviewHeld(a.At, a.SettledAt, f.team(who), f.firmHours(), f.Now)
	case "mailbox":
		return conversation.ReviewWayIn(f.Ways[id].TroubleAt, f.team(f.head("")), f.Now)
	case "chases":
		c := f.Clients[client.ID(id)]
		var asked []time.Time
		for _, x := range f.Chases[c.ID] {
			asked = append(asked, x.At)
		}
		return chase.Review(asked, f.Workspace.Inbox.ChasesThatWorry(), workspace.ChaseWindow, f.team(c.OwnerID), f.Now)
	case "contact":
		return reviewContact(f, f.Contacts[client.ContactID(id)])
	case "absence":
		a := f.Absences[id]
		return prompt.ReviewAbsence(a, duesIn(f, a), f.team(a.MemberID), f.Now)
	}
	return prompt.Decision{}
}

// reception is who looks after whoever is not known.
func reception(f *Firm) member.ID {
	if m, ok := f.Members[f.Workspace.Inbox.ReceptionID]; ok && m.EndedAt.IsZero() {
		return m.ID
	}
	return f.head("")
}

// movedBefore gives the first date that passes in silence unless a notice arrives.
func (f *Firm) movedBefore(n notice.Notice) time.Time {
	var first time.Time
	for _, id := range f.told[n.ID] {
		first = prompt.Sooner(first, f.Promises[id].PassesUnlessTold(string(n.ID), n.QueuedAt))
	}
	return first
}

// owing is who is owed a next contact, and who has one, as it stands in a step.
type owing struct {
	busy map[client.ID]bool  // it has an open project
	next map[engagement]bool // a next contact is set
}

// owing finds it, once in a step.
func (f *Firm) owing() *owing {
	if f.owed != nil {
		return f.owed
	}
	f.owed = &owing{map[client.ID]bool{}, map[engagement]bool{}}
	for _, p := range f.Projects {
		if p.ClosedAt.IsZero() {
			f.owed.busy[p.ClientID] = true
		}
	}
	for _, id := range f.open {
		if p := f.Promises[id]; p.Kind == promise.NextContact {
			f.owed.next[engagement{client.ID(p.ClientID), client.ProjectID(p.ProjectID)}] = true
		}
	}
	return f.owed
}

// silence asks the rule for a missing next contact.
func silence(f *Firm, ob string, of engagement, owner member.ID, e client.Engagement) prompt.Decision {
	e.HasNext = f.owing().next[of]
	e.Since = f.Now
	if live, ok := f.Prompts[ob]; ok {
		e.Since = live.BegunAt
	}
	return client.ReviewSilence(e, f.team(owner), f.Now)
}

// duesIn lists the dates of a member's open promises that fall into an absence.
func duesIn(f *Firm, a member.Absence) []time.Time {
	var out []time.Time
	for _, id := range f.open {
		p := f.Promises[id]
		if due := p.Date().DueAt; p.OwnerID == a.MemberID && !due.Before(a.From) && due.Before(a.Until) {
			out = append(out, due)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}
