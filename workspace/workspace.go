// Package workspace holds one firm that uses Kept: its name, hours, standards
// and the policy by which its watchdog warns. Everything belongs to exactly
// one workspace.
package workspace

import (
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/issue"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// ID names a workspace.
type ID string

// Workspace is one firm.
type Workspace struct {
	ID         ID
	Name       string
	Hours      worktime.Hours // the firm's office hours: standards are counted in them
	Policy     promise.Policy
	Standards  reply.Standards
	Accent     string // "#rrggbb", the firm's brand; "" = Kept's own
	LogoID     string
	MailFrom   string // the address that clients see; "" = the server's
	MailPaused bool   // nothing leaves until a person releases it
	Inbox      Inbox
	HandOffs   handoff.Policy // how others are reminded of what they were asked for
	Updates    Updates        // how status updates are written
	Ratings    Ratings        // what clients are asked
	PageMonths int            // how long the page of a past client can be read; zero = [client.UsualPageMonths]
	MadeAt     time.Time      //
	Version    int
}

// Inbox is how a firm takes what clients say.
type Inbox struct {
	// Quiet: no acknowledgement goes out by itself; people say that they have a message.
	Quiet bool `json:"quiet,omitempty"`
	// ReceptionID looks after who is not known yet; "" = the workspace's owner.
	ReceptionID member.ID `json:"reception,omitempty"`
	// Chases is how many chases within [ChaseWindow] worry a client's leader; zero = [UsualChases].
	Chases int `json:"chases,omitempty"`
}

// Ratings is what a firm asks its clients about its work.
type Ratings struct {
	// Ask: whoever was promised a deliverable is asked how content he is with it.
	Ask bool `json:"ask,omitempty"`
	// Every is how many days pass at least before the same contact is asked again;
	// zero = [UsualEvery].
	Every int `json:"every,omitempty"`
}

// The days between two questions to one contact how content he is.
const (
	UsualEvery = 30
	MaxEvery   = 366
)

// Days is how many days pass at least before the same contact is asked again.
func (r Ratings) Days() int {
	if r.Every == 0 {
		return UsualEvery
	}
	return r.Every
}

// UsualChases within [ChaseWindow] have the leader look at a client.
const (
	UsualChases = 2
	MaxChases   = 50
	ChaseWindow = 30 * 24 * time.Hour
)

// ChasesThatWorry is how many chases within [ChaseWindow] worry the leader.
func (i Inbox) ChasesThatWorry() int {
	if i.Chases == 0 {
		return UsualChases
	}
	return i.Chases
}

// PageFor is for how many months the page of a past client can be read, where
// nothing else was agreed.
func (w Workspace) PageFor() int {
	if w.PageMonths == 0 {
		return client.UsualPageMonths
	}
	return w.PageMonths
}

// IssueWithin is the firm's working time within which everybody whom an issue touches is told.
func (w Workspace) IssueWithin() time.Duration {
	if w.Policy.Untold == 0 {
		return issue.UsualWithin
	}
	return w.Policy.Untold
}

// MaxName is the longest name of a workspace, in characters.
const MaxName = 120

// Check refuses a workspace that cannot be.
func (w Workspace) Check() error {
	var c fault.Check
	member.CheckLine(&c, "name", w.Name, MaxName)
	c.Want(w.Accent == "" || isColour(w.Accent), "accent", "Give a colour like #2f6f4f.")
	if w.MailFrom != "" {
		member.CheckEmail(&c, "mail_from", w.MailFrom)
	}
	c.Want(w.Inbox.Chases >= 0 && w.Inbox.Chases <= MaxChases, "chases", "Choose a number from 1 to 50.")
	w.Updates.check(&c)
	c.Want(w.PageMonths >= 0 && w.PageMonths <= client.MaxPageMonths, "page_months", "Choose a number of months from 1 to 240.")
	c.Want(w.Ratings.Every >= 0 && w.Ratings.Every <= MaxEvery, "rating_every", "Choose a number of days from 1 to 366.")
	checkLead(&c, "usual", w.Policy.Usual)
	checkLead(&c, "appointment", w.Policy.Appointment)
	c.Want(w.Policy.AfterBroken >= MinLead && w.Policy.AfterBroken <= MaxLead, "after_broken", leadSay)
	doubt := w.Policy.Doubt
	c.Want(doubt == 0 || doubt >= promise.MinDoubt && doubt <= promise.MaxDoubt, "doubt", "Choose a chance from 10 to 99 in 100.")
	issue.CheckWithin(&c, "untold", w.IssueWithin())
	if err := c.Err(); err != nil {
		return err
	}
	if err := w.Standards.Check(); err != nil {
		return err
	}
	if err := w.HandOffs.Check(); err != nil {
		return err
	}
	return w.Hours.Check()
}

// Limits of each stretch of the warning policy, in working time.
const (
	MinLead = 5 * time.Minute
	MaxLead = 20 * 8 * time.Hour
	leadSay = "Choose between five minutes and twenty working days."
)

func checkLead(c *fault.Check, name string, l prompt.Lead) {
	for _, d := range []time.Duration{l.Notice, l.Leader, l.Deputy, l.Warn} {
		c.Want(d >= MinLead && d <= MaxLead, name, leadSay)
	}
}

func isColour(s string) bool {
	if len(s) != 7 || s[0] != '#' {
		return false
	}
	return strings.Trim(s[1:], "0123456789abcdefABCDEF") == ""
}
