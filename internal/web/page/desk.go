package page

import (
	"kept/internal/tongue"
	"kept/internal/ui"
)

// The addresses that the frame of every desk page links to.
const (
	HomeURL       = "/"
	ClientsURL    = "/clients"
	PromisesURL   = "/promises"
	AgendaURL     = "/agenda"
	NoticesURL    = "/notices"
	RecordURL     = "/record"
	CallsURL      = "/calls"
	InboxURL      = "/inbox"
	TriageURL     = "/triage"
	WaysInURL     = "/settings/ways-in"
	PhrasesURL    = "/settings/phrases"
	PeopleURL     = "/people"
	JournalURL    = "/journal"
	ImportURL     = "/import"
	SettingsURL   = "/settings"
	MeURL         = "/me"
	SearchURL     = "/search" // GET, ?q=
	HelpURL       = "/help"
	NewPromiseURL = "/promises/new"
	SignInURL     = "/sign-in"
	SignOutURL    = "/sign-out" // POST
)

// Section is the part of the desk that a page belongs to; the navigation marks it.
type Section string

// The sections in the navigation.
const (
	InHome     Section = "home"
	InInbox    Section = "inbox"
	InClients  Section = "clients"
	InPromises Section = "promises"
	InAgenda   Section = "agenda"
	InNotices  Section = "notices"
	InRecord   Section = "record"
	InCalls    Section = "calls"
	InTriage   Section = "triage"
	InHandOffs Section = "hand-offs"
	InIssues   Section = "issues"
	InComing   Section = "coming"
	InPeople   Section = "people"
	InJournal  Section = "journal"
	InImport   Section = "import"
	InTemplate Section = "templates"
	InSettings Section = "settings"
	InMe       Section = "me"
	InHelp     Section = "help"
	Nowhere    Section = ""
)

// Desk is the frame of every page for a signed-in member.
type Desk struct {
	Title     string // of the page, without the workspace's name
	Voice     tongue.Voice
	Workspace string
	Member    ui.Person
	Role      string // "Owner", "Leader", "Member"
	Here      Section
	Search    string // what was searched for
	ToTell    string // how many prompts of "Tell someone today" stand open: "3"; empty is none
	Calls     string // how many calls wait for an answer; empty is none
	Inbox     string // in how many conversations the member is to answer: "4"; empty is none
	Manages   bool   // may see the workspace's settings
	Imports   bool   // may import
	Scheme    string // "light", "dark" or empty
	Now       string // RFC 3339, the moment of reading by the server's clock: what relative times count from
	Brand     string // address of the workspace's brand style sheet; empty is none
	Banners   []Banner
	Flash     *Flash
	Crumbs    []ui.Link // the way here, without the page itself
	Narrow    bool      // a form or letter: 44rem instead of the full width
}

// Banner is a line above everything that stands until its cause is gone:
// "Outgoing mail is paused", "Outgoing mail is not set up: mails are kept here".
type Banner struct {
	Tone string // "" (a fact), "doubtful" or "broken"
	Text string
	Link ui.Link
}

// Flash says once what an act did, or why it did not.
type Flash struct {
	Text    string
	Problem bool
	Link    ui.Link
	Undo    string // POST here takes the act back; empty: it cannot be taken back
	Seconds string // how long it can: "8"
	Once    string
}

// navItem is one entry of the navigation.
type navItem struct {
	section Section
	url     string
	text    string
	icon    string
}

// nav is the navigation in its order; the first four stand in the tab bar of a phone.
func (d Desk) nav() []navItem {
	return []navItem{
		{InHome, HomeURL, d.Voice.Say("Home"), "home"},
		{InInbox, InboxURL, d.Voice.Say("Inbox"), "mail"},
		{InClients, ClientsURL, d.Voice.Say("Clients"), "clients"},
		{InPromises, PromisesURL, d.Voice.Say("Promises"), "promises"},
		{InAgenda, AgendaURL, d.Voice.Say("Agenda"), "agenda"},
		{InNotices, NoticesURL, d.Voice.Say("Notices"), "notices"},
		{InRecord, RecordURL, d.Voice.Say("Record"), "record"},
	}
}

// more is what the member's menu holds besides himself.
func (d Desk) more() []navItem {
	out := []navItem{
		{InCalls, CallsURL, d.Voice.Say("Waiting calls"), "call"},
		{InHandOffs, HandOffsURL, d.Voice.Say("Waiting for others"), "hand"},
		{InComing, ComingURL, d.Voice.Say("Coming messages"), "told"},
		{InIssues, IssuesURL, d.Voice.Say("Issues"), "warning"},
		{InTriage, TriageURL, d.Voice.Say("Triage"), "seen"},
		{InPeople, PeopleURL, d.Voice.Say("People"), "person"},
		{InJournal, JournalURL, d.Voice.Say("Journal"), "queue"},
		{InTemplate, TemplatesURL, d.Voice.Say("Templates"), "agenda"},
	}
	if d.Imports {
		out = append(out, navItem{InImport, ImportURL, d.Voice.Say("Import"), "upload"})
	}
	if d.Manages {
		out = append(out, navItem{InSettings, SettingsURL, d.Voice.Say("Workspace"), "settings"})
	}
	return append(out, navItem{InMe, MeURL, d.Voice.Say("My settings"), "sun"}, navItem{InHelp, HelpURL, d.Voice.Say("Keys and help"), "help"})
}

// count is the number that stands beside an entry of the navigation.
func (d Desk) count(s Section) string {
	switch s {
	case InHome:
		return d.ToTell
	case InInbox:
		return d.Inbox
	case InCalls:
		return d.Calls
	}
	return ""
}

// counted says what the number beside an entry counts.
func (d Desk) counted(s Section, n string) string {
	switch s {
	case InInbox:
		return d.Voice.Say("{n} for you to answer", "n", n)
	case InCalls:
		return d.Voice.Say("{n} waiting", "n", n)
	}
	return d.Voice.Say("{n} to tell today", "n", n)
}

// frame gives the base page of the desk.
func (d Desk) frame() ui.Page {
	title := d.Title
	if d.Workspace != "" {
		title += " · " + d.Workspace
	}
	sheets := []string{ui.AssetPath("desk.css")}
	if d.Brand != "" {
		sheets = append(sheets, d.Brand)
	}
	return ui.Page{Title: title, Lang: d.Voice.Code(), RTL: d.Voice.RTL(), Sheets: sheets, Class: "desk", Scheme: d.Scheme, Now: d.Now}
}

// Front is the frame of a page for somebody who is not signed in.
type Front struct {
	Title     string
	Voice     tongue.Voice
	Workspace string
	Banners   []Banner
	Flash     *Flash
	Now       string
}

func (f Front) frame() ui.Page {
	return ui.Page{Title: f.Title + " · Kept", Lang: f.Voice.Code(), RTL: f.Voice.RTL(), Sheets: []string{ui.AssetPath("desk.css")}, Class: "front", Now: f.Now}
}
