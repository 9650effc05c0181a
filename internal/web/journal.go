package web

import (
	"encoding/json"
	"net/url"
	"strings"

	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// journalPage shows what happened, the newest first.
func journalPage(v *visit) error {
	lines, err := v.o.Journal.Told(v.r.Context(), v.who, v.r.URL.Query().Get("before"), office.Page+1)
	if err != nil {
		return err
	}
	p := page.Journal{Desk: v.frame(v.say("Journal"), page.InJournal), Lede: v.say("Who did what, and when. It is appended to, never rewritten.")}
	if len(lines) > office.Page {
		lines = lines[:office.Page]
		p.Pager.Older = page.JournalURL + "?" + url.Values{"before": {lines[len(lines)-1].ID}}.Encode()
	}
	acts := actSentences(v.voice())
	var last worktime.Day
	for _, l := range lines {
		if day := worktime.DayOf(l.At, v.cal.Location()); day != last {
			p.Days, last = append(p.Days, page.JournalDay{Day: v.voice().FullDay(office.Noon(day))}), day
		}
		d := &p.Days[len(p.Days)-1]
		d.Lines = append(d.Lines, happened(v, l, acts))
	}
	return v.show(p)
}

// happened builds a line of the journal as its reader sees it.
func happened(v *visit, l office.Happened, acts map[string]string) page.Happening {
	h := page.Happening{When: v.moment(l.At, nil), Who: l.By, Icon: actIcon(l.Act), Link: objectLink(l)}
	h.When.Text = v.voice().Clock(l.At.In(v.cal.Location()))
	h.When.Relative = ""
	h.Text = actWords(l, acts)
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
		Outcome promise.Outcome
		Holder  member.ID
	}
	if json.Unmarshal([]byte(l.After), &after) != nil {
		return otherwise
	}
	switch name := v.team.Name(after.Holder); {
	case l.Act == "outcome":
		return v.decided(after.Outcome)
	case l.Act == "prompted" && name != "":
		return v.say("asked {who} to act", "who", name)
	}
	return otherwise
}

// decided says what Kept decided of a date, to be read after its name.
func (v *reader) decided(o promise.Outcome) string {
	switch o {
	case promise.KeptInTime:
		return v.say("decided that a date was kept")
	case promise.ResetInTime:
		return v.say("decided that a date was reset in time")
	case promise.ToldLate:
		return v.say("decided that a date was told late")
	case promise.BrokenInSilence:
		return v.say("decided that a date was broken in silence")
	case promise.LetOff:
		return v.say("decided that a date was released")
	}
	return v.say("took back what it had decided of a date")
}

// actWords is what was done, to be read after the name of who did it.
func actWords(l office.Happened, acts map[string]string) string {
	kind, _, _ := strings.Cut(l.Object, ":")
	if say, ok := acts[kind+" "+l.Act]; ok {
		return say
	}
	if say, ok := acts[l.Act]; ok {
		return say
	}
	return l.Act
}

// actSentences are the acts of the journal in words; those under "kind act" go
// before those under the act alone.
func actSentences(v tongue.Voice) map[string]string {
	return map[string]string{
		"signed in": v.Say("signed in"), "session ended": v.Say("signed out"), "sessions ended": v.Say("signed out everywhere"), "password set": v.Say("changed the password"),
		"token made": v.Say("made an API token"), "token ended": v.Say("ended an API token"),
		"workspace opened": v.Say("opened the workspace"), "workspace changed": v.Say("changed the workspace’s settings"), "mail paused": v.Say("paused outgoing mail"), "mail released": v.Say("released outgoing mail"),
		"member invited": v.Say("invited a member"), "member changed": v.Say("changed a member"), "absence set": v.Say("set an absence"), "absence ended": v.Say("took an absence back"),
		"client added": v.Say("added a client"), "client changed": v.Say("changed a client"), "contact added": v.Say("added a contact"), "contact changed": v.Say("changed a contact"),
		"device added": v.Say("is told on a device"), "device ended": v.Say("ended a device"), "channel chosen": v.Say("chose by what they hear of what they follow"),
		"subscription chosen": v.Say("chose what somebody hears of"), "subscription ended": v.Say("ended what somebody hears of"), "no mail wanted": v.Say("wants no mail any more"), "mail wanted again": v.Say("takes mail again"), "feed made": v.Say("made an address for a calendar and a feed"), "feed ended": v.Say("ended an address for a calendar and a feed"),
		"project added": v.Say("added a project"), "project changed": v.Say("changed a project"), "imported": v.Say("imported a file"), "plan brought in": v.Say("brought a plan in"), "plan linked": v.Say("linked a plan to GitHub"), "plan unlinked": v.Say("unlinked a plan from GitHub"), "plan link renewed": v.Say("renewed the secret of a plan’s link"),
		"plan refreshed": v.Say("refreshed a plan"), "plan link troubled": v.Say("brought something to a plan that could not be taken"), "template saved": v.Say("saved a template"), "template changed": v.Say("changed a template"), "project started": v.Say("started a project from a template"),
		"step added": v.Say("added a step"), "step changed": v.Say("changed a step"), "step follows": v.Say("changed what a step waits for"), "step dropped": v.Say("removed a step"),
		"step changed, undone": v.Say("took a change of a step back"), "step follows, undone": v.Say("took back what a step waits for"),
		"step begun": v.Say("began a step"), "step done": v.Say("finished a step"), "step reopened": v.Say("reopened a step"),
		"made": v.Say("promised"), "edited": v.Say("corrected a promise that was not told yet"), "confirmed": v.Say("confirmed that it stands"), "reset": v.Say("gave a promise a new date"),
		"kept": v.Say("kept"), "released": v.Say("noted that the client let us off"), "reopened": v.Say("took back that it was over"), "withdrawn": v.Say("took back"), "handed over": v.Say("handed a promise over"),
		"outcome": v.Say("decided what became of a date"), "told": v.Say("told a client"), "undone": v.Say("undid a telling"),
		"notice queued": v.Say("put a notice into the outbox"), "notice accepted": v.Say("handed a notice over"), "notice bounced": v.Say("learned that a notice came back"), "notice unsure": v.Say("lost the answer to a notice"),
		"notice withdrawn": v.Say("withdrew a notice"), "sent again": v.Say("sent a notice again"), "notice settled": v.Say("settled a notice that did not arrive"), "notice seen": v.Say("saw a notice"),
		"logged": v.Say("wrote down what was said"), "clock started": v.Say("started the clock of a call that nobody took"), "clock stopped": v.Say("stopped the clock of a call"),
		"hand-off asked": v.Say("asked somebody for something"), "hand-off reminded": v.Say("reminded somebody of what was asked for"), "hand-off accepted": v.Say("agreed to what was asked for"), "hand-off declined": v.Say("declined what was asked for"),
		"hand-off another date": v.Say("offered another day for what was asked for"), "hand-off stuck": v.Say("is stuck with what was asked for"), "hand-off done": v.Say("noted that what was asked for is done"),
		"hand-off withdrawn": v.Say("noted that what was asked for is not needed any more"), "hand-off bounced": v.Say("saw a mail come back that asked for something"), "hand-off needed anew": v.Say("moved the moment by which something is needed"),
		"question answered": v.Say("answered a question"), "approved": v.Say("approved what was asked for"), "not approved": v.Say("did not approve what was asked for"),
		"alarm again": v.Say("said again that they are worried"), "rating asked": v.Say("asked how content they are"), "rated": v.Say("said how content they are"),
		"checked in": v.Say("said what was done behind the scenes"), "check-in asked": v.Say("asked what was done behind the scenes"), "update drafted": v.Say("drafted an update"), "update edited": v.Say("worked on an update"), "update put before somebody": v.Say("put an update before somebody"), "update approved": v.Say("approved an update"),
		"update returned": v.Say("gave an update back"), "update planned": v.Say("planned when an update leaves"), "update not planned": v.Say("took back that an update leaves by itself"), "update leaves as planned": v.Say("let an update leave as it was planned"), "note sent by itself": v.Say("wrote by itself that there is no news yet"), "planned update skipped": v.Say("left a planned update out, as somebody wanted"), "note left out": v.Say("left a note out, as somebody wanted"), "hand-off reminder skipped": v.Say("left a reminder out, as somebody wanted"),
		"message skipped": v.Say("wants a coming message left out"), "message sent after all": v.Say("wants a coming message sent after all"), "message worded": v.Say("gave a coming message words of its own"), "message tested": v.Say("had a coming message sent to themselves as a test"),
		"update held back": v.Say("kept an update back that was to leave"), "update shared": v.Say("put an update on the client’s page"), "update rules set": v.Say("set what holds for the updates of a client"), "update sent": v.Say("sent an update"), "update taken back": v.Say("took an update back before it left"), "update dropped": v.Say("dropped an update"), "cadence set": v.Say("set the cadence of updates"),
		"page ended": v.Say("ended the page of a past client"), "page agreed": v.Say("said up to which day the page of a client can be read"), "page switched": v.Say("went on to another client’s page"), "end of page told": v.Say("told when the page of a past client ends"), "everything taken": v.Say("downloaded everything"), "address asked": v.Say("gave the clients’ pages an address"), "address proven": v.Say("found the address of the clients’ pages proven"), "address lost": v.Say("found the address of the clients’ pages not proven any more"), "address taken away": v.Say("took the address of the clients’ pages away"),
		"document added": v.Say("added a document"), "document renewed": v.Say("added a version of a document"), "document renamed": v.Say("called a document otherwise"), "document shared": v.Say("shared a document with the client"),
		"document made private": v.Say("made a document private"), "document removed": v.Say("removed a document"), "document brought back": v.Say("brought a removed document back"),
		"field log written": v.Say("wrote into the field log"), "field log edited": v.Say("changed an entry of the field log"), "field log shared": v.Say("shared an entry of the field log with the client"), "field log made private": v.Say("made an entry of the field log private"),
		"field log removed": v.Say("removed an entry of the field log"), "field log brought back": v.Say("brought a removed entry of the field log back"),
		"shelf added": v.Say("kept a link or a note"), "shelf edited": v.Say("changed a link or a note"), "shelf shared": v.Say("shared a link or a note with the client"), "shelf made private": v.Say("made a link or a note private"),
		"shelf removed": v.Say("removed a link or a note"), "shelf brought back": v.Say("brought a removed link or note back"), "shelf arranged": v.Say("put a link or a note elsewhere in its list"),
		"issue recorded": v.Say("recorded an issue"), "issue edited": v.Say("changed an issue"), "issue touches": v.Say("said whom an issue touches"), "issue told": v.Say("told of an issue"),
		"prompted": v.Say("asked somebody to act"), "settled": v.Say("saw that nothing is to be asked any more"), "snoozed": v.Say("put a question off"), "not needed": v.Say("said that a question is not needed"),
	}
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
