package sample

import (
	"errors"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/notice"
	"kept/plan"
	"kept/promise"
)

// piece is a step of the sample's plan.
type piece struct {
	key, stage, name, words string
	side                    plan.Side
	who                     string // a member's key; of a third party, its name
	least, most             int
	after                   []string
	on                      int // the business day on which it ends, counted from today; 0 = none
}

// shop is the plan of the shop that opens online.
func shop() []piece {
	return []piece{
		{key: "photos", stage: "Design", name: "Photographs of the cakes", side: plan.Theirs, least: 2, most: 3},
		{key: "mockups", stage: "Design", name: "Mock-ups of the order page", words: "You see the order page, on paper", side: plan.Ours, who: "nils", least: 3, most: 4, after: []string{"photos"}},
		{key: "colours", stage: "Design", name: "Choice of colours", words: "You choose the colours", side: plan.Theirs, least: 1, most: 2, after: []string{"mockups"}},
		{key: "pages", stage: "Building", name: "Order page", side: plan.Ours, who: "nils", least: 4, most: 6, after: []string{"colours"}},
		{key: "account", stage: "Building", name: "The bank approves the account for payments", side: plan.Third, who: "Stadtbank", least: 5, most: 10, after: []string{"photos"}},
		{key: "payments", stage: "Building", name: "Payments", words: "Customers can pay", side: plan.Ours, who: "lea", least: 2, most: 3, after: []string{"pages", "account"}},
		{key: "trial", stage: "Opening", name: "A trial with ten customers", words: "Ten of your customers try it", side: plan.Theirs, least: 2, most: 2, after: []string{"payments"}},
		{key: "opening", stage: "Opening", name: "Opening day", side: plan.Theirs, on: 16, after: []string{"trial"}},
	}
}

// planned writes a plan down for a client's project.
func planned(of string, steps []piece) doing {
	return func(p *play) error {
		at := p.at[of]
		made := map[string]plan.ID{}
		for _, s := range steps {
			follows := []office.Follow{}
			for _, x := range s.after {
				follows = append(follows, office.Follow{On: made[x], Kind: plan.FinishStart})
			}
			party := plan.Party{Side: s.side}
			switch s.side {
			case plan.Ours:
				party.ID = string(p.who[s.who].Member)
			case plan.Theirs:
				party.ID = string(at.contacts[0].ID)
			case plan.Third:
				party.Name = s.who
			}
			out, err := p.Office.Plans.AddStep(p.ctx, p.who[at.owner], client.ProjectID(at.project), office.StepEdit{Follows: &follows, Change: func(x *plan.Step) {
				x.Stage, x.Name, x.Wording, x.Party, x.Effort = s.stage, s.name, s.words, party, plan.Effort{Least: s.least, Most: s.most}
				if s.on != 0 {
					x.On = p.day(s.on)
				}
			}})
			if err != nil {
				return err
			}
			made[s.key] = out.Step.ID
			p.steps[s.key] = out.Step.ID
		}
		return nil
	}
}

// begun has a step begin, finished has it be done.
func begun(key string) doing {
	return func(p *play) error {
		_, err := p.Office.Plans.Begin(p.ctx, p.who["nils"], p.steps[key], time.Time{})
		return err
	}
}

func finished(key string) doing {
	return func(p *play) error {
		_, err := p.Office.Plans.Finish(p.ctx, p.who["nils"], p.steps[key], time.Time{})
		return err
	}
}

// savedAs keeps the plan of a client's project as a template.
func savedAs(of, name string) doing {
	return func(p *play) error {
		at := p.at[of]
		roles := map[plan.Party]string{{Side: plan.Ours, ID: string(p.who["nils"].Member)}: "developer", {Side: plan.Ours, ID: string(p.who["lea"].Member)}: "lead"}
		_, err := p.Office.Templates.SaveFrom(p.ctx, p.who[at.owner], office.SaveTemplate{Project: client.ProjectID(at.project), Name: name, Roles: roles})
		return err
	}
}

// together does several things at one moment.
func together(all ...doing) doing {
	return func(p *play) error {
		var failed error
		for _, do := range all {
			failed = errors.Join(failed, do(p))
		}
		return failed
	}
}

// shopsBefore are the shops that the firm has finished: for whom, and how many
// working days mock-ups, order page and payments took.
func shopsBefore() []shopBefore {
	return []shopBefore{
		{"vogt", "Orders by phone and web", [3]int{3, 6, 2}},
		{"okafor", "Shop for towels", [3]int{5, 9, 3}},
		{"hudson", "Workshop tickets", [3]int{4, 5, 2}},
		{"maple", "Shop of samples", [3]int{3, 8, 4}},
		{"brenner", "Spare parts online", [3]int{6, 11, 3}},
		{"rivera", "Vouchers", [3]int{4, 7, 2}},
	}
}

type shopBefore struct {
	of, name string
	took     [3]int
}

// finishedBefore writes the finished shops down, each three weeks before the next one.
func finishedBefore(p *play) error {
	parts := []struct {
		name        string
		least, most int
	}{{"Mock-ups of the order page", 3, 4}, {"Order page", 4, 6}, {"Payments", 2, 3}}
	for i, x := range shopsBefore() {
		at := p.at[x.of]
		made, err := p.Office.Clients.AddProject(p.ctx, p.who[at.owner], office.NewProject{Project: client.Project{ClientID: at.client, Name: x.name}})
		if err != nil {
			return err
		}
		day := -40 - 15*i
		for k, part := range parts {
			step, err := p.Office.Plans.AddStep(p.ctx, p.who[at.owner], made.ID, office.StepEdit{Change: func(s *plan.Step) {
				s.Name, s.Party, s.Effort = part.name, plan.Party{Side: plan.Ours, ID: string(p.who["nils"].Member)}, plan.Effort{Least: part.least, Most: part.most}
			}})
			if err == nil {
				_, err = p.Office.Plans.Begin(p.ctx, p.who[at.owner], step.Step.ID, p.wall(day, hm(9, 0)))
			}
			if err == nil {
				_, err = p.Office.Plans.Finish(p.ctx, p.who[at.owner], step.Step.ID, p.wall(day+x.took[k]-1, hm(16, 0)))
			}
			if err != nil {
				return err
			}
			day += x.took[k]
		}
		if _, err := p.Office.Clients.EditProject(p.ctx, p.who[at.owner], made.ID, office.ProjectEdit{Close: true}); err != nil {
			return err
		}
	}
	return nil
}

// hangs has a promise hang on a step.
func hangs(key, step string) doing {
	return func(p *play) error {
		id := string(p.steps[step])
		_, err := p.Office.Promises.Edit(p.ctx, p.who["nils"], p.made[key], 0, promise.Editing{StepID: &id})
		return err
	}
}

// toldPlan tells a client how the work goes on.
func toldPlan(who, of, text string) doing {
	return func(p *play) error {
		c := p.at[of]
		_, err := p.Office.Notices.Tell(p.ctx, p.who[who], office.Telling{
			Client: c.client, Project: c.project, Readers: []client.ContactID{c.contacts[0].ID}, Channel: notice.Mail, Text: text, Plan: true, Next: p.when(c, 1, hm(16, 0)),
		})
		return err
	}
}

// built is how far the shop came, and what hangs on it.
func built() []past {
	return []past{
		{-15, hm(11, 0), together(finishedBefore, planned("lindner", shop()), begun("photos"))},
		{-12, hm(9, 30), together(finished("photos"), begun("mockups"), begun("account"))},
		{-5, hm(12, 20), together(finished("mockups"), begun("colours"))},
		{-3, hm(16, 0), together(finished("colours"), begun("pages"), savedAs("lindner", "A shop online"))},
		{-2, hm(9, 10), together(
			hangs("l-pages", "pages"),
			promised("nils", owed{"l-payments", "lindner", promise.Deliverable, "Customers can pay online", due{18, 0}, office.ByMail}), hangs("l-payments", "payments"),
			toldPlan("nils", "lindner", "This is the whole way to the opening."),
		)},
	}
}
