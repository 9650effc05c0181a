package web

import (
	"math"
	"strconv"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// frame builds what surrounds every page of the desk.
func (v *visit) frame(title string, here page.Section) page.Desk {
	d := page.Desk{
		Title: title, Voice: v.voice(), Workspace: v.firm.Name, Member: person(v.me), Role: v.roleWord(v.me.Role), Here: here,
		Manages: v.me.Role == member.Owner, Imports: member.May(v.me.Role, member.Import) != member.No,
		Now: v.now.Format(time.RFC3339),
	}
	d.Banners = append(d.Banners, v.Banners...)
	if v.NoServer {
		d.Banners = append(d.Banners, page.Banner{Tone: "doubtful", Text: v.say("Outgoing mail is not set up (KEPT_SMTP): what is written waits, and no client is told by it."), Link: ui.Link{Text: v.say("What waits for clients"), URL: with(page.NoticesURL, nil, "state", string(office.UnderWay))}})
	}
	if v.Nearby != "" {
		d.Banners = append(d.Banners, page.Banner{Tone: "broken", Text: v.say("Links in mails lead to {where}, which opens on this machine alone. Set KEPT_URL to the address by which clients reach Kept.", "where", v.Nearby)})
	}
	if v.firm.MailPaused {
		d.Banners = append(d.Banners, page.Banner{Tone: "doubtful", Text: v.say("Outgoing mail is paused: nothing leaves until somebody releases it."), Link: ui.Link{Text: v.say("Release it"), URL: page.SettingsURL + "#mail"}})
	}
	if word, ok := v.cookies.Hear(v.w, v.r); ok {
		d.Flash = &page.Flash{Text: word.Text, Problem: word.Problem, Link: ui.Link{Text: word.Link, URL: word.LinkTo}}
		if left := word.UndoBy.Sub(v.now); word.Undo != "" && left > 0 && strings.HasPrefix(word.Undo, "/") {
			d.Flash.Undo, d.Flash.Seconds = word.Undo, strconv.Itoa(int(math.Ceil(left.Seconds())))
		}
	}
	return d
}

// front builds what surrounds a page for somebody who is not signed in.
func (v *reader) front(title string) page.Front {
	return page.Front{Title: title, Voice: v.voice()}
}

func (v *reader) roleWord(r member.Role) string {
	switch r {
	case member.Owner:
		return v.say("Owner")
	case member.Leader:
		return v.say("Leader")
	}
	return v.say("Member")
}

func person(m member.Member) ui.Person {
	return ui.Person{Name: m.Name, Initials: initials(m.Name), URL: "/people/" + string(m.ID)}
}

// initials gives the first letters of the first and the last word of a name.
func initials(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first := []rune(words[0])[:1]
	if len(words) == 1 {
		return string(first)
	}
	return string(first) + string([]rune(words[len(words)-1])[:1])
}

func clientOf(r store.ClientRow) ui.Client {
	return uiClient(string(r.ID), r.Name, r.Colour, r.LogoID)
}

func uiClient(id, name string, colour int, logo string) ui.Client {
	c := ui.Client{Name: name, Colour: colour, URL: "/clients/" + id}
	if logo != "" {
		c.LogoURL = "/pictures/" + logo
	}
	return c
}
