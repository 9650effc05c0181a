package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/news"
	"kept/promise"
	"kept/worktime"
)

// updatePlans are updates that leave by themselves or only stand on a page, and
// what holds for those of a client.
func updatePlans(s *service) {
	r := updateDesk{s}
	act(s, "/updates/{update}/planned-sending", "plan-update", "Have an update, as it was saved, leave by itself; a moment outside the client's hours is moved to the next one inside", r.plan)
	drop(s, "/updates/{update}/planned-sending", "unplan-update", "Take back that an update leaves by itself", r.unplan)
	act(s, "/updates/{update}/sharing", "share-update", "Put an update on the client's page and tell nobody: when he hears next stays as it is", r.share)
	look(s, "/planned-updates", "list-planned-updates", "List the updates that are to leave by themselves, the next one first", r.planned)
	look(s, "/clients/{client}/update-rules", "see-update-rules", "See what holds for the updates of a client", r.rules)
	act(s, "/clients/{client}/update-rules", "set-update-rules", "Set what holds for the updates of a client", r.setRules)
}

type planUpdateIn struct {
	Keyed
	UpdateIn
	Body struct {
		At        time.Time `json:"leaves_at"`
		ReaderIDs []string  `json:"reader_ids" nullable:"false" doc:"Contacts who read it; fifty at most"`
		Version   int       `json:"version,omitempty" doc:"The version that was seen: it is refused when somebody was faster"`
	}
}

func (planUpdateIn) place(field string) string {
	if field == "send_at" {
		return "body.leaves_at"
	}
	return tellingPlaces[field]
}

func (r updateDesk) plan(ctx context.Context, who office.Actor, in *planUpdateIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error {
		p := office.PlanUpdate{Version: in.Body.Version, At: in.Body.At}
		for _, raw := range in.Body.ReaderIDs {
			p.Readers = append(p.Readers, ref[client.ContactID](ofContact, raw))
		}
		_, err := r.office.Updates.Plan(ctx, who, id, p)
		return err
	})
}

func (r updateDesk) unplan(ctx context.Context, who office.Actor, in *UpdateIn) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	_, err = r.office.Updates.Unplan(ctx, who, id, 0)
	return err
}

func (r updateDesk) share(ctx context.Context, who office.Actor, in *updateActIn) (updateOut, error) {
	return r.after(ctx, who, in.UpdateIn, func(id news.ID) error { _, err := r.office.Updates.Share(ctx, who, id, 0); return err })
}

func (r updateDesk) planned(ctx context.Context, who office.Actor, _ *struct{}) (listOut[updateOut], error) {
	all, err := r.office.Updates.Planned(ctx, who)
	return whole(all, func(u office.PlannedUpdate) updateOut { return outUpdate(u.Update) }), err
}

// hears reads when they hear next after an update; nil = by the cadence.
func (r updateDesk) hears(ctx context.Context, who office.Actor, id news.ID, in *NextIn) (promise.When, error) {
	if in == nil {
		return promise.When{}, nil
	}
	v, err := r.office.Updates.View(ctx, who, id)
	if err != nil {
		return promise.When{}, err
	}
	return in.date().when(r.office.Watch.Now(), fixed(v.Calendar))
}

// updateRules is what holds for the updates of a client.
type updateRules struct {
	Cadence cadenceOut `json:"cadence" doc:"Of his projects that have none of their own"`
	Second  bool       `json:"second" doc:"A second person approves them, where the workspace wants that of chosen clients"`
}

func outRules(r news.Rules) updateRules { return updateRules{outCadence(r.Cadence), r.Second} }

func (r updateDesk) rules(ctx context.Context, who office.Actor, in *ClientIn) (updateRules, error) {
	id, err := in.id()
	if err != nil {
		return updateRules{}, err
	}
	rules, err := r.office.Updates.RulesOf(ctx, who, id)
	return outRules(rules), err
}

type updateRulesIn struct {
	Keyed
	ClientIn
	Body updateRules
}

func (r updateDesk) setRules(ctx context.Context, who office.Actor, in *updateRulesIn) (updateRules, error) {
	id, err := in.id()
	if err != nil {
		return updateRules{}, err
	}
	rules := news.Rules{Second: in.Body.Second}
	if rules.Cadence, err = in.Body.Cadence.cadence(); err != nil {
		return updateRules{}, err
	}
	if err := r.office.Updates.SetRules(ctx, who, id, rules); err != nil {
		return updateRules{}, err
	}
	rules.Cadence = rules.Cadence.Plain()
	return outRules(rules), nil
}

// cadence reads a cadence.
func (b cadenceOut) cadence() (news.Cadence, error) {
	c := news.Cadence{Every: news.Every(b.Every), Weekday: -1, After: b.After, Relax: b.Relax}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String() == b.Weekday {
			c.Weekday = d
		}
	}
	var err error
	if c.At, err = worktime.ParseClock(b.At); err != nil {
		return c, fault.Field("at", "Write the time as HH:MM.")
	}
	return c, nil
}
