package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// acts is what is done with a conversation day by day.
func (d *talkDesk) acts() []page.Act {
	acts := []page.Act{{Label: d.say("Answer"), Icon: "told", Main: true, URL: answerURL(string(d.ID), "")}}
	waits, held := false, false
	for _, w := range d.Clocks {
		if w.Running() && w.Wait != reply.Between {
			waits, held = true, held || w.Paused()
		}
	}
	if waits {
		acts = append(acts, d.ackAct(), d.excuseAct())
		if held {
			acts = append(acts, d.press(d.say("It is our turn again"), "snooze", "/resumptions"))
		} else {
			acts = append(acts, d.pauseAct())
		}
	}
	return append(acts, d.assignAct())
}

// press is an act that is done by a press.
func (d *talkDesk) press(label, icon, noun string) page.Act {
	return page.Act{Label: label, Icon: icon, Post: d.at + noun, Once: newOnce(), Version: strconv.Itoa(d.Version)}
}

// ask is an act that asks something first.
func (d *talkDesk) ask(label, icon, noun string, f page.ActForm) page.Act {
	f.Form = ui.Form{Action: d.at + noun, Once: newOnce(), Version: strconv.Itoa(d.Version)}
	f.ID = strings.TrimPrefix(noun, "/")
	return page.Act{Label: label, Icon: icon, Form: &f}
}

// ackAsk asks by when they hear.
func (d *talkDesk) ackAsk() page.DateAsk {
	return page.NewDateAsk("by", d.say("You will hear by"), echoOf("by", d.Client.ID))
}

// ackAct says that we are on it, and by when they hear, in one act. The moment
// that the standard gives, or that they were promised, stands there already.
func (d *talkDesk) ackAct() page.Act {
	when := d.ackAsk().Typed
	when.Hint = d.say("In their time, {hours}. It becomes a promise, and the clock of the answer goes on.", "hours", theirHours(d.visit, d.Calendar))
	when.Label, when.Required = d.say("They hear by"), true
	when.Placeholder = d.say("16:00, tomorrow noon")
	if due := d.DueAt; due.After(d.now.Add(promise.MinAhead)) {
		there := due.In(d.Calendar.Location())
		when.Value = there.Format("2 Jan 2006 15:04")
		when.Echo, when.Seen = d.inFull(promise.When{At: due.Truncate(time.Minute)}, d.Calendar), due.Truncate(time.Minute).UTC().Format(time.RFC3339)
	}
	return d.ask(d.say("Not yet, I am on it"), "seen", "/acknowledgements", page.ActForm{
		Submit: d.say("Tell them"), Lead: d.say("They read that you are on it and by when they hear. Where another moment was promised, that too."),
		Fields: []page.Ask{
			{Kind: page.Line, Field: when},
			{Kind: page.Lines, Field: ui.Field{Name: "text", ID: "ack-text", Label: d.say("In your words"), Hint: d.say("The moment follows by itself."), Optional: true, Rows: 2, Words: true, MaxLength: 2000, Placeholder: d.say("We have your message and are on it.")}},
		},
	})
}

func (d *talkDesk) excuseAct() page.Act {
	return d.ask(d.say("No answer needed"), "released", "/excuses", page.ActForm{
		Submit: d.say("No answer needed"), Lead: d.say("Nobody waits any more, and the conversation is closed. It opens by itself when they write again."),
		Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "why", ID: "excuse-why", Label: d.say("Because"), Required: true, MaxLength: reply.MaxWhy, Placeholder: d.say("we spoke about it on the telephone")}}},
	})
}

func (d *talkDesk) pauseAct() page.Act {
	return d.ask(d.say("Wait for somebody"), "pause", "/pauses", page.ActForm{
		Submit: d.say("Hold the clock"), Lead: d.say("The clock stands still meanwhile, and both times are kept. It runs on when they write, or when you say so."),
		Fields: []page.Ask{
			{Kind: page.PickOne, Field: ui.Field{Name: "on", ID: "pause-on", Label: d.say("For whom"), Required: true, Options: []ui.Option{{Value: string(reply.OnClient), Label: d.say("The client"), Selected: true}, {Value: string(reply.OnThirdParty), Label: d.say("Somebody else")}}}},
			{Kind: page.Line, Field: ui.Field{Name: "why", ID: "pause-why", Label: d.say("For what"), Required: true, MaxLength: reply.MaxWhy, Placeholder: d.say("the measurements of the shop window")}},
		},
	})
}

func (d *talkDesk) assignAct() page.Act {
	return d.ask(d.say("Hand over"), "hand", "/assignments", page.ActForm{
		Submit: d.say("Hand over"), Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "to", ID: "assign-to", Label: d.say("Who is to answer"), Options: memberOptions(d.visit, d.AssigneeID)}}},
	})
}

// more is what is done seldom.
func (d *talkDesk) more() ([]page.Act, error) {
	call := with(page.CallsURL+"/new", nil, "client", string(d.Client.ID), "contact", string(d.Contact.ID), "conversation", string(d.ID))
	acts := []page.Act{{Label: d.say("Log a call in it"), Icon: "call", URL: call}}
	if d.Open() && !slices.ContainsFunc(d.Clocks, reply.Clock.Running) {
		acts = append(acts, d.press(d.say("Close it"), "kept", "/closing"))
	}
	acts = append(acts, page.Act{Label: d.say("Move it"), Icon: "project", URL: d.at + "/moves/new"})
	others, err := d.o.Conversations.OfClient(d.r.Context(), d.who, d.Client.ID, store.Place{}, shownMerge)
	if err != nil {
		return nil, err
	}
	var into []ui.Option
	for _, t := range others {
		if t.ID != d.ID {
			into = append(into, ui.Option{Value: string(t.ID), Label: d.subject(t.Subject) + ", " + d.short(t.LastAt)})
		}
	}
	if len(into) > 0 {
		acts = append(acts, d.ask(d.say("Merge it into another"), "link", "/mergers", page.ActForm{
			Submit: d.say("Merge"), Lead: d.say("All that was said in this one then stands in the other."),
			Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "into", ID: "merge-into", Label: d.say("Which one"), Options: into}}},
		}))
	}
	return acts, nil
}

// shownMerge is how many conversations are offered to be merged into.
const shownMerge = 30

// talkAct is one act on a conversation, and what its form and the next page say.
type talkAct struct {
	field string // beside which a form that did not arrive is complained of
	do    func(context.Context, office.OfTalk) (to string, err error)
	said  func()
}

// changeTalk does one act on a conversation and goes back to it. One that is
// refused is shown on its page, with its word and all that was typed: also
// where somebody has spoken since, which the page then shows.
func changeTalk(v *visit, a talkAct) error {
	if err := parseForm(v, a.field); err != nil {
		return err
	}
	of := office.OfTalk{ID: conversation.ID(v.r.PathValue("conversation")), Version: versionOf(v)}
	fresh := false
	to, err := once(v, func(ctx context.Context) (string, error) {
		to, err := a.do(ctx, of)
		fresh = err == nil
		return backTo(v, to), err
	})
	if err == nil {
		if fresh && a.said != nil { // else it was done before
			a.said()
		}
		return v.go303(to)
	}
	d, wrong := openTalk(v)
	if wrong != nil {
		return wrong
	}
	p, wrong := d.build()
	if wrong != nil {
		return wrong
	}
	return d.refused(err, p)
}

// refused shows a conversation on which an act was refused. It is the page of
// now: pressing again is meant with what stands there.
func (d *talkDesk) refused(err error, p page.Talk) error {
	acts := append(append([]page.Act{}, p.Acts...), p.More...)
	for _, s := range p.Sayings {
		if s.Split != nil && s.Split.Form.Hidden[0].Value == d.r.PostForm.Get("message") {
			acts = append(acts, *s.Split)
		}
	}
	if fault.KindOf(err) != fault.Conflict {
		return d.refuse(err, d.r.URL.Path, acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
	}
	for _, a := range acts {
		if a.Form != nil && a.Form.Action == d.r.URL.Path {
			if err := d.complain(err, &a.Form.Form, a.Form.Inputs()...); err != nil {
				return err
			}
		}
	}
	f, _ := fault.As(err)
	p.Desk.Flash = &page.Flash{Text: d.voice().Refusal(f.Say), Problem: true}
	return door.Show(d.w, d.r, http.StatusConflict, p.View())
}

// acknowledgeTalk says that we are on it, and by when they hear.
func acknowledgeTalk(v *visit) error {
	var told office.Told
	var by promise.When
	return changeTalk(v, talkAct{field: "by", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		d, err := openTalk(v)
		if err != nil {
			return "", err
		}
		ask := d.ackAsk()
		by, err = dateOf(v.r.PostForm, &ask, d.Calendar, v.now)
		switch {
		case err != nil:
			return "", err
		case by == (promise.When{}):
			return "", fault.Field("by", "Say by when they hear.")
		case !by.Day.IsZero():
			return "", fault.Field("by", "Say the time too, as in “today 16:00”.")
		}
		if err := confirmed(ask); err != nil {
			return "", err
		}
		told, err = v.o.Conversations.Acknowledge(ctx, v.who, of, office.AckIn{When: by.At, Text: strings.TrimSpace(v.r.PostForm.Get("text"))})
		return d.at, renamed(err, map[string]string{"next": "by", "due": "by", "at": "by", "date": "by"})
	}, said: func() {
		say := v.say("They read that we are on it; it leaves in ten seconds.")
		if why := heldBack(v); why != "" {
			say = v.say("Written down. It waits in the outbox: {why}.", "why", why)
		}
		v.sayUndo(say, "/tellings/"+told.ID+"/undo", told.UndoBy)
	}})
}

// excuseTalk says why nobody need answer.
func excuseTalk(v *visit) error {
	return changeTalk(v, talkAct{field: "why", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		return talkURL(of.ID), v.o.Conversations.NoAnswer(ctx, v.who, of, v.r.PostForm.Get("why"))
	}, said: func() { v.leave(v.say("No answer needed. The conversation is closed.")) }})
}

// pauseTalk holds the clocks while it is somebody else's turn.
func pauseTalk(v *visit) error {
	return changeTalk(v, talkAct{field: "why", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		return talkURL(of.ID), v.o.Conversations.Pause(ctx, v.who, of, reply.Party(v.r.PostForm.Get("on")), v.r.PostForm.Get("why"))
	}, said: func() { v.leave(v.say("The clock stands still until it is our turn again.")) }})
}

// resumeTalk lets them run on.
func resumeTalk(v *visit) error {
	return changeTalk(v, talkAct{do: func(ctx context.Context, of office.OfTalk) (string, error) {
		return talkURL(of.ID), v.o.Conversations.GoOn(ctx, v.who, of)
	}, said: func() { v.leave(v.say("The clock runs on.")) }})
}

// assignTalk has another member answer.
func assignTalk(v *visit) error {
	to := member.ID(v.r.PostFormValue("to"))
	return changeTalk(v, talkAct{field: "to", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		err := v.o.Conversations.Assign(ctx, v.who, of, to)
		return talkURL(of.ID), renamed(err, map[string]string{"member": "to"})
	}, said: func() { v.leave(v.say("{who} is to answer now.", "who", v.team.Name(to))) }})
}

// closeTalk ends a conversation in which nobody waits.
func closeTalk(v *visit) error {
	return changeTalk(v, talkAct{do: func(ctx context.Context, of office.OfTalk) (string, error) {
		return talkURL(of.ID), v.o.Conversations.Close(ctx, v.who, of)
	}, said: func() { v.leave(v.say("Closed. It opens by itself when they write again.")) }})
}

// mergeTalk carries a conversation over into another of the same client.
func mergeTalk(v *visit) error {
	return changeTalk(v, talkAct{field: "into", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		into := conversation.ID(v.r.PostForm.Get("into"))
		return talkURL(into), v.o.Conversations.Merge(ctx, v.who, of, into)
	}, said: func() { v.leave(v.say("Both are one conversation now.")) }})
}

// splitTalk begins a conversation of its own with a message.
func splitTalk(v *visit) error {
	return changeTalk(v, talkAct{field: "subject", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		id, err := v.o.Conversations.Split(ctx, v.who, of, v.r.PostForm.Get("message"), strings.TrimSpace(v.r.PostForm.Get("subject")))
		return talkURL(id), err
	}, said: func() { v.leave(v.say("This is a conversation of its own now.")) }})
}

// refileTalk carries a message and all after it over to the other one who has
// the number that it came from.
func refileTalk(v *visit) error {
	to := client.ContactID(v.r.PostFormValue("contact"))
	return changeTalk(v, talkAct{field: "contact", do: func(ctx context.Context, of office.OfTalk) (string, error) {
		id, err := v.o.Conversations.MoveFrom(ctx, v.who, of, v.r.PostForm.Get("message"), to)
		return talkURL(id), err
	}, said: func() { v.leave(v.say("It stands with whom it is from now, with all that came after it.")) }})
}

// confirmChase says that a client had to ask, and why.
func confirmChase(v *visit) error {
	return aboutMessage(v, "cause", func(ctx context.Context, m office.Said) error {
		_, err := v.o.Chases.Confirm(ctx, v.who, office.NewChase{Message: m.ID, Cause: chase.Cause(v.r.PostForm.Get("cause"))})
		return err
	}, v.say("Counted: they had to ask. The target is none."))
}

// denyChase says that a message asks no such thing.
func denyChase(v *visit) error {
	return aboutMessage(v, "cause", func(ctx context.Context, m office.Said) error {
		return v.o.Chases.Deny(ctx, v.who, m.ID)
	}, v.say("Not counted."))
}

// aboutMessage does one act on a message and goes back to where it stands.
func aboutMessage(v *visit, field string, act func(context.Context, office.Said) error, said string) error {
	if err := parseForm(v, field); err != nil {
		return err
	}
	m, err := v.o.Conversations.Message(v.r.Context(), v.who, v.r.PathValue("message"))
	if err != nil {
		return err
	}
	if m.ConversationID == "" {
		return errNothing
	}
	at := talkURL(m.ConversationID)
	_, err = once(v, func(ctx context.Context) (string, error) { return at, act(ctx, m) })
	if f, ok := fault.As(err); ok && f.Kind != fault.NotFound && f.Kind != fault.NotAllowed {
		say := f.Say
		if len(f.Fields) > 0 {
			say = f.Fields[first(f.Fields)]
		}
		v.cookies.Say(v.w, door.Word{Text: v.voice().Refusal(say), Problem: true})
		return v.go303(at)
	}
	if err != nil {
		return err
	}
	v.leave(said)
	return v.go303(at + "#" + m.ID)
}
