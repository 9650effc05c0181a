package checks

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/client"
	"kept/news"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
)

// leaving: an update that was planned leaves inside the client's hours, not
// before its moment, and none is forgotten; and where the workspace wants a
// second person, nothing leaves and nothing is shown without one.
type leaving struct{ sentences }

func newLeaving() *leaving { return &leaving{} }

func (*leaving) Name() string { return "planned updates" }

// leavesWithin is how long after its moment a planned update has left or was held
// back, while Kept runs.
const leavesWithin = time.Hour

func (c *leaving) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		switch l.Act {
		case "update leaves as planned":
			u := f.Updates[news.ID(l.Object[len("update:"):])]
			if cal := f.clientHours(u.ClientID); !cal.IsOpen(l.At) && !f.Touched["client:"+u.ClientID] {
				out = append(out, fmt.Sprintf("%s left at %s, when nobody is there", l.Object, stamp(l.At)))
			}
		case "update sent", "update shared":
			out = append(out, unapproved(f, l.After)...)
		}
	}
	down, stopped := f.lastDown()
	for _, id := range sortedKeys(f.Updates) {
		u := f.Updates[id]
		if late := f.Now.Sub(u.SendAt); u.Planned() && late > leavesWithin && !(stopped && f.Now.Sub(down.Until) <= leavesWithin) {
			out = append(out, fmt.Sprintf("%s was to leave at %s, and did not", id, stamp(u.SendAt)))
		}
	}
	return c.fresh(out)
}

func unapproved(f *Firm, after string) []string {
	var u news.Update
	if err := json.Unmarshal([]byte(after), &u); err != nil {
		return []string{fmt.Sprintf("an update left, and the journal cannot be read: %v", err)}
	}
	if f.Workspace.Updates.Second == workspace.SecondAll && !f.Touched["workspace:"+string(f.ID)] && (u.ApprovedID == "" || u.ApprovedID == u.AuthorID) {
		return []string{fmt.Sprintf("%s left, and nobody else approved it", u.ID)}
	}
	return nil
}

// holding: a note that went by itself went after its next contact had passed,
// after owner and then leader were asked, while what they were asked stands; one
// for each; and it kept nothing.
type holding struct {
	asked map[string][]string // by obligation, the levels
	sent  map[promise.ID]bool
}

func newHolding() *holding {
	return &holding{asked: map[string][]string{}, sent: map[promise.ID]bool{}}
}

func (*holding) Name() string { return "notes" }

func (h *holding) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		switch l.Act {
		case "prompted":
			var ask struct {
				Rule  prompt.Rule  `json:"rule"`
				Stage prompt.Stage `json:"stage"`
				Level string       `json:"level"`
			}
			if json.Unmarshal([]byte(l.After), &ask) == nil && ask.Rule == prompt.Silence && ask.Stage == prompt.Passed {
				h.asked[l.Object] = append(h.asked[l.Object], ask.Level)
			}
		case "note sent by itself":
			out = append(out, h.went(f, l.Object, l.At)...)
		}
	}
	return out
}

func (h *holding) went(f *Firm, ob string, at time.Time) []string {
	_, name := cut(ob)
	p := f.Promises[promise.ID(name)]
	var out []string
	say := func(why string) { out = append(out, fmt.Sprintf("a note went for %s, and %s", ob, why)) }
	if h.sent[p.ID] {
		say("one had gone before")
	}
	h.sent[p.ID] = true
	if p.Kind != promise.NextContact || !p.Date().DueAt.Before(at) {
		say("he was to hear later")
	}
	if p.State != promise.Open {
		say("it is " + string(p.State))
	}
	if levels := h.asked[ob]; len(levels) == 0 || levels[len(levels)-1] != prompt.ToLeader.String() {
		say(fmt.Sprintf("who was asked is %v", levels))
	}
	if live, ok := f.Prompts[ob]; !ok || live.Rule != prompt.Silence {
		say("nobody is asked any more")
	}
	if !f.Workspace.Updates.Note && !f.Touched["workspace:"+string(f.ID)] {
		say("the workspace does not allow it")
	}
	if pr := f.Projects[client.ProjectID(p.ProjectID)]; pr.ID == "" || f.Members[p.OwnerID].ID == "" {
		say("it belongs to no project, or to nobody")
	}
	return out
}
