package web

import (
	"strconv"
	"time"

	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// colleague names a member; nobody when the id is unknown.
func (v *visit) colleague(id member.ID) ui.Person {
	if m, ok := v.team.Member(id); ok {
		return person(m)
	}
	return ui.Person{}
}

// promiseRow builds a line of a list of promises. client is the client's
// calendar; nil where the list has many clients.
func (v *visit) promiseRow(r store.PromiseRow, client *worktime.Calendar) page.PromiseRow {
	row := page.PromiseRow{
		URL: "/promises/" + string(r.ID), Words: r.Words, Kind: v.kindWord(r.Kind), State: stateOfRow(r, v.now), To: r.ContactName, Owner: v.colleague(r.OwnerID),
		Client: uiClient(string(r.ClientID), r.ClientName, r.Colour, ""), Due: v.dueOf(r, client),
	}
	if r.State != promise.Open { // it is over: no date is still to come
		row.Due.Relative = ""
	}
	switch {
	case r.Resets == 1:
		row.Was = v.say("moved once")
	case r.Resets > 1:
		row.Was = v.say("moved {n} times", "n", strconv.Itoa(r.Resets))
	}
	return row
}

func (v *visit) dueOf(r store.PromiseRow, client *worktime.Calendar) ui.Moment {
	if r.DueOn {
		m := v.day(r.DueAt, client)
		on := time.Date(r.Day.Year, r.Day.Month, r.Day.Date, 0, 0, 0, 0, time.UTC)
		m.Text = v.voice().ShortDay(on, v.now) // the day that was promised, wherever it is read
		if client == nil {
			m.Title = v.voice().FullDay(on)
		}
		return m
	}
	return v.moment(r.DueAt, client)
}

// kindWord is the kind of a promise in the reader's language.
func (v *reader) kindWord(k promise.Kind) string {
	switch k {
	case promise.Deliverable:
		return v.say("Deliverable")
	case promise.Proposal:
		return v.say("Proposal")
	case promise.Answer:
		return v.say("An answer")
	case promise.Fix:
		return v.say("Fix")
	case promise.Update:
		return v.say("Update")
	case promise.NextContact:
		return v.say("Next contact")
	case promise.Appointment:
		return v.say("Appointment")
	}
	return string(k)
}

// stateOfRow is how a promise stands. An open one is doubtful from the moment
// at which somebody is asked about it, and while the client does not know of
// the date that replaced another; told once he knows of that one.
func stateOfRow(r store.PromiseRow, now time.Time) ui.State {
	switch {
	case r.State == promise.Released:
		return ui.Released
	case r.Outcome == promise.ToldLate:
		return ui.ToldLate
	case r.State == promise.Kept && r.Outcome == promise.BrokenInSilence:
		return ui.BrokenInSilence
	case r.State == promise.Kept:
		return ui.Kept
	case r.Outcome == promise.BrokenInSilence || now.After(passes(r)):
		return ui.Broken
	case r.Asked || (r.Resets > 0 && !r.Told):
		return ui.Doubtful
	case r.Resets > 0:
		return ui.Told
	}
	return ui.OnTrack
}

// passes is the moment after which a row's date is over.
func passes(r store.PromiseRow) time.Time {
	if r.Kind == promise.Appointment && r.Confirmed {
		return r.DueAt.Add(promise.AppointmentGrace)
	}
	return r.DueAt
}

// noticeRow builds a line of a list of notices. to names the reader.
func (v *visit) noticeRow(n notice.Notice, to string, client ui.Client, hours *worktime.Calendar) page.NoticeRow {
	row := page.NoticeRow{
		URL: "/notices/" + string(n.ID), Subject: v.subjectOf(n), Proof: proofOf(n), To: to, Client: client, Channel: string(n.Channel), When: v.moment(n.QueuedAt, hours),
	}
	if p := row.Proof; p == ui.Bounced || p == ui.Unsure {
		row.Problem = n.Proof
		if n.SettledHow != "" {
			row.Problem += " " + n.SettledHow
		}
	}
	return row
}

// subjectOf is what a notice is called: by its subject, else by its channel.
func (v *reader) subjectOf(n notice.Notice) string {
	switch {
	case n.Subject != "":
		return n.Subject
	case n.Channel == notice.Meeting:
		return v.say("A meeting")
	}
	return v.say("A call")
}

// proofOf is how far a notice got, as shown.
func proofOf(n notice.Notice) ui.Proof {
	switch n.State() {
	case notice.Withdrawn:
		return ui.Withdrawn
	case notice.Bounced:
		return ui.Bounced
	case notice.Unsure:
		return ui.Unsure
	case notice.Queued:
		return ui.Queued
	}
	switch {
	case n.Channel != notice.Mail:
		return ui.ByVoice
	case !n.SeenAt.IsZero():
		return ui.Seen
	case !n.DeliveredAt.IsZero():
		return ui.Delivered
	}
	return ui.Accepted
}
