package web

import (
	"encoding/json"
	"net/url"
	"strings"

	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// journalPage shows what happened, the newest first.
func journalPage(v *visit) error {
	lines, err := v.o.Journal.Told(v.r.Context(), v.who, v.r.URL.Query().Get("before"), office.Page+1)
	if err != nil {
		return err
	}
	p := page.Journal{Desk: v.frame("Journal", page.InJournal), Lede: "Who did what, and when. It is appended to, never rewritten."}
	if len(lines) > office.Page {
		lines = lines[:office.Page]
		p.Pager.Older = page.JournalURL + "?" + url.Values{"before": {lines[len(lines)-1].ID}}.Encode()
	}
	var last worktime.Day
	for _, l := range lines {
		if day := worktime.DayOf(l.At, v.cal.Location()); day != last {
			p.Days, last = append(p.Days, page.JournalDay{Day: office.SayDay(day)}), day
		}
		d := &p.Days[len(p.Days)-1]
		d.Lines = append(d.Lines, happened(v, l))
	}
	return v.show(p)
}

// happened builds a line of the journal as its reader sees it.
func happened(v *visit, l office.Happened) page.Happening {
	h := page.Happening{When: v.moment(l.At, nil), Who: l.By, Icon: actIcon(l.Act), Link: objectLink(l)}
	h.When.Text = l.At.In(v.cal.Location()).Format("15:04")
	h.When.Relative = ""
	h.Text = actWords(l)
	switch l.Act {
	case "outcome", "prompted", "settled":
		h.Who, h.Text = "Kept", ruling(v, l, h.Text)
	default:
		h.Diff = changes(v, l)
	}
	switch {
	case l.Actor == "github":
		h.Who = "GitHub"
	case h.Who == "":
		h.Who = "Kept"
	}
	switch {
	case l.Client.Name == "" || strings.HasPrefix(l.Object, "client:"):
	case h.Link.Text == "":
		h.Link = ui.Link{Text: l.Client.Name, URL: "/clients/" + string(l.Client.ID)}
	default:
		h.Text += " (" + l.Client.Name + ")"
	}
	if h.Link.Text != "" {
		h.Text += ":"
	}
	return h
}

// ruling says what Kept itself decided or asked.
func ruling(v *visit, l office.Happened, otherwise string) string {
	var after struct {
		Outcome string
		Holder  member.ID
	}
	if json.Unmarshal([]byte(l.After), &after) != nil {
		return otherwise
	}
	switch {
	case l.Act == "outcome" && after.Outcome == "":
		return "took back what it had decided of a date"
	case l.Act == "outcome":
		return "decided that a date was " + after.Outcome
	case l.Act == "prompted" && v.team.Name(after.Holder) != "":
		return "asked " + v.team.Name(after.Holder) + " to act"
	}
	return otherwise
}

// actWords is what was done, to be read after the name of who did it.
func actWords(l office.Happened) string {
	kind, _, _ := strings.Cut(l.Object, ":")
	if say, ok := actSentences[kind+" "+l.Act]; ok {
		return say
	}
	if say, ok := actSentences[l.Act]; ok {
		return say
	}
	return l.Act
}

// actSentences are the acts of the journal in words; those under "kind act" go
// before those under the act alone.
var actSentences = map[string]string{
	"signed in": "signed in", "session ended": "signed out", "sessions ended": "signed out everywhere", "password set": "changed the password",
	"token made": "made an API token", "token ended": "ended an API token",
	"workspace opened": "opened the workspace", "workspace changed": "changed the workspace’s settings", "mail paused": "paused outgoing mail", "mail released": "released outgoing mail",
	"member invited": "invited a member", "member changed": "changed a member", "absence set": "set an absence", "absence ended": "took an absence back",
	"client added": "added a client", "client changed": "changed a client", "contact added": "added a contact", "contact changed": "changed a contact",
	"device added": "is told on a device", "device ended": "ended a device", "channel chosen": "chose by what they hear of what they follow",
	"subscription chosen": "chose what somebody hears of", "subscription ended": "ended what somebody hears of", "no mail wanted": "wants no mail any more", "mail wanted again": "takes mail again",
	"project added": "added a project", "project changed": "changed a project", "imported": "imported a file", "plan brought in": "brought a plan in", "plan linked": "linked a plan to GitHub", "plan unlinked": "unlinked a plan from GitHub", "plan link renewed": "renewed the secret of a plan’s link",
	"plan refreshed": "refreshed a plan", "plan link troubled": "brought something to a plan that could not be taken", "template saved": "saved a template", "template changed": "changed a template", "project started": "started a project from a template",
	"step added": "added a step", "step changed": "changed a step", "step follows": "changed what a step waits for", "step dropped": "removed a step",
	"step changed, undone": "took a change of a step back", "step follows, undone": "took back what a step waits for",
	"step begun": "began a step", "step done": "finished a step", "step reopened": "reopened a step",
	"made": "promised", "edited": "corrected a promise that was not told yet", "confirmed": "confirmed that it stands", "reset": "gave a promise a new date",
	"kept": "kept", "released": "noted that the client let us off", "reopened": "took back that it was over", "withdrawn": "took back", "handed over": "handed a promise over",
	"outcome": "decided what became of a date", "told": "told a client", "undone": "undid a telling",
	"notice queued": "put a notice into the outbox", "notice accepted": "handed a notice over", "notice bounced": "learned that a notice came back", "notice unsure": "lost the answer to a notice",
	"notice withdrawn": "withdrew a notice", "sent again": "sent a notice again", "notice settled": "settled a notice that did not arrive", "notice seen": "saw a notice",
	"logged": "wrote down what was said", "clock started": "started the clock of a call that nobody took", "clock stopped": "stopped the clock of a call",
	"hand-off asked": "asked somebody for something", "hand-off reminded": "reminded somebody of what was asked for", "hand-off accepted": "agreed to what was asked for", "hand-off declined": "declined what was asked for",
	"hand-off another date": "offered another day for what was asked for", "hand-off stuck": "is stuck with what was asked for", "hand-off done": "noted that what was asked for is done",
	"hand-off withdrawn": "noted that what was asked for is not needed any more", "hand-off bounced": "saw a mail come back that asked for something", "hand-off needed anew": "moved the moment by which something is needed",
	"question answered": "answered a question", "approved": "approved what was asked for", "not approved": "did not approve what was asked for",
	"alarm again": "said again that they are worried", "rating asked": "asked how content they are", "rated": "said how content they are",
	"checked in": "said what was done behind the scenes", "check-in asked": "asked what was done behind the scenes", "update drafted": "drafted an update", "update edited": "worked on an update", "update put before somebody": "put an update before somebody", "update approved": "approved an update",
	"update returned": "gave an update back", "update planned": "planned when an update leaves", "update not planned": "took back that an update leaves by itself", "update leaves as planned": "let an update leave as it was planned", "note sent by itself": "wrote by itself that there is no news yet", "planned update skipped": "left a planned update out, as somebody wanted", "note left out": "left a note out, as somebody wanted", "hand-off reminder skipped": "left a reminder out, as somebody wanted",
	"message skipped": "wants a coming message left out", "message sent after all": "wants a coming message sent after all", "message worded": "gave a coming message words of its own", "message tested": "had a coming message sent to themselves as a test",
	"update held back": "kept an update back that was to leave", "update shared": "put an update on the client’s page", "update rules set": "set what holds for the updates of a client", "update sent": "sent an update", "update taken back": "took an update back before it left", "update dropped": "dropped an update", "cadence set": "set the cadence of updates",
	"page ended": "ended the page of a past client", "page agreed": "said up to which day the page of a client can be read", "page switched": "went on to another client’s page", "end of page told": "told when the page of a past client ends", "everything taken": "downloaded everything", "address asked": "gave the clients’ pages an address", "address proven": "found the address of the clients’ pages proven", "address lost": "found the address of the clients’ pages not proven any more", "address taken away": "took the address of the clients’ pages away",
	"document added": "added a document", "document renewed": "added a version of a document", "document renamed": "called a document otherwise", "document shared": "shared a document with the client",
	"document made private": "made a document private", "document removed": "removed a document", "document brought back": "brought a removed document back",
	"field log written": "wrote into the field log", "field log edited": "changed an entry of the field log", "field log shared": "shared an entry of the field log with the client", "field log made private": "made an entry of the field log private",
	"field log removed": "removed an entry of the field log", "field log brought back": "brought a removed entry of the field log back",
	"shelf added": "kept a link or a note", "shelf edited": "changed a link or a note", "shelf shared": "shared a link or a note with the client", "shelf made private": "made a link or a note private",
	"shelf removed": "removed a link or a note", "shelf brought back": "brought a removed link or note back", "shelf arranged": "put a link or a note elsewhere in its list",
	"issue recorded": "recorded an issue", "issue edited": "changed an issue", "issue touches": "said whom an issue touches", "issue told": "told of an issue",
	"prompted": "asked somebody to act", "settled": "saw that nothing is to be asked any more", "snoozed": "put a question off", "not needed": "said that a question is not needed",
}

// actIcons are the signs of acts; the others have the journal's own.
var actIcons = map[string]string{
	"told": "told", "reset": "told", "accepted": "told", "sent again": "told", "kept": "kept", "bounced": "broken",
	"logged": "call", "clock started": "call", "clock stopped": "call",
	"made": "plus", "client added": "plus", "contact added": "plus", "project added": "plus", "member invited": "plus",
	"edited": "pen", "client changed": "pen", "contact changed": "pen", "project changed": "pen", "member changed": "pen", "workspace changed": "pen",
	"handed over": "hand", "snoozed": "snooze", "seen": "seen",
}

func actIcon(act string) string {
	if icon, ok := actIcons[act]; ok {
		return icon
	}
	return "queue"
}

// objectLink leads to what a line is about, where it has a page.
func objectLink(l office.Happened) ui.Link {
	kind, id, _ := strings.Cut(l.Object, ":")
	if l.Subject == "" || l.Object == l.Actor {
		return ui.Link{}
	}
	link := ui.Link{Text: l.Subject}
	if at, ok := objectPages[kind]; ok {
		link.URL = at + url.PathEscape(id)
	}
	return link
}

// objectPages are where the pages of things lie.
var objectPages = map[string]string{"promise": "/promises/", "notice": "/notices/", "client": "/clients/", "contact": "/contacts/", "project": "/projects/", "step": "/steps/", "handoff": "/hand-offs/", "document": "/documents/", "field-log": "/field-log/", "shelf": "/shelf/", "member": "/people/"}
