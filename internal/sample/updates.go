package sample

import (
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/news"
	"kept/promise"
	"kept/worktime"
)

// cadence sets the cadence of a client's project.
func cadence(who, of string, every news.Every, day time.Weekday, at worktime.Clock) doing {
	return func(p *play) error {
		return p.Office.Updates.SetCadence(p.ctx, p.who[who], client.ProjectID(p.at[of].project), news.Cadence{Every: every, Weekday: day, At: at})
	}
}

// drafted begins an update of a client's project from what was logged.
func drafted(who, of string) doing {
	return func(p *play) error {
		_, err := p.Office.Updates.Draft(p.ctx, p.who[who], client.ProjectID(p.at[of].project))
		return err
	}
}

// updated drafts an update and sends it, with a beginning of the writer's own.
func updated(who, of, intro string) doing {
	return func(p *play) error {
		c := p.at[of]
		u, err := p.Office.Updates.Draft(p.ctx, p.who[who], client.ProjectID(c.project))
		if err != nil {
			return err
		}
		if u, err = p.Office.Updates.Edit(p.ctx, p.who[who], u.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Intro = intro }}); err != nil {
			return err
		}
		_, err = p.Office.Updates.Send(p.ctx, p.who[who], u.ID, office.SendUpdate{Readers: []client.ContactID{c.contacts[0].ID}})
		return err
	}
}

// leavesLater writes an update in a few lines of the writer's own and has it leave by
// itself on a day from now on.
func leavesLater(who, of string, in int, lines ...string) doing {
	return func(p *play) error {
		c := p.at[of]
		u, err := p.Office.Updates.Draft(p.ctx, p.who[who], client.ProjectID(c.project))
		if err != nil {
			return err
		}
		u, err = p.Office.Updates.Edit(p.ctx, p.who[who], u.ID, office.UpdateEdit{Change: func(u *news.Update) {
			u.Lines, u.Hears = nil, promise.When{Day: p.day(in + 5)}
			for _, l := range lines {
				u.Lines = append(u.Lines, news.Line{Part: news.Done, Text: l})
			}
		}})
		if err != nil {
			return err
		}
		_, err = p.Office.Updates.Plan(p.ctx, p.who[who], u.ID, office.PlanUpdate{Version: u.Version, At: p.wall(in, hm(10, 0)), Readers: []client.ContactID{c.contacts[0].ID}})
		return err
	}
}

// checkedIn has somebody log what he did for a client that he cannot see.
func checkedIn(who, of, text string) doing {
	return func(p *play) error {
		_, err := p.Office.Updates.Did(p.ctx, p.who[who], client.ProjectID(p.at[of].project), text)
		return err
	}
}

// toldNews is the cadence of the shop: an update of last week, and one that is
// being written.
func toldNews() []past {
	return []past{
		{-6, hm(9, 0), cadence("nils", "lindner", news.Weekly, time.Friday, hm(15, 0))},
		{-4, hm(10, 5), updated("nils", "lindner", "The new colours were the last thing that was open. You have seen them; from here on it is building.")},
		{-2, hm(17, 15), checkedIn("jana", "lindner", "We tried the order page with a reader for the blind, and changed two labels")},
		{-1, hm(16, 20), drafted("nils", "lindner")},
		{-1, hm(16, 40), leavesLater("omar", "albrecht", 3, "The walls of the upper floor stand.", "The openings for the windows are measured.")},
	}
}
